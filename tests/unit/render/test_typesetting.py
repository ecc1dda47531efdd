"""Sanitizing, folding and wrapping text keep the offsets of characters."""

import pytest
from rich.cells import cell_len

from index.article import Quote, Span
from tui.render.sanitize import fold_characters, safe, shorten
from tui.render.typesetting import SpanIndex, WrappedText, build_margin, name_lines, wrap


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("one two three", ["one two", "three"], id="at spaces"),
        pytest.param("abcdefghijkl", ["abcdefgh", "ijkl"], id="within a long word"),
        pytest.param("ab  cdefgh ij", ["ab ", "cdefgh", "ij"], id="two spaces"),
        pytest.param("日本語日本語", ["日本語日", "本語"], id="wide characters"),
        pytest.param("", [], id="empty"),
    ],
)
def test_wrap_breaks_lines_at_the_width(text, lines):
    found = [text[start:end] for start, end in wrap(text, 0, len(text), 8)]
    assert found == lines
    assert all(cell_len(line) <= 8 for line in found)


def test_wrapped_text_has_every_word():
    text = "Der Zug fährt — 日本 — um 8.\n\nNoch ein Absatz, x" + "y" * 90
    page = WrappedText(text, safe(text), 12)
    assert "".join("".join(text[a:b] for a, b, _ in page).split()) == "".join(text.split())
    assert page.paragraphs == 2


@pytest.mark.parametrize(
    "text", ["a\tb\x00\x1b[1m\u202e\xad", "ÉÀß ŁÓDŹ İ “x” ’", "日本 😀 e\u0301"]
)
@pytest.mark.parametrize("change", [safe, fold_characters])
def test_length_stays_the_same(change, text):
    assert len(change(text)) == len(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ŁÓDŹ", "łodz"), ("Café", "CAFE"), ("it’s", "it's"), ("МОСТ", "мост"),
        ("Hawai\u02bbi", "hawai'i"), ("night\u2011shift", "night-shift"), ("＂x＂", '"x"'),
    ],
)  # fmt: skip
def test_folding_ignores_case_accents_and_kinds_of_marks(one, other):
    assert fold_characters(one) == fold_characters(other)


@pytest.mark.parametrize(
    ("text", "width", "cut"),
    [
        ("short", 8, "short"),
        ("rather long", 8, "rather…"),
        ("日本語日本", 6, "日本…"),
        ("x", 0, ""),
        ("one … two three", 6, "one…"),
        ("one … “two” three", 7, "one…"),
        ("one… two three", 6, "one…"),
        ("one ... two three", 9, "one…"),
        ("“one …” two", 9, "“one…"),
        ("one two …", 9, "one two …"),
        ("… one two", 6, "… one…"),
    ],
)
def test_shorten_cuts_to_the_width(text, width, cut):
    assert shorten(text, width) == cut


@pytest.mark.parametrize(
    ("name", "max_lines", "lines"),
    [
        pytest.param("Ana Pell", 1, ["Ana Pell"], id="whole"),
        pytest.param("Margaret Stobbing", 2, ["Margaret", "Stobbing"], id="on two lines"),
        pytest.param("Margaret Stobbing", 1, ["M. Stobbing"], id="with initials"),
        pytest.param("the labour court", 1, ["court"], id="last word"),
        pytest.param("Bank of England", 1, ["B. England"], id="of within a name"),
        pytest.param("Ludo van den Oosterhof", 1, ["L. Oosterhof"], id="particles of a name"),
        pytest.param("A senior official at the transport ministry", 1, ["official"], id="at"),
        pytest.param("a spokesman for the Falk campaign", 1, ["spokesman"], id="for"),
        pytest.param("the mayor of Torpier", 1, ["mayor"], id="of"),
        pytest.param("A teacher, 45, from Torpier", 1, ["teacher"], id="comma"),
        pytest.param("two senior officials", 1, ["officials"], id="no complement"),
        pytest.param("an aide to a minister", 1, ["aide"], id="to"),
        pytest.param("a source close to the talks", 1, ["source"], id="adjective after the noun"),
        pytest.param("one of the fishermen", 1, ["fishermen"], id="part of a group"),
        pytest.param("a telecommunications regulator in Torpier", 1, ["regulator"], id="in"),
        pytest.param("Bartholomew Featherstonehaugh", 1, ["Featherston…"], id="cut"),
    ],
)
def test_name_is_fitted_to_the_room(name, max_lines, lines):
    assert name_lines(name, 12, max_lines) == lines


def test_description_keeps_what_stands_before_its_noun() -> None:
    name = "A senior official at the transport ministry"
    assert name_lines(name, 16, 1) == ["senior official"]
    assert name_lines("the senior officials at a ministry", 16, 1) == ["senior officials"]


def test_two_speakers_on_one_line_get_two_labels():
    text = "“Yes,” he said. “No,” she said.\n\nThe end."
    quotes = [
        Quote(content=(Span(0, 6),), kind="direct", speakers=("Olaf Berg",)),
        Quote(content=(Span(16, 21),), kind="direct", speakers=("Ana Pell",)),
    ]
    margin = build_margin(WrappedText(text, text, 40), quotes, ["Olaf Berg", "Ana Pell"], 12)
    assert {line: label.text for line, label in margin.labels.items()} == {
        0: "Olaf Berg",
        1: "Ana Pell",
    }
    assert margin.bars == {0: 0}


def test_adjacent_quotes_of_one_speaker_get_one_label():
    text = "“Yes, I will,” he said, and sat down.\n“No,” he then said."
    quotes = [
        Quote(content=(Span(0, 14),), kind="direct", speakers=("Margaret Stobbing",)),
        Quote(content=(Span(38, 43),), kind="direct", speakers=("Margaret Stobbing",)),
    ]
    margin = build_margin(WrappedText(text, text, 40), quotes, ["Margaret Stobbing"] * 2, 12)
    assert [margin.labels[line].text for line in sorted(margin.labels)] == ["Margaret", "Stobbing"]


def test_name_has_one_form_beside_all_quotes():
    text = "“Yes, I will,” he said.\n“No,” she said.\n\n“Oh,” he then said.\n\nThe end."
    quotes = [
        Quote(content=(Span(0, 14),), kind="direct", speakers=("Margaret Stobbing",)),
        Quote(content=(Span(24, 29),), kind="direct", speakers=("Ana Pell",)),
        Quote(content=(Span(41, 45),), kind="direct", speakers=("Margaret Stobbing",)),
    ]
    names = ["Margaret Stobbing", "Ana Pell", "Margaret Stobbing"]
    margin = build_margin(WrappedText(text, text, 40), quotes, names, 12)
    labels = [margin.labels[line].text for line in sorted(margin.labels)]
    assert labels == ["M. Stobbing", "Ana Pell", "M. Stobbing"]


def test_span_index_finds_overlapping_spans():
    index = SpanIndex([(Span(5, 9), "b"), (Span(0, 20), "a"), (Span(30, 31), "c")])
    assert [value for _, value in index.overlapping(8, 30)] == ["a", "b"]
    assert [value for _, value in index.overlapping(20, 31)] == ["c"]
