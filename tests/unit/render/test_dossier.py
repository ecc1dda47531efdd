"""Dossiers: who a speaker is and every quote of theirs, from an archive, as HTML and Markdown."""

from __future__ import annotations

import html.parser
import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from index.archive import Archive
from index.article import Annotation, Article, QuoteHit, Span
from index.engines.local.engine import LocalEngine
from tests.support.builders import annotated, article
from tests.support.copies import COPY, FERRY
from tui.cli.main import main
from tui.sharing.dossier.content import collect_dossier, count_periods

PIER = article(
    "Rain fell. “We need 40 boats,” [Ana Pell] she said. “Boats of steel.” [Ana Pell]\n\nNobody"
    " laughed. “She is right,” [Olaf Berg] he said. It was late.",
    "2023-07-18", title="Pier vote", source="Harbour Post", byline="Ida Roe",
    url="https://post.example/pier",
)  # fmt: skip
FOG = article("Fog came. “No boats,” [Pell] she said.", "2024-02-01", title="Fog", source="Echo")
UNDATED = article("“Too dear,” [Ana Pell] she said.", "", title="Price", source="Echo")
EVIL = '<script>a()</script> [/x] *b* |c| & "d"'


class Page(html.parser.HTMLParser):
    """The links and elements of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def count(self, tag: str) -> int:
        return sum(each == tag for each, _ in self.tags)


def store(folder: Path, *articles: Article | tuple[Article, Annotation]) -> Path:
    """Return the folder of an archive of articles, annotated already or by MarkedAnnotator."""
    with closing(LocalEngine(folder / "archive")) as engine:
        for each in articles:
            engine.add(annotated(each) if isinstance(each, Article) else [each])
    with Archive.open(folder / "archive") as archive:
        archive.maintenance.catch_up()
    return folder / "archive"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of an archive of three articles."""
    with Archive.open(store(tmp_path, PIER, FOG, UNDATED)) as archive:
        archive.corrections.correct_names("Pell", "Ana Pell", True)
    return tmp_path / "archive"


def dossier(folder: Path, *arguments: str) -> str:
    """Return a dossier of Ana Pell as HTML."""
    file = folder.parent / "out.html"
    assert main(["--archive", str(folder), "dossier", "Ana Pell", *arguments, "-o", str(file)]) == 0
    return file.read_text(encoding="utf-8")


def markdown(folder: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["--archive", str(folder), "dossier", "Ana Pell", *arguments]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("query", [[], ["--query", "boats"]])
def test_articles_without_an_outlet_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], query: list[str]
) -> None:
    nameless = article("“Boats leak,” [Ana Pell] she said. “They do,” [Ana Pell] said.", source="")
    text = markdown(store(tmp_path, PIER, UNDATED, nameless), capsys, *query)
    assert "Harbour Post (1) · " in text
    assert "no outlet (1)" in text


def test_quotes_under_all_names_are_listed_newest_first(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = markdown(folder, capsys)
    quotes = ["“No boats,”", "“We need 40 boats,”", "“Boats of steel.”", "“Too dear,”"]
    assert re.findall(r"\*\*(“.*?”)\*\*", text) == quotes
    assert re.findall("^### (.*)", text, re.M) == ["2024", "2023", "no date"]
    assert "4 quotes in 3 articles, 2023-07-18 – 2024-02-01" in text


def test_merged_names_and_corrections_are_stated(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = markdown(folder, capsys)
    assert re.search(r"\*\*Names merged\*\*\n\n- Pell \(.+\)\n", text)
    assert "**Your corrections**\n\n- Pell and Ana Pell are one person" in text


def test_quote_stands_between_the_sentences_before_and_after(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = markdown(folder, capsys)
    assert (
        "> Rain fell. **“We need 40 boats,”** \\[Ana Pell\\] she said. “Boats of steel.”\n" in text
    )
    assert "> Fog came. **“No boats,”** \\[Pell\\] she said.\n" in text


@pytest.mark.parametrize(
    ("words", "around"),
    [
        pytest.param("Rain fell.", ("", "Rain fell.", "Mr. Falk ran."), id="first sentence"),
        pytest.param("Falk", ("Rain fell.", "Mr. Falk ran.", "Why? "), id="abbreviation"),
        pytest.param("she", ("Why? ", "she asked.", "Nobody knew."), id="last of its paragraph"),
        pytest.param("knew", ("she asked.", "Nobody knew.", ""), id="last sentence"),
        pytest.param("ran. Why", ("Rain fell.", "Mr. Falk ran. Why? ", "she"), id="two sentences"),
    ],
)
def test_sentences_around_a_place(words: str, around: tuple[str, str, str]) -> None:
    text = article("Rain fell. Mr. Falk ran. Why? She asked.\n\nNobody knew.")
    start = text.text.lower().index(words.lower())
    found = text.sentences_around(Span(start, start + len(words)))
    for span, expected in zip(found, around, strict=True):
        assert span.cut(text.text).lower().startswith(expected.lower().strip())
        assert bool(expected) == bool(span.cut(text.text))


def test_each_quote_has_its_citation_link_and_confidence(folder: Path) -> None:
    text = dossier(folder)
    assert (
        '— Ana Pell, <a href="https://post.example/pier" rel="noopener noreferrer">“Pier vote”</a>,'
        ' by Ida Roe, Harbour Post, <time datetime="2023-07-18">2023-07-18</time>'
        "<br>Confidence 0.90"
    ) in text
    assert text.count("Confidence 0.90") == 4


def test_corrected_quote_tells_what_the_program_had_found(folder: Path) -> None:
    with Archive.open(folder) as archive:
        (hit,) = archive.quotes("Berg")
        archive.corrections.correct_quote(hit.entry.id, hit.quote, "Ana Pell")
    text = dossier(folder)
    assert "the program had found Olaf Berg (confidence 0.90)" in text
    assert "“She is right,” is by Ana Pell, not Olaf Berg" in text.replace("”” is", "” is")


def test_uncertain_speakers_are_marked(tmp_path: Path) -> None:
    ((pier, found),) = annotated(PIER)
    quotes = tuple(quote._replace(confidence=0.4) for quote in found.quotes)
    text = dossier(store(tmp_path, FOG, (pier, found._replace(quotes=quotes))))
    assert text.count("Speaker uncertain, confidence 0.40") == 2
    assert text.count("<article class=uncertain>") == 2
    assert "(2 quotes here)" in text


def test_roles_have_the_article_that_they_come_from(tmp_path: Path) -> None:
    stored = []
    for day in ("2023-01-02", "2023-03-04"):
        text = f"{day}. “Yes,” [Ana Pell] said Mayor Ana Pell."
        ((vote, found),) = annotated(article(text, day, title=f"Vote {day}", source="Echo"))
        start = text.index("Mayor")
        quote = found.quotes[0]._replace(mention=(Span(start, len(text) - 1),))
        stored.append((vote, found._replace(quotes=(quote,))))
    text = dossier(store(tmp_path, *stored))
    assert "Mayor (beside 2 quotes, 2023-01-02 – 2023-03-04)" in text
    assert "“Vote 2023-03-04”, Echo, 2023-03-04" in text


def test_copies_of_an_article_are_one_entry_that_names_them(tmp_path: Path) -> None:
    text = dossier(store(tmp_path, FERRY, COPY))
    assert Page(text).count("article") == 1
    assert "Also in: Valley Echo, 2024-03-05" in text


def test_query_limits_the_quotes_of_all_names_but_no_other_speaker(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = markdown(folder, capsys, "--query", "boats")
    assert "3 of 4 quotes match “boats”" in text
    assert "“Too dear,”" not in text.replace("Boats of steel.” \\[Ana Pell\\]", "")
    assert "- query: boats" in text
    with Archive.open(folder) as archive:
        assert archive.count_quotes("pell", "right") == 0


def test_query_that_no_quote_matches_writes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder.parent / "out.md"
    arguments = ["dossier", "Ana Pell", "--query", "zebra", "-o", str(file)]
    assert main(["--archive", str(folder), *arguments]) == 1
    assert not file.exists()
    assert "No quote of Ana Pell matches “zebra”." in capsys.readouterr().err


# Names


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("Anna Pel", "The nearest names: Ana Pell.", id="typing error"),
        pytest.param("Oluf Bergstein", "The nearest names: Olaf Berg.", id="first name"),
        pytest.param("Pall", "The nearest names: Ana Pell.", id="last name"),
        pytest.param("Zzyzx", "`onrecord speakers` lists all names.", id="no similar name"),
    ],
)
def test_unknown_name_is_an_error_with_the_nearest_names(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, message: str
) -> None:
    assert main(["--archive", str(folder), "dossier", name]) == 2
    assert message in capsys.readouterr().err


def test_part_of_a_name_is_enough_if_it_is_one_person(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--archive", str(folder), "dossier", "ber"]) == 0
    assert capsys.readouterr().out.startswith("# Olaf Berg\n")


def test_name_needs_no_quotation_marks(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--archive", str(folder), "dossier", "Ana", "Pell", "--query", "boats"]) == 0
    assert capsys.readouterr().out.startswith("# Ana Pell\n")


def test_part_of_several_names_is_an_error_that_lists_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = store(tmp_path, article("“A,” [Tim Falk] he said. “B,” [Eva Falk] she said."))
    assert main(["--archive", str(folder), "dossier", "falk"]) == 2
    message = capsys.readouterr().err
    assert "Several speakers are called “falk”" in message
    assert "Tim Falk (1)" in message
    assert "Eva Falk (1)" in message


# The page


def test_page_loads_nothing_and_runs_nothing(folder: Path) -> None:
    text = dossier(folder)
    page = Page(text)
    links = [attrs["href"] for tag, attrs in page.tags if tag == "a"]
    assert all(link.startswith(("https://post.example/", "#part")) for link in links)
    assert not {"script", "link", "img", "iframe", "form", "base"} & {tag for tag, _ in page.tags}
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
    assert not re.search(r"url\(|@import", text)


def test_page_adapts_to_phones_print_and_dark_screens(folder: Path) -> None:
    text = dossier(folder)
    assert 'name="viewport" content="width=device-width' in text
    for rule in ("@media print", "@media(max-width", "prefers-color-scheme:dark"):
        assert rule in text


def test_markup_of_articles_is_escaped_in_both_formats(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evil = article(
        f"{EVIL} came. “{EVIL}” [Ana Pell] she said. {EVIL}.",
        title=EVIL, source=EVIL, byline=EVIL, url="javascript:alert(1)",
    )  # fmt: skip
    folder = store(tmp_path, evil)
    page = dossier(folder, "--query", "b OR <script>")
    assert "<script" not in page
    assert 'href="javascript' not in page
    assert "&lt;script&gt;a()&lt;/script&gt;" in page
    text = markdown(folder, capsys)
    assert "<script" not in text
    assert " *b*" not in text
    assert "](<javascript" not in text


@pytest.mark.parametrize("start", ["- no", "+ no", "1. no", "12) no", "=== no"])
def test_passage_that_starts_like_a_list_stays_a_passage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], start: str
) -> None:
    folder = store(tmp_path, article(f"{start} “Yes,” [Ana Pell] she said.", title="Vote"))
    text = markdown(folder, capsys)
    line = next(line for line in text.splitlines() if "“Yes,”" in line)
    assert re.match(r"> \d*\\", line)


def test_chart_has_a_bar_for_each_period_with_quotes(folder: Path) -> None:
    text = dossier(folder)
    assert re.findall(r"<title>(.*?)</title>", text)[1:] == [
        "2023-07: 2 quotes",
        "2024-02: 1 quote",
    ]
    assert "Quotes per month. Most in 2023-07: 2." in text


def test_markdown_timeline_joins_the_months_without_quotes(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = markdown(folder, capsys)
    months = re.findall(r"^(\d{4}-\d\d(?: – [-\d]+)?) (?:█+ )?(\d+)$", text, re.MULTILINE)
    assert months == [("2023-07", "2"), ("2023-08 – 2024-01", "0"), ("2024-02", "1")]


@pytest.mark.parametrize(
    ("apart", "period", "number"),
    [
        pytest.param(0, "day", 1, id="one day"),
        pytest.param(30, "day", 31, id="a month of days"),
        pytest.param(31, "month", 2, id="two months"),
        pytest.param(365 * 4, "month", 48, id="four years of months"),
        pytest.param(365 * 9, "year", 9, id="nine years"),
    ],
)
def test_period_of_the_timeline_suits_the_dates(apart: int, period: str, number: int) -> None:
    first = date(2015, 1, 1)
    unit, counts = count_periods([first, first + timedelta(apart)])
    assert (unit, len(counts)) == (period, number)
    assert sum(count for _, count in counts) == 2


def test_timeline_says_how_many_quotes_have_no_date(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert " 1 more quote with no date.</figcaption>" in dossier(folder)
    assert "```\n\n1 more quote with no date.\n" in markdown(folder, capsys)


def test_dossier_without_dates_has_no_timeline(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = store(tmp_path, UNDATED)
    assert "Quotes per" not in markdown(folder, capsys)
    assert "<svg" not in dossier(folder)


# Files


def test_file_must_be_html_or_markdown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--archive", str(folder), "dossier", "Ana Pell", "-o", "a.txt"])
    assert stopped.value.code == 2
    assert "“a.txt” does not end in .html or .md" in capsys.readouterr().err


def test_file_that_cannot_be_written_is_an_error(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(folder.parent / "none" / "a.html")
    assert main(["--archive", str(folder), "dossier", "Ana Pell", "-o", file]) == 2
    assert f"{file} cannot be written: No such file or directory." in capsys.readouterr().err


def test_dossier_of_a_query_can_be_cancelled_at_every_quote(folder: Path) -> None:
    seen = []

    def through(hits: Iterable[QuoteHit]) -> Iterator[QuoteHit]:
        for hit in hits:
            seen.append(hit.text)
            yield hit

    with Archive.open(folder) as archive:
        speaker = archive.speakers.find("Ana Pell")
        collect_dossier(archive, folder, speaker, query="steel", through=through)

    assert seen == ["“Boats of steel.”"]


def test_numbers_beside_outlets_and_speakers_say_that_they_count_articles(folder: Path) -> None:
    page = dossier(folder)
    for heading in ("Quoted in", "Quoted beside"):
        assert re.search(r"\(\d+ articles?\)", page[page.index(heading) :][:400])
