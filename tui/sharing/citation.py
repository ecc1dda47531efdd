"""A quote with what is needed to cite it, in one of several forms."""

from __future__ import annotations

import html
import re
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from index.article import Article, Entry, Quote
from tui.render.sanitize import one_line

FIELDS = (
    "quote", "speaker", "cue", "how", "title", "source", "byline", "date", "year", "url", "link",
    "id",
)  # fmt: skip
"""What a form of one's own may name in curly brackets."""

_OPENING = "\"“‘«„'"
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MARKDOWN = re.compile(r"([\\`*_\[\]|#])")
_BIBTEX = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "{}$&#%_"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CitationFormatter:
    """Cites quotes in one form, with days written in one way."""

    form: str = "plain"
    """One of ``BUILT_IN``, or of ``forms``."""
    date: str = "%Y-%m-%d"
    forms: Mapping[str, str] = field(default_factory=dict)

    def cite(self, words: str, quote: Quote, cue: str, article: Article | Entry) -> str:
        """The words, who said them and how, and where they stand.

        Only words that the article has in quotation marks are in quotation marks here; of others
        it is said that they are the article's.
        """
        parts = _parts(words, quote, cue, article, self.date)
        if self.form in self.forms:
            return _filled(self.forms[self.form], parts)
        return BUILT_IN_STYLES[self.form](parts)


def _parts(
    words: str, quote: Quote, cue: str, article: Article | Entry, form: str
) -> dict[str, str]:
    words = one_line(words)
    how = [one_line(cue)] if cue else []
    if quote.kind != "direct":
        how.append("in the article’s words" if quote.kind == "indirect" else "in part")
    elif not (words and words[0] in _OPENING):
        words = f"“{words}”"
    return {
        "quote": words,
        "speaker": one_line(quote.speaker or "speaker unknown"),
        "cue": one_line(cue),
        "how": ", ".join(how),
        "title": one_line(article.title) or "untitled",
        "source": one_line(article.source) or "source unknown",
        "byline": one_line(article.byline),
        "date": article.date.strftime(form) if article.date else "date unknown",
        "year": str(article.date.year) if article.date else "",
        "month": _MONTHS[article.date.month - 1] if article.date else "",
        "day": str(article.date.day) if article.date else "",
        "url": one_line(article.url),
        "link": one_line(article.url or article.location),
        "id": article.id,
    }


def _filled(form: str, parts: Mapping[str, str]) -> str:
    lines = form.format_map(parts).split("\n")
    return "\n".join(line for line in lines if line.strip())


def template_error(form: str) -> str:
    """What is wrong with a form of one's own; empty where nothing is."""
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(form) if name is not None]
        for name in names:
            if name not in FIELDS:
                return _no_field(name)
        form.format_map(dict.fromkeys(FIELDS, ""))
    except (ValueError, LookupError, AttributeError) as error:
        return f"The form cannot be filled in ({error}); for a bracket itself type it twice."
    return "" if names else "A form names at least one of {" + "} {".join(FIELDS) + "}."


def _no_field(name: str) -> str:
    import difflib  # 6 ms that forms without fault do without

    near = difflib.get_close_matches(name, FIELDS, 1, 0.5)
    offer = f"did you mean {{{near[0]}}}?" if near else f"there are {', '.join(FIELDS)}."
    return f"There is no {{{name}}} to fill in; {offer}"


def _who(parts: Mapping[str, str]) -> str:
    return f"{parts['speaker']} ({parts['how']})" if parts["how"] else parts["speaker"]


def _plain(parts: Mapping[str, str]) -> str:
    where = f"“{parts['title']}”, {parts['source']}, {parts['date']}"
    return "\n".join(filter(None, [f"{parts['quote']} — {_who(parts)}", where, parts["link"]]))


def _markdown(parts: Mapping[str, str]) -> str:
    marked = {name: markdown(value) for name, value in parts.items()}
    title = f"“{marked['title']}”"
    if is_web_url(parts["url"]):
        title = f"[{marked['title']}](<{link_target(parts['url'])}>)"
    return (
        f"> {marked['quote']}\n>\n> — {_who(marked)}, {title}, {marked['source']}, {marked['date']}"
    )


def _bibtex(parts: Mapping[str, str]) -> str:
    """An entry of BibTeX; the month is one of its own abbreviations, and so has no brackets."""
    clean = {name: "".join(_BIBTEX.get(c, c) for c in value) for name, value in parts.items()}
    rows = {
        "author": clean["byline"],
        "title": clean["title"],
        "howpublished": clean["source"],
        "year": clean["year"],
        "day": clean["day"],
        "url": parts["url"].translate({ord("{"): "%7B", ord("}"): "%7D", ord("\\"): "%5C"}),
        "note": f"{clean['quote']} --- {_who(clean)}",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in rows.items() if value]
    if parts["month"]:
        lines.insert(-1, f"  month = {parts['month']},")
    source = re.sub(r"[^a-z0-9]", "", parts["source"].lower())
    key = f"{source or 'article'}{parts['year']}{parts['id'][:8]}"
    return "\n".join([f"@misc{{{key},", *lines, "}"])


BUILT_IN_STYLES: dict[str, Callable[[Mapping[str, str]], str]] = {
    "plain": _plain, "markdown": _markdown, "bibtex": _bibtex,
}  # fmt: skip
"""The forms that are always there."""


def markdown(text: str) -> str:
    """The text with nothing in it that Markdown or HTML would obey."""
    return _MARKDOWN.sub(r"\\\1", html.escape(text, quote=False))


def is_web_url(url: str) -> bool:
    """Whether an address may be made a link of: one that runs a script may not."""
    return url.lower().startswith(("http://", "https://"))


def link_target(url: str) -> str:
    """The address as it may stand in the pointed brackets of a link."""
    return url.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C").replace(" ", "%20")
