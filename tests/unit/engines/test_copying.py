"""A copied archive has the same articles and everything that the user did, and can be continued."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from index.archive import Archive
from index.archive.copying import copy_archive, is_same_place
from index.engines.local.engine import LocalEngine
from index.engines.protocol import Engine
from index.errors import ArchiveError
from tests.support.builders import MarkedAnnotator, annotated, article
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


def test_archive_with_other_articles_is_merged_only_if_wanted(source: Path, tmp_path: Path) -> None:
    other = LocalEngine(tmp_path / "second")
    other.add(annotated(article("The pier of Torp is shut. “At last,” [Tim Falk] said.")))
    other.close()
    with pytest.raises(ArchiveError, match=r"has an article that .* does not have.*--merge"):
        copy_archive(source, tmp_path / "second")
    with Archive.open(tmp_path / "second") as second:
        assert second.count() == 1
    result = copy_archive(source, tmp_path / "second", merge=True)
    assert (result.added, result.more, result.is_complete) == (5, 1, True)


@pytest.mark.parametrize("place", ["first", "second"])
def test_deleted_article_is_no_other_article(source: Path, tmp_path: Path, place: str) -> None:
    copy_archive(source, tmp_path / "second")
    with Archive.open(tmp_path / place) as archive:
        archive.editing.delete([FERRY.id])
    result = copy_archive(source, tmp_path / "second")
    assert (result.added, result.more, result.is_complete) == (0, 0, True)


def test_other_article_counts_also_if_it_is_deleted(source: Path, tmp_path: Path) -> None:
    other = article("The pier of Torp is shut. “At last,” [Tim Falk] said.")
    engine = LocalEngine(tmp_path / "second")
    engine.add(annotated(other))
    engine.close()
    with Archive.open(tmp_path / "second") as archive:
        archive.editing.delete([other.id])
    with pytest.raises(ArchiveError, match="--merge"):
        copy_archive(source, tmp_path / "second")


@pytest.mark.parametrize("name", ["first", "first/", "./first", "other/../first", "link"])
def test_archive_is_not_copied_to_itself(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "other").mkdir()
    (tmp_path / "link").symlink_to(source)
    with pytest.raises(ArchiveError, match="is the archive that would be copied"):
        copy_archive(source, Path(name))


@pytest.mark.parametrize(
    "target",
    [
        "opensearch://a.invalid:9200,b.invalid:9201/news",
        "opensearch://a.invalid:9200,b.invalid:9201/news/?shards=2",
        "opensearch://b.invalid:9201,a.invalid/news",
        "opensearch://a.invalid/news",
        "opensearch://A.invalid:9200/news",
        "opensearchs://b.invalid:9201,c.invalid/news",
    ],
)
def test_cluster_is_not_copied_to_itself(target: str) -> None:
    """Nothing asks the cluster, whose address does not exist."""
    source = Path("opensearch://a.invalid:9200,b.invalid:9201/news")
    with pytest.raises(ArchiveError, match="is the archive that would be copied"):
        copy_archive(source, Path(target))


@pytest.mark.parametrize("target", ["opensearch://a.invalid/old", "opensearch://c.invalid/news"])
def test_other_archives_of_clusters_are_other_places(target: str) -> None:
    assert not is_same_place(Path("opensearch://a.invalid/news"), Path(target))
    assert not is_same_place(Path("news"), Path(target))
