"""The trail of an export: what it states, and what has changed since it was written."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.archive import Archive
from tests.support.builders import MarkedAnnotator
from tests.support.made_archives import add_files, copy_made
from tui.cli.main import main
from tui.cli.record.verify import verify_exports
from tui.sharing.export import write_export
from tui.sharing.statement import JSON_TRAIL, export_header
from tui.sharing.verify import read_trail

FILES = {
    "pier": "---\ntitle: Pier\ndate: 2024-01-10\nsource: Harbour Post\n---\n“Boats,” [Ana Pell]"
    " said. “Nets,” [Tim Falk] said. “Who <b>knows</b> -- now?”",
    "fog": "---\ntitle: Fog\ndate: 2024-03-05\nsource: Valley Echo\n---\n“No boats,” [Ana Pell]"
    " said.",
}
EXPORTS = {
    "quotes": ["quotes"],
    "quotes of a speaker": ["quotes", "--speaker", "pell"],
    "quotes of a search": ["quotes", "boats"],
    "some quotes": ["quotes", "--limit", "2"],
    "articles": ["search", "boats OR nets"],
    "speakers": ["speakers"],
    "outlets": ["outlets"],
}
FORMATS = ("csv", "json", "md", "html")


def make(folder: Path) -> None:
    add_files(folder, {f"{name}.md": text for name, text in FILES.items()})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_made(make, tmp_path)


def write(folder: Path, files: dict[str, str]) -> None:
    (folder / "files").mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / "files" / f"{name}.md").write_text(text)


def run(folder: Path, *arguments: object) -> int:
    return main(["--archive", str(folder), *map(str, arguments)])


def export(folder: Path, command: list[str], form: str = "json") -> Path:
    file = folder.parent / f"out.{form}"
    assert run(folder, *command, "-o", file) == 0
    return file


def verified(
    folder: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> tuple[int, list[dict[str, str]], dict[str, object]]:
    """Return the exit code, the changes and the summary of ``verify --json``."""
    capsys.readouterr()
    code = run(folder, "verify", file, "--json")
    *changes, summary = map(json.loads, capsys.readouterr().out.splitlines())
    return code, changes, summary


@pytest.fixture
def change(folder: Path, marked_annotator: None) -> Callable[[], None]:
    """Return a function that adds an article, deletes another and corrects a speaker."""

    def change() -> None:
        rain = "---\ntitle: Rain\ndate: 2024-04-01\n---\n“Boats again,” [Ana Pell] said."
        write(folder.parent, {"rain": rain})
        with Archive.open(folder, MarkedAnnotator()) as archive:
            (outcome,) = archive.add([folder.parent / "files" / "rain.md"])
            assert outcome.status == "added"
            hits = {hit.text: hit for hit in archive.quotes()}
            archive.editing.delete([hits["“No boats,”"].entry.id])
            nets = hits["“Nets,”"]
            archive.corrections.correct_quote(nets.entry.id, nets.quote, "Ida Munk")

    return change


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("command", EXPORTS.values(), ids=EXPORTS)
def test_export_of_an_unchanged_archive_has_not_changed(
    folder: Path, capsys: pytest.CaptureFixture[str], command: list[str], form: str
) -> None:
    code, changes, summary = verified(folder, export(folder, command, form), capsys)
    assert (code, changes) == (0, [])
    assert summary["same"]
    assert (summary["intact"], summary["archive_changed"]) == (True, False)


@pytest.mark.parametrize("form", FORMATS)
def test_new_gone_and_changed_quotes_are_listed(
    folder: Path, capsys: pytest.CaptureFixture[str], change: Callable[[], None], form: str
) -> None:
    file = export(folder, ["quotes"], form)
    change()
    code, changes, summary = verified(folder, file, capsys)
    assert code == 1
    assert [(each["status"], each["label"], each["before"], each["now"]) for each in changes] == [
        ("changed", "“Nets,”", "Tim Falk", "Ida Munk"),
        ("gone", "“No boats,”", "Ana Pell", ""),
        ("new", "“Boats again,”", "", "Ana Pell"),
    ]
    assert (summary["same"], summary["archive_changed"]) == (2, True)


def test_changes_are_listed_in_words(
    folder: Path, capsys: pytest.CaptureFixture[str], change: Callable[[], None]
) -> None:
    file = export(folder, ["quotes"])
    change()
    capsys.readouterr()
    assert run(folder, "verify", file) == 1
    printed = capsys.readouterr()
    assert "changed  Tim Falk is now Ida Munk: “Nets,”" in printed.out
    assert "2 quotes unchanged, 1 new, 1 gone, 1 changed" in printed.err


def test_articles_and_numbers_of_speakers_are_compared(
    folder: Path, capsys: pytest.CaptureFixture[str], change: Callable[[], None]
) -> None:
    articles = export(folder, ["search", "boats"], "md")
    speakers = export(folder, ["speakers"], "csv")
    change()
    _, changes, _ = verified(folder, articles, capsys)
    assert [(each["status"], each["label"]) for each in changes] == [
        ("gone", "Fog"),
        ("new", "Rain"),
    ]
    _, changes, _ = verified(folder, speakers, capsys)
    assert [(each["status"], each["key"]) for each in changes] == [
        ("gone", "Tim Falk"),
        ("new", "Ida Munk"),
    ]


@pytest.mark.parametrize("form", ["md", "html"])
def test_dossier_is_verified(
    folder: Path, capsys: pytest.CaptureFixture[str], change: Callable[[], None], form: str
) -> None:
    file = export(folder, ["dossier", "Ana Pell", "--query", "boats"], form)
    assert verified(folder, file, capsys)[:2] == (0, [])
    change()
    _, changes, _ = verified(folder, file, capsys)
    assert [each["status"] for each in changes] == ["gone", "new"]


EDITS = {
    "headline": ("title", "Fog", "Ice"),
    "date": ("date", "2024-03-05", "2024-03-06"),
    "outlet": ("source", "Valley Echo", "Fog Post"),
    "byline": ("byline", "", "Jo Lund"),
}


@pytest.mark.parametrize("field", EDITS)
@pytest.mark.parametrize("command", [["quotes"], ["search", "boats"], ["heard"]], ids=" ".join)
def test_edited_article_is_listed(
    folder: Path, capsys: pytest.CaptureFixture[str], command: list[str], field: str
) -> None:
    """Also if all its quotes and speakers are as they were."""
    file = export(folder, command)
    name, before, now = EDITS[field]
    with Archive.open(folder, MarkedAnnotator()) as archive:
        (hit,) = archive.search("title:fog").hits
        archive.editing.edit(hit.entry.id, {name: now})
    code, changes, summary = verified(folder, file, capsys)
    assert code == 1
    assert changes == [
        {"status": "edited", "key": hit.entry.id, "label": "Fog", "before": before, "now": now,
         "field": field}
    ]  # fmt: skip
    assert (summary["edited"], summary["same"]) == (1, 1 if command[0] == "search" else 3)


def test_outlet_that_was_renamed_is_listed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = export(folder, ["quotes"])
    assert run(folder, "outlets", "rename", "Valley Echo", "Echo") == 0
    capsys.readouterr()
    assert run(folder, "verify", file) == 1
    printed = capsys.readouterr()
    assert "edited   outlet was “Valley Echo”, is now “Echo”: “Fog”" in printed.out
    assert "3 quotes unchanged, 1 in edited articles; 1 article edited" in printed.err


@pytest.mark.parametrize(
    ("command", "before", "now"),
    [
        (["compare", "Tim Falk", "source:harbour"], "4 quotes with 7 words in 2 articles",
         "3 quotes with 5 words in 1 article"),
        (["dossier", "Ana Pell", "--query", "boats -no"], "2 quotes", "1 quote"),
    ],
)  # fmt: skip
def test_shares_that_changed_by_other_quotes_are_listed(
    folder: Path, capsys: pytest.CaptureFixture[str], command: list[str], before: str, now: str
) -> None:
    """The export lists none of the quotes that were deleted."""
    file = export(folder, command, "html")
    with Archive.open(folder, MarkedAnnotator()) as archive:
        (hit,) = archive.search("title:fog").hits
        archive.editing.delete([hit.entry.id])
    code, changes, _ = verified(folder, file, capsys)
    assert code == 1
    assert [tuple(each.values()) for each in changes] == [("total", "", "", before, now, "")]


def test_export_of_an_older_version_is_still_verified(
    folder: Path, capsys: pytest.CaptureFixture[str], change: Callable[[], None]
) -> None:
    """It does not say what the articles were like."""
    file = export(folder, ["quotes"])
    content = json.loads(file.read_text())
    del content["trail"]["articles"], content["trail"]["whole"]
    body, mark, _ = file.read_text().rpartition(',\n"trail": ')
    file.write_text(f"{body}{mark}{json.dumps(content['trail'])}}}\n")
    change()
    _, changes, summary = verified(folder, file, capsys)
    assert [each["status"] for each in changes] == ["changed", "gone", "new"]
    assert summary["intact"]


def test_archive_on_a_cluster_is_named_by_its_address(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file, address = folder.parent / "out.json", "opensearch://host:9200/news"
    place = Path(address)
    recipe = {"list": "quotes", "speaker": "", "query": ""}
    with Archive.open(folder) as archive:
        header = export_header(archive, place, "quotes", "", "", recipe=recipe)
        write_export(file, header, archive.quotes(), "", overwrite=False)
    assert json.loads(file.read_text())["head"]["archive"] == address
    monkeypatch.setattr("tui.cli.record.verify.open_archive", lambda *_, **__: Archive.open(folder))
    assert verify_exports(place, [file], as_json=False) == 0
    assert "The export is of the archive" not in capsys.readouterr().err


@pytest.mark.parametrize("form", FORMATS)
def test_edited_file_is_noticed(
    folder: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    file = export(folder, ["quotes"], form)
    file.write_bytes(file.read_bytes().replace(b"Boats", b"Goats", 1))
    code, changes, summary = verified(folder, file, capsys)
    assert (code, changes, summary["intact"]) == (1, [], False)


@pytest.mark.parametrize("form", FORMATS)
def test_time_of_an_export_is_in_seconds(folder: Path, form: str) -> None:
    trail, _ = read_trail(export(folder, ["quotes"], form))
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", trail["written"])


def test_statement_has_models_counts_and_doubts(folder: Path) -> None:
    with Archive.open(folder) as archive:
        hit = next(hit for hit in archive.quotes() if hit.text == "“Nets,”")
        archive.corrections.correct_quote(hit.entry.id, hit.quote, "Ida Munk")
    text = export(folder, ["quotes"], "md").read_text()
    for part in (
        "- annotated by: an unknown model (2 articles)\n",
        "- counts: 4 quotes in 2 articles\n",
        "- speakers: 1 corrected or confirmed by hand, 1 with a confidence below 0.75\n",
        "- digest: ",
    ):
        assert part in text


def test_table_without_quotes_states_the_doubts_of_the_archive(folder: Path) -> None:
    export(folder, ["speakers"], "csv")
    about = json.loads((folder.parent / "out.meta.json").read_text())
    assert about["counts"] == "2 rows"
    assert about["speakers"] == (
        "in the whole archive, 0 corrected or confirmed by hand, 1 with a confidence below 0.75"
    )


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        pytest.param("a.csv", "x", "a.meta.json is missing", id="a table alone"),
        pytest.param("a.md", "# Quotes", "is not an export of onrecord", id="another file"),
        pytest.param("a.json", '{"a": 1}', "is not an export of onrecord", id="other JSON"),
        pytest.param("a.html", None, "cannot be read", id="no file"),
        pytest.param("a.md", '<!-- onrecord {"version":1,"items":[],"digest":"","recipe":{},'
                     '"written":"","archive":"","kind":"","state":""} -->',
                     "does not say how to list its rows again", id="no search"),
        pytest.param("a.md", '<!-- onrecord {"version":99,"items":[],"digest":""} -->',
                     "written by a newer onrecord", id="a newer version"),
    ],
)  # fmt: skip
def test_file_that_cannot_be_verified_is_an_error(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, text: str | None, message: str
) -> None:
    file = folder.parent / name
    if text is not None:
        file.write_text(text)
    assert run(folder, "verify", file) == 2
    assert message in capsys.readouterr().err


EDITS_OF_TRAILS: dict[str, Callable[[dict[str, Any]], object]] = {
    "a field of an article is missing": lambda trail: next(iter(trail["articles"].values())).pop(),
    "a field of an article is no text": lambda trail: trail["articles"].update(a=[1, 2, 3, 4]),
    "an item is empty": lambda trail: trail["items"].append([]),
    "an item has too much": lambda trail: trail["items"].append(["a", "b", "c", "d"]),
    "an item is no list": lambda trail: trail["items"].append("abc"),
    "there are no items": lambda trail: trail.pop("items"),
    "there is no state": lambda trail: trail.pop("state"),
    "the search is no table": lambda trail: trail.update(recipe=[]),
}


@pytest.mark.parametrize("edit", EDITS_OF_TRAILS.values(), ids=EDITS_OF_TRAILS)
def test_trail_that_was_edited_is_an_error(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    edit: Callable[[dict[str, Any]], object],
) -> None:
    file = export(folder, ["quotes"], "json")
    content = json.loads(file.read_text())
    edit(trail := content.pop("trail"))
    body, mark, _ = file.read_text().rpartition(JSON_TRAIL)
    file.write_text(f"{body}{mark}{json.dumps(trail)}}}\n")
    capsys.readouterr()
    assert run(folder, "verify", file) == 2
    assert "is not an export of onrecord, or the record" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "part"),
    [
        pytest.param(["quotes"], "query", id="quotes"),
        pytest.param(["quotes"], "speaker", id="speaker"),
        pytest.param(["search", "ferry OR pier OR fog"], "query", id="search"),
        pytest.param(["speakers"], "prefix", id="speakers"),
        pytest.param(["heard"], "query", id="heard"),
    ],
)
def test_part_that_is_missing_in_the_search_of_a_trail_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str], command: list[str], part: str
) -> None:
    file = export(folder, command, "json")
    body, mark, trail = file.read_text().rpartition(JSON_TRAIL)
    content = json.loads(trail.rstrip().removesuffix("}"))
    del content["recipe"][part]
    file.write_text(f"{body}{mark}{json.dumps(content)}}}\n")
    capsys.readouterr()
    assert run(folder, "verify", file) == 2
    message = capsys.readouterr().err
    assert f"{file} does not say how" in message
    assert f"“{part}” is missing" in message


def test_names_of_a_list_are_counted_again(
    folder: Path, capsys: pytest.CaptureFixture[str], change: Callable[[], None]
) -> None:
    names = folder.parent / "names.txt"
    names.write_text("Ana Pell\nTim Falk\n")
    file = export(folder, ["search", "--from-file", str(names)], "json")
    change()
    _, changes, _ = verified(folder, file, capsys)
    assert [each["key"] for each in changes] == ["Tim Falk"]
