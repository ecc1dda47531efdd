"""Import newsletters from single mails, Maildirs and mboxes."""

from __future__ import annotations

from collections import Counter
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from index.archive import Archive
from index.article import Article
from index.errors import IngestError
from tests.support.samples import ENCODED_MAIL, read_items

PAGE = """<html><head><title>Lindo Letter</title><style>p {color: red}</style></head><body>
<div style="display:none">What is in the letter today</div>
<table><tr><td><a href="https://lindo.example/v">View this email in your browser</a></td></tr>
<tr><td><h1>The ferry stays</h1></td></tr>
<tr><td><p>The ferry stays in Torp until the ice is gone.</p><p>“We wait,” said <b>Elsa Vint</b>.
</p></td></tr>
<tr><td>The bridge was painted.<br><br>It is green now.</td></tr>
<tr><td><a href="#">Unsubscribe</a> | <a href="#">Update your preferences</a><br>1 Quay, Lindo
</td></tr></table></body></html>"""
LETTER = ["The ferry stays in Torp until the ice is gone.", "“We wait,” said Elsa Vint.",
          "The bridge was painted.", "It is green now."]  # fmt: skip


def one(data: bytes | str) -> Article:
    (article,) = read_items("a.eml", data)
    assert isinstance(article, Article), article.message
    return article


def mail(headers: str, body: str = "It rained.") -> str:
    return f"From: Lindo Letter <news@lindo.example>\n{headers}\n\n{body}"


def mbox(*mails: bytes | str) -> bytes:
    parts = (part.encode() if isinstance(part, str) else part for part in mails)
    return b"\n".join(b"From a@lindo.example Tue Mar  5 07:00:00 2024\n" + p + b"\n" for p in parts)


def test_quoted_printable_is_decoded() -> None:
    article = one(ENCODED_MAIL)
    assert (article.title, article.date) == ("Fähre zu", date(2024, 3, 5))
    assert article.source == "news@lindo.example"
    assert article.text == (
        "The ferry stays in Torp. “The harbour is frozen,” said harbour master Elsa Vint."
    )


SENDERS = [
    pytest.param("From: Lindo Letter <n@x.example>", "Lindo Letter", "", id="a name"),
    pytest.param("From: n@x.example", "n@x.example", "", id="an address"),
    pytest.param("From: Lindo Letter", "Lindo Letter", "", id="a name alone"),
    pytest.param("From: =?iso-8859-1?Q?F=E4hrbrief?= <n@x.example>", "Fährbrief", "", id="encoded"),
    pytest.param('From: "=?utf-8?B?RsOk?= =?utf-8?B?aHJl?=" <n@x.example>', "Fähre", "",
                 id="encoded in two words"),
    pytest.param('From: "Roe, Ida" <n@x.example>\nList-Id: "Lindo Letter" <l.x.example>',
                 "Lindo Letter", "Ida Roe", id="a list and a sender"),
    pytest.param("From: Lindo Letter <n@x.example>\nList-Id: <l.x.example>", "Lindo Letter", "",
                 id="a list without a name"),
]  # fmt: skip


@pytest.mark.parametrize(("headers", "source", "byline"), SENDERS)
def test_sender_is_the_source(headers: str, source: str, byline: str) -> None:
    article = one(f"Subject: Rain\n{headers}\n\nIt rained.")
    assert (article.source, article.byline) == (source, byline)


DATES = [
    pytest.param("Date: Tue, 5 Mar 2024 23:30:00 -0500", date(2024, 3, 5), id="sender's day"),
    pytest.param("Date: 5 Mar 2024 07:00 GMT", date(2024, 3, 5), id="without weekday"),
    pytest.param("Date: soon\nReceived: from a by b; Wed, 6 Mar 2024 08:00:00 +0000",
                 date(2024, 3, 6), id="by the server"),
    pytest.param("Date: soon", None, id="invalid"),
    pytest.param("X-A: b", None, id="none"),
]  # fmt: skip


@pytest.mark.parametrize(("header", "day"), DATES)
def test_date_is_the_day_of_sending(header: str, day: date | None) -> None:
    article = one(mail(f"Subject: Rain\n{header}"))
    assert article.date == day
    assert ("soon" in article.note) == (day is None and "soon" in header)


CHARSETS = [
    pytest.param("Content-Type: text/plain; charset=utf-8", "utf-8", id="right"),
    pytest.param(
        "Content-Type: text/plain; charset=iso-8859-1", "utf-8", id="UTF-8 labelled Latin-1"
    ),
    pytest.param(
        "Content-Type: text/plain; charset=iso-8859-1", "cp1252", id="Windows-1252 labelled Latin-1"
    ),
    pytest.param("Content-Type: text/plain; charset=nonsense", "utf-8", id="unknown"),
    pytest.param("Content-Type: text/plain; charset=hex", "utf-8", id="not a charset"),
    pytest.param("Content-Type: text/plain", "utf-8", id="missing"),
    pytest.param("X-A: b", "cp1252", id="missing, and old"),
]


@pytest.mark.parametrize(("header", "encoding"), CHARSETS)
def test_text_is_decoded_despite_a_wrong_charset(header: str, encoding: str) -> None:
    text = "“Die Fähre,” sagte sie, “fährt heute nicht über den Fluß – höchstens morgen früh.”"
    assert one(mail(f"Subject: x\n{header}\n").encode()[:-10] + text.encode(encoding)).text == text


def test_seven_bit_charset_is_used_as_named() -> None:
    data = mail("Subject: x\nContent-Type: text/plain; charset=iso-2022-jp", "").encode()
    assert one(data + "船は出ない。".encode("iso-2022-jp")).text == "船は出ない。"


def test_undeclared_header_encoding_is_decoded() -> None:
    article = one("From: Café <a@x.example>\nSubject: Rosé\n\nIt rained.".encode("latin-1"))
    assert (article.title, article.source) == ("Rosé", "Café")


def letter(plain: str) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "Lindo Letter <n@x.example>", "The ferry stays"
    message.set_content(plain)
    message.add_alternative(PAGE, subtype="html")
    return message.as_bytes()


def test_html_is_used_if_the_plain_text_is_short() -> None:
    article = one(letter("Your program cannot show this."))
    assert article.text.split("\n\n") == LETTER


def test_plain_text_is_used_if_it_is_as_long() -> None:
    plain = (
        "View this post on the web at https://x.example/p/1\n\nThe ferry stays in Torp [ https"
        "://x.example/redirect/2 ] until the ice\nis gone.\n\n-------\nhttps://x.example/3\n\n“We"
        " wait,” said Elsa Vint. The bridge was painted.\n\nUnsubscribe https://x.example/u"
    )
    assert one(letter(plain)).text == (
        "The ferry stays in Torp until the ice is gone.\n\n“We wait,” said Elsa Vint. The bridge"
        " was painted."
    )


def test_inline_text_is_read_and_attachments_are_not() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "n@x.example", "Rain"
    message.set_content("It rained.")
    message.add_attachment(b"GIF89a", maintype="image", subtype="gif", disposition="inline")
    message.add_attachment("It stopped.", disposition="inline")
    message.add_attachment("A list of members", filename="members.txt")
    assert one(message.as_bytes()).text == "It rained.\n\nIt stopped."


def test_attached_mails_become_articles() -> None:
    digest = mail(
        "Subject: Both\nContent-Type: multipart/digest; boundary=b",
        "--b\n\nFrom: a@x.example\nSubject: One\n\nText one.\n"
        "--b\n\nFrom: b@x.example\nSubject: Two\n\nText two.\n--b--\n",
    )
    found = read_items("a.eml", digest)
    assert [(i.title, i.text, i.location) for i in found if isinstance(i, Article)] == [
        ("One", "Text one.", "a.eml#1"),
        ("Two", "Text two.", "a.eml#2"),
    ]
    assert [item.location for item in read_items("a.mbox", mbox(digest))] == [
        "a.mbox#1.1",
        "a.mbox#1.2",
    ]


def test_mbox_yields_each_mail() -> None:
    data = mbox(
        ENCODED_MAIL, mail("Subject: Rain", ">From noon on it rained.\nFrom the hill it came."),
        mail("Subject: Nothing", ""), mail("Subject: DON'T DELETE -- FOLDER INTERNAL DATA"),
        mail("Subject: Sun", "It shone."),
    )  # fmt: skip
    first, second, empty, last = read_items("a.mbox", data)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert isinstance(empty, IngestError)
    assert isinstance(last, Article)
    assert first.title == "Fähre zu"
    assert second.text == "From noon on it rained.\n\nFrom the hill it came."
    assert (empty.location, last.location) == ("a.mbox#3", "a.mbox#5")
    assert "no text" in empty.message


def test_outcomes_add_up_to_the_entries_found(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "Mail"
    for part in ("cur", "new", "tmp", ".Archive/cur", ".Archive/new", ".Archive/tmp"):
        (folder / part).mkdir(parents=True)
    (folder / "cur" / "1709618400.M1P2.host:2,S").write_text(ENCODED_MAIL)
    (folder / "new" / "1709618401.M1P3.host").write_text(mail("Subject: Rain"))
    (folder / "tmp" / "1709618402.M1P4.host").write_text(mail("Subject: Half"))
    (folder / ".Archive" / "cur" / "1709618403.M1P5.host:2,").write_text(mail("Subject: Old"))
    (tmp_path / "all.mbox").write_bytes(mbox(mail("Subject: Rain"), mail("Subject: x", "")))
    outcomes = list(archive.add([folder, tmp_path / "all.mbox"]))
    assert Counter(outcome.status for outcome in outcomes) == Counter(added=3, same=1, failed=1)
    assert {o.title for o in outcomes if o.status == "added"} == {"Fähre zu", "Rain", "Old"}


def nested(depth: int, step: str) -> str:
    return "".join(step.format(n, n) for n in range(depth)) + "\nIt rained."


PARTS = "Content-Type: multipart/mixed; boundary=b{}\n\n--b{}\n"
MAILS = "From: a@x.example\nSubject: x\nContent-Type: message/rfc822\n\n"
HOSTILE = [
    pytest.param(mail("Subject: x\n" + nested(1000, PARTS)), id="parts 1,000 deep"),
    pytest.param(nested(1000, MAILS), id="mails 1,000 deep"),
    pytest.param(nested(20, MAILS), id="mails 20 deep"),
    pytest.param(mail("Subject: " + "=?" * 1_000_000), id="a subject of 2 MB"),
    pytest.param(mail("Content-Type: text/plain; " + 'a="b\\";' * 300_000), id="a type of 2 MB"),
    pytest.param(mail("Content-Type: multipart/mixed; boundary=" + ";" * 300_000), id="a boundary"),
    pytest.param(mail("Content-Type: multipart/mixed; boundary=b"), id="without parts"),
    pytest.param(mail("Content-Transfer-Encoding: base64", "=" * 99), id="invalid base64"),
    pytest.param(mail("Content-Type: text/html", "<p>" * 100_000), id="an empty page"),
    pytest.param(mail("Content-Type: text/plain; charset=a\0b", "Fähre"), id="a NUL in a charset"),
    pytest.param(mail("Content-Type: text/plain; charset*=a\0b''x", "Fähre"), id="an encoded one"),
    pytest.param(mail("List-Id: <<<\nDate: ;;;\nReceived: ;\nSubject: =?x?Q?=ZZ?="), id="headers"),
    pytest.param(mail("Subject: x", "y" * 10_000_000), id="a line of 10 MB"),
]


@pytest.mark.parametrize("data", HOSTILE)
def test_mail_after_a_hostile_mail_is_read(data: str) -> None:
    *_, last = read_items("a.mbox", mbox(data, ENCODED_MAIL))
    assert isinstance(last, Article)
    assert (last.title, last.location) == ("Fähre zu", "a.mbox#2")


def test_deeply_nested_parts_are_reported() -> None:
    (error,) = read_items("a.eml", HOSTILE[0].values[0])  # type: ignore[arg-type]
    assert isinstance(error, IngestError)
    assert "too deep" in error.message


def test_too_large_mail_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.sources.containers.mail.MAX_BYTES", 1 << 20)
    error, article = read_items("a.mbox", mbox(mail("Subject: x", "y\n" * 1_000_000), ENCODED_MAIL))
    assert isinstance(error, IngestError)
    assert "larger than 1 MB" in error.message
    assert isinstance(article, Article)


QUOTED = "Yes.\n\nOn Monday Bo Carr wrote:\n> The fog came.\n> It stayed.\n> > Why?\nNo.\n"


def test_quoted_lines_are_paragraphs_without_marks() -> None:
    parts = one(mail("Subject: Fog", QUOTED)).text.split("\n\n")
    assert parts == ["Yes.", "On Monday Bo Carr wrote:", "The fog came. It stayed. Why?", "No."]


SIGNED = [
    pytest.param("It rained.\n-- \nBo Carr\n1 Quay, Lindo\n", "It rained.", id="signature"),
    pytest.param("It rained.\n--\nIt froze.", "It rained.\n\nIt froze.", id="rule without a space"),
    pytest.param("It rained.\n\n-- \n" + "It froze.\n" * 20, "It rained.\n\n" + " ".join(
        ["It froze."] * 20), id="too long for a signature"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "text"), SIGNED)
def test_signature_is_removed(body: str, text: str) -> None:
    assert one(mail("Subject: Fog", body)).text == text


def test_space_behind_the_name_of_the_transfer_encoding_is_ignored() -> None:
    headers = "Subject: Fog\nContent-Transfer-Encoding: BASE64 "
    assert one(mail(headers, "VGhlIGZvZyBjYW1lLg==")).text == "The fog came."


SAVED_PAGE = """From: <Saved by Blink>
Snapshot-Content-Location: https://lindo.example/ferry
Subject: Ferry
Date: Wed, 5 Jun 2024 10:00:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="b"

--b
Content-Type: text/html
Content-Location: https://lindo.example/ferry

<html><head><title>The ferry stays</title>
<meta property="article:published_time" content="2024-04-04T08:00:00Z"></head><body><article>
<h1>The ferry stays</h1><p>The ferry stays in Torp until the ice is gone, the board said.</p>
<p>Nobody knows how long that will be, and the boats are all in the harbour.</p></article></body>
--b
Content-Type: text/css

p {color: red}
--b--
"""


def test_page_saved_by_a_browser_is_read_as_a_page() -> None:
    article = one(SAVED_PAGE)
    assert (article.title, article.date) == ("The ferry stays", date(2024, 4, 4))
    assert article.url == "https://lindo.example/ferry"
    assert len(article.paragraphs()) == 2


def test_sender_whose_name_says_saved_by_is_a_sender() -> None:
    article = one("From: Saved by Grace <news@lindo.example>\nSubject: Fog\n\nThe fog came.")
    assert (article.title, article.source) == ("Fog", "Saved by Grace")


def test_saved_page_without_html_is_an_error() -> None:
    (error,) = read_items("a.mht", SAVED_PAGE.replace("Type: text/html", "Type: text/css"))
    assert isinstance(error, IngestError)
    assert "no HTML" in error.message


FROM_LINES = [
    pytest.param("From Monday on, at 07:30, it sails again in 2024", "", 1, id="a sentence"),
    pytest.param("From the pier you can see it.", "", 1, id="another sentence"),
    pytest.param("From a@lindo.example Tue Mar  5 07:00:00 2024", "It sailed.", 1, id="no header"),
    pytest.param("From a@lindo.example Tue Mar  5 07:00:00 2024", "Subject: Fog", 2, id="usual"),
    pytest.param(
        "From a at lindo.example  Tue Mar  5 07:00:00 2024",
        "Subject: Fog",
        2,
        id="address of an archive",
    ),
    pytest.param(
        "From - Tue Mar 05 07:00:00 2024", "X-Mozilla-Status: 0001\nSubject: Fog", 2, id="no sender"
    ),
    pytest.param(
        "From a@lindo.example Tue Mar  5 07:00:00 2024 +0100", "Subject: Fog", 2, id="a zone"
    ),
    pytest.param("From ", "Subject: Fog", 2, id="nothing else"),
    pytest.param("From -", "Subject: Fog", 2, id="only a hyphen"),
    pytest.param("From here on:", "note: it rains", 1, id="a sentence above a colon"),
]


@pytest.mark.parametrize(("line", "after", "count"), FROM_LINES)
def test_mails_are_told_apart_by_separator_and_header(line: str, after: str, count: int) -> None:
    first = mail("Subject: Ferry", "The ferry sailed.")
    data = mbox(first).decode() + f"\n{line}\n{after}\n\nThe fog came.\n"
    assert len(read_items("a.mbox", data)) == count


def test_mbox_may_begin_with_a_bare_separator() -> None:
    data = "From \n" + mail("Subject: Ferry") + "\n\nFrom \n" + mail("Subject: Fog") + "\n"
    assert [item.title for item in read_items("Inbox", data)] == ["Ferry", "Fog"]


def test_mail_of_apple_mail_is_read_without_its_settings() -> None:
    letter = mail("Subject: Ferry", "The ferry sailed.\n")
    data = f"{len(letter)}      \n{letter}<?xml version='1.0'?>\n<plist><dict/></plist>\n"
    (article,) = read_items("9.emlx", data)
    assert (article.title, article.text) == ("Ferry", "The ferry sailed.")
