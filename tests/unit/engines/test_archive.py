"""What front ends rely on: the methods of Archive."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from index.archive import Archive
from index.engines.local.database import connection
from index.errors import ArchiveError
from tests.support.builders import MarkedAnnotator


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    (made / "a.txt").write_text(" date 2024-03-05 “Boats,” [Ana Pell] said.")
    (made / "b.txt").write_text(" date 2024-03-06 “Nets,” [Tim Falk] said.")
    (made / "c.txt").touch()
    return made


def add(archive: Archive, *paths: Path) -> Counter[str]:
    return Counter(outcome.status for outcome in archive.add(paths))


def test_one_bad_file_is_reported_and_does_not_stop_the_rest(
    archive: Archive, folder: Path
) -> None:
    outcomes = list(archive.add([folder]))
    assert Counter(outcome.status for outcome in outcomes) == {"added": 2, "failed": 1}
    (failed,) = (outcome for outcome in outcomes if outcome.status == "failed")
    assert failed.location == str(folder / "c.txt")
    assert failed.reason == "The article has no text. Check it in the file."


def test_missing_file_is_reported(archive: Archive, tmp_path: Path) -> None:
    (outcome,) = archive.add([tmp_path / "none.txt"])
    assert (outcome.status, outcome.reason) == (
        "failed", "No such file or folder. Check the path.",
    )  # fmt: skip


@pytest.mark.parametrize("given", ["ftp://x.example/fog", "www.x.example", "x.example/fog"])
def test_missing_file_that_looks_like_an_address_is_told_how_pages_are_added(
    archive: Archive, given: str
) -> None:
    (outcome,) = archive.add([Path(given)])
    assert outcome.reason == (
        "No such file or folder. The address of a web page begins with https:// or http://."
    )


def test_stored_articles_are_skipped_wherever_their_files_are(
    archive: Archive, folder: Path, tmp_path: Path
) -> None:
    add(archive, folder)
    moved = folder.rename(tmp_path / "moved")
    assert add(archive, moved) == {"same": 2, "failed": 1}
    assert archive.count() == 2


def test_article_that_is_in_two_files_is_added_once(archive: Archive, folder: Path) -> None:
    (folder / "z.txt").write_bytes((folder / "a.txt").read_bytes())
    assert add(archive, folder) == {"added": 2, "same": 1, "failed": 1}


def test_progress_reaches_one(archive: Archive, folder: Path) -> None:
    shares = [outcome.progress for outcome in archive.add([folder])]
    assert max(shares) == 1.0


def test_added_articles_are_there_when_the_archive_is_opened_again(
    folder: Path, tmp_path: Path
) -> None:
    with Archive.open(tmp_path / "archive", MarkedAnnotator()) as first:
        add(first, folder)
    with Archive.open(tmp_path / "archive") as second:
        assert [entry.title for entry in second.articles()] == [
            "“Nets,” [Tim Falk] said", "“Boats,” [Ana Pell] said",
        ]  # fmt: skip
        assert second.search("speaker:pell").total == 1


def test_quotes_are_found_by_speaker_and_words(archive: Archive, folder: Path) -> None:
    add(archive, folder)
    assert [hit.text for hit in archive.quotes("pell")] == ["“Boats,”"]
    assert [hit.text for hit in archive.quotes("ana pell", "boat")] == ["“Boats,”"]
    assert archive.quotes("pell", "nets") == ()
    assert (archive.count_quotes(), archive.count_quotes("falk")) == (2, 1)


def test_missing_word_is_noted_with_a_similar_word(archive: Archive, folder: Path) -> None:
    add(archive, folder)
    assert archive.search("boats").notes == ()
    assert archive.search("boast").notes == (
        "“boast” does not occur in the archive. Did you mean “boats”?",
    )
    assert archive.search("q").notes == ("“q” does not occur in the archive.",)
    assert archive.search("qa").notes == ("“qa” does not occur in the archive.",)


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ("after:2024-05 before:2023", ("2024-05-01", "2023-12-31")),
        ("boats date:2023 date:2025", ("2025-01-01", "2023-12-31")),
        ("since:2025 (boats until:2024-06)", ("2025-01-01", "2024-06-30")),
        ("speaker:pell after:2024 date:<2023", ("2024-01-01", "2022-12-31")),
        ("after:2031 before:2032", None),
        ("after:2024 (before:2023 OR boast*)", None),
        ("before:2020 -after:2024", None),
    ],
)
def test_dates_that_no_day_fits_are_noted(
    archive: Archive, folder: Path, line: str, ends: tuple[str, str] | None
) -> None:
    add(archive, folder)
    found = archive.search(line)
    note = f"No day is both from {ends[0]} on and not after {ends[1]}." if ends else None
    assert found.total == 0
    assert found.notes == ((f"{note} Change one of the dates.",) if note else ())


WORDS = "Most of the fog was gone when the government report about the harbour came."


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ghost", ""), ("Ghosts", ""), ("rest", ""), ("tog", ""), ("wheel", ""),
        ("mots", "most"), ("harbur", "harbour"), ("reprot", "report"), ("goverment", "government"),
        ("harborr", "harbour"), ("abuot", "about"),
    ],
)  # fmt: skip
def test_only_a_word_that_differs_in_few_letters_is_suggested(
    archive: Archive, tmp_path: Path, typed: str, meant: str
) -> None:
    (tmp_path / "d.md").write_text(f"---\ntitle: Fog\n---\n{WORDS}\n")
    add(archive, tmp_path / "d.md")
    hint = f" Did you mean “{meant}”?" if meant else ""
    assert archive.search(typed).notes == (f"“{typed}” does not occur in the archive.{hint}",)


def test_word_that_is_in_no_quote_is_noted_as_such(archive: Archive, folder: Path) -> None:
    (folder / "d.txt").write_text(" date 2024-03-07 The harbour froze. “Boats,” [Ana Pell] said.")
    add(archive, folder)
    assert archive.search("harbour").total == 1
    assert archive.search("said:harbour").notes == ("“harbour” does not occur in any quote.",)


@pytest.mark.parametrize(
    ("line", "note"),
    [
        pytest.param("source:harbur", "“harbur” does not occur in the name of any outlet."
                     " Did you mean source:harbour?", id="an outlet"),
        pytest.param("title:fogg", "“fogg” does not occur in any headline. Did you mean title:fog?",
                     id="a headline"),
        pytest.param("source:zeppelin", "“zeppelin” does not occur in the name of any outlet.",
                     id="nothing like it"),
        pytest.param("source:harbour", None, id="an outlet that occurs"),
        pytest.param("source:none", None, id="no outlet"),
        pytest.param("source:harbour OR source:harbur", "“harbur” does not occur in the name of any"
                     " outlet. Did you mean source:harbour?", id="one of two"),
    ],
)  # fmt: skip
def test_missing_word_of_a_field_is_noted_with_a_similar_word(
    archive: Archive, tmp_path: Path, line: str, note: str | None
) -> None:
    (tmp_path / "d.md").write_text("---\ntitle: Fog\nsource: Harbour Post\n---\nIt was thick.\n")
    add(archive, tmp_path / "d.md")
    assert archive.search(line).notes == ((note,) if note else ())


def test_name_of_several_people_is_noted_with_all_of_them(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "d.txt"
    path.write_text(" date 2024-03-07 “Ah,” [Nils Berg] “Oh,” [Ola Berg] “So,” [Ola Berg]")
    add(archive, path)
    assert archive.search("speaker:berg").notes == (
        '“berg” matches several people: speaker:"Ola Berg" (2), speaker:"Nils Berg" (1).',
    )
    assert archive.search("speaker:ola").notes == ()


@pytest.mark.parametrize(
    ("asked", "offer"),
    [
        pytest.param("stob", "Margaret Stobbing", id="a prefix"),
        pytest.param("stobing", "Margaret Stobbing", id="a letter missing"),
        pytest.param('"Margaret Stobing"', "Margaret Stobbing", id="a full name"),
        pytest.param("calderwick", "", id="nothing like it"),
        pytest.param("minister", "", id="no name"),
    ],
)
def test_name_of_nobody_is_noted_with_a_similar_name(archive, tmp_path, asked, offer) -> None:
    path = tmp_path / "d.txt"
    path.write_text(" date 2024-03-07 “Ah,” [Margaret Stobbing] “Oh,” [the ministre]")
    add(archive, path)
    hint = f' Did you mean speaker:"{offer}"?' if offer else ""
    name = asked.strip('"')
    assert archive.search(f"speaker:{asked}").notes == (f"No speaker matches “{name}”.{hint}",)


def add_quotes(archive: Archive, tmp_path: Path, *names: str) -> None:
    """Add articles of one month, each with a quote under one of these names."""
    for number, name in enumerate(names):
        path = tmp_path / f"{number}.txt"
        path.write_text(f" date 2024-03-0{number + 1} “Item {number},” [{name}] said.")
        assert add(archive, path) == {"added": 1}


def test_names_of_one_person_are_merged_with_a_reason(archive: Archive, tmp_path: Path) -> None:
    add_quotes(archive, tmp_path, "Olga Vint", "Vint", "Olga F. Vint")
    (speaker,) = archive.speakers.page()
    assert (speaker.name, speaker.quotes) == ("Olga F. Vint", 3)
    assert {alias.name for alias in speaker.aliases} == {"Olga Vint", "Vint"}
    assert all(alias.reason for alias in speaker.aliases)
    assert len(archive.quotes("Olga Vint")) == 3
    assert archive.search("speaker:olga").total == 3


def test_people_who_share_a_surname_stay_apart(archive: Archive, tmp_path: Path) -> None:
    add_quotes(archive, tmp_path, "Olga Vint", "Vint", "Per Vint")
    assert sorted(speaker.name for speaker in archive.speakers.page()) == [
        "Olga Vint", "Per Vint", "Vint",
    ]  # fmt: skip
    assert len(archive.quotes("Olga Vint")) == 1


def test_fold_can_be_split_for_good(archive: Archive, tmp_path: Path) -> None:
    add_quotes(archive, tmp_path, "Olga Vint", "Vint")
    revision = archive.corrections.correct_names("Vint", "Olga Vint", same=False)
    assert len(archive.speakers.page()) == 2
    assert len(archive.quotes("Olga Vint")) == 1
    (tmp_path / "9.txt").write_text(" date 2024-04-01 “Once more,” [Vint] said.")
    add(archive, tmp_path / "9.txt")
    assert len(archive.speakers.page()) == 2
    archive.corrections.apply(revision.inverse)
    assert len(archive.speakers.page()) == 1


def test_similar_articles_share_distinctive_words(archive: Archive, tmp_path: Path) -> None:
    texts = ("Ferry strike at Lindo harbour", "Lindo harbour ferry sails", "Cabbage prices fall")
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.txt").write_text(f" date 2024-03-0{number + 1} {text}.")
    add(archive, *(tmp_path / f"{number}.txt" for number in range(3)))
    strike = archive.search("strike").hits[0].entry.id
    assert [entry.title for entry in archive.similar(strike)] == [texts[1]]


SUGGESTED = [
    ("spe", ["speaker:"]),
    ("boats speaker:pe", ['speaker:"Ana Pell"']),
    ("bo", ["boats"]),
    ("-is:un", ["is:unread"]),
    ("said:ne", ["said:nets"]),
    ("date:n", ["date:none"]),
    ("source:no", ["source:none"]),
    ("!", []),
]


@pytest.mark.parametrize(("line", "expected"), SUGGESTED)
def test_unfinished_line_is_completed(
    archive: Archive, folder: Path, line: str, expected: list[str]
) -> None:
    add(archive, folder)
    assert [suggestion.text for suggestion in archive.suggest(line)] == expected


def test_sort_in_the_line_decides_the_order(archive: Archive, folder: Path) -> None:
    add(archive, folder)
    for line, first in (("said sort:oldest", "05"), ("said sort:date", "06")):
        assert str(archive.search(line, "relevance").hits[0].entry.date).endswith(first)


def test_articles_of_a_process_that_died_are_indexed_later(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Archive.open(tmp_path / "archive", MarkedAnnotator()) as dying:
        monkeypatch.setattr(
            "index.engines.local.index_manager.IndexManager.index_missing", lambda *_: 0
        )
        add(dying, folder)
        monkeypatch.undo()
    with Archive.open(tmp_path / "archive") as next_one:
        assert next_one.maintenance.catch_up() == 2
        assert next_one.search("boats").total == 1
        assert next_one.maintenance.catch_up() == 0


@pytest.mark.parametrize("damage", [b"", b"\x80\x04no pickle", None])
def test_damaged_index_is_rebuilt_from_the_articles(
    folder: Path, tmp_path: Path, damage: bytes | None
) -> None:
    with Archive.open(tmp_path / "archive", MarkedAnnotator()) as first:
        add(first, folder)
    for path in (tmp_path / "archive" / "index").glob("*"):
        if path.suffix in (".toc", ".lst"):
            path.write_bytes(path.read_bytes()[:-40] if damage is None else damage)
    messages: list[str] = []
    with Archive.open(tmp_path / "archive") as again:
        again.on_progress(messages.append)
        assert again.search("speaker:pell said:boats").total == 1
    assert [line for line in messages if "Rebuilding it from the articles (2)" in line]


def test_archive_of_a_newer_version_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        connection, "MIGRATIONS", (*connection.MIGRATIONS, "CREATE TABLE later (key INTEGER)")
    )
    Archive.open(tmp_path / "archive").close()
    monkeypatch.undo()
    with pytest.raises(ArchiveError, match="newer onrecord"):
        Archive.open(tmp_path / "archive")


def test_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("no folder")
    with pytest.raises(ArchiveError, match="cannot be an archive"):
        Archive.open(tmp_path / "archive")


def test_file_that_is_not_a_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "archive.sqlite").write_text("no database at all, but long enough" * 99)
    with pytest.raises(ArchiveError, match="not an archive"):
        Archive.open(tmp_path / "archive")


def test_page_of_a_speaker_has_only_their_quotes(archive: Archive, tmp_path: Path) -> None:
    add_quotes(archive, tmp_path, "Olga Vint", "Vint", "Vint Union", "the Vint Union")
    speaker = archive.speakers.get("Vint")
    assert speaker is not None
    assert (speaker.name, speaker.quotes) == ("Olga Vint", 2)
    assert len(archive.speakers.quotes(speaker)) == 2
    assert archive.speakers.get("Nobody") is None


def test_names_of_a_process_that_died_are_folded_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Archive.open(tmp_path / "archive", MarkedAnnotator()) as dying:
        monkeypatch.setattr("index.name_folding.fold_speakers", lambda *_: None)
        add_quotes(dying, tmp_path, "Olga Vint", "Vint")
        monkeypatch.undo()
        assert len(dying.speakers.page()) == 2
    with Archive.open(tmp_path / "archive") as next_one:
        next_one.maintenance.catch_up()
        assert len(next_one.speakers.page()) == 1


def test_file_on_which_an_importer_fails_does_not_stop_the_rest(
    archive: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("odd")

    monkeypatch.setattr("index.sources.formats.plain.clean", fail)
    outcomes = list(archive.add([folder]))
    assert [outcome.status for outcome in outcomes] == ["failed"] * 3
    assert outcomes[0].reason == (
        "Reading failed (RuntimeError: odd). Save the file in another format and add it again."
    )
