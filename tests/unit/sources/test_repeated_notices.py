"""Leave out notices that several articles of an outlet repeat, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.archive import Archive
from index.article import PARAGRAPH_BREAK, Article
from index.engines.protocol import Engine
from index.repeated_notices import LEFT_OUT, MAX_AHEAD, RepeatedNotices
from tests.support.builders import annotated
from tests.support.pages import meta
from tests.support.site import Page, feed_item, rss_feed, run_site
from tui.cli.main import main

OUTLET = "Lindo Courier"
NOTICES = [
    "We rely on readers like you. Support our work with a donation.",
    "If you value this reporting, please consider a subscription.",
    "Ida Roe is a reporter at the Lindo Courier and covers the ports.",
    "This article was produced with the support of the Torp Foundation.",
    "The views expressed in this article are the author's own.",
    "Do you have a tip? Email us at tips@lindo.example or write on Signal.",
    "Our daily podcast is free wherever you listen. Follow it to hear more.",
    "Ihnen hat der Text gefallen? Wir freuen uns, wenn Sie den Newsletter bestellen.",
    "Soutenez notre journal : abonnez-vous pour recevoir nos enquêtes.",
    "Este artículo forma parte de una serie sobre el puerto.",
    "You can unsubscribe from our alerts at any time.",
]
BACKGROUND = [
    "Apple will support WhatsApp on its watch from June.",
    "Residents can register for flood alerts on the website of the council.",
    "The group organised on Telegram and Facebook before the riots of 2021.",
    "The ferry sank in 1994 with the loss of 852 lives, the worst disaster of its kind.",
    "Users follow WhatsApp channels more than forums.",
    "Anyone with information is asked to call the police on 101.",
    "Elsa Vint is the mayor of Lindo and has led the harbour board since 2015.",
    "The Courier was founded in 1921, and its newsletter has 40,000 readers.",
    "Le groupe, maison mère du réseau Facebook, avait été condamné en 2022.",
    "Die Gruppe hatte sich auf Telegram organisiert. Sie wurde 2021 verboten.",
    "“Subscribe to our newsletter if you like it,” the mayor said.",
    "We do not know why the dam broke, and neither do you.",
    "Falk was quoted as telling reporters that the harbour stays open.",
]


def story(number: int, *extra: str, source: str = OUTLET) -> Article:
    """Return an article of its own, with these paragraphs at the end."""
    own = [f"Ship {number} came to Lindo at noon.", f"It had {number} crates of tea aboard."]
    text = PARAGRAPH_BREAK.join([*own, *extra])
    return Article(f"Ship {number} arrives", text, source=source, location=f"/kept/{number}.txt")


def cleaned(engine: Engine, *articles: Article) -> list[Article]:
    """Return the articles without repeated notices."""
    items = RepeatedNotices(engine).leave_out((article, 0.0) for article in articles)
    return [article for article, _ in items if isinstance(article, Article)]


def store(engine: Engine, *articles: Article) -> None:
    engine.add(annotated(*articles))
    engine.catch_up(wait=True)


@pytest.mark.parametrize("notice", NOTICES)
def test_notice_of_three_articles_is_left_out_and_the_note_quotes_it(
    engine: Engine, notice: str
) -> None:
    for article in cleaned(engine, *(story(number, notice) for number in range(3))):
        assert notice not in article.text
        assert article.note.startswith(LEFT_OUT)
        assert notice[:60] in article.note


@pytest.mark.parametrize("paragraph", BACKGROUND)
def test_background_that_articles_repeat_stays(engine: Engine, paragraph: str) -> None:
    articles = [story(number, paragraph) for number in range(6)]
    assert cleaned(engine, *articles) == articles


KEPT = [
    pytest.param([story(n, NOTICES[0]) for n in range(2)], id="two articles only"),
    pytest.param([story(n, NOTICES[0], source=f"Paper {n}") for n in range(4)], id="other outlets"),
    pytest.param([story(n, NOTICES[0], source="") for n in range(4)], id="no outlet"),
    pytest.param([story(1, NOTICES[0])._replace(location=f"/{n}") for n in range(4)], id="copies"),
    pytest.param([story(n, NOTICES[n]) for n in range(4)], id="a notice each"),
    pytest.param([story(n, "Live", NOTICES[0])._replace(
        text=f"Ship 1 came.{PARAGRAPH_BREAK}It left.{PARAGRAPH_BREAK}{NOTICES[0]}"
    ) for n in range(4)], id="one story with several headlines"),
    pytest.param([story(n)._replace(text=NOTICES[0]) for n in range(4)], id="nothing else"),
]  # fmt: skip


@pytest.mark.parametrize("articles", KEPT)
def test_notice_stays_without_other_articles_that_repeat_it(
    engine: Engine, articles: list[Article]
) -> None:
    assert cleaned(engine, *articles) == articles


def test_order_stays_and_headings_are_numbered_anew(engine: Engine) -> None:
    articles = [
        story(number, NOTICES[0], "What comes next", "The tea is sold.")._replace(headings=(3,))
        for number in range(MAX_AHEAD + 9)
    ]
    found = cleaned(engine, *articles)
    assert [article.title for article in found] == [article.title for article in articles]
    assert {article.headings for article in found} == {(2,)}
    assert {article.text.split(PARAGRAPH_BREAK)[2] for article in found} == {"What comes next"}


def test_articles_without_notices_do_not_wait(engine: Engine) -> None:
    read: list[int] = []

    def items():
        for number in range(5):
            read.append(number)
            yield story(number), 0.0

    assert next(RepeatedNotices(engine).leave_out(items()))[0] == story(0)
    assert read == [0]


def test_notice_of_stored_articles_is_left_out_of_the_next(engine: Engine) -> None:
    store(engine, story(1, NOTICES[0]), story(2, NOTICES[0]))
    (article,) = cleaned(engine, story(3, NOTICES[0]))
    assert article.text == story(3).text


def test_note_of_one_stored_article_is_enough_for_the_next(engine: Engine) -> None:
    store(engine, *cleaned(engine, *(story(number, NOTICES[0]) for number in range(3))))
    (article,) = cleaned(engine, story(9, NOTICES[0]))
    assert article.text == story(9).text


def test_articles_of_an_outlet_with_a_longer_name_do_not_count(engine: Engine) -> None:
    store(engine, story(1, NOTICES[0]), story(2, NOTICES[0]))
    article = story(3, NOTICES[0], source="Courier")
    assert cleaned(engine, article) == [article]


def test_paragraph_that_only_begins_as_a_notice_stays(engine: Engine) -> None:
    notice = "Ida Roe is a reporter at the Lindo Courier and covers the ports and the fish of Torp."
    column = f"{notice} “I was wrong about the eels,” she writes."
    *_, article = cleaned(engine, *(story(number, column, notice) for number in range(3)))
    assert article.text == story(2, column).text


def write_page(folder: Path, number: int, notice: str) -> Path:
    article = story(number, notice)
    body = "".join(f"<p>{part}</p>" for part in article.text.split(PARAGRAPH_BREAK))
    path = folder / f"{number}.html"
    path.write_text(
        f"<html><head><title>{article.title}</title>{meta(og_site_name=OUTLET)}</head><body>"
        f"<article><h1>{article.title}</h1>{body}</article></body></html>",
        encoding="utf-8",
    )
    return path


def with_notice(archive: Archive) -> list[str]:
    """Return the headlines of the shown articles that hold the notice."""
    shown = (archive.article(entry.id) for entry in archive.articles("oldest", 0, 20))
    return sorted(article.title for article in shown if NOTICES[1] in article.text)


def test_folder_comes_in_without_its_notice_and_again_changes_nothing(
    archive: Archive, tmp_path: Path
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(4):
        write_page(folder, number, NOTICES[1])
    assert [outcome.status for outcome in archive.add([folder])] == ["added"] * 4
    assert with_notice(archive) == []
    assert [outcome.status for outcome in archive.adding.add_again()] == ["same"] * 4
    path = write_page(folder, 9, NOTICES[1])
    assert [outcome.status for outcome in archive.add([path])] == ["added"]
    assert with_notice(archive) == []


def test_looking_again_mends_articles_stored_before_the_notice_was_known(
    archive: Archive, tmp_path: Path
) -> None:
    for number in range(4):
        list(archive.add([write_page(tmp_path, number, NOTICES[1])]))
    assert with_notice(archive) == ["Ship 0 arrives", "Ship 1 arrives"]
    assert [o.version_of != "" for o in archive.adding.add_again()] == [True, True, False, False]
    assert with_notice(archive) == []
    assert {outcome.status for outcome in archive.adding.add_again()} == {"same"}


def test_deleted_article_does_not_come_back_without_its_notice(
    archive: Archive, tmp_path: Path
) -> None:
    paths = [write_page(tmp_path, number, NOTICES[1]) for number in range(2)]
    first, _ = [outcome.id for path in paths for outcome in archive.add([path])]
    archive.editing.delete([first])
    list(archive.add([write_page(tmp_path, 3, NOTICES[1])]))
    list(archive.adding.add_again())
    titles = [entry.title for entry in archive.articles("oldest", 0, 9)]
    assert sorted(titles) == ["Ship 1 arrives", "Ship 3 arrives"]


def test_feed_comes_in_without_its_notice(archive: Archive, no_proxy: None) -> None:
    with run_site() as site:
        entries = (
            feed_item(f"{site.url}/{number}", story(number).title, text=paragraphs_of(number))
            for number in range(3)
        )
        site.pages["/feed"] = Page(rss_feed(*entries))
        archive.feeds.add(f"{site.url}/feed")
        assert [outcome.status for outcome in archive.feeds.fetch()] == ["added"] * 3
    assert with_notice(archive) == []


def paragraphs_of(number: int) -> str:
    return story(number, NOTICES[1]).text.replace(PARAGRAPH_BREAK, "</p><p>")


@pytest.fixture
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


def test_note_that_several_articles_have_is_printed_once_and_counted(
    marked_annotator: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(4):
        write_page(folder, number, NOTICES[1])
    assert main(["--archive", str(tmp_path / "archive"), "add", str(folder)]) == 0
    notes = [line for line in capsys.readouterr().err.splitlines() if LEFT_OUT in line]
    assert [note.partition(": ")[0] for note in notes] == [f"{folder}/0.html", "3 more articles"]
