"""Corrections that colleagues share: pushed, pulled, in conflict, withdrawn and undone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest

from index.archive import Archive
from index.archive.shared_corrections import pull, push, undo_pull
from index.engines.opensearch.address import Credentials, parse_address
from index.engines.opensearch.connection import Connection
from index.errors import ArchiveError
from tests.support.builders import MarkedAnnotator
from tests.support.corrections import quote, speaker_names, visible_state
from tests.support.engines import CLUSTER
from tui.cli.main import main
from tui.exit_codes import FAILED


@pytest.fixture
def mine(archive: Archive, fog: str) -> Archive:
    """Return the user's archive, with an article of quotes."""
    return archive


@pytest.fixture
def hers(mine: Archive, tmp_path: Path) -> Archive:
    """Return a colleague's archive of the same articles."""
    mine.close()
    shutil.copytree(tmp_path / "archive", tmp_path / "hers")
    return Archive.open(tmp_path / "hers", MarkedAnnotator())


@pytest.fixture(params=["folder", "file.toml", *(["opensearch"] if CLUSTER else [])])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the address of a shared folder, of a shared file, and of an index of a cluster."""
    if request.param == "opensearch":
        name = f"test-{uuid4().hex[:12]}"
        yield f"opensearch://{CLUSTER}/{name}"
        with closing(
            Connection(parse_address(f"opensearch://{CLUSTER}/{name}"), Credentials())
        ) as c:
            c.send("DELETE", f"/{name}-corrections", missing_ok=True)
        return
    if request.param == "folder":
        (tmp_path / "folder").mkdir()
    yield str(tmp_path / request.param)


def correct(archive: Archive, id: str, speaker: str, number: int = 0) -> None:
    archive.corrections.correct_quote(id, quote(archive, id, number), speaker)


def speaker(archive: Archive, id: str, number: int = 0) -> str | None:
    return quote(archive, id, number).speaker


def test_pulled_correction_applies_and_says_who_made_it(
    mine: Archive, hers: Archive, fog: str, place: str
) -> None:
    correct(hers, fog, "Greta Holm")
    assert len(push(hers.corrections, place, "Ida").added) == 1
    assert len(pull(mine.corrections, place, "me").added) == 1
    assert speaker(mine, fog) == "Greta Holm"
    assert quote(mine, fog).steps[0].reason.startswith("corrected by Ida on 20")
    assert [each.by for each in mine.corrections.all()] == ["Ida"]


def test_pulled_corrections_are_not_pushed(
    mine: Archive, hers: Archive, fog: str, place: str
) -> None:
    correct(hers, fog, "Greta Holm")
    push(hers.corrections, place, "Ida")
    pull(mine.corrections, place, "me")
    assert push(mine.corrections, place, "me").added == ()


def test_conflict_is_shown_and_the_own_correction_stays(
    mine: Archive, hers: Archive, fog: str, place: str
) -> None:
    correct(hers, fog, "Greta Holm")
    correct(mine, fog, "Olaf Berg")
    push(hers.corrections, place, "Ida")
    (conflict,) = push(mine.corrections, place, "me").conflicts
    result = pull(mine.corrections, place, "me")
    assert result.conflicts == (conflict._replace(own=mine.corrections.all()[0]),)
    assert [each.by for each in conflict.others] == ["Ida"]
    assert result.added == ()
    assert speaker(mine, fog) == "Olaf Berg"


def test_theirs_is_applied_on_request_and_the_own_one_again_after_an_undo(
    mine: Archive, hers: Archive, fog: str, place: str
) -> None:
    correct(hers, fog, "Greta Holm")
    correct(mine, fog, "Olaf Berg")
    push(hers.corrections, place, "Ida")
    pull(mine.corrections, place, "me", theirs=True)
    assert speaker(mine, fog) == "Greta Holm"
    pull(mine.corrections, place, "me")
    assert speaker(mine, fog) == "Greta Holm"
    undo_pull(mine.corrections)
    assert speaker(mine, fog) == "Olaf Berg"


def test_undone_pull_leaves_no_trace(mine: Archive, hers: Archive, fog: str, place: str) -> None:
    before = visible_state(mine)
    correct(hers, fog, "Greta Holm")
    hers.corrections.correct_names("Olaf Berg", "Ana Pell", same=True)
    push(hers.corrections, place, "Ida")
    assert len(pull(mine.corrections, place, "me").added) == 2
    assert "Olaf Berg" not in speaker_names(mine)
    undo_pull(mine.corrections)
    assert visible_state(mine) == before


def test_colleagues_who_contradict_each_other_change_nothing(
    mine: Archive, hers: Archive, fog: str, place: str
) -> None:
    correct(hers, fog, "Greta Holm")
    push(hers.corrections, place, "Ida")
    correct(hers, fog, "Olaf Berg")
    push(hers.corrections, place, "Tom")
    result = pull(mine.corrections, place, "me")
    assert [(each.own, len(each.others)) for each in result.conflicts] == [(None, 2)]
    assert mine.corrections.all() == ()


def test_changed_and_withdrawn_corrections_follow(
    mine: Archive, hers: Archive, fog: str, place: str
) -> None:
    correct(hers, fog, "Greta Holm")
    correct(hers, fog, "Tom Falk", number=1)
    push(hers.corrections, place, "Ida")
    pull(mine.corrections, place, "me")
    correct(hers, fog, "Olaf Berg")
    correct(hers, fog, "Ana Pell", number=1)
    push(hers.corrections, place, "Ida")
    pull(mine.corrections, place, "me")
    assert (speaker(mine, fog), speaker(mine, fog, 1)) == ("Olaf Berg", "Ana Pell")
    assert len(mine.corrections.all()) == 1


def test_withdrawn_push_is_gone_for_others(
    mine: Archive, hers: Archive, fog: str, place: str
) -> None:
    correct(hers, fog, "Greta Holm")
    before = visible_state(mine)
    push(hers.corrections, place, "Ida")
    pull(mine.corrections, place, "me")
    assert len(push(hers.corrections, place, "Ida", undo=True).removed) == 1
    assert len(pull(mine.corrections, place, "me").removed) == 1
    assert visible_state(mine) == before
    assert speaker(hers, fog) == "Greta Holm"
    push(hers.corrections, place, "Ida")
    assert len(pull(mine.corrections, place, "me").added) == 1


def test_corrections_stay_if_the_file_of_their_maker_cannot_be_read(
    mine: Archive, hers: Archive, fog: str, tmp_path: Path
) -> None:
    (tmp_path / "shared").mkdir()
    correct(hers, fog, "Greta Holm")
    push(hers.corrections, str(tmp_path / "shared"), "Ida")
    pull(mine.corrections, str(tmp_path / "shared"), "me")
    (tmp_path / "shared" / "Ida.toml").write_text("[[quote]]\nwords = 3\n")
    assert pull(mine.corrections, str(tmp_path / "shared"), "me").removed == ()


def test_tables_without_a_name_in_ones_own_file_are_replaced(
    hers: Archive, fog: str, tmp_path: Path
) -> None:
    file = tmp_path / "Ida.toml"
    correct(hers, fog, "Greta Holm")
    push(hers.corrections, str(tmp_path), "Ida")
    file.write_text(file.read_text().replace('by = "Ida"\n', ""))
    assert len(push(hers.corrections, str(tmp_path), "Ida", undo=True).removed) == 1
    assert "[[quote]]" not in file.read_text()


def test_deletions_are_not_shared(mine: Archive, hers: Archive, fog: str, place: str) -> None:
    hers.editing.delete([fog])
    assert push(hers.corrections, place, "Ida").added == ()


def test_corrections_of_articles_that_are_not_here_are_left_out(
    hers: Archive, fog: str, place: str, tmp_path: Path
) -> None:
    correct(hers, fog, "Greta Holm")
    push(hers.corrections, place, "Ida")
    with Archive.open(tmp_path / "empty", MarkedAnnotator()) as other:
        assert pull(other.corrections, place, "me").unmatched == 1
        assert other.corrections.all() == ()


def test_edits_are_shared(mine: Archive, hers: Archive, fog: str, place: str) -> None:
    hers.editing.edit(fog, {"source": "Torp Echo"})
    push(hers.corrections, place, "Ida")
    pull(mine.corrections, place, "me")
    assert mine.entry(fog).source == "Torp Echo"


def test_unreadable_table_is_named_and_the_others_are_pulled(
    mine: Archive, hers: Archive, fog: str, tmp_path: Path
) -> None:
    (tmp_path / "shared").mkdir()
    correct(hers, fog, "Greta Holm")
    push(hers.corrections, str(tmp_path / "shared"), "Ida")
    (tmp_path / "shared" / "Tom.toml").write_text("[[quote]]\nwords = 3\n")
    result = pull(mine.corrections, str(tmp_path / "shared"), "me")
    assert len(result.added) == 1
    assert result.problems[0].startswith(f"{tmp_path / 'shared' / 'Tom.toml'}, line 2: ")


@pytest.mark.parametrize("address", ["no/such/folder", "http://news.example/shared"])
def test_place_that_does_not_exist_is_reported(mine: Archive, address: str) -> None:
    with pytest.raises(ArchiveError, match=address):
        pull(mine.corrections, address, "me")


def test_only_the_corrections_of_the_one_who_pushes_are_replaced(
    mine: Archive, hers: Archive, fog: str, place: str
) -> None:
    correct(hers, fog, "Greta Holm")
    push(hers.corrections, place, "Ida")
    correct(mine, fog, "Tom Falk", number=1)
    push(mine.corrections, place, "Tom")
    push(hers.corrections, place, "Ida", undo=True)
    assert [each.by for each in pull(hers.corrections, place, "Ida").added] == ["Tom"]


@pytest.mark.parametrize("name", ["a/b", ".hidden", "two\nlines", " "])
def test_name_that_cannot_be_a_file_is_reported(mine: Archive, tmp_path: Path, name: str) -> None:
    (tmp_path / "shared").mkdir()
    correct(mine, mine.articles()[0].id, "Greta Holm")
    with pytest.raises(ArchiveError, match="--as NAME"):
        push(mine.corrections, str(tmp_path / "shared"), name)


@pytest.fixture
def run(
    mine: Archive, hers: Archive, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Callable[..., tuple[int, str, str]]:
    """Return a function that runs ``onrecord corrections`` on one of the archives."""

    def run(archive: str, *arguments: str) -> tuple[int, str, str]:
        code = main(["--archive", str(tmp_path / archive), "corrections", *arguments])
        return code, *capsys.readouterr()

    return run


def test_command_pushes_and_pulls(
    run: Callable[..., tuple[int, str, str]], hers: Archive, mine: Archive, fog: str, place: str
) -> None:
    correct(hers, fog, "Greta Holm")
    code, out, err = run("hers", "push", place, "--as", "Ida")
    assert (code, err) == (0, "Shared as Ida: 1 added, 0 removed.\n")
    code, out, err = run("archive", "pull", place)
    assert code == 0
    assert out.startswith("added   “We saved boats,” is by Greta Holm, not Ana Pell  (Ida, 20")
    assert err.endswith("1 added, 0 removed. To undo: onrecord corrections pull --undo\n")
    assert run("archive")[1].splitlines()[0].endswith("not Ana Pell  (by Ida)")
    assert run("archive", "pull", "--undo")[2] == "From colleagues: 0 added, 1 removed.\n"


def test_command_shows_conflicts_as_json(
    run: Callable[..., tuple[int, str, str]], hers: Archive, mine: Archive, fog: str, place: str
) -> None:
    correct(hers, fog, "Greta Holm")
    correct(mine, fog, "Olaf Berg")
    run("hers", "push", place, "--as", "Ida")
    code, out, err = run("archive", "pull", place, "--json")
    record = json.loads(out)
    assert code == 1
    assert (record["status"], record["own"]["speaker"]) == ("conflict", "Olaf Berg")
    assert [(each["speaker"], each["by"]) for each in record["others"]] == [("Greta Holm", "Ida")]
    assert "1 conflict. Yours apply; --theirs applies theirs." in err


def test_conflict_has_the_same_exit_code_whoever_meets_it(
    run: Callable[..., tuple[int, str, str]], hers: Archive, mine: Archive, fog: str, place: str
) -> None:
    correct(hers, fog, "Greta Holm")
    correct(mine, fog, "Olaf Berg")
    assert run("hers", "push", place, "--as", "Ida")[0] == 0
    code, _, err = run("archive", "push", place, "--as", "me")
    assert (code, "1 conflict." in err) == (1, True)
    assert run("archive", "pull", place)[0] == 1
    assert run("archive", "pull", place, "--theirs")[0] == 0


@pytest.mark.parametrize(
    "arguments",
    [["push"], ["pull"], ["--undo"], ["push", "x", "--theirs"], ["pull", "x", "--undo"]],
)
def test_wrong_usage_is_explained(
    run: Callable[..., tuple[int, str, str]], arguments: list[str]
) -> None:
    code, _, err = run("archive", *arguments)
    assert code == FAILED
    assert "Usage: onrecord corrections" in err
