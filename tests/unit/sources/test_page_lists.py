"""Lists around the text of a page: those that sum it up, name its sources or offer something go."""

from __future__ import annotations

from io import BytesIO

import pytest

from index.article import Article
from index.sources.reading import read_stream
from tests.support.pages import LEAD, SECOND, THIRD, TITLE

BODY = [LEAD, SECOND, THIRD]
ITEMS = "<ul><li>Fares rise by a third</li><li>Nobody was asked</li></ul>"
TOLD = "<ul><li>Fares rise by a third in autumn.</li><li>Nobody was asked about it.</li></ul>"
LISTS_AROUND = [
    pytest.param(f"<h2>Summary</h2>{TOLD}", "", False, id="a summary"),
    pytest.param(f"<h3>Darum geht’s</h3>{ITEMS}", "", False, id="a summary in German"),
    pytest.param(f"<h2>Kort fortalt</h2>{TOLD}", "", False, id="a summary in Norwegian"),
    pytest.param(f"<h2>What changes</h2>{TOLD}", "", True, id="a list above the text"),
    pytest.param("", f"<p>Quellen:</p>{ITEMS}", False, id="sources"),
    pytest.param("", f"<h3>Sources</h3>{TOLD}", False, id="sources in sentences"),
    pytest.param("", ITEMS, False, id="an offer below the text"),
    pytest.param("", f"<p>What changes:</p>{ITEMS}", True, id="a list that a line leads to"),
    pytest.param("", f"<h3>What changes</h3>{ITEMS}", True, id="a list below a heading"),
    pytest.param("", TOLD, True, id="sentences"),
    pytest.param("", f"{ITEMS}<p>So it stays for a year, the clerk said on Friday.</p>", True,
                 id="a list inside the text"),
    pytest.param("", f"<h2>Summary</h2>{TOLD}", True, id="a summary below the text"),
]  # fmt: skip


@pytest.mark.parametrize(("above", "below", "is_kept"), LISTS_AROUND)
def test_lists_around_the_text_stay_if_the_text_leads_to_them(
    above: str, below: str, is_kept: bool
) -> None:
    text = "".join(f"<p>{part}</p>" for part in BODY)
    data = f"<html><body><article><h1>{TITLE}</h1>{above}{text}{below}</article></body></html>"
    (article,) = read_stream(BytesIO(data.encode()), "a.html")
    assert isinstance(article, Article)
    found = article.text
    assert ("Fares rise by a third" in found, "Nobody was asked" in found) == (is_kept, is_kept)
    assert all(part in found for part in BODY)
