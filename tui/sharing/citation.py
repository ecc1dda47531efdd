"""Cite quotes in a built-in style or with the user's own template."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Mapping
from typing import NamedTuple

from index.article import Article, Entry, Quote, Span
from tui.render.headline import repeats_headline
from tui.render.phrases import NO_DATE, NO_OUTLET
from tui.render.sanitize import one_line

TEMPLATE_FIELDS = (
    "quote", "speaker", "cue", "how", "title", "source", "byline", "date", "year", "url", "link",
    "id", "context",
)  # fmt: skip
"""What a template may name in curly brackets."""

NO_HEADLINE = "no headline"
_OPENING = "\"“‘«„'"
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_BY = re.compile(r"by\s+", re.IGNORECASE)
_MARKDOWN = re.compile(r"([\\`*_\[\]|#])")
_BIBTEX = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "{}$&#%_"},
}  # fmt: skip


class CitationFormatter(NamedTuple):
    """Formats citations in one style."""

    style: str = "plain"
    """A key of ``BUILT_IN_STYLES`` or of ``templates``."""
    date_format: str = "%Y-%m-%d"
    templates: Mapping[str, str] = {}

    @property
    def needs_text(self) -> bool:
        """Whether the style cites the sentences around a quote, for which it needs an Article."""
        return self.style == "context" or "{context" in self.templates.get(self.style, "")

    def cite(self, words: str, quote: Quote, cue: str, article: Article | Entry) -> str:
        """Return the words, who said them, and where.

        Only words that the article has in quotation marks get quotation marks; others are marked
        as paraphrased.
        """
        parts = citation_parts(words, quote, cue, article, self.date_format)
        if self.style in self.templates:
            return _fill(self.templates[self.style], parts)
        return BUILT_IN_STYLES[self.style](parts)


def citation_parts(
    words: str, quote: Quote, cue: str, article: Article | Entry, date_format: str
) -> dict[str, str]:
    """Return the values of ``TEMPLATE_FIELDS``, and month, day and headline, for a citation."""
    title = "" if repeats_headline(article, words) else one_line(article.title)
    words = one_line(words)
    how = [one_line(cue)] if cue else []
    if quote.represents and quote.represents not in (quote.speaker or ""):
        how.insert(0, f"for {one_line(quote.represents)}")
    if quote.kind != "direct":
        how.append("paraphrased" if quote.kind == "indirect" else "partly paraphrased")
    elif not (words and words[0] in _OPENING):
        words = f"“{words}”"
    return {
        "quote": words,
        "speaker": one_line(quote.person or "speaker unknown"),
        "cue": one_line(cue),
        "how": ", ".join(how),
        "title": title or NO_HEADLINE,
        "headline": f"“{title}”" if title else NO_HEADLINE,
        "source": one_line(article.source) or NO_OUTLET,
        "byline": _BY.sub("", one_line(article.byline)),
        "date": article.date.strftime(date_format) if article.date else NO_DATE,
        "year": str(article.date.year) if article.date else "",
        "month": _MONTHS[article.date.month - 1] if article.date else "",
        "day": str(article.date.day) if article.date else "",
        "url": one_line(article.url),
        "link": one_line(article.url or article.location),
        "id": article.id,
        "context": _context(quote, article) if isinstance(article, Article) else "",
    }


def _context(quote: Quote, article: Article) -> str:
    """Return the sentence before a quote, those that it is in, and the sentence after."""
    around = article.sentences_around(Span(quote.start, quote.end))
    return one_line(" ".join(filter(None, (span.cut(article.text) for span in around))))


def _fill(template: str, parts: Mapping[str, str]) -> str:
    lines = template.format_map(parts).split("\n")
    return "\n".join(line for line in lines if line.strip())


def template_error(template: str) -> str:
    """Return what is wrong with a template; empty if it is valid."""
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(template) if name is not None]
        for name in names:
            if name not in TEMPLATE_FIELDS:
                return _unknown_field(name)
        template.format_map(dict.fromkeys(TEMPLATE_FIELDS, ""))
    except (ValueError, LookupError, AttributeError) as error:
        return f"Not a valid template ({error}). Write a literal bracket twice: {{{{ or }}}}."
    fields = " ".join(f"{{{name}}}" for name in TEMPLATE_FIELDS)
    return "" if names else f"A template needs at least one field: {fields}."


def _unknown_field(name: str) -> str:
    import difflib  # 6 ms, only needed for errors

    nearest = difflib.get_close_matches(name, TEMPLATE_FIELDS, 1, 0.5)
    fields = " ".join(f"{{{field}}}" for field in TEMPLATE_FIELDS)
    hint = f"Did you mean {{{nearest[0]}}}?" if nearest else f"Valid: {fields}."
    return f"Unknown field {{{name}}}. {hint}"


def who(parts: Mapping[str, str]) -> str:
    """Return the speaker and how the words were said: “Ann Lee (partly paraphrased)”."""
    return f"{parts['speaker']} ({parts['how']})" if parts["how"] else parts["speaker"]


def _plain(parts: Mapping[str, str]) -> str:
    said = f"{parts['quote']} — {who(parts)}"
    return "\n".join(filter(None, [said, parts["context"], _where(parts), parts["link"]]))


def _plain_alone(parts: Mapping[str, str]) -> str:
    return _plain({**parts, "context": ""})


def _markdown(parts: Mapping[str, str]) -> str:
    marked = {name: escape_markdown(value) for name, value in parts.items()}
    if is_web_url(parts["url"]):
        marked["headline"] = f"[{marked['title']}](<{link_target(parts['url'])}>)"
    # Without a web address, the file leads to the article.
    file = "" if is_web_url(parts["url"]) else marked["link"]
    where = ", ".join(filter(None, (_where(marked), file)))
    return f"> {marked['quote']}\n>\n> — {who(marked)}, {where}"


def _where(parts: Mapping[str, str]) -> str:
    return ", ".join(filter(None, (parts["headline"], origin(parts), parts["date"])))


def origin(parts: Mapping[str, str]) -> str:
    """Return byline and outlet: “by Ida Roe, Valley Echo”."""
    by = f"by {parts['byline']}" if parts["byline"] else ""
    return ", ".join(filter(None, (by, parts["source"])))


def _bibtex(parts: Mapping[str, str]) -> str:
    """Return a BibTeX entry. The month is a BibTeX macro, so it has no brackets."""
    clean = {name: "".join(_BIBTEX.get(c, c) for c in value) for name, value in parts.items()}
    rows = {
        "author": clean["byline"],
        "title": clean["title"],
        "howpublished": clean["source"],
        "year": clean["year"],
        "day": clean["day"],
        "url": parts["url"].translate({ord("{"): "%7B", ord("}"): "%7D", ord("\\"): "%5C"}),
        "note": f"{clean['quote']} --- {who(clean)}",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in rows.items() if value]
    if parts["month"]:
        lines.insert(-1, f"  month = {parts['month']},")
    source = re.sub(r"[^a-z0-9]", "", parts["source"].lower())
    key = f"{source or 'article'}{parts['year']}{parts['id'][:8]}"
    return "\n".join([f"@misc{{{key},", *lines, "}"])


BUILT_IN_STYLES: dict[str, Callable[[Mapping[str, str]], str]] = {
    "plain": _plain_alone, "markdown": _markdown, "bibtex": _bibtex, "context": _plain,
}  # fmt: skip
"""The styles that need no template, by name."""


def escape_markdown(text: str) -> str:
    """Escape Markdown and HTML markup."""
    from html import escape  # 2 ms that a start saves

    return _MARKDOWN.sub(r"\\\1", escape(text, quote=False))


def is_web_url(url: str) -> bool:
    """Return whether a URL may become a link; javascript: and other schemes may not."""
    return url.lower().startswith(("http://", "https://"))


def link_target(url: str) -> str:
    """Escape a URL for a Markdown link in angle brackets."""
    return url.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C").replace(" ", "%20")
