"""Bylines: the people or the agency that wrote an article, and nothing else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from index.sources.text import clean_line, unescape

MARKUP = re.compile(r"<[^<>]*>")
ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\w+|(?<!\w)@\w+")
BRACKETED = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
BY = r"(?:by|von|par|por|di|door|af|av|od|przez)"
PREFIX = re.compile(
    rf"^(?:(?:written|(?:additional )?reporting|reported|report|published|posted|submitted"
    rf"|analysis|words|text|story|texte|testo|texto|tekst|authors?|autor(?:en|in)?|auteurs?|autores?|redaktion)\s*(?:{BY}\s+|{BY}?\s*:\s*)"
    rf"|(?:[a-z]+ ){{1,2}}by\s+(?=(?-i:[A-ZÀ-Þ]))|as told to\s+|{BY}\s*:\s*|{BY}\s+"
    rf"|(?:by|von|par|por)(?=(?-i:[A-ZÀ-Þ])))",
    re.I,
)
# A date or time, and all that follows it.
DATE = re.compile(
    r"\s*(?:[,|•·–-]|\b(?:on|am|le|el|il|den))?\s*(?:\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s*)?(?:\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}:\d{2}\b"
    r"|\b\d{1,2}\.? [^\W\d_]{3,10}\.?,? \d{4}\b|\b[^\W\d_]{3,10}\.? \d{1,2},? \d{4}\b"
    r"|\b(?:published|updated|posted|last updated|aktualisiert|veröffentlicht|publié|actualizado"
    r"|stand)\b|\b\d+[ -]min(?:ute)?s?\b|\b\d+ (?:minutes?|hours?|days?|weeks?) ago\b).*$",
    re.I | re.S,
)
JOB_WORDS = """
editor correspondent reporter writer columnist contributor journalist staff desk bureau chief
author critic producer photographer director professor lecturer researcher fellow analyst political
redakteur redakteurin korrespondent korrespondentin reporterin journalistin ressortleiter
chefredakteur chefredakteurin mitarbeiter volontär autorin leiter leiterin
journaliste correspondant correspondante rédacteur rédactrice chroniqueur envoyé envoyée
periodista redactor redactora corresponsal columnista enviado enviada
giornalista redattore inviato corrispondente redacteur correspondente jornalista
"""
JOB = re.compile(rf"\b(?:{'|'.join(JOB_WORDS.split())}|special to)s?\b", re.I)
JOB_BEHIND = re.compile(
    rf"\s+(?:(?:senior|chief|deputy|contributing|associate|national|foreign|guest)\s+)*+{JOB.pattern}",
    re.I,
)
# Who did something else than write.
OTHER_ROLE = re.compile(
    r"(?:edit(?:ed|ing)|translat(?:ed|ion)|produced|illustrat(?:ed|ions?)|photo(?:s|graph[sy]?|graphed)?"
    r"|pictures?|images?|graphics?|video|fotos?|bild(?:er)?|übersetzung)\s*(?:by\b|von\b|:)",
    re.I,
)
SPLIT = re.compile(
    r"\s*(?:[;|•·\n]|\s/\s|/\s|(?<=[A-Z]{2})/|&|\s[–—]\s|(?<=\w)\s+-\s+(?=[^\W\d_])"
    rf"|(?<=\w\w)\.\s+(?={OTHER_ROLE.pattern}))\s*",
    re.I,
)
JOINERS = r"and|AND|und|UND|et|y|og|och|en|e|i|a|ja|with|WITH|mit|avec|con"
AND = re.compile(rf",?\s+(?:{JOINERS})\s+")
BEFORE_NAME = re.compile(rf"^(?:{JOINERS})\s+(?=[A-ZÀ-Þ])")
# Where a reporter was, or for whom: “Ida Roe in Paris”, “Ida Roe for the Courier”.
PLACE_BEHIND = re.compile(
    r"(?<=[\w.])\s+(?:in|at|from|for|aus|à|en|para)\s+(?:the )?(?=[A-ZÀ-Þ]).*"
)
IN_PLACE = re.compile(r"(?:in|at|from|for)\s+(?=[A-ZÀ-Þ])")
SLUG = re.compile(r"[a-z]{2,}(?:[-_][a-z]{2,})+|[A-Z][a-z]+(?:[-_][A-Z][a-z]+)+")
SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|phd|md|m\.d|ph\.d|mba|obe|mp)\.?", re.I)
ACADEMIC_TITLE = re.compile(r"^(?:(?:Prof|Dr)\.|Professor|Prof|Dr)\s+(?=[A-ZÀ-Þ])")
# Agencies with a name of one word, which would otherwise be taken for the place of a reporter.
AGENCIES = frozenset(
    ("reuters", "bloomberg", "ansa", "efe", "lusa", "tass", "interfax", "belga", "ritzau",
     "xinhua", "kyodo", "yonhap", "anadolu", "keystone")
)  # fmt: skip
# What content management systems write in place of a name.
PLACEHOLDER = re.compile(
    r"[\d\W_]*|(?:admin|administrator|author|guest|guest author|unknown|anonymous|none|null"
    r"|webmaster|editor|redaktion|staff|contributor|online)",
    re.I,
)
LINE_PREFIX = re.compile(r"(?:By|Von|Par|Por|Door|Af|Av|BY)\s*:?\s+(?=[A-ZÀ-Þ])")
PARTICLES = frozenset(
    ("de", "da", "di", "del", "la", "le", "van", "von", "der", "den", "bin", "al")
)
MAX_LINE = 120  # characters of a line with a byline
MAX_NAME = 80  # characters
MAX_WORDS = 6


def join_names(names: Iterable[str]) -> str:
    """Return names as a byline: “Ida Roe, Jon Ash”."""
    return ", ".join(names)


def split_byline(texts: str | Sequence[str]) -> list[str]:
    """Return the names in bylines, each once and in order, without titles, dates and addresses.

    A single “Roe, Ida” is turned round. A bare job title (“Staff Writer”) is kept only if there is
    no name.
    """
    values = [texts] if isinstance(texts, str) else texts
    pieces = [piece for value in values for piece in _pieces(value)]
    pieces = [piece for piece in pieces if not OTHER_ROLE.match(piece)] or pieces
    named = [piece for piece in pieces if not JOB.search(piece)] or pieces[:1]
    found: dict[str, str] = {}
    for name in named:
        key = _key(name)
        if key not in found or (SLUG.fullmatch(found[key]) and not SLUG.fullmatch(name)):
            found[key] = name
    return [_spell_out(name) for name in found.values()]


def parse_byline_line(line: str) -> list[str]:
    """Return the names in a line such as “By Ida Roe and Jon Ash | 14 May 2024”, or none.

    After its first word, the line must have nothing but names, titles and a date.
    """
    match = LINE_PREFIX.match(line)
    if not match or len(line) > MAX_LINE:
        return []
    names = split_byline(line[match.end() :])
    is_whole = all(word[:1].isupper() or word in PARTICLES for n in names for word in n.split())
    rest = DATE.sub("", line[match.end() :])
    return names if is_whole and not rest.rstrip().endswith((".", "!", "?", ":")) else []


def _pieces(text: str) -> Iterator[str]:
    """Yield what may be a name."""
    text = MARKUP.sub(" ", unescape(clean_line(text)))
    text = ADDRESS.sub(" ", BRACKETED.sub("", text))
    text = text.strip(" ,;|-–—:")
    text = DATE.sub("", text if OTHER_ROLE.match(text) else PREFIX.sub("", text, count=1))
    for before, part in pairwise(["", *SPLIT.split(text)]):
        if " " in before and _is_place(part.strip()):  # “Ida Roe / Torp”
            continue
        for piece in _split_commas(part):
            for name in map(_strip, _split_and(piece)):
                is_short = len(name) <= MAX_NAME and len(name.split()) <= MAX_WORDS
                if is_short and not (PLACEHOLDER.fullmatch(name) or IN_PLACE.match(name)):
                    yield name


def _strip(name: str) -> str:
    name = BEFORE_NAME.sub("", clean_line(name).strip(" ,;:|-–—"), count=1)
    if OTHER_ROLE.match(name):
        return name
    name = PREFIX.sub("", name, count=1)
    for pattern in (PLACE_BEHIND, JOB_BEHIND):
        if (behind := pattern.search(name)) and _is_full_name(name[: behind.start()]):
            name = name[: behind.start()]
    while match := ACADEMIC_TITLE.match(name):
        name = name[match.end() :]
    return name


def _split_commas(text: str) -> list[str]:
    """Split at commas; “Roe, Ida” is one name, and so is “Ida Roe, Jr.”.

    A place after a name (“Ida Roe, Lindo”) is left out.
    """
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) == 2 and _is_surname_first(*parts):
        return [f"{parts[1]} {parts[0]}"]
    joined: list[str] = []
    for part in parts:
        if joined and SUFFIX.fullmatch(part):
            joined[-1] += f", {part}"
        elif not (joined and " " in joined[-1] and _is_place(part)):
            joined.append(part)
    return joined


def _is_place(text: str) -> bool:
    """Return whether a single word after a full name is where the reporter was."""
    return " " not in text and text.istitle() and text.casefold() not in AGENCIES


def _is_surname_first(surname: str, first: str) -> bool:
    return (
        len(surname.split()) == 1
        and len(first.split()) <= 2
        and surname.istitle()
        and first.replace(".", "").istitle()
        and not {surname.casefold(), first.casefold()} & AGENCIES
        and not JOB.search(first)
    )


def _split_and(text: str) -> list[str]:
    """Split at “and” between two full names; “Research and Features” is one name."""
    parts = AND.split(text)
    if len(parts) > 1 and all(_is_full_name(part) or part.isupper() for part in parts):
        return parts
    return [text]


def _is_full_name(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= MAX_WORDS and words[0][:1].isupper() and words[-1][:1].isupper()


def _spell_out(name: str) -> str:
    """Return the name that an address writes as “ida-roe”."""
    return re.sub("[-_]", " ", name).title() if SLUG.fullmatch(name) and name.islower() else name


def _key(name: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFD", name.casefold())))
