"""Subtitles (SRT, WebVTT, SBV) as a transcript: no times, a paragraph for each turn of a speaker.

So are transcripts that were copied from a player or a meeting, with times on lines of their own,
perhaps behind the name of the speaker, or in brackets.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import BinaryIO, NamedTuple

from index.article import Article
from index.sources.fields import build_article
from index.sources.registry import FULL_NAME, time_alone, time_before
from index.sources.streams import decode, read_bytes
from index.sources.text import clean, clean_line

TIME = r"(?:(\d+):)?(\d{1,2}):(\d{2})[,.](\d{1,3})"
TIMING = re.compile(rf"[ \t]*{TIME}[ \t]*(?:-->|,)[ \t]*{TIME}(?:[ \t].*)?")
NAME_OF_FILE = re.compile(r"WEBVTT[ \t]+-?[ \t]*(\S[^\n]*)")
VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]+)>")
MARKUP = re.compile(r"<[^<>]*>|\{\\[^{}]*\}")
NO_SPEECH = re.compile(r"[\[(][^\[\]()]*[\])]:?|[\s♪♫#*]*")
LABEL = re.compile(rf"{FULL_NAME}(?:, [\w .’'-]{{2,40}})?:(?=\s|$)")
TURN = re.compile(r"(?:>>>?|[-–—])\s*(?=\S)")
TIME_ALONE, TIME_BEFORE = re.compile(time_alone()), re.compile(time_before())
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
    """Some words, the label before them, and whether another speaker begins with them."""

    text: str
    label: str
    is_new: bool


def read(stream: BinaryIO, location: str) -> Iterator[Article]:
    """Yield the one article of a file; raise IngestError if there is no text."""
    text = clean(decode(read_bytes(stream, location), location))
    named = NAME_OF_FILE.match(text)
    title, cues = named[1] if named else "", [*_cues(text)]
    if not cues:
        title, cues = _copied_cues(text)
    parts = _paragraphs(_without_repetition(cues))
    yield build_article({"title": title} if title else {}, parts, location)


def _paragraphs(cues: Iterable[_Cue]) -> list[str]:
    """Return the words of the cues, with a paragraph for each turn, long pause and long speech."""
    found: list[str] = []
    voice, speaker, last_end = "", "", 0.0
    for cue in cues:
        is_apart = cue.start - last_end >= MIN_PAUSE
        last_end = cue.end
        for line in cue.lines:
            if (named := VOICE.search(line)) and clean_line(named[1]) != voice:
                voice = clean_line(named[1])
                line = f"{voice}: {line}"
            turn = _read_turn(line, speaker)
            if not turn.text:
                continue
            if turn.is_new:
                speaker = turn.label
            is_ended = bool(found) and found[-1].endswith(ENDS)
            is_long = bool(found) and len(found[-1]) >= MIN_PARAGRAPH
            if not found or turn.is_new or (is_ended and (is_apart or is_long)):
                found.append(turn.text)
            else:
                found[-1] += f" {turn.text}"
            is_apart = False
    return found


def _read_turn(line: str, speaker: str) -> _Turn:
    """Return the words of a line; “- ” or another label than that of ``speaker`` begins a turn."""
    text = clean_line(html.unescape(MARKUP.sub("", line)))
    mark = TURN.match(text)
    words = text[mark.end() :] if mark else text
    if NO_SPEECH.fullmatch(words):
        return _Turn("", "", is_new=False)
    label = found.group() if (found := LABEL.match(words)) else ""
    if label and label == speaker:
        return _Turn(words[len(label) :].strip("♪♫ "), label, is_new=False)
    words = words.strip("♪♫ ")
    return _Turn(f"– {words}" if mark and not label else words, label, bool(mark or label))


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


def _copied_cues(text: str) -> tuple[str, list[_Cue]]:
    """Return the headline, if there is one, and the cues of a copied transcript."""
    above: list[str] = []
    cues: list[_Cue] = []
    for line in filter(None, map(str.strip, text.split("\n"))):
        if alone := TIME_ALONE.fullmatch(line):
            cues.append(_Cue(0, 0, [f"{alone[1]}:"] if alone[1] else []))
        elif before := TIME_BEFORE.fullmatch(line):
            cues.append(_Cue(0, 0, [before[1]]))
        elif cues:
            cues[-1] = cues[-1]._replace(lines=[*cues[-1].lines, line])
        else:
            above.append(line)
    return " ".join(above), cues


def _seconds(parts: Sequence[str]) -> float:
    hours, minutes, seconds, part = parts
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{part}")


def _without_repetition(cues: Sequence[_Cue]) -> Sequence[_Cue]:
    """Leave out lines that the cue before has shown, if the subtitles roll."""
    plain = [[clean_line(MARKUP.sub("", line)) for line in cue.lines] for cue in cues]
    rolled = sum(bool(a and b) and a[-1] == b[0] for a, b in pairwise(plain))
    if rolled < max(2, len(cues) * MIN_ROLLED):
        return cues
    found = [*cues[:1]]
    for (before, shown), cue in zip(pairwise(plain), cues[1:], strict=True):
        kept = [line for line, words in zip(cue.lines, shown, strict=True) if words not in before]
        found.append(cue._replace(lines=kept))
    return found
