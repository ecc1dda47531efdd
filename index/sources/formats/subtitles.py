"""Subtitles (SRT, WebVTT) as a transcript: no times, a paragraph for each turn of a speaker."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import BinaryIO, NamedTuple

from index.article import Article
from index.sources.fields import build_article
from index.sources.streams import decode, read_bytes
from index.sources.text import clean, clean_line

TIME = r"(?:(\d+):)?(\d{1,2}):(\d{2})[,.](\d{1,3})"
TIMING = re.compile(rf"[ \t]*{TIME}[ \t]*-->[ \t]*{TIME}(?:[ \t].*)?")
NAME_OF_FILE = re.compile(r"WEBVTT[ \t]+-?[ \t]*(\S[^\n]*)")
VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]+)>")
MARKUP = re.compile(r"<[^<>]*>|\{\\[^{}]*\}")
NO_SPEECH = re.compile(r"[\[(][^\[\]()]*[\])]:?|[\s♪♫#*]*")
NAME = r"[A-ZÀ-Þ][\w.’'-]*"
LABEL = re.compile(rf"{NAME}(?: (?:{NAME}|\d+)){{0,4}}(?:, [\w .’'-]{{2,40}})?:(?=\s|$)")
TURN = re.compile(r"(?:>>>?|[-–—])\s*(?=\S)")
ENDS = (".", "!", "?", "…", '"', "”", "»")
MIN_PARAGRAPH = 400  # characters after which the next sentence starts a paragraph
MIN_PAUSE = 4.0  # seconds that start one
MIN_ROLLED = 0.3  # of the cues repeat the line before: each line is shown twice


class _Cue(NamedTuple):
    """What is shown from one time to another."""

    start: float
    end: float
    lines: Sequence[str]


class _Turn(NamedTuple):
    """Some words, and whether another speaker begins with them."""

    text: str
    is_new: bool


def read(stream: BinaryIO, location: str) -> Iterator[Article]:
    """Yield the one article of a file; raise IngestError if there is no text."""
    text = clean(decode(read_bytes(stream, location), location))
    named = NAME_OF_FILE.match(text)
    data = {"title": named[1]} if named else {}
    yield build_article(data, _paragraphs(_without_repetition([*_cues(text)])), location)


def _paragraphs(cues: Iterable[_Cue]) -> list[str]:
    """Return the words of the cues, with a paragraph for each turn, long pause and long speech."""
    found: list[str] = []
    voice, last_end = "", 0.0
    for cue in cues:
        is_apart = cue.start - last_end >= MIN_PAUSE
        last_end = cue.end
        for line in cue.lines:
            if (named := VOICE.search(line)) and clean_line(named[1]) != voice:
                voice = clean_line(named[1])
                line = f"{voice}: {line}"
            turn = _read_turn(line)
            if not turn.text:
                continue
            is_ended = bool(found) and found[-1].endswith(ENDS)
            is_long = bool(found) and len(found[-1]) >= MIN_PARAGRAPH
            if not found or turn.is_new or (is_ended and (is_apart or is_long)):
                found.append(turn.text)
            else:
                found[-1] += f" {turn.text}"
            is_apart = False
    return found


def _read_turn(line: str) -> _Turn:
    """Return the words of a line, with the name that it begins with; “- ” marks a new speaker."""
    text = clean_line(html.unescape(MARKUP.sub("", line)))
    mark = TURN.match(text)
    words = text[mark.end() :] if mark else text
    if NO_SPEECH.fullmatch(words):
        return _Turn("", is_new=False)
    is_labelled = LABEL.match(words) is not None
    words = words.strip("♪♫ ")
    return _Turn(f"– {words}" if mark and not is_labelled else words, bool(mark) or is_labelled)


def _cues(text: str) -> Iterator[_Cue]:
    """Yield the cues; what is between two of them is no text: numbers, notes, styles."""
    lines = text.split("\n")
    starts = [(at, timing) for at, line in enumerate(lines) if (timing := TIMING.fullmatch(line))]
    is_strict = text.startswith("WEBVTT")
    for (at, timing), (following, _) in pairwise([*starts, (len(lines), None)]):
        shown = [line.strip() for line in lines[at + 1 : following]]
        if is_strict and "" in shown:
            shown = shown[: shown.index("")]
        elif following < len(lines) and shown and shown[-1].isdecimal():
            del shown[-1]
        assert timing
        times = timing.groups()
        yield _Cue(_seconds(times[:4]), _seconds(times[4:]), [line for line in shown if line])


def _seconds(parts: Sequence[str]) -> float:
    hours, minutes, seconds, part = parts
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{part}")


def _without_repetition(cues: Sequence[_Cue]) -> Sequence[_Cue]:
    """Leave out lines that the cue before has shown, if the subtitles roll."""
    plain = [[clean_line(MARKUP.sub("", line)) for line in cue.lines] for cue in cues]
    rolled = sum(bool(a and b) and a[-1] == b[0] for a, b in pairwise(plain))
    if rolled < max(2, len(cues) * MIN_ROLLED):
        return cues
    found = cues[:1]
    for (before, shown), cue in zip(pairwise(plain), cues[1:], strict=True):
        kept = [line for line, words in zip(cue.lines, shown, strict=True) if words not in before]
        found = [*found, cue._replace(lines=kept)]
    return found
