"""Searches that other programs answer wrongly, end to end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.archive import Archive
from index.engines.protocol import Engine
from index.query.spellings import with_spellings
from index.query.tree import Phrase
from tests.support.builders import MarkedAnnotator, annotated, article
from tui.cli.main import main

FILES = {
    "boats": " date 2024-01-01 Boats and nets were saved.",
    "dogs": " date 2024-01-02 Their boats, their nets and their dogs were saved.",
    "each": " date 2024-01-03 Each boat and net was saved.",
    "expo": " date 2024-05-11 Crowds at Expo'24 broke the record. Lindo’s hall was full by nine,"
    " and the ’98 banner still hung there.",
    "dawn": " date 2024-03-03 The negotiations at Torp ended at dawn. Iris Marr signed.",
    "half": " date 2024-04-04 The 12:30 ferry was late. Lindo: a history, sold on board, was free"
    " that day.",
    "sank": " date 2024-03-04 The ferry sank at its pier.",
    "raised": " date 2024-03-05 Divers raised a ferry near Torp.",
    "pays": " date 2024-03-06 Who pays for the old ferry, the board archive_of_files.",
    "bridge": " date 2024-05-01 МОСТ В ТОРПЕ ЗАКРЫТ. Мост откроют осенью, сказал Олаф Берг."
    " Η ΓΕΦΥΡΑ ΕΚΛΕΙΣΕ.",
    "mine": " date 2024-09-13 The mine “will not reopen,” [Kai Brandt] said. Eva Noor had said"
    " that it “will reopen” [Eva Noor] in spring.",
    "names": " date 2024-09-14 C++ and C# by O'Brien of AT&T in Côte d'Ivoire cost $5bn and"
    " twenty-one cents.",
    "night": " date 2024-01-04 A night-shift pilot slept through the bell, and his co-operative"
    " boss forgave him.",
    "shift": " date 2024-02-04 The night shift ended at six. The pilots went home by train.",
    "envoy": " date 2024-09-15 The U.S. envoy met the U.N. chief, J.D. Falk, in a cooperative"
    " mood.",
    "told": " date 2024-09-16 The UN told us that the US sent JD Falk and J. D. Falk to the co"
    " operative.",
    "degree": " date 2024-09-17 Eva Noor, Ph.D., and Conan O\u02bcDare, B.Sc., of Hawai\u02bbi"
    " agreed.",
    "degrees": " date 2024-09-18 Two PhDs, a PhD and a BSc of Hawai'i met Conan O’Dare.",
    "hyphens": " date 2024-10-01 An e-mail on Covid-19 came by wi-fi, with an X-ray of an F-16.",
    "joined": " date 2024-10-02 An email on covid19 came by WiFi, with an xray of an F16.",
    "profits": " date 2024-08-15 Profits were < 5% in May. Losses were <3% & falling. [sic]",
}


@pytest.fixture(scope="module")
def archive_of_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Return an archive of ``FILES``; tests only read it."""
    folder = tmp_path_factory.mktemp("files")
    for name, text in FILES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    with Archive.open(folder / "archive", MarkedAnnotator()) as archive:
        assert {o.status for o in archive.add(sorted(folder.glob("*.txt")))} == {"added"}
        yield archive


SEARCHES = [
    pytest.param('"boats and nets"', "boats", id="a phrase matches exact words"),
    pytest.param("boats nets", "boats dogs each", id="words match any form in any order"),
    pytest.param("expo", "expo", id="a word with digits attached"),
    pytest.param("expo'24", "expo", id="the same with its digits"),
    pytest.param("expo’24", "expo", id="the same with a curly apostrophe"),
    pytest.param("lindo -history", "expo", id="a word with ’s attached"),
    pytest.param("98", "expo", id="digits after an apostrophe"),
    pytest.param("negotiations", "dawn", id="a word with a long ending"),
    pytest.param("negotiatio*", "dawn", id="its beginning"),
    pytest.param("negotiations*", "dawn", id="a star that matches nothing"),
    pytest.param("Iris*", "dawn", id="a name and a star"),
    pytest.param("neg?tiations", "dawn", id="a one-letter wildcard"),
    pytest.param("U.S*", "envoy told", id="the start of an abbreviation that is like a word"),
    pytest.param("u.s.*", "envoy told", id="such an abbreviation, and a star"),
    pytest.param("US*", "told", id="the start of a word in capitals"),
    pytest.param("us*", "told", id="the start of a word"),
    pytest.param("U.N*", "envoy told", id="the start of another abbreviation"),
    pytest.param("J.D*", "envoy told", id="the start of initials"),
    pytest.param("Ph.D*", "degrees", id="the start of a degree"),
    pytest.param("B.Sc*", "degrees", id="the start of a degree with a long part"),
    pytest.param("boat.*", "boats dogs each", id="a word, a full stop and a star"),
    pytest.param('"12:30"', "half", id="a time in quotation marks"),
    pytest.param("Lindo: a history", "half", id="a colon at the end of a word"),
    pytest.param("ferry date:2024-03-05", "raised", id="a day"),
    pytest.param("ferry -date:2024-03-05", "half sank pays", id="excluding a day"),
    pytest.param("ferry NOT date:2024-03-05..2024-03-06", "half sank", id="excluding a range"),
    pytest.param("-date:2024-03-05 date:2024-03-04..2024-03-06", "sank pays", id="dates alone"),
    pytest.param("мост", "bridge", id="lower-case Cyrillic"),
    pytest.param("МОСТ", "bridge", id="upper-case Cyrillic"),
    pytest.param("γεφυρα", "bridge", id="Greek"),
    pytest.param('speaker:brandt said:"will reopen"', "", id="not is not a stop word"),
    pytest.param('speaker:noor said:"will reopen"', "mine", id="the words without the not"),
    pytest.param("C++", "names", id="C++"),
    pytest.param("C++ -C#", "", id="C# is not C++"),
    pytest.param("O'Brien", "names", id="O'Brien"),
    pytest.param("AT&T", "names", id="AT&T"),
    pytest.param("$5bn", "names", id="$5bn"),
    pytest.param("“Cote d’Ivoire”", "names", id="Côte d'Ivoire in curly marks"),
    pytest.param("twenty-one", "names", id="a hyphenated word"),
    pytest.param("ｔｗｅｎｔｙ-one", "names", id="full-width letters"),
    pytest.param("saved\tboats", "boats dogs each", id="a tab"),
    pytest.param("night-shift", "night shift", id="a hyphen also finds a space"),
    pytest.param('"night shift"', "night shift", id="a phrase also finds a hyphen"),
    pytest.param("=night-shift", "night", id="exactly with a hyphen"),
    pytest.param("=Night‑Shift", "night", id="exactly with another kind of hyphen"),
    pytest.param("=co-operative", "night", id="exactly with a prefix and a hyphen"),
    pytest.param("pilot -night-shift", "", id="excluding a word with a hyphen"),
    pytest.param("cooperative", "night envoy told", id="a prefix in one word"),
    pytest.param("co-operative", "night envoy told", id="a prefix with a hyphen"),
    pytest.param("co operative", "night envoy told", id="a prefix with a space"),
    pytest.param("co-operatives", "night envoy told", id="another form of it"),
    pytest.param("=cooperative", "envoy", id="exactly in one word"),
    pytest.param("US", "envoy told", id="an abbreviation without dots"),
    pytest.param("u.s.", "envoy told", id="an abbreviation with dots"),
    pytest.param('"told us"', "told", id="the pronoun"),
    pytest.param('"told US"', "", id="not the pronoun"),
    pytest.param("us", "envoy told", id="small letters mean both"),
    pytest.param('"us envoy"', "envoy", id="small letters mean both in a phrase"),
    pytest.param("UN", "envoy told", id="an abbreviation that is no pronoun"),
    pytest.param("u.n. chief", "envoy", id="the same with dots and in small letters"),
    pytest.param('"JD Falk"', "envoy told", id="initials without dots"),
    pytest.param('"J. D. Falk"', "envoy told", id="initials with spaces"),
    pytest.param('"j d falk"', "envoy told", id="initials as single letters"),
    pytest.param("PhD", "degree degrees", id="a degree without dots"),
    pytest.param("Ph.D.", "degree degrees", id="a degree with dots"),
    pytest.param("title:phd OR bsc", "degree degrees", id="another degree"),
    pytest.param("=PhD", "degrees", id="exactly without dots"),
    pytest.param("O'Dare", "degree degrees", id="an apostrophe that is a letter to Unicode"),
    pytest.param("conan o\u02bcdare", "degree degrees", id="the same typed"),
    pytest.param("hawai\u02bbi", "degree degrees", id="an okina"),
    pytest.param("losses <3%", "profits", id="signs beside words"),
    pytest.param("email", "hyphens joined", id="email"),
    pytest.param("e-mails", "hyphens joined", id="e-mail"),
    pytest.param("wifi", "hyphens joined", id="wifi"),
    pytest.param("Wi-Fi", "hyphens joined", id="Wi-Fi"),
    pytest.param("covid19", "hyphens joined", id="covid19"),
    pytest.param("COVID-19", "hyphens joined", id="COVID-19"),
    pytest.param("x-rays", "hyphens joined", id="x-rays"),
    pytest.param("F16", "hyphens joined", id="F16"),
    pytest.param("f-16 -email", "", id="excluding another spelling"),
    pytest.param("=F-16", "hyphens", id="exactly F-16"),
    pytest.param("=email", "joined", id="exactly email"),
    pytest.param("title:email", "hyphens joined", id="email in headlines"),
    pytest.param('"pier ferry"~5', "sank", id="words of a phrase apart"),
    pytest.param('"ferry torp"~1', "", id="too far apart"),
    pytest.param('"ferry"~3', "half sank raised pays", id="one word with a distance"),
    pytest.param("ferry !torp", "half sank pays", id="an exclamation mark for not"),
    pytest.param('ferry !"torp" !(late OR old)', "sank", id="it before a phrase and a bracket"),
    pytest.param("ferry date:[2024-03-05 TO 2024-03-06]", "raised pays", id="a range in brackets"),
    pytest.param("ferry date:[* TO 2024-03-04]", "sank", id="a range without a beginning"),
    pytest.param("ferry date:{2024-03 to *}", "half sank raised pays", id="without an end"),
    pytest.param("[sic]", "profits", id="a word in square brackets"),
    pytest.param("saved!", "boats dogs each", id="an exclamation mark behind a word"),
]


@pytest.mark.parametrize(("line", "names"), SEARCHES)
def test_search_finds_the_expected_articles(
    archive_of_files: Archive, line: str, names: str
) -> None:
    found = {Path(hit.entry.location).stem for hit in archive_of_files.search(line).hits}
    assert found == set(names.split())


@pytest.mark.parametrize(("line", "names"), SEARCHES)
def test_command_line_finds_the_same_articles(
    archive_of_files: Archive,
    capsys: pytest.CaptureFixture[str],
    line: str,
    names: str,
) -> None:
    given = ["--archive", str(archive_of_files.folder), "search", "--json", "--", line]
    assert main(given) == (0 if names else 1)
    rows = capsys.readouterr().out.splitlines()[:-1]  # the last one sums up
    found = {json.loads(row)["article"] for row in rows}
    assert found == {hit.entry.id for hit in archive_of_files.search(line).hits}


@pytest.mark.parametrize("line", ["12:30", "http://x", "http:", "speeker:vint"])
def test_colon_is_reported_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    assert main(["--archive", str(tmp_path / "archive"), "search", line]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1


def test_quote_keeps_its_negation(archive_of_files: Archive) -> None:
    assert [hit.text for hit in archive_of_files.quotes("brandt")] == ["“will not reopen,”"]


def test_text_with_signs_and_brackets_is_kept_unchanged(archive_of_files: Archive) -> None:
    (hit,) = archive_of_files.search("profits").hits
    assert archive_of_files.article(hit.entry.id).text == FILES["profits"][17:]


def test_long_quote_is_found_as_it_is_written(archive: Archive, tmp_path: Path) -> None:
    words = " and ".join(f"it was {place} for us" for place in "abcdefghijklmno")
    (tmp_path / "a.txt").write_text(f"Rain\n\nHe wrote that {words}.")
    assert len(list(archive.add([tmp_path / "a.txt"]))) == 1
    assert len(archive.search(f'"{words}"').hits) == 1
    assert with_spellings(Phrase("text", words)) == Phrase("text", words)


PAIRS = [
    pytest.param("ferry w/2 pier", "", id="too far apart"),
    pytest.param("ferry w/9 pier", "ferry pier", id="near enough"),
    pytest.param("pier pre/9 ferry", "", id="in the other order"),
    pytest.param("ferry w/s late", "", id="in another sentence"),
    pytest.param("ferry w/s (late OR sank)", "ferry sank", id="in the same sentence"),
]


@pytest.mark.parametrize(("line", "found"), PAIRS)
def test_only_words_that_are_near_each_other_are_highlighted(
    archive: Archive, tmp_path: Path, line: str, found: str
) -> None:
    text = "The ferry sank one day at its old pier. It was late, and nobody came."
    file = tmp_path / "a.txt"
    file.write_text(f"Pier ferry late\n\n{text}")
    assert [outcome.status for outcome in archive.add([file])] == ["added"]
    (entry,) = archive.articles()
    article = archive.article(entry.id)
    spans = archive.matches(line, entry.id)
    assert [span.cut(article.text) for span in spans] == found.split()


def test_all_of_many_pairs_are_highlighted(archive: Archive, tmp_path: Path) -> None:
    count = 4000
    (tmp_path / "a.txt").write_text("Pier\n\n" + "The ferry left its old pier. " * count)
    assert len(list(archive.add([tmp_path / "a.txt"]))) == 1
    (entry,) = archive.articles()
    assert len(archive.matches("ferry w/s pier", entry.id)) == 2 * count
    assert len(archive.matches("pier pre/3 ferry", entry.id)) == 2 * (count - 1)


def test_pair_in_the_headline_shows_the_beginning_of_the_text(
    archive: Archive, tmp_path: Path
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Pier ferry late\n\nThe ferry sank. One day it was at its old pier.")
    assert [outcome.status for outcome in archive.add([file])] == ["added"]
    (hit,) = archive.search("pier w/1 ferry").hits
    (snippet,) = hit.snippets
    assert (snippet.start, snippet.matches) == (0, ())


SMALL = [
    ("sank or raised", "sank OR raised"),
    ("sank not torp or dogs", "sank NOT torp OR dogs"),
    ("raised and dogs", "raised AND dogs"),
    ("(sank or raised)", "sank OR raised"),
    ("sank raised", ""),
    ("or sank raised", ""),
    ("sank raised not", ""),
    ('"sank or raised"', ""),
    ("sank or and raised", ""),
    ("nets and dogs", ""),  # finds the same
]


@pytest.mark.parametrize(("line", "meant"), SMALL)
def test_operators_in_small_letters_are_explained_if_they_would_change_what_is_found(
    archive_of_files: Archive, line: str, meant: str
) -> None:
    notes = [n for n in archive_of_files.search(line).notes if "in capitals" in n]
    assert notes == ([f"AND, OR and NOT combine terms in capitals: {meant}"] if meant else [])


def test_words_that_look_like_operators_are_shown_in_quotation_marks(
    archive_of_files: Archive,
) -> None:
    assert archive_of_files.search("nets and dogs").understood == "nets and “and” and dogs"


PASTED = {
    "night": "The night ferry to the pier was late.", "day": "The day ferry was early.",
    "route": "The Lindo–Torp line is new.", "plan": "The plan—long delayed—was dropped.",
}  # fmt: skip
AS_COPIED = [
    pytest.param("ferry –night", {"day"}, id="a dash typed as a minus excludes"),
    pytest.param("ferry −night", {"day"}, id="a minus sign excludes"),
    pytest.param("–night ferry", {"day"}, id="a dash at the start excludes"),
    pytest.param("(ferry –pier)", {"day"}, id="a dash in brackets excludes"),
    pytest.param("ferry –“night ferry”", {"day"}, id="a dash before a phrase excludes"),
    pytest.param("ferry –title:night –pier", {"day"}, id="a dash before a field excludes"),
    pytest.param("ferry – night", {"night"}, id="a dash between spaces excludes nothing"),
    pytest.param("ferry — night", {"night"}, id="a long dash excludes nothing"),
    pytest.param("ferry —night", {"night"}, id="a long dash before a word excludes nothing"),
    pytest.param("plan –long delayed– dropped", {"plan"}, id="a pair of dashes excludes nothing"),
    pytest.param("ferry– night", {"night"}, id="a dash after a word excludes nothing"),
    pytest.param("lindo–torp", {"route"}, id="a dash inside a word is a hyphen"),
    pytest.param("plan—long", {"plan"}, id="a long dash inside a word is a hyphen"),
    pytest.param("ｎｉｇｈｔ　ＡＮＤ　ｆｅｒｒｙ", {"night"}, id="wide letters are operators too"),
    pytest.param("（ｎｉｇｈｔ　｜　ｄａｙ）　ｆｅｒｒｙ", {"night", "day"}, id="wide signs"),
    pytest.param("！night", {"night"}, id="a wide exclamation mark"),
    pytest.param("day～3 ferry", set(), id="a wide tilde of a range"),
    pytest.param("「night ferry」", {"night"}, id="corner marks are quotation marks"),
    pytest.param("「ferry night」", set(), id="a phrase in corner marks keeps its order"),
    pytest.param("❝night ferry❞", {"night"}, id="heavy quotation marks"),
    pytest.param("nig\u200bht fer\xadry", {"night"}, id="characters without width inside words"),
    pytest.param("\ufeff\u200fnight\u200f \u202aferry\u202c", {"night"}, id="marks of direction"),
    pytest.param("night\xa0ferry\u2009late", {"night"}, id="spaces that do not break"),
]


@pytest.mark.parametrize(("line", "expected"), AS_COPIED)
def test_lines_copied_from_elsewhere_mean_what_they_show(
    engine: Engine, line: str, expected: set[str]
) -> None:
    engine.add(annotated(*(article(text, source=name) for name, text in PASTED.items())))
    assert {hit.entry.source for hit in Archive(engine).search(line).hits} == expected
