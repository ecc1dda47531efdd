"""Import mails that somebody forwarded, and pages in mails that call themselves plain text."""

from __future__ import annotations

from datetime import date

import pytest

from index.article import Article
from tests.support.samples import read_items

FOG = "Fog closed the harbour of Torp.\n\n“It bites,” said warden Bo Carr."
GMAIL = (
    "---------- Forwarded message ---------\nFrom: Lindo Courier <news@lindo.example>\n"
    "Date: Mon, Mar 4, 2024 at 9:00 AM\nSubject: Fog at Torp\nTo: <ida@roe.example>\n\n\n"
)
HEADS = {
    "Gmail": GMAIL,
    "Gmail with marks": GMAIL.replace("Lindo Courier <", "*Lindo Courier* <"),
    "Gmail with a sender in marks": GMAIL.replace("Lindo Courier <", '"Lindo Courier" <'),
    "below a note": f"For the file, please.\n\n{GMAIL}",
    "Thunderbird": "-------- Forwarded Message --------\nSubject: \tFog at Torp\nDate: \tMon, 4 Mar"
                   " 2024 09:00:00 +0100\nFrom: \tLindo Courier <n@lindo.example>\nTo: \tIda\n\n",
    "Apple": "Begin forwarded message:\n\nFrom: Lindo Courier <news@lindo.example>\nSubject: Fog at"
             " Torp\nDate: March 4, 2024 at 9:00:00 AM GMT+1\nTo: Ida Roe <ida@roe.example>\n\n",
    "Outlook": "From: Lindo Courier [mailto:news@lindo.example]\nSent: Monday, March 4, 2024 9:00"
               " AM\nTo: Ida Roe\nSubject: Fog at Torp\n\n",
    "older Outlook": "-----Original Message-----\nFrom: Lindo Courier\nSent: 04 March 2024 09:00\n"
                     "To: Ida Roe\nSubject: Fog at Torp\n\n",
    "German": "-------- Weitergeleitete Nachricht --------\nBetreff: Fog at Torp\nDatum: Mon, 4 Mar"
              " 2024 09:00:00 +0100\nVon: Lindo Courier <news@lindo.example>\nAn: Ida\n\n",
    "German Outlook": "Von: Lindo Courier <news@lindo.example>\nGesendet: Montag, 4. März 2024"
                      " 09:00\nAn: Ida Roe\nBetreff: WG: Fog at Torp\n\n",
}  # fmt: skip


def one(body: str, subject: str = "Fwd: Fog at Torp", kind: str = "text/plain") -> Article:
    head = (
        f"From: Ida Roe <ida@roe.example>\nSubject: {subject}\nMIME-Version: 1.0\n"
        f"Date: Tue, 05 Mar 2024 07:00:00 +0100\nContent-Type: {kind}; charset=utf-8\n\n"
    )
    (article,) = read_items("a.eml", (head + body).encode())
    assert isinstance(article, Article), article.message
    return article


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_forwarded_mail_is_that_of_its_first_sender(head: str) -> None:
    article = one(head + FOG)
    assert (article.title, article.source) == ("Fog at Torp", "Lindo Courier")
    assert (article.date, article.byline) == (date(2024, 3, 4), "")
    assert article.text.endswith(FOG)
    assert "Subject" not in article.text


def test_note_above_a_forwarded_mail_is_kept() -> None:
    assert one(f"For the file, please.\n\n{GMAIL}{FOG}").text == f"For the file, please.\n\n{FOG}"


def test_forwarded_page_is_that_of_its_first_sender() -> None:
    lines = GMAIL.strip().replace("<news@lindo.example>", "&lt;news@lindo.example&gt;")
    head = "<br>".join(lines.replace("<ida@roe.example>", "Ida").split("\n"))
    body = "".join(f"<p>{text}</p>" for text in FOG.split("\n\n"))
    article = one(f"<div><div>{head}<br></div><br><br>{body}</div>", kind="text/html")
    assert (article.title, article.source, article.text) == ("Fog at Torp", "Lindo Courier", FOG)


OTHERS = [
    pytest.param(f"From: Torp to Lindo, the fog stayed.\n\n{FOG}", id="a word with a colon"),
    pytest.param(f"From: the harbour\n\nDate: unknown\n\n{FOG}", id="labels of a text, and no day"),
    pytest.param(f"Forwarded message boards are old.\n\n{FOG}", id="words like a mark"),
    pytest.param(f"{FOG}\n\n" * 6 + GMAIL + FOG, id="below a long text"),
    pytest.param(f"I agree.\n\nOn Mon, 4 Mar 2024, Bo wrote:\n\n{FOG}", id="an answer"),
    pytest.param(GMAIL.strip(), id="a head without text"),
]


@pytest.mark.parametrize("body", OTHERS)
def test_text_that_is_no_forwarded_mail_has_its_own_sender(body: str) -> None:
    article = one(body, subject="A word on fog")
    assert (article.title, article.source) == ("A word on fog", "Ida Roe")
    assert article.date == date(2024, 3, 5)


PAGES = {
    "document": "<html><body><p>The otters moved.</p><p>“No,” said Bo Carr.</p></body></html>",
    "doctype": "<!DOCTYPE html>\n<html><body><p>The otters moved.</p><p>“No,” said Bo Carr.</p>"
               "</body></html>\n",
    "paragraphs": "<p>The otters moved.</p>\n<p>“No,” said Bo Carr.</p>",
    "table": "<table><tr><td><p>The otters moved.</p><p>“No,” said Bo Carr.</p></td></tr></table>",
}  # fmt: skip


@pytest.mark.parametrize("body", PAGES.values(), ids=PAGES)
def test_page_that_calls_itself_plain_text_is_read_as_a_page(body: str) -> None:
    assert one(body).text == "The otters moved.\n\n“No,” said Bo Carr."


@pytest.mark.parametrize("text", ["<p> is a tag.", "<Otters> moved.", "1 <p> 2, says </p> Bo."])
def test_plain_text_with_a_tag_stays_plain_text(text: str) -> None:
    assert one(text).text == text
