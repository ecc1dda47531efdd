"""A copied archive has the same articles and everything that the user did, and can be continued."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from index.archive import Archive
from index.archive.copying import copy_archive
from index.engines.local.engine import LocalEngine
from index.engines.protocol import Engine
from tests.support.builders import MarkedAnnotator, annotated
from tests.support.copies import COPY, FERRY, NEWER, PAGE, UNRELATED
from tui.cli.main import main

ARTICLES = (FERRY, COPY, UNRELATED, PAGE, NEWER)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return the folder of an archive with copies, versions, marks and corrections."""
    folder = tmp_path / "first"
    with Archive.open(folder, MarkedAnnotator()) as archive:
        engine = LocalEngine(folder)
        engine.add(annotated(*ARTICLES))
        engine.close()
        archive.marks.set(FERRY.id, "starred")
        archive.marks.tag(UNRELATED.id, "to cite")
        archive.marks.write_note(FERRY.id, "Call her.", 3)
        archive.searches.set_name("ferry", "boats")
        archive.editing.edit(FERRY.id, {"title": "The ferry, edited"})
        archive.editing.delete([UNRELATED.id])
    return folder


def test_copy_is_complete(source: Path, tmp_path: Path) -> None:
    result = copy_archive(source, tmp_path / "second")
    assert (result.articles, result.added, result.more) == (5, 5, 0)
    assert result.is_complete
    with Archive.open(source) as first, Archive.open(tmp_path / "second") as second:
        assert second.articles() == first.articles()
        assert second.article(FERRY.id).title == "The ferry, edited"
        assert second.marks.notes(FERRY.id) == first.marks.notes(FERRY.id)
        assert second.searches.page()[0].name == "boats"
        assert second.corrections.all() == first.corrections.all()


def test_copy_that_was_interrupted_is_continued(source: Path, tmp_path: Path) -> None:
    begun = LocalEngine(tmp_path / "second")
    begun.add(annotated(FERRY, COPY))
    begun.close()
    result = copy_archive(source, tmp_path / "second")
    assert (result.added, result.is_complete) == (3, True)
    assert copy_archive(source, tmp_path / "second").added == 0


def test_article_that_differs_is_named(source: Path, tmp_path: Path) -> None:
    other = LocalEngine(tmp_path / "second")
    ((article, annotation),) = annotated(FERRY)
    other.add([(article, annotation._replace(quotes=()))])
    other.close()
    result = copy_archive(source, tmp_path / "second")
    assert (result.different, result.is_complete) == ((FERRY.id,), False)


def test_command_prints_counts_and_digests(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["copy", str(source), str(tmp_path / "second"), "--json"]) == 0
    *_, last = map(json.loads, capsys.readouterr().out.splitlines())
    assert (last["status"], last["articles"]) == ("complete", 5)
    assert last["digest"] == last["copied_digest"]


def test_originals_are_what_was_added(engine: Engine, tmp_path: Path) -> None:
    """Corrections do not change them."""
    pairs = annotated(*ARTICLES)
    engine.add(pairs)
    proposal = engine.corrections.propose_edit(FERRY.id, {"title": "Edited"}, date(2024, 5, 1))
    engine.revise(proposal)
    assert engine.article(FERRY.id).title == "Edited"
    assert list(engine.annotations.originals()) == pairs
