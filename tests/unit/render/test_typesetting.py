"""Text made safe, folded and set in lines: characters keep their places."""

import pytest
from rich.cells import cell_len

from index.article import Quote, Span
from tui.render.sanitize import fold_characters, safe, shorten
from tui.render.typesetting import SpanIndex, WrappedText, build_margin, name_lines, wrap


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("one two three", ["one two", "three"], id="at spaces"),
        pytest.param("abcdefghijkl", ["abcdefgh", "ijkl"], id="a long word anywhere"),
        pytest.param("ab  cdefgh ij", ["ab ", "cdefgh", "ij"], id="two spaces"),
        pytest.param("日本語日本語", ["日本語日", "本語"], id="wide characters"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_lines_are_no_wider_than_asked(text, lines):
    found = [text[start:end] for start, end in wrap(text, 0, len(text), 8)]
    assert found == lines
    assert all(cell_len(line) <= 8 for line in found)


def test_every_word_of_a_text_is_on_some_line():
    text = "Der Zug fährt — 日本 — um 8.\n\nNoch ein Absatz, x" + "y" * 90
    page = WrappedText(text, safe(text), 12)
    assert "".join("".join(text[a:b] for a, b, _ in page).split()) == "".join(text.split())
    assert page.paragraphs == 2


@pytest.mark.parametrize(
    "text", ["a\tb\x00\x1b[1m\u202e\xad", "ÉÀß ŁÓDŹ İ “x” ’", "日本 😀 e\u0301"]
)
@pytest.mark.parametrize("change", [safe, fold_characters])
def test_a_character_stays_one_character(change, text):
    assert len(change(text)) == len(text)


@pytest.mark.parametrize(
    ("one", "other"), [("ŁÓDŹ", "łodz"), ("Café", "CAFE"), ("it’s", "it's"), ("МОСТ", "мост")]
)
def test_folding_makes_the_same_of(one, other):
    assert fold_characters(one) == fold_characters(other)


@pytest.mark.parametrize(
    ("text", "width", "cut"),
    [
        ("short", 8, "short"),
        ("rather long", 8, "rather…"),
        ("日本語日本", 6, "日本…"),
        ("x", 0, ""),
    ],
)
def test_a_text_is_cut_to_a_width(text, width, cut):
    assert shorten(text, width) == cut


@pytest.mark.parametrize(
    ("name", "room", "lines"),
    [
        pytest.param("Ana Pell", 1, ["Ana Pell"], id="whole"),
        pytest.param("Margaret Stobbing", 2, ["Margaret", "Stobbing"], id="on two lines"),
        pytest.param("Margaret Stobbing", 1, ["M. Stobbing"], id="with initials"),
        pytest.param("the labour court", 1, ["court"], id="without words that are no name"),
        pytest.param("Bartholomew Featherstonehaugh", 1, ["Featherston…"], id="cut"),
    ],
)
def test_a_name_takes_the_room_it_has(name, room, lines):
    assert name_lines(name, 12, room) == lines


def test_two_speakers_of_one_line_are_both_named():
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


def test_quotes_of_one_speaker_line_by_line_are_named_once():
    text = "“Yes, I will,” he said, and sat down.\n“No,” he then said."
    quotes = [
        Quote(content=(Span(0, 14),), kind="direct", speakers=("Margaret Stobbing",)),
        Quote(content=(Span(38, 43),), kind="direct", speakers=("Margaret Stobbing",)),
    ]
    margin = build_margin(WrappedText(text, text, 40), quotes, ["Margaret Stobbing"] * 2, 12)
    assert [margin.labels[line].text for line in sorted(margin.labels)] == ["Margaret", "Stobbing"]


def test_a_layer_gives_the_marks_that_touch_a_stretch():
    layer = SpanIndex([(Span(5, 9), "b"), (Span(0, 20), "a"), (Span(30, 31), "c")])
    assert [mark for _, mark in layer.overlapping(8, 30)] == ["a", "b"]
    assert [mark for _, mark in layer.overlapping(20, 31)] == ["c"]
