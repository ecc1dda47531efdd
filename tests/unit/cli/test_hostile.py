"""Hostile content of articles and files does no harm when added, searched or printed."""

from __future__ import annotations

import json
import re
import unicodedata
from io import BytesIO
from pathlib import Path

import pytest

from index.archive import Archive
from index.article import Article
from index.errors import IngestError
from index.sources.reading import read_stream
from tests.support.exports import make_word
from tests.support.fuzzing import CONTROL_CHARACTERS
from tests.support.hostile import UNSAFE_CHARACTERS, store_hostile
from tests.support.packed import make_zip, unzip
from tests.support.samples import read_article
from tui.cli import output, search
from tui.cli.main import main

PIECES = {
    "colours": "\x1b[31mred\x1b[0m",
    "terminal title": "\x1b]0;owned\x07",
    "one-byte controls": "\x9b31m\x9d0;owned\x9c\x90q",
    "bell and backspace": "\x07\x08\x08",
    "carriage return": "good\rbad",
    "bidi overrides": "\u202egnp.exe\u202c\u2066x\u2069\u200f",
    "zero width": "fer\u200bry\u2060\ufeff",
    "NUL": "a\0b",
    "line separators": "a\u2028b\u2029c\x85d",
    "interlinear": "\ufff9a\ufffab\ufffb",
}
VISIBLE = {
    "markup of rich": "[bold red]x[/] [link=file:///etc/passwd]y[/link] [@click=app.quit]z[/]",
    "markup": "a < b & c > d {braces} %s $HOME `id` $(id)",
    "emoji and marks": "🚢 👩‍🚀 e\u0301 Ạ\u0302\u0323 שלום नमस्ते",
    "formula": "=cmd|' /C calc'!A0 and @SUM(1+1) and +1 and -1",
}


def texts(article: Article) -> list[str]:
    return [article.title, article.text, article.source, article.byline, article.section,
            article.url, *article.topics]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
@pytest.mark.parametrize("name", ["a.json", "a.csv", "a.txt", "a.html", "a.eml", "a.sgm"])
def test_no_format_lets_control_characters_in(name: str, piece: str) -> None:
    story = f"The ferry stays {piece} in Torp until the ice is gone, the harbour board said."
    fields = {
        "title": f"Fog {piece}", "text": story, "source": f"Post {piece}", "byline": f"Roe {piece}",
        "section": f"News {piece}", "url": f"https://a.example/{piece}", "topics": f"ice {piece}",
    }  # fmt: skip
    data = {
        "a.json": json.dumps(fields),
        "a.csv": f'title,text,source\n"Fog {piece}","{story}","Post {piece}"\n',
        "a.txt": f"Fog {piece}\n\n{story}",
        "a.html": f"<html><head><title>Fog {piece}</title></head><body><article><p>{story}</p>"
        f"<p>{story}</p></article></body></html>",
        "a.eml": f"From: Lindo Letter <n@lindo.example>\nSubject: Fog\nContent-Type: text/plain;"
        f" charset=utf-8\n\n{story}",
        "a.sgm": f"<REUTERS><TEXT><TITLE>Fog {piece}</TITLE><DATELINE>TORP {piece}, Feb 26 - "
        f"</DATELINE><BODY>{story}\n</BODY></TEXT>\n</REUTERS>\n",
    }[name]
    article = read_article(name, data.encode())
    assert not [text for text in texts(article) if CONTROL_CHARACTERS.search(text)]
    assert "The ferry stays" in article.text
    assert "until the ice is gone" in article.text


@pytest.mark.parametrize("piece", VISIBLE.values(), ids=VISIBLE)
def test_harmless_text_is_kept(archive: Archive, tmp_path: Path, piece: str):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"title": piece, "text": f"Fog in Torp. {piece}"}))
    (outcome,) = archive.add([path])
    article = archive.article(outcome.id)
    assert article.title == unicodedata.normalize("NFC", piece)
    assert article.text.endswith(article.title)
    assert archive.search("torp").hits[0].entry.title == article.title


@pytest.mark.parametrize("letters", ["\u202e", "\u2028", "\u200b", "\ufeff"], ids=ascii)
def test_repaired_encoding_reveals_no_control_characters(letters: str) -> None:
    wrong = f"‘Fähre’{letters} in Torp".encode().decode("cp1252")
    article = read_article("a.json", json.dumps({"title": wrong, "text": wrong}).encode())
    assert "‘Fähre’" in article.text
    assert not [text for text in texts(article) if CONTROL_CHARACTERS.search(text)]


# An archive from another machine may hold what no importer lets in.

RAW = "".join(PIECES.values()).replace("]", "")
ESCAPES = re.compile(r"\x1b\[(?:1|0)m")


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """Return an archive with control characters in all fields of two versions of an article."""
    folder = tmp_path / "archive"
    store_hostile(folder, RAW)
    return folder


COMMANDS = [
    ("search", "ferry"), ("search", "said:ferry"), ("search", "knew"), ("quotes",), ("speakers",),
    ("show", "ID"), ("diff", "ID"), ("feed", "list"),
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("as_json", [False, True], ids=["text", "json"])
def test_commands_print_no_control_characters(
    foreign: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...], as_json: bool
) -> None:
    with Archive.open(foreign) as opened:
        newest = opened.articles()[0].id
        opened.feeds.add(f"https://a.example/{RAW}")
    words = [newest if word == "ID" else word for word in command]
    main(["--archive", str(foreign), *words, *(["--json"] if as_json else [])])
    out, err = capsys.readouterr()
    assert out
    assert not UNSAFE_CHARACTERS.search(out)
    assert not UNSAFE_CHARACTERS.search(err)
    if as_json:
        assert RAW in "".join(_strings([json.loads(line) for line in out.splitlines()]))


def _strings(value: object) -> list[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [text for part in value for text in _strings(part)]
    return [value] if isinstance(value, str) else []


def test_terminal_gets_escape_codes_only_around_matches(
    foreign: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert main(["--archive", str(foreign), "search", "knew"]) == 0
    out, _ = capsys.readouterr()
    assert "\x1b[1mknew\x1b[0m" in out
    assert not UNSAFE_CHARACTERS.search(ESCAPES.sub("", out))


@pytest.mark.usefixtures("marked_annotator")
def test_file_names_are_printed_without_control_characters(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a\x1b]0;owned\x07\u202e.txt").write_text("Fog at Torp.")
    (folder / "b\x1b[2J.txt").write_text("")
    assert main(["--archive", str(tmp_path / "archive"), "add", str(folder)]) == 1
    assert not UNSAFE_CHARACTERS.search("".join(capsys.readouterr()))


# Sizes


@pytest.mark.parametrize(
    ("data", "paragraphs"),
    [
        pytest.param(b"harbourmasters " * 700_000, 1, id="10 MB in one line"),
        pytest.param(b"x" * 10_000_000, 1, id="10 MB in one word"),
        pytest.param(b"Fog at Torp.\n\n" * 100_000, 100_000, id="100,000 paragraphs"),
        pytest.param(("e" + "\u0301\u0316" * 500_000).encode(), 1, id="a million marks"),
        pytest.param("👩\u200d🚀".encode() * 200_000, 1, id="200,000 emoji"),
    ],
)
def test_huge_articles_are_added_and_found(
    archive: Archive, tmp_path: Path, data: bytes, paragraphs: int
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"title": "Huge", "text": data.decode()}))
    (outcome,) = archive.add([path])
    assert outcome.status == "added"
    assert len(archive.article(outcome.id).paragraphs()) == paragraphs
    assert archive.search("title:huge").total == 1


LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>"
    for before, name in zip("bcdefghi", "cdefghij", strict=True)
) + "]>"  # fmt: skip
OUTSIDE = '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("kind", ["rss", "nitf", "newsItem", "html", "docx"])
@pytest.mark.parametrize("declared", [LAUGHS, OUTSIDE], ids=["laughs", "a file"])
def test_entities_are_never_expanded(kind: str, declared: str) -> None:
    body = {
        "rss": "<rss version='2.0'><channel><item><title>T</title><description>&j;</description>"
        "</item></channel></rss>",
        "nitf": "<nitf><body><body.content><p>&j;</p></body.content></body></nitf>",
        "newsItem": "<newsItem><contentSet><inlineXML>&j;</inlineXML></contentSet></newsItem>",
        "html": "<html><body><article><p>Fog at Torp. &j;</p></article></body></html>",
        "docx": "",
    }[kind]
    data = f'<?xml version="1.0"?>{declared}{body}'.encode()
    if kind == "docx":
        files = unzip(make_word(["PLACE", "It was foggy."]))
        part = files["word/document.xml"].replace(b"PLACE", b"&j;")
        head, _, rest = part.partition(b"?>")
        files["word/document.xml"] = head + b"?>" + declared.encode() + rest
        data = make_zip(files)
    for item in read_stream(BytesIO(data), f"a.{kind}"):
        text = item.message if isinstance(item, IngestError) else item.text
        assert len(text) < 10_000
        assert "root:" not in text
        assert "hahaha" not in text


def test_printed_text_keeps_its_length() -> None:
    assert search.safe("a\x1bb\u202ec\td") == "a�b\u200bc d"
    assert re.search(output.UNSAFE, RAW)
