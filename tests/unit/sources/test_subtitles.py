"""Subtitles are read as a transcript, without their times."""

from __future__ import annotations

from io import BytesIO

import pytest

from index.article import Article
from index.sources.reading import read_stream

FIRST, SECOND = "00:00:01,000 --> 00:00:03,000", "00:00:03,000 --> 00:00:05,500"
THIRD = "00:00:05,500 --> 00:00:07,000"
LATE = "00:00:29,000 --> 00:00:31,000"
SHOWN = [
    pytest.param(
        f"1\n{FIRST}\nThe ferry is late,\n\n2\n{SECOND}\nand nobody\nknows why.\n",
        ["The ferry is late, and nobody knows why."], id="a sentence over two",
    ),
    pytest.param(
        f"1\n{FIRST}\nANN ROE: It is late.\n\n2\n{SECOND}\nIt sank.\n\n3\n{THIRD}\nBO LEE: Why?\n",
        ["ANN ROE: It is late. It sank.", "BO LEE: Why?"], id="labels",
    ),
    pytest.param(
        f"1\n{FIRST}\n>> ANN ROE: It is late.\n\n2\n{SECOND}\n>> Why?\n\n"
        f"3\n{THIRD}\n- It sank.\n- No!\n",
        ["ANN ROE: It is late.", "– Why?", "– It sank.", "– No!"], id="marks of other speakers",
    ),
    pytest.param(
        f"1\n{FIRST}\n{{\\an8}}<font color=\"#fff\">It is</font> <i>late</i> &amp; wet.\n\n"
        f"2\n{SECOND}\n[MUSIC]\n\n3\n{THIRD}\n♪ Row, row ♪\n",
        ["It is late & wet. Row, row"], id="markup and sounds",
    ),
    pytest.param(
        f"1\n{FIRST}\nIt sank\n\n2\n{SECOND}\n2019\nat noon.\n\n3\n{THIRD}\n\n",
        ["It sank 2019 at noon."], id="a number that is spoken, and an empty one",
    ),
    pytest.param(
        f"1\r\n{FIRST}\r\nIt is late.\r\n2\r\n{SECOND}\r\nIt sank.\r\n",
        ["It is late. It sank."], id="no blank lines",
    ),
    pytest.param(
        f"1\n{FIRST}\nIt is late.\n\n2\n{LATE}\nIt sank.\n", ["It is late.", "It sank."],
        id="a long pause",
    ),
    pytest.param(f"1\n{FIRST}\nNo.\n\n2\n{SECOND}\nNo.\n", ["No. No."], id="a word said twice"),
    pytest.param(
        f"{FIRST}\nThe answer to all: none.\n\n{SECOND}\n“Well: no.”\n",
        ["The answer to all: none. “Well: no.”"], id="colons that are no labels, and no numbers",
    ),
    pytest.param(
        "WEBVTT\nKind: captions\n\nNOTE by hand\n\nSTYLE\n::cue { color: white }\n\n"
        "REGION\nid:fred\n\n"
        "intro\n00:01.000 --> 00:03.000 line:0 align:start\n<v Ann Roe>It is <i>late</i>,</v>\n\n"
        "Part 2\n00:03.000 --> 00:05.000\n<v Ann Roe>and wet.\n\n"
        "NOTE\nby Bo\n\n00:05.000 --> 00:07.000\n<v.loud Bo Lee>At 12:30?\n",
        ["Ann Roe: It is late, and wet.", "Bo Lee: At 12:30?"], id="WebVTT with names and notes",
    ),
    pytest.param(
        "WEBVTT\n\n00:00.000 --> 00:02.000\nthis was<00:00.399><c> good</c>\n\n"
        "00:02.000 --> 00:02.010\nthis was good\n\n"
        "00:02.010 --> 00:04.000\nthis was good\nI<00:02.500><c> admit</c>\n\n"
        "00:04.000 --> 00:05.000\nI admit\n",
        ["this was good I admit"], id="lines that roll",
    ),
    pytest.param(
        "0:00:01.000,0:00:03.000\nIt is late.\n\n0:00:03.000,0:00:05.000\nIt sank.\n",
        ["It is late. It sank."], id="SBV",
    ),
    pytest.param(
        f"WEBVTT\n\n1\n{FIRST}\nAnn Roe: It is late.\n\n2\n{SECOND}\nAnn Roe: It sank.\n\n"
        f"3\n{THIRD}\nBo Lee: Oh.\n",
        ["Ann Roe: It is late. It sank.", "Bo Lee: Oh."], id="a label in each",
    ),
    pytest.param(
        "0:00\nwelcome to the show\n0:03\ntoday the ferry\n1:02:07\nis late again\n",
        ["welcome to the show today the ferry is late again"], id="copied from a player",
    ),
    pytest.param(
        "Ann Roe  0:03\nThe ferry is late.\n\nBo Lee  0:09\nWhy is it late?\n\n"
        "Ann Roe  0:12\nIt sank.\n",
        ["Ann Roe: The ferry is late.", "Bo Lee: Why is it late?", "Ann Roe: It sank."],
        id="copied from a meeting",
    ),
    pytest.param(
        "Speaker 1  0:00\nThe ferry is late.\n\nSpeaker 2  0:09\nWhy?\n\n"
        "Speaker 1  0:12\nIt sank.\n",
        ["Speaker 1: The ferry is late.", "Speaker 2: Why?", "Speaker 1: It sank."],
        id="speakers with numbers",
    ),
    pytest.param(
        "[0:01] Ann Roe: It is late.\n[0:04] It sank.\n[1:04] Bo Lee: Oh.\n",
        ["Ann Roe: It is late. It sank.", "Bo Lee: Oh."], id="short times in brackets",
    ),
    pytest.param(
        "[00:00:01] Ann Roe: It is late.\n[00:00:04] It sank.\n[00:01:04] Bo Lee: Oh.\n",
        ["Ann Roe: It is late. It sank.", "Bo Lee: Oh."], id="times in brackets",
    ),
]  # fmt: skip


def read(text: str, name: str) -> Article:
    (found,) = read_stream(BytesIO(text.encode()), name)
    assert isinstance(found, Article), found
    return found


@pytest.mark.parametrize("name", ["talk.srt", "talk.txt"])
@pytest.mark.parametrize(("text", "paragraphs"), SHOWN)
def test_subtitles_are_read_as_paragraphs(text: str, paragraphs: list[str], name: str) -> None:
    assert read(text, name).text.split("\n\n") == paragraphs


def test_title_of_web_subtitles_is_the_headline() -> None:
    text = "WEBVTT - Council of Torp\n\n00:01.000 --> 00:03.000\nIt is late.\n"
    assert read(text, "a.vtt").title == "Council of Torp"


OTHERS = [
    pytest.param("Late ferry\n\nThe ferry --> pier line is shut.\n\n"
                 "00:01.000 --> 00:02.000\n\nYes.",
                 id="times inside a text"),
    pytest.param("Ferry times\n\n09:15\nTorp\n\n09:45\nLindo\n\n10:15\nVik", id="a timetable"),
    pytest.param("Live\n\n17:56\nIt sank.\n\n17:24\nIt left.\n\n16:02\nIt came.", id="a live blog"),
    pytest.param("Torp won\n\n2:0\nIt was late.\n\n0:00\n\nIt ended.", id="a score"),
    pytest.param("Races\n\nthe boat 0:00\n\nwon\n\nthe raft 0:09\n\nlost\n\nthe ferry 0:12\n\nsank",
                 id="times behind words"),
    pytest.param("12:30\n\nThe ferry left at 12:30, not at 12:45.", id="a time at the start"),
    pytest.param("WEBVTTs are files\n\nThey have times.", id="a word that starts like the mark"),
]  # fmt: skip


@pytest.mark.parametrize("text", OTHERS)
def test_texts_with_times_are_no_subtitles(text: str) -> None:
    found = read(text, "a.txt")
    words = f"{found.title} {found.text}".split()
    assert [word for word in text.split() if word not in words] == []


def test_subtitles_without_speech_are_an_error() -> None:
    (found,) = read_stream(BytesIO(f"1\n{FIRST}\n[MUSIC]\n".encode()), "a.srt")
    assert not isinstance(found, Article)
