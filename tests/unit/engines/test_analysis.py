"""Words are folded alike however they are written."""

from __future__ import annotations

import pytest

from index.engines.local.fulltext.analysis import fold

FOLDED = [
    pytest.param("Pier", "pier", id="a capital"),
    pytest.param("naïve", "naive", id="an accent"),
    pytest.param("ÉCLAIR", "eclair", id="a capital with an accent"),
    pytest.param("Łódź", "lodz", id="a letter that Unicode does not decompose"),
    pytest.param("Straße", "strasse", id="a sharp s"),
    pytest.param("İzmir", "izmir", id="a dotted capital"),
    pytest.param("ﬁsh", "fish", id="a ligature"),
    pytest.param("ＰＩＥＲ", "pier", id="wide letters"),
    pytest.param("𝗣𝗶𝗲𝗿", "pier", id="bold letters"),
    pytest.param("𝒫ier", "pier", id="a script letter"),
    pytest.param("Ⓟier", "pier", id="a letter in a circle"),
    pytest.param("ℙier", "pier", id="a letter with double lines"),
    pytest.param("Ⅳ", "iv", id="a Roman number"),
    pytest.param("東京", "東京", id="letters without case"),
    pytest.param("ΟΔΟΣ", "οδοσ", id="Greek capitals"),
    pytest.param("c++", "c++", id="signs"),
]


@pytest.mark.parametrize(("word", "folded"), FOLDED)
def test_word_is_folded_however_it_is_written(word: str, folded: str) -> None:
    assert fold(word) == folded


@pytest.mark.parametrize(("word", "folded"), FOLDED)
def test_folded_word_stays_as_it_is(word: str, folded: str) -> None:
    assert fold(folded) == folded
