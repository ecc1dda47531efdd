"""Find the name of the outlet, as its readers know it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from lxml.html import HtmlElement

from index.sources.page.linked_data import has_type, names, text_value
from index.sources.page.metadata import PageMetadata, folded
from index.sources.text import clean_line

SITE_TYPE = re.compile("WebSite")
ORGANIZATION_TYPE = re.compile("NewsMediaOrganization|Organization")
WEB_ENDING = re.compile(r"\.(?:(?:com?|org|net|gov|ac)\.[a-z]{2}|[a-z]{2,7})$", re.I)
LEADING_ARTICLE = re.compile(
    r"^(?:the|die|der|das|el|la|le|les|los|las|il|lo|de|het|o|a|os|as)\s+(?=\S)", re.I
)
# A firm, not an outlet.
COMPANY = re.compile(
    r"\b(?:GmbH|mbH|AG|KG|SE|S\.?L\.?U?|S\.?A\.?|S\.?r\.?l\.?|S\.?p\.?A\.?|Ltd|Limited|LLC|Inc|Corp"
    r"|Corporation|plc|PLC|B\.?V|N\.?V|A/S|AS|AB|Oy|Sp\. z o\.o|Verlags?|Mediengruppe|Media Group"
    r"|Holdings?|Group|Publishing|Ediciones|Éditions|Editore|Editrice|Hus)\b\.?"
)
ACRONYM = re.compile(r"\s*\(([^()]*)\)\s*$")
SEPARATOR = re.compile(r"\s+[|–—·•*«»‹›:-]\s+|\s*[|»]\s*")
LEADING_SITE = re.compile(r"[^|–—»]*\s»\s[^|»]*$")  # “Lindo Courier » Ferry fares rise”
NAME_SEPARATOR = re.compile(rf"{SEPARATOR.pattern}|\s*[：]\s*|:\s+")
# A word beside the outlet's own name for a part of its pages: “LB News”, “Diario Lindo”.
SECTION = re.compile(
    r"^(?:diario|jornal|giornale)\s+(?=\S)|\s*(?:news|nachrichten|heute|aktuell|sports?|noticias"
    r"|notícias|notizie|actualités?|nyheter|nyheder|nieuws|fakten-?check|fact[ -]?check)$",
    re.I,
)
FEED_TITLE = re.compile(r"^\"?(.{2,60}?)\s+(?:[»>|–:-]\s+.*|RSS.*|Feed.*)$", re.I)
COPYRIGHT = re.compile(
    r"^(?:copyright|©|\(c\)|[\s\d–-])+|[,;|].*$|\W*\ball rights.*$"
    r"|\W*(?:版权所有|版權所有|無断転載|저작권).*$",
    re.I,
)
MAX_NAME = 60  # characters; longer is a slogan
MAX_WORDS = 6
MAX_ACRONYM = 5  # letters
MAX_MENTION = 60  # characters of a text that may name the outlet
MAX_MENTIONED = 4  # words of a name in such a text
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "o", "å": "a", "æ": "ae"})


class Candidate(NamedTuple):
    """A name that a page gives its outlet, and how much this place of the page is trusted."""

    name: str
    weight: float
    acronym: str = ""
    """What stands in brackets behind it: “Lindo Broadcasting (LB)”."""


def find_outlet(page: PageMetadata) -> str:
    """Return the name that most places of the page agree on, or else the host.

    A name that is the host's own name counts more; an address, a company or a slogan less.
    """
    scores: dict[str, float] = {}
    forms: dict[str, list[Candidate]] = {}
    candidates = [c._replace(name=_without_section(c.name, page.host)) for c in _candidates(page)]
    acronyms = _acronyms(candidates, page.host)
    for name, weight, _ in candidates:
        weight *= _reliability(name)
        key = acronyms.get(outlet_key(name), outlet_key(name))
        scores[key] = scores.get(key, 0.0) + weight
        forms.setdefault(key, []).append(Candidate(name, weight))
    if not scores:
        own = WEB_ENDING.sub("", page.host).split(".")[-1]
        return _mentioned_form(page, outlet_key(own)) or page.host
    for key, named in forms.items():
        if not all(WEB_ENDING.search(form.name) for form in named):
            scores[key] += _host_bonus(key, page.host)
    best = max(scores, key=lambda key: scores[key])
    texts = [form.name for form in forms[best]]
    form = _best_form([text for text in texts if outlet_key(text) == best] or texts)
    if best in acronyms.values() and outlet_key(_spelled_host(page.host)) == best:
        form = _spelled_host(page.host) if form.isupper() or form.islower() else form
    is_address = form.islower() or WEB_ENDING.search(form) is not None
    return _mentioned_form(page, best) or form if is_address else form


def outlet_keys(page: PageMetadata) -> frozenset[str]:
    """Return the keys of all names that the page gives its outlet, and of its host."""
    labels = WEB_ENDING.sub("", page.host).split(".")
    return frozenset(map(outlet_key, [*site_names(page), *labels])) - {""}


def is_outlet(name: str, keys: frozenset[str]) -> bool:
    """Return whether a name is the outlet's, or begins with its acronym: “LB Torp”."""
    first = name.split(" ")[0]
    return outlet_key(name) in keys or (first.isupper() and outlet_key(first) in keys)


def site_names(page: PageMetadata) -> list[str]:
    """Return all names that the page gives its outlet, to strip them from headlines."""
    found = [name for name, *_ in _candidates(page, with_titles=False)]
    return [*found, page.host, *(WEB_ENDING.sub("", name) for name in [*found, page.host])]


def outlet_key(name: str) -> str:
    """Return what is the same in all forms of a name: “The Lindo Courier”, “lindocourier.com”."""
    text = LEADING_ARTICLE.sub("", WEB_ENDING.sub("", name.casefold())).translate(UMLAUTS)
    key = folded(
        "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    )
    return re.sub(r"^(?:the|die|der|das|el|la|le|il)(?=\w{4})", "", key)


def _candidates(page: PageMetadata, with_titles: bool = True) -> Iterator[Candidate]:
    """Yield the names in the order in which they are preferred."""
    raw = [
        *((name, 3.0) for name in page.values("og:site_name")),
        *((name, 3.0) for name in names(page.article.get("publisher"), page.linked)[:1]),
        *((name, 3.0) for name in _marked_publisher(page.tree)),
        *((name, 2.0) for name in _linked_names(page, SITE_TYPE)),
        *((name, 1.5) for name in page.values("application-name")),
        *((name, 1.5) for name in page.values("apple-mobile-web-app-title")),
        *((name, 1.5) for name in page.values("sitename", "dc.publisher", "publisher")),
        *((name, 1.0) for name in _linked_names(page, ORGANIZATION_TYPE)[:1]),
        *((name, 1.0) for name in page.values("al:ios:app_name", "al:android:app_name")),
        *((name, 1.0) for name in _feed_names(page)),
        *((name, 1.0) for name in (title_names(page) if with_titles else ())),
        *(
            (COPYRIGHT.sub("", name), 0.5)
            for name in page.values("copyright", "dcterms.rightsholder")
        ),
    ]
    for text, weight in raw:
        text = clean_line(text)
        bracketed = ACRONYM.search(text)
        acronym = bracketed.group(1) if bracketed else ""
        name = ACRONYM.sub("", text).strip(" \"'-–|")
        parts = [name, *(NAME_SEPARATOR.split(name) if NAME_SEPARATOR.search(name) else ())]
        for number, part in enumerate(parts):
            if len(part) > 1 and "://" not in part:
                yield Candidate(part, weight * (0.5 if number else 1.0), acronym)


def _linked_names(page: PageMetadata, pattern: re.Pattern[str]) -> list[str]:
    return [text_value(item.get("name")) for item in page.linked if has_type(item, pattern)]


def _marked_publisher(tree: HtmlElement) -> list[str]:
    """Return the name of the publisher in microdata."""
    marked = (each for each in tree.iter() if each.get("itemprop") == "publisher")
    inner = next((list(each.iter("meta", "span", "a", "strong", "b")) for each in marked), [])
    names = (each for each in inner if each.get("itemprop") == "name")
    return [text_value(each.get("content") or each.text_content()) for each in names][:1]


def _feed_names(page: PageMetadata) -> list[str]:
    """Return the names before “» Feed” in the titles of linked feeds."""
    titles = [
        clean_line(link.get("title", ""))
        for link in page.tree.iter("link")
        if re.search(r"rss|atom", link.get("type", ""))
    ]
    return [match.group(1) for title in titles[:2] if (match := FEED_TITLE.match(title))]


def title_names(page: PageMetadata) -> list[str]:
    """Return the part of the window title that names the outlet, if one looks like its name.

    That is the last part, unless a headline has it too, or else the first, before “»”.
    """
    first, *others = SEPARATOR.split(page.window_title)
    if not others:
        return []
    name, rest = others[-1], " ".join((first, *others[:-1]))
    is_headline = any(
        folded(heading).endswith(folded(name)) and not _is_site_heading(heading, name, rest)
        for heading in page.headings
    )
    if is_headline or not _is_name(name):
        name = first if LEADING_SITE.match(page.window_title) else ""
    return [name] if name and _is_name(name) else []


def _is_site_heading(heading: str, name: str, rest: str) -> bool:
    """Return whether a heading is the name alone, and what stands before it a headline."""
    return folded(heading) == folded(name) and len(rest.split()) > max(3, len(name.split()))


def _is_name(text: str) -> bool:
    """Return whether at least half of the words, without short ones, have a capital."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3] or [text]
    return sum(not word[:1].islower() for word in words) * 2 >= len(words) <= 2 * MAX_WORDS


def _without_section(name: str, host: str) -> str:
    """Return the name without a section, if the rest is the host's own name: “LB” at lb.example.

    A section that is a host of its own is named after the host above it.
    """
    labels = WEB_ENDING.sub("", host).split(".")
    section = SECTION.search(name)
    if section is None:
        return name
    rest = (name[: section.start()] or name[section.end() :]).strip(" -")
    if rest and outlet_key(rest) == outlet_key(labels[-1]):
        is_own_host = outlet_key(section.group()) in labels[:-1]
        return name if is_own_host else rest
    if not rest and outlet_key(name) == outlet_key(labels[0]) and len(labels) > 1:
        above = labels[-1].upper() if len(labels[-1]) <= MAX_ACRONYM else labels[-1].title()
        return f"{above} {name}"
    return name


def _acronyms(candidates: Sequence[Candidate], host: str) -> dict[str, str]:
    """Return the keys of full names by the keys of their acronyms.

    An acronym stands in brackets behind the name, or is the short name for a spelled-out host.
    """
    found = {outlet_key(c.acronym): outlet_key(c.name) for c in candidates if c.acronym}
    words = _spelled_host(host).lower().split()
    for candidate in candidates:
        key = outlet_key(candidate.name)
        if len(words) > 1 and candidate.name.isupper() and _abbreviates(key, words):
            found[key] = outlet_key("".join(words))
    return found


def _spelled_host(host: str) -> str:
    """Return the words of a host with capitals: “Lindo Courier” of “lindo-courier.example”."""
    return WEB_ENDING.sub("", host).split(".")[-1].replace("-", " ").title()


def _abbreviates(key: str, words: Sequence[str]) -> bool:
    """Return whether letters are the beginnings of words, perhaps with more letters of them."""
    pattern = ".*".join(map(re.escape, key))
    initials = iter(key)
    return (
        len(key) <= MAX_ACRONYM
        and re.match(pattern, "".join(words)) is not None
        and all(word[:1] in initials for word in words)
    )


def _mentioned_form(page: PageMetadata, key: str) -> str:
    """Return the most frequent way in which short texts of the page spell a name, with capitals."""
    if not key:
        return ""
    forms: Counter[str] = Counter()
    for text in _short_texts(page.tree):
        words = text.split()
        for start, end in combinations(range(len(words) + 1), 2):
            form = " ".join(words[start:end]).strip('©|,:;."')
            if end - start <= MAX_MENTIONED and outlet_key(form) == key:
                forms[form] += 1
    spelled = [f for f, _ in forms.most_common() if not f.islower() and not WEB_ENDING.search(f)]
    return next(iter(spelled), "")


def _short_texts(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter("a", "span", "p", "div", "img", "small", "li", "title", "button"):
        for text in (element.text, element.get("alt"), element.get("title")):
            if text and len(text) <= MAX_MENTION:
                yield clean_line(text)


def _reliability(name: str) -> float:
    if len(name) > MAX_NAME or len(name.split()) > MAX_WORDS or NAME_SEPARATOR.search(name):
        return 0.2
    if COMPANY.search(name):
        return 0.3
    if WEB_ENDING.search(name) or "_" in name:
        return 0.4
    return 1.0


def _host_bonus(key: str, host: str) -> float:
    labels = [outlet_key(label) for label in WEB_ENDING.sub("", host).split(".")]
    if key in labels:
        return 6.0
    return 0.5 if any(len(key) > 3 and key in label for label in labels) else 0.0


def _best_form(forms: list[str]) -> str:
    """Return the form that is most like a name: with spaces and capitals, without a web ending."""

    def rank(form: str) -> tuple[bool, int, bool]:
        return (
            WEB_ENDING.search(form) is None,
            form.count(" "),
            not (form.islower() or form.isupper()),
        )

    best = max(forms, key=rank)
    return WEB_ENDING.sub("", best) if WEB_ENDING.search(best) and " " not in best else best
