"""Clean text, split it into paragraphs, and make headlines."""

from __future__ import annotations

import html
import re
import unicodedata

from index.article import PARAGRAPH_BREAK
from index.punctuation import INVISIBLE as WITHOUT_WIDTH
from index.sentences import first_sentence
from index.sources.hyphens import join_lines, word_set

# Control and format characters, which could also be terminal commands. Line ends and tabs are
# handled as space; the joiners of emoji and of some scripts stay.
INVISIBLE = re.compile(rf"[\x00-\x08\x0e-\x1f\x7f{WITHOUT_WIDTH}\ud800-\udfff]")
# Text labelled ISO 8859-1 is usually Windows-1252, which uses most of the C1 control range. It
# leaves five bytes undefined: they are kept until wrongly decoded UTF-8 has been repaired.
WINDOWS_1252 = {
    byte: letter
    for byte in range(0x80, 0xA0)
    if (letter := bytes([byte]).decode("cp1252", "ignore"))
}
UNDEFINED = re.compile(r"[\x81\x8d\x8f\x90\x9d]")
# What colours text and makes links in a terminal.
TERMINAL_CODE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\))")
# Two or three letters that PDF files and typesetting programs write as one character.
LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl",
             0xFB05: "st", 0xFB06: "st"}  # fmt: skip
BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
INDENTED_LINE = re.compile(r"\n[ \t]{2,}(?=\S)")
EMPTY_VALUES = frozenset(("", "none", "null", "nan", "nat", "n/a", "~"))
ESCAPE = re.compile(r"&(?:#\d{2,7}|#x[0-9a-f]{2,6}|[a-z][a-z0-9]{1,7});", re.I)
MAX_ESCAPES = 3  # layers of escapes
MAX_TITLE = 120  # characters
MAX_ERROR = 120
MAX_WORD = 2000  # characters; text with a longer word is normalized in pieces
PIECE = 200
LINE_ENDS = (".", "!", "?", "…", '"', "”", "’", "»", ":")
MAX_WRAPPED_LINE = 100  # a text with no longer line was wrapped by a machine


def clean(text: str) -> str:
    """Return text as it is stored: NFC, one kind of line end, no invisible characters."""
    if "\x1b" in text:
        text = TERMINAL_CODE.sub("", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    text = re.sub(r"[\v\f\u2028\u2029]", "\n", text)
    text = text.replace("\xad\n", "")  # a word hyphenated at the end of a line
    if not text.isascii():
        text = text.translate(WINDOWS_1252 | LIGATURES)
    return INVISIBLE.sub("", _compose(text))


def _compose(text: str) -> str:
    """Return the text in NFC, in pieces if a word is so long that it may be an attack.

    Normalization takes quadratic time in the number of consecutive combining marks.
    """
    if text.isascii() or max(map(len, text.split()), default=0) <= MAX_WORD:
        return unicodedata.normalize("NFC", text)
    pieces = []
    start = 0
    while start < len(text):
        end = start + PIECE
        while end < min(len(text), start + 2 * PIECE) and unicodedata.combining(text[end]):
            end += 1
        pieces.append(unicodedata.normalize("NFC", text[start:end]))
        start = end
    return "".join(pieces)


def unescape(text: str) -> str:
    """Return a clean text without the escapes of HTML, which may be escaped twice over."""
    if not ESCAPE.search(text):
        return text
    for _ in range(MAX_ESCAPES):
        text = html.unescape(text)
    return clean(text)


def clean_line(text: str) -> str:
    """Return a title, name or other field clean and with single spaces only."""
    return " ".join(clean(text).split())


def describe_error(error: Exception) -> str:
    """Return the error of a library on one short line."""
    return clean_line(f"{type(error).__name__}: {error}")[:MAX_ERROR]


def split_paragraphs(text: str) -> list[str]:
    """Split a clean text at blank lines, or else at indented lines, or else at each line.

    A text of short lines, some of which end within a sentence, is one wrapped paragraph.
    """
    text = text.strip("\n")
    if BLANK_LINE.search(text):
        parts = BLANK_LINE.split(text)
    elif INDENTED_LINE.search(text):
        parts = INDENTED_LINE.split(text)
    elif max(map(len, lines := text.split("\n"))) > MAX_WRAPPED_LINE or all(map(_is_ended, lines)):
        parts = lines
    else:
        parts = [text]
    words = word_set(text) if "-\n" in text else frozenset()
    return [joined for part in parts if (joined := join_lines(part.split("\n"), words))]


def _is_ended(line: str) -> bool:
    return line.rstrip().endswith(LINE_ENDS)


def join_paragraphs(parts: list[str]) -> str:
    """Return the text of an article from its paragraphs."""
    return PARAGRAPH_BREAK.join(parts)


def make_headline(paragraph: str) -> str:
    """Return a headline from the first sentence of a paragraph, cut at a word if it is long."""
    sentence = first_sentence(paragraph[:MAX_WORD])
    sentence = sentence.removesuffix(".") or sentence
    if len(sentence) <= MAX_TITLE:
        return sentence
    cut = sentence.rfind(" ", 0, MAX_TITLE)
    return sentence[: cut if cut > 0 else MAX_TITLE].rstrip(" ,;:—–-") + "…"


def looks_like_headline(paragraph: str) -> bool:
    """Return whether a paragraph is more likely a headline than a sentence."""
    return len(paragraph) <= MAX_TITLE and paragraph[-1] not in '.!?…:;,"”’»'
