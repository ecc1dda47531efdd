"""The file of corrections is the reader's own: it can be read, edited and compared."""

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
GIVEN = QuoteCorrection(
    article="1a2b3c4d5e6f7a8b",
    title="Ferry is late",
    words="Nobody told us",
    found_speaker="Olaf Berg",
    speaker="Greta Holm",
    made=MADE,
)
NO_QUOTE = QuoteCorrection(
    article="1a2b3c4d5e6f7a8b", words="the fog", nth=2, is_quote=False, made=MADE
)
UNKNOWN = QuoteCorrection(
    article="1a2b3c4d5e6f7a8b", words="It was", found_speaker="Ana Pell", made=MADE
)
ODD = QuoteCorrection(
    article="1a2b3c4d5e6f7a8b",
    title='[[quote]] "\\" \x1b[31m\n\u202e\x7f \U0001f600',
    words="# no = comment",
    speaker="Zoë “Z” O'Roos",
)
SAME = NameCorrection(name="Berg", other="Olaf Berg", same=True, made=MADE)
APART = NameCorrection(name="Pell", other="Ana Pell", same=False)
ALL = (GIVEN, NO_QUOTE, UNKNOWN, ODD, SAME, APART)


def test_file_says_in_words_what_was_corrected() -> None:
    text = edit(HEADER, Revision(added=(GIVEN, SAME)))
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


def test_what_is_written_is_read_as_it_was() -> None:
    text = edit(HEADER, Revision(added=ALL))
    assert parse(text).corrections == ALL
    assert parse(text).problems == ()
    assert "\x1b" not in text


@pytest.mark.parametrize("number", range(len(ALL)))
def test_table_that_is_taken_out_leaves_the_rest_as_it_was(number: int) -> None:
    text = edit(HEADER, Revision(added=ALL))
    rest = ALL[:number] + ALL[number + 1 :]
    assert edit(text, Revision(removed=(ALL[number],))) == edit(HEADER, Revision(added=rest))


def test_comments_and_broken_tables_stay_where_they_are() -> None:
    mine = '# Ask Olaf.\n[[quote]]\nspeaker = \n\n# Later.\n[[name]]\nname = "Pell"\n'
    text = edit(mine, Revision(added=(GIVEN,)))
    assert text.startswith(mine)
    assert edit(text, Revision(removed=(GIVEN,))) == mine


TABLE = '[[quote]]\narticle = "1a2b"\nwords = "No"\n'
BROKEN = [
    pytest.param(TABLE + "speaker = Greta", "line 4: not valid TOML", id="no marks"),
    pytest.param(TABLE + 'speaker = "Greta', "line 4: not valid TOML", id="no mark at the end"),
    pytest.param(TABLE, "line 1: “speaker” is missing.", id="no speaker"),
    pytest.param(
        TABLE + 'speeker = "Greta"',
        "line 4: [[quote]] has no key “speeker”; did you mean “speaker”?",
        id="a key that is nearly right",
    ),
    pytest.param(TABLE + "zzz = 1", "line 4: [[quote]] has no key “zzz”; use article", id="no key"),
    pytest.param(
        TABLE + "speaker = 3", "line 4: “speaker” must be a text in quotation marks.", id="a number"
    ),
    pytest.param(
        TABLE + 'quote = "no"', "line 4: “quote” must be true or false.", id="no truth value"
    ),
    pytest.param(TABLE + "made = 7", "line 4: “made” must be a date.", id="no day"),
    pytest.param(
        '[[quote]]\nwords = "No"\nquote = false', "line 1: “article” is missing.", id="no article"
    ),
    pytest.param('[[name]]\nname = "Berg"', "line 1: give either “same_as”", id="one name"),
    pytest.param("[quote]\n", "line 1: a correction starts with", id="one bracket"),
    pytest.param("[[qoute]]\n", "line 1: a correction starts with", id="another table"),
    pytest.param("[[quote]]\n[[quote.x]]\n", "line 1: “speaker” is missing.", id="a table within"),
]


@pytest.mark.parametrize(("table", "trouble"), BROKEN)
def test_broken_table_is_named_with_its_line_and_does_not_stop_the_rest(
    table: str, trouble: str
) -> None:
    alone = parse(f"{table}\n")
    assert alone.corrections == ()
    assert alone.problems[0].startswith(trouble)
    before = edit(HEADER, Revision(added=(GIVEN,)))
    among = parse(f"{before}{table}\n{edit('', Revision(added=(SAME,)))}")
    assert among.corrections == (GIVEN, SAME)
    _, line, _ = alone.problems[0].replace(":", " ").split(" ", 2)
    assert among.problems[0].startswith(f"line {int(line) + before.count(chr(10))}:")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An archive with an article of two quotes."""
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


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lines", "lines of Windows"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "with a mark of UTF-8"])
def test_table_written_by_hand_holds_at_the_next_start(
    folder: Path, newline: str, mark: str
) -> None:
    lines = ("[[quote]]", 'article = "ID"', 'words = "yes"', 'speaker = "Greta Holm"', "")
    write(folder, mark + newline.join(lines))
    with Archive.open(folder) as archive:
        assert speakers(archive) == ["Ana Pell", "Greta Holm"]
        assert archive.corrections.why_unmatched(archive.corrections.all()[0]) == ""
        assert archive.search("speaker:holm").total == 1


def test_broken_line_is_told_with_the_file(folder: Path) -> None:
    write(
        folder, "[[quote]]", 'article = "ID"', "words = yes", "",
        "[[quote]]", 'article = "ID"', 'words = "no"', "quote = false",
    )  # fmt: skip
    with Archive.open(folder) as archive:
        assert speakers(archive) == ["Olaf Berg"]
        (trouble,) = archive.corrections.problems()
        assert trouble.startswith(f"{folder / 'corrections.toml'}, line 3: not valid TOML")


def test_file_that_is_no_text_changes_nothing(folder: Path) -> None:
    write(folder, "[[quote]]", 'article = "ID"', 'words = "no"', "quote = false")
    with Archive.open(folder) as archive:
        assert speakers(archive) == ["Olaf Berg"]
    (folder / "corrections.toml").write_bytes(b"# a\n\xff\xfe")
    with Archive.open(folder) as archive:
        assert speakers(archive) == ["Olaf Berg"]
        (trouble,) = archive.corrections.problems()
        assert trouble.startswith(f"{folder / 'corrections.toml'}, line 2: not UTF-8")


def test_file_is_its_owners_alone_and_keeps_the_rights_it_is_given(folder: Path) -> None:
    with Archive.open(folder) as archive:
        path = archive.corrections.path
        archive.corrections.correct_names("Ana Pell", "Olaf Berg", same=True)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        path.chmod(0o644)
        archive.corrections.correct_names("Ana Pell", "Olaf Berg", same=False)
        assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_file_that_is_a_link_stays_one(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("# Mine.\n")
    (folder / "corrections.toml").symlink_to(tmp_path / "mine.toml")
    with Archive.open(folder) as archive:
        archive.corrections.correct_names("Ana Pell", "Olaf Berg", same=True)
    assert (folder / "corrections.toml").is_symlink()
    assert (tmp_path / "mine.toml").read_text().startswith("# Mine.\n\n[[name]]\n")
