"""Headings within an article are drawn in bold."""

from index.article import Annotation, Article
from tui.render.article_page import ArticlePage
from tui.render.highlights import Highlights


def test_heading_has_a_style_of_its_own():
    article = Article(title="Boats", text="They sail.\n\nFog\n\nIt came.", headings=(1,))
    page = ArticlePage("0" * 16, article, Annotation())
    styled = [(span.cut(article.text), style) for span, style in Highlights(page).styles(0, 99)]
    assert styled == [("Fog", "strong")]
