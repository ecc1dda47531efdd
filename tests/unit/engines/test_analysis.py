"""Words are folded alike however they are written."""

from __future__ import annotations

import pytest

from index.engines.local.fulltext.analysis import (
    fold,
    plain_words,
    stem,
    stem_prefix,
    token_pattern,
    token_pattern_for,
    words,
)
from index.query.lexer import normalize_marks
from tui.folders import sample_folder

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
    pytest.param("U.N.", "un", id="dots of an abbreviation"),
    pytest.param("J. K.", "jk", id="initials with a space"),
    pytest.param("US", "u.s", id="an abbreviation like a pronoun"),
    pytest.param("U.S.", "u.s", id="the same with dots"),
    pytest.param("Us", "us", id="a pronoun with a capital"),
    pytest.param("NATO", "nato", id="an abbreviation that is no other word"),
]
WORDS = [
    pytest.param("the U.S. envoy", ["the", "u.s", "envoy"], id="dots"),
    pytest.param("The US envoy told us.", ["the", "u.s", "envoy", "told", "us"], id="no dots"),
    pytest.param("U.N.-led talks", ["un", "led", "talks"], id="a hyphen after dots"),
    pytest.param("J. K. Marr, J.K. Marr", ["jk", "marr", "jk", "marr"], id="initials"),
    pytest.param("at 9 p.m. It rained", ["at", "9", "pm", "it", "rained"], id="small letters"),
    pytest.param("Plan B. A clerk", ["plan", "b", "a", "clerk"], id="an end and an article"),
    pytest.param("see www.a.b.example", ["see", "www", "a", "b", "example"], id="a web address"),
    pytest.param("أَحْمَدُ ذهب", ["احمد", "ذهب"], id="vowels of Arabic"),
    pytest.param("שָׁלוֹם לכם", ["שלום", "לכם"], id="points of Hebrew"),
    pytest.param("हिन्दी समाचार", ["हिनदी", "समाचार"], id="vowels of Hindi"),
    pytest.param("தமிழ் செய்தி", ["தமிழ", "செயதி"], id="vowels of Tamil"),
    pytest.param("M\u0302r n\u0302ame", ["mr", "name"], id="accents beside their letter"),
    pytest.param("John F. Marr", ["john", "f", "marr"], id="one initial"),
]


@pytest.mark.parametrize(("word", "folded"), FOLDED)
def test_word_is_folded_however_it_is_written(word: str, folded: str) -> None:
    assert fold(word) == folded


@pytest.mark.parametrize(("text", "found"), WORDS)
def test_abbreviation_is_one_word_with_and_without_dots(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize("apostrophe", "'’‘‛＇`´′‵՚ʹʻʼʽʾʿˈꞌ")
def test_every_apostrophe_separates_words(apostrophe: str) -> None:
    assert words(f"O{apostrophe}Dare-Holm{apostrophe}s") == ["o", "dare", "holm", "s"]
    assert normalize_marks(f"O{apostrophe}Dare") == "O'Dare"


def test_plain_words_of_the_database_stay_as_they_were() -> None:
    assert plain_words("The U.S. envoy J. K. Marr told us") == [
        *("the", "u", "s", "envoy", "j", "k", "marr", "told", "us")
    ]


def test_words_with_the_same_stem_differ_only_in_their_endings() -> None:
    found = {fold(word) for path in sample_folder().glob("*") for word in words(path.read_text())}
    for word in found:
        assert word.startswith(stem_prefix(stem(word)))


@pytest.mark.parametrize(("word", "folded"), FOLDED)
def test_folded_word_stays_as_it_is(word: str, folded: str) -> None:
    assert fold(folded) == folded


@pytest.mark.parametrize(
    "text",
    ["U.S. and J. K. Marr’s 1,200.50", "“7 per cent”… 7\u00a0% – 7%", "C++, C# and #tag", "a_b",
     "Zürich Łódź 1\u202f200", "Straße\u2028№ 5 ™", "Наш U.N. 1’200", "Οδός", "मराठी", ""],
)  # fmt: skip
def test_short_pattern_finds_the_words_of_texts_without_unusual_letters(text: str) -> None:
    assert token_pattern_for(text).findall(text) == token_pattern().findall(text)


@pytest.mark.parametrize("letter", [*"ʹʻʼʽʾʿˈꞌ", *"กບကខあア㐀一豈ｦ", "\U00020000"])
def test_text_with_one_unusual_letter_is_split_by_the_long_pattern(letter: str) -> None:
    text = f"O{letter}Dare and U.S. envoys"
    assert token_pattern_for(text).findall(text) == token_pattern().findall(text)
