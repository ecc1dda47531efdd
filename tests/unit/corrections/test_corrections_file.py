"""Users can read and edit the corrections file."""

from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

import pytest

from index.archive import Archive
from index.engines.local.corrections.toml_file import HEADER, edit, parse
from index.user_data import NameCorrection, QuoteCorrection, Revision
from tests.support.builders import MarkedAnnotator

MADE = date(2024, 6, 1)
OTHER_SPEAKER = QuoteCorrection(
    article="1a2b3c4d5e6f7a8b",
    title="Ferry is late",
    words="Nobody told us",
    found_speaker="Olaf Berg",
    speaker="Greta Holm",
    made=MADE,
)
NOT_A_QUOTE = QuoteCorrection(
    article="1a2b3c4d5e6f7a8b", words="the fog", nth=2, is_quote=False, made=MADE
)
UNKNOWN = QuoteCorrection(
    article="1a2b3c4d5e6f7a8b", words="It was", found_speaker="Ana Pell", made=MADE
)
HOSTILE = QuoteCorrection(
    article="1a2b3c4d5e6f7a8b",
    title='[[quote]] "\\" \x1b[31m\n\u202e\x7f \U0001f600',
    words="# no = comment",
    speaker="Zoë “Z” O'Roos",
)
SAME = NameCorrection(name="Berg", other="Olaf Berg", same=True, made=MADE)
APART = NameCorrection(name="Pell", other="Ana Pell", same=False)
ALL = (OTHER_SPEAKER, NOT_A_QUOTE, UNKNOWN, HOSTILE, SAME, APART)


def test_format_of_the_file() -> None:
    text = edit(HEADER, Revision(added=(OTHER_SPEAKER, SAME)))
    assert text == HEADER + (
        "\n[[quote]]\n"
        'article = "1a2b3c4d5e6f7a8b"\n'
        'title = "Ferry is late"\n'
        'words = "Nobody told us"\n'
        'was = "Olaf Berg"\n'
        'speaker = "Greta Holm"\n'
        "made = 2024-06-01\n"
        "\n[[name]]\n"
        'name = "Berg"\n'
        'same_as = "Olaf Berg"\n'
        "made = 2024-06-01\n"
    )


def test_corrections_are_read_as_they_were_written() -> None:
    text = edit(HEADER, Revision(added=ALL))
    assert parse(text).corrections == ALL
    assert parse(text).problems == ()
    assert "\x1b" not in text


@pytest.mark.parametrize("number", range(len(ALL)))
def test_removing_a_table_leaves_the_rest_unchanged(number: int) -> None:
    text = edit(HEADER, Revision(added=ALL))
    rest = ALL[:number] + ALL[number + 1 :]
    assert edit(text, Revision(removed=(ALL[number],))) == edit(HEADER, Revision(added=rest))


def test_comments_and_broken_tables_are_left_alone() -> None:
    text_before = '# Ask Olaf.\n[[quote]]\nspeaker = \n\n# Later.\n[[name]]\nname = "Pell"\n'
    text = edit(text_before, Revision(added=(OTHER_SPEAKER,)))
    assert text.startswith(text_before)
    assert edit(text, Revision(removed=(OTHER_SPEAKER,))) == text_before


TABLE = '[[quote]]\narticle = "1a2b"\nwords = "No"\n'
BROKEN = [
    pytest.param(TABLE + "speaker = Greta", "line 4: not valid TOML", id="no quotation marks"),
    pytest.param(
        TABLE + 'speaker = "Greta', "line 4: not valid TOML", id="no closing quotation mark"
    ),
    pytest.param(TABLE, "line 1: “speaker” is missing.", id="no speaker"),
    pytest.param(
        TABLE + 'speeker = "Greta"',
        "line 4: [[quote]] has no key “speeker”; did you mean “speaker”?",
        id="a misspelt key",
    ),
    pytest.param(
        TABLE + "zzz = 1", "line 4: [[quote]] has no key “zzz”; use article", id="an unknown key"
    ),
    pytest.param(
        TABLE + "speaker = 3", "line 4: “speaker” must be a text in quotation marks.", id="a number"
    ),
    pytest.param(
        TABLE + 'quote = "no"',
        "line 4: “quote” must be true or false.",
        id="a text for true or false",
    ),
    pytest.param(TABLE + "made = 7", "line 4: “made” must be a date.", id="a number for a date"),
    pytest.param(
        '[[quote]]\nwords = "No"\nquote = false', "line 1: “article” is missing.", id="no article"
    ),
    pytest.param('[[name]]\nname = "Berg"', "line 1: give either “same_as”", id="no other name"),
    pytest.param("[quote]\n", "line 1: a correction starts with", id="one bracket"),
    pytest.param("[[qoute]]\n", "line 1: a correction starts with", id="a misspelt table"),
    pytest.param("[[quote]]\n[[quote.x]]\n", "line 1: “speaker” is missing.", id="a nested table"),
]


@pytest.mark.parametrize(("table", "problem"), BROKEN)
def test_broken_table_is_reported_with_its_line_and_the_rest_applies(
    table: str, problem: str
) -> None:
    alone = parse(f"{table}\n")
    assert alone.corrections == ()
    assert alone.problems[0].startswith(problem)
    before = edit(HEADER, Revision(added=(OTHER_SPEAKER,)))
    among = parse(f"{before}{table}\n{edit('', Revision(added=(SAME,)))}")
    assert among.corrections == (OTHER_SPEAKER, SAME)
    _, line, _ = alone.problems[0].replace(":", " ").split(" ", 2)
    assert among.problems[0].startswith(f"line {int(line) + before.count(chr(10))}:")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of an archive with an article of two quotes."""
    path = tmp_path / "a.txt"
    path.write_text(" date 2024-03-05 “No,” [Ana Pell] she said. “Yes,” [Olaf Berg] he said.")
    with Archive.open(tmp_path / "archive", MarkedAnnotator()) as archive:
        list(archive.add([path]))
    return tmp_path / "archive"


def speakers(archive: Archive) -> list[str | None]:
    return [hit.quote.speaker for hit in archive.quotes()]


def write(folder: Path, *lines: str) -> None:
    with Archive.open(folder) as archive:
        (entry,) = archive.articles()
    text = "\n".join(lines).replace("ID", entry.id)
    (folder / "corrections.toml").write_bytes(text.encode())


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "with a byte order mark"])
def test_table_written_by_hand_applies_at_the_next_start(
    folder: Path, newline: str, mark: str
) -> None:
    lines = ("[[quote]]", 'article = "ID"', 'words = "yes"', 'speaker = "Greta Holm"', "")
    write(folder, mark + newline.join(lines))
    with Archive.open(folder) as archive:
        assert speakers(archive) == ["Ana Pell", "Greta Holm"]
        assert archive.corrections.why_unmatched(archive.corrections.all()[0]) == ""
        assert archive.search("speaker:holm").total == 1


def test_broken_line_is_reported_with_the_file(folder: Path) -> None:
    write(
        folder, "[[quote]]", 'article = "ID"', "words = yes", "",
        "[[quote]]", 'article = "ID"', 'words = "no"', "quote = false",
    )  # fmt: skip
    with Archive.open(folder) as archive:
        assert speakers(archive) == ["Olaf Berg"]
        (problem,) = archive.corrections.problems()
        assert problem.startswith(f"{folder / 'corrections.toml'}, line 3: not valid TOML")


def test_file_that_is_not_text_changes_nothing(folder: Path) -> None:
    write(folder, "[[quote]]", 'article = "ID"', 'words = "no"', "quote = false")
    with Archive.open(folder) as archive:
        assert speakers(archive) == ["Olaf Berg"]
    (folder / "corrections.toml").write_bytes(b"# a\n\xff\xfe")
    with Archive.open(folder) as archive:
        assert speakers(archive) == ["Olaf Berg"]
        (problem,) = archive.corrections.problems()
        assert problem.startswith(f"{folder / 'corrections.toml'}, line 2: not UTF-8")


def test_file_is_private_and_keeps_the_permissions_that_it_is_given(folder: Path) -> None:
    with Archive.open(folder) as archive:
        path = archive.corrections.path
        archive.corrections.correct_names("Ana Pell", "Olaf Berg", same=True)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        path.chmod(0o644)
        archive.corrections.correct_names("Ana Pell", "Olaf Berg", same=False)
        assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_symbolic_link_stays_one(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("# Mine.\n")
    (folder / "corrections.toml").symlink_to(tmp_path / "mine.toml")
    with Archive.open(folder) as archive:
        archive.corrections.correct_names("Ana Pell", "Olaf Berg", same=True)
    assert (folder / "corrections.toml").is_symlink()
    assert (tmp_path / "mine.toml").read_text().startswith("# Mine.\n\n[[name]]\n")
