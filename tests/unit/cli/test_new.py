"""What is new in saved searches, for people and for cron."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from index.archive import Archive
from tests.support.builders import MarkedAnnotator
from tui.cli.main import main


@pytest.fixture
def add(tmp_path: Path) -> Callable[..., None]:
    """Return a function that adds articles of these texts."""

    def add(*texts: str, source: str = "") -> None:
        with Archive.open(tmp_path / "archive", MarkedAnnotator()) as archive:
            for number, text in enumerate(texts):
                file = tmp_path / f"{archive.count()}-{number}.md"
                file.write_text(f"---\ntitle: {text[:9]}\nsource: {source}\n---\n{text}")
                assert [outcome.status for outcome in archive.add([file])] == ["added"]

    add("Boats at noon.", "Nets at noon.")
    return add


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., int]:
    """Return a function that runs a command on the archive."""
    return lambda *arguments: main(["--archive", str(tmp_path / "archive"), *arguments])


def titles(capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str]]:
    """Return search and title of each article that was printed as JSON."""
    *rows, summary = map(json.loads, capsys.readouterr().out.splitlines())
    assert summary["new"] >= len(rows)
    return [(row["search"], row["title"]) for row in rows]


@pytest.fixture
def saved(add, run, capsys) -> None:
    """Save two searches."""
    assert run("new", "Boats", "--save", "boats") == 0
    assert run("new", "Nets", "--save", "nets") == 0
    capsys.readouterr()


def test_nothing_is_new_in_a_search_just_saved(saved, run, capsys) -> None:
    assert run("new") == 1
    assert "0 new articles: Boats 0, Nets 0" in capsys.readouterr().err


def test_new_articles_are_listed_once(saved, add, run, capsys) -> None:
    add("Boats again.", "Nets and boats.", "Piers only.")
    assert run("new", "--json") == 0
    assert titles(capsys) == [
        ("Boats", "Nets and"), ("Boats", "Boats aga"), ("Nets", "Nets and"),
    ]  # fmt: skip
    assert run("new", "--json") == 1
    assert titles(capsys) == []


def test_only_the_named_search_is_listed(saved, add, run, capsys) -> None:
    add("Nets and boats.")
    assert run("new", "Nets", "--json") == 0
    assert titles(capsys) == [("Nets", "Nets and")]
    assert run("new", "Boats") == 0
    assert "Nets and" in capsys.readouterr().out


def test_kept_articles_are_listed_again(saved, add, run, capsys) -> None:
    add("Boats again.")
    for _ in range(2):
        assert run("new", "Boats", "--keep", "--json") == 0
        assert titles(capsys) == [("Boats", "Boats aga")]


def test_limit_shortens_the_list_but_not_the_count(saved, add, run, capsys) -> None:
    add("Boats again.", "More boats.")
    assert run("new", "Boats", "--limit", "1", "--json") == 0
    *rows, summary = map(json.loads, capsys.readouterr().out.splitlines())
    assert (len(rows), summary["new"]) == (1, 2)
    (found,) = summary["searches"]
    assert found == {"name": "Boats", "query": "boats", "total": 3, "new": 2, "problem": None}


def test_articles_beyond_the_limit_stay_new(saved, add, run, capsys) -> None:
    add("Boats again.", "More boats.", "Nets again.")
    assert run("new", "--limit", "1") == 0
    capsys.readouterr()
    assert run("new", "--json") == 0
    assert titles(capsys) == [("Boats", "More boat"), ("Boats", "Boats aga")]
    assert run("new") == 1


def test_articles_that_could_not_be_printed_stay_new(saved, add, run, capsys, monkeypatch) -> None:
    add("Boats again.")
    with monkeypatch.context() as patch:
        patch.setattr("tui.cli.record.watch.print_text", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            run("new", "Boats")
    assert run("new", "Boats", "--json") == 0
    assert titles(capsys) == [("Boats", "Boats aga")]


def test_copy_of_a_seen_article_is_not_new(saved, add, run, capsys) -> None:
    words = " ".join(f"word{number}" for number in range(60))
    add(f"Boats {words}.")
    assert run("new", "Boats") == 0
    add(f"Boats {words}.", source="Valley Echo")
    assert run("new", "Boats") == 1


def test_search_made_in_the_reader_counts_as_seen(saved, add, run, tmp_path) -> None:
    add("Boats again.")
    with Archive.open(tmp_path / "archive") as archive:
        archive.searches.record("boats")
    assert run("new", "Boats") == 1


def saved_searches(folder) -> dict[str, str]:
    """Return the query of each saved search by its name."""
    with Archive.open(folder) as archive:
        return {each.name: each.line for each in archive.searches.page() if each.name}


def test_name_of_another_search_is_refused_unless_forced(saved, run, capsys, tmp_path) -> None:
    assert run("new", "Boats", "--save", "piers") == 2
    message = "“Boats” is saved already, for another search: boats. Choose another name, or add"
    assert message in capsys.readouterr().err
    assert saved_searches(tmp_path / "archive") == {"Boats": "boats", "Nets": "nets"}
    assert run("new", "Boats", "--save", "piers", "--force") == 0
    assert "The search boats is not saved any more." in capsys.readouterr().err
    assert saved_searches(tmp_path / "archive") == {"Boats": "piers", "Nets": "nets"}


def test_search_saved_under_another_name_says_that_it_moved(saved, run, capsys, tmp_path) -> None:
    assert run("new", "Ships", "--save", "boats") == 0
    assert "It is no longer saved as Boats." in capsys.readouterr().err
    assert saved_searches(tmp_path / "archive") == {"Ships": "boats", "Nets": "nets"}


def test_search_saved_again_says_nothing_new(saved, run, capsys) -> None:
    assert run("new", "Boats", "--save", "boats", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "search": "Boats", "query": "boats", "replaced": None, "former": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["Zeppelin"], "No search is saved as “Zeppelin”. Saved searches: Boats, Nets.",
                     id="unknown name"),
        pytest.param(["--save", "boats"], "a name and a query: onrecord new NAME --save",
                     id="no name"),
        pytest.param(["Boats", "--save", " "], "a name and a query: onrecord new NAME --save",
                     id="empty query"),
        pytest.param(["Dates", "--save", "date:soon"], "soon", id="no query"),
    ],
)  # fmt: skip
def test_wrong_usage_is_an_error(saved, run, capsys, arguments, message) -> None:
    assert run("new", *arguments) == 2
    assert message in capsys.readouterr().err


def test_usage_says_that_a_saved_search_needs_a_name(run, capsys) -> None:
    with pytest.raises(SystemExit):
        run("new", "--help")
    assert "onrecord new NAME --save QUERY" in capsys.readouterr().out


def test_without_saved_searches_it_says_how_to_save_one(add, run, capsys) -> None:
    assert run("new") == 1
    assert "No search is saved. Save one: onrecord new NAME --save QUERY" in capsys.readouterr().err


def test_saved_search_that_is_not_understood_any_more_is_named(
    saved, run, capsys, tmp_path
) -> None:
    with Archive.open(tmp_path / "archive") as archive:
        archive.searches.set_name("drift:gone", "Old")
    assert run("new") == 1
    assert "“Old” cannot be searched for: drift: takes any, cut" in capsys.readouterr().err
    assert run("new", "Old", "--json") == 1
    (summary,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert summary["searches"][0]["problem"].startswith("drift: takes any, cut")


def test_search_saved_twice_has_marks_of_its_own_for_cron_as_the_help_advises(
    saved, add, run, capsys
) -> None:
    assert run("new", "Cron", "--save", "boats sort:date") == 0
    add("Boats again.")
    capsys.readouterr()
    assert run("new", "Cron", "--json") == 0
    assert titles(capsys) == [("Cron", "Boats aga")]
    assert run("new", "Cron", "--json") == 1
    assert titles(capsys) == []
    assert run("new", "Boats", "--json") == 0
    assert titles(capsys) == [("Boats", "Boats aga")]
