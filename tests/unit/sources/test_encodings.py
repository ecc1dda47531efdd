"""Read text in any encoding, declared rightly, wrongly or not at all."""

from __future__ import annotations

import json
from io import BytesIO

import pytest

from index.errors import IngestError
from index.sources.reading import read_stream
from tests.support.pages import page
from tests.support.samples import read_article

SAID = "Die „Fähre“ nach Torp fährt – endlich – wieder, sagt Elsa Vint."
WIDE = ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-8-sig"]
FILES = {
    "a.txt": f"Fähre\n\n{SAID}",
    "a.jsonl": json.dumps({"title": "Fähre", "text": SAID}, ensure_ascii=False) + "\n",
    "a.json": json.dumps([{"title": "Fähre", "text": SAID}], ensure_ascii=False),
    "a.csv": f"title;text\nFähre;{SAID}\n",
    "a.md": f"# Fähre\n\n{SAID}",
    "a.html": page(f"<p>{SAID}</p>", title="Fähre", heading="Fähre").decode(),
    "a.rss": f"<rss version='2.0'><channel><title>L</title><item><title>Fähre</title>"
    f"<description>{SAID}</description></item></channel></rss>",
    "a.nitf": f"<nitf><body><body.head><hedline><hl1>Fähre</hl1></hedline></body.head>"
    f"<body.content><p>{SAID}</p></body.content></body></nitf>",
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("encoding", [*WIDE, "cp1252"])
def test_every_format_is_read_in_every_encoding(name: str, encoding: str) -> None:
    article = read_article(name, FILES[name].encode(encoding))
    assert article.title == "Fähre"
    assert SAID in article.text.split("\n\n")


SHORT = [
    pytest.param("“It’s naïve,” she said.", "cp1252", id="English with curly marks"),
    pytest.param("It’s", "cp1252", id="one word"),
    pytest.param("Les élèves sont rentrés à l’école.", "cp1252", id="French"),
    pytest.param("Mañana lloverá en Lindo.", "cp1252", id="Spanish"),
    pytest.param("10 € für alle", "cp1252", id="a euro sign"),
    pytest.param("Żółty zespół świętował w Łodzi.", "cp1250", id="Polish"),
    pytest.param("Паром снова ходит в Торп.", "cp1251", id="Russian"),
    pytest.param("Паром снова ходит в Торп.", "utf-16-le", id="Russian in UTF-16"),
]


@pytest.mark.parametrize(("text", "encoding"), SHORT)
def test_short_text_without_declaration_is_read(text: str, encoding: str) -> None:
    assert read_article("a.txt", text.encode(encoding)).text == text


DECLARED = [
    pytest.param("iso-8859-1", "cp1252", "“Fähre” – 3 €", id="Latin-1 holds Windows-1252"),
    pytest.param("us-ascii", "cp1252", "“Fähre” – 3 €", id="ASCII holds Windows-1252"),
    pytest.param("iso-8859-1", "utf-8", "“Fähre” – 3 €", id="Latin-1 holds UTF-8"),
    pytest.param("utf-8", "cp1252", "“Fähre” – 3 €", id="UTF-8 holds Windows-1252"),
    pytest.param("utf-16", "utf-8", "“Fähre” – 3 €", id="UTF-16 holds UTF-8"),
    pytest.param("iso-8859-9", "cp1254", "İstanbul’da “şoför”", id="Latin-5"),
    pytest.param("windows-1250", "cp1250", "„Łódź” – Kőszeg", id="Windows-1250"),
    pytest.param("gb2312", "gb18030", "市长说镕", id="GB 2312 holds more"),
    pytest.param("shift_jis", "cp932", "市長は①と言った", id="Shift JIS holds more"),
    pytest.param("no-such-thing", "utf-8", "“Fähre” – 3 €", id="an unknown name"),
]


@pytest.mark.parametrize(("label", "encoding", "text"), DECLARED)
def test_declared_encoding_is_read_as_the_web_does(label: str, encoding: str, text: str) -> None:
    head = f'<meta http-equiv="content-type" content="text/html; charset={label}">'
    html = page(f"<p>{text}.</p>", head=head).decode().encode(encoding)
    assert f"{text}." in read_article("a.html", html).text
    feed = (
        f'<?xml version="1.0" encoding="{label}"?><rss version="2.0"><channel><title>L</title>'
        f"<item><title>T</title><description>{text}.</description></item></channel></rss>"
    )
    assert read_article("a.xml", feed.encode(encoding)).text == f"{text}."
    mail = f"From: n@lindo.example\nSubject: T\nContent-Type: text/plain; charset={label}\n\n"
    assert read_article("a.eml", mail.encode() + f"{text}.".encode(encoding)).text == f"{text}."


@pytest.mark.parametrize("data", [b"\x00\x01\xff\xfe\x89PNG", b"\x7fELF\x02\x01\x01\0\0\0\0\0"])
def test_binary_data_is_not_text(data: bytes) -> None:
    (error,) = read_stream(BytesIO(data * 9), "a.txt")
    assert isinstance(error, IngestError)


def test_stray_bytes_do_not_spoil_text_in_utf8() -> None:
    text = "“The fähre is łate,” said Bo Carr. " * 2
    assert read_article("a.txt", text.encode() + b"It \xe9 stayed.").text.endswith("It é stayed.")
    assert "łate" in read_article("a.txt", text.encode() + b"\xe2\x80").text


@pytest.mark.parametrize("encoding", ["cp1252", "cp1250", "cp1251", "cp932", "gb18030"])
def test_text_in_another_encoding_is_not_taken_for_damaged_utf8(encoding: str) -> None:
    text = {"cp1251": "Мост в Торпе закрыт, и все уйдут домой, сказал Олаф Берг.",
            "cp932": "港の橋は月曜日に閉鎖される。市長は「準備はできている」と述べた。",
            "gb18030": "港口的桥将于星期一关闭。市长说：“我们已经准备好了。”"}  # fmt: skip
    written = text.get(encoding, "Die Fähre nach Torp fährt wieder über die Förde, sagt Ödön.")
    assert read_article("a.txt", written.encode(encoding)).text == written


OTHER_LABELS = [
    pytest.param("cp-850", "cp850", "Die Fähre bleibt in Törp.", id="DOS with a hyphen"),
    pytest.param("windows-850", "cp850", "Die Fähre bleibt in Törp.", id="DOS called Windows"),
    pytest.param("IBM-852", "cp852", "Źle w Łodzi.", id="DOS called IBM"),
    pytest.param("iso-8859-8-i", "iso-8859-8", "המעבורת נשארת בנמל.", id="Hebrew in reading order"),
    pytest.param("iso-8859-6-e", "iso-8859-6", "العبارة في الميناء.", id="Arabic"),
    pytest.param("windows-874", "cp874", "เรือเฟอร์รี่.", id="Thai"),
    pytest.param("x-sjis", "cp932", "港の橋は閉鎖される。", id="Japanese"),
    pytest.param("x-mac-roman", "mac_roman", "The mayor’s “fog”.", id="old Macs"),
    pytest.param("ansi", "cp1252", "The mayor’s “fog”.", id="Windows"),
    pytest.param("cp-99999", "utf-8", "Die Fähre bleibt in Törp.", id="no such page"),
]


@pytest.mark.parametrize(("label", "encoding", "text"), OTHER_LABELS)
def test_unusual_name_of_an_encoding_is_understood(label: str, encoding: str, text: str) -> None:
    mail = f"From: n@lindo.example\nSubject: T\nContent-Type: text/plain; charset={label}\n\n"
    assert read_article("a.eml", mail.encode() + text.encode(encoding)).text == text


UNDECLARED = [
    pytest.param(
        "Śledztwo trwało długo, a Łódź stała w porcie, że źle się działo.", "cp1250", id="Polish"
    ),
    pytest.param(
        "L’été à Torp a été très froid, a déclaré Élise Noël à l’hôtel.", "cp1252", id="French"
    ),
    pytest.param("The mayor’s “fog” came — and went…", "mac_roman", id="old Macs"),
    pytest.param("Die Fähre bleibt bis März in Törp, für alle.", "cp850", id="DOS"),
    pytest.param("Bob’s burgers were cold.", "cp1252", id="one curly mark"),
    pytest.param("Smith & Sons™ paid 5 m² at 20 °C for ½ a crown.", "cp1252", id="signs"),
    pytest.param("The McDonald’s in São João da Boa Vista", "cp1252", id="a capital inside"),
    pytest.param("El Niño llegó. ¿Quién lo dijo? ¡Nadie!", "cp1252", id="Spanish marks"),
    pytest.param("Col·legi d’Advocats de Lleída", "cp1252", id="a dot between letters"),
    pytest.param("Příliš žluťoučký kůň úpěl ďábelské ódy.", "cp1250", id="Czech"),
]


@pytest.mark.parametrize(("text", "encoding"), UNDECLARED)
def test_encoding_is_found_by_what_stands_inside_words(text: str, encoding: str) -> None:
    assert read_article("a.txt", f"Fog\n\n{text}".encode(encoding)).text == text


def test_file_of_two_encodings_is_read_in_both() -> None:
    lines = [
        "The mayor’s fog came to Törp.".encode(),
        "The baker’s fog came, too.".encode("cp1252"),
    ]
    text = read_article("a.txt", b"\n\n".join([b"Fog", *lines])).text
    assert text == "The mayor’s fog came to Törp.\n\nThe baker’s fog came, too."
