"""Articles are parsed in chunks and annotated in order."""

import subprocess
import sys

import pytest
import spacy

from index.annotate.models import DEFAULT_PIPELINE
from index.annotate.pipeline import MAX_CHUNK_SIZE, split_text
from index.article import Article
from tests.support.parsing import annotator


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("One.\n\nTwo.\n\n\n\nThree.", id="paragraphs"),
        pytest.param(" \n\nOne.\n", id="blank edges"),
        pytest.param("word " * MAX_CHUNK_SIZE, id="a long paragraph"),
        pytest.param("x" * (3 * MAX_CHUNK_SIZE), id="a long word"),
        pytest.param("🌊\n\n" * 100, id="emoji"),
    ],
)
def test_chunks_make_up_the_text(text):
    """The chunks add up to the text, and none is too long."""
    chunks = list(split_text(text))
    assert "".join(chunks) == text
    assert all(0 < len(chunk) <= MAX_CHUNK_SIZE for chunk in chunks)


def test_long_paragraph_is_split_between_sentences():
    """A paragraph of many sentences is split only between sentences."""
    chunks = list(split_text("The ferry left Torp at noon. " * MAX_CHUNK_SIZE))
    assert len(chunks) > 1
    assert all(chunk.endswith("noon. ") for chunk in chunks)


@pytest.mark.parametrize("mark", ["“", "🌊", "x"])
def test_unbroken_runs_are_split(mark):
    """Long runs without a space are parsed in short chunks."""
    chunks = list(split_text(f"It rained. {mark * 1000} It rained."))
    assert max(chunk.count(mark) for chunk in chunks) <= 200


def test_runs_of_quotation_marks_are_parsed_as_spaces():
    """A long run of quotation marks costs no tokens, and hides no quote beside it."""
    text = f"Rain fell.\n\n{'“ ”' * 500}\n\n“It holds,” Ann Lindqvist said."
    assert sum(chunk.count("“") for chunk in split_text(text)) == 1
    ((article, annotation),) = annotator().annotate([Article(title="", text=text)])
    assert [quote.cut(article.text) for quote in annotation.quotes] == ["“It holds,”"]


def test_articles_keep_their_order():
    """Each article is returned with its annotation, even an empty one."""
    texts = ["“It holds,” Ann Lindqvist said.", "", "Rain fell.\n\nFalk said it was late."]
    articles = [Article(title=str(number), text=text) for number, text in enumerate(texts)]
    found = list(annotator().annotate(articles))
    assert [article.title for article, _ in found] == ["0", "1", "2"]
    assert [len(annotation.quotes) for _, annotation in found] == [1, 0, 1]
    assert found[0][1].quotes[0].speaker == "Ann Lindqvist"


def test_offsets_refer_to_the_article():
    """Spans refer to the article's text, whatever the space around its paragraphs."""
    text = "\n\nRain fell. \n\n\n\n  “It holds,” Ann Lindqvist said.\n"
    ((article, annotation),) = annotator().annotate([Article(title="", text=text)])
    (quote,) = annotation.quotes
    assert quote.cut(article.text) == "“It holds,”"
    assert quote.mention[0].cut(article.text) == "Ann Lindqvist"


def test_constructor_does_not_load_spacy():
    """SpaCy is loaded on first use, not by the constructor."""
    code = (
        "import sys; from index.annotate.pipeline import EnglishAnnotator; EnglishAnnotator();"
        "sys.exit('spacy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


TAGGED = [
    pytest.param("“That is something,” she said, but the ferry that left was late.", id="that"),
    pytest.param("There are two gates, and there's a third. It is there.", id="there is"),
    pytest.param("She had had it. He's gone; he's late. Do they do so?", id="have, be, do"),
    pytest.param("Nobody cared  \n who did what, \t or why.", id="spaces between words"),
    pytest.param("I'm gonna go, y'all. C'mon, let's.", id="two tokens to a word"),
    pytest.param("", id="nothing"),
]


@pytest.fixture(scope="module")
def plain():
    """SpaCy's pipeline with its own ruler."""
    return spacy.load(DEFAULT_PIPELINE, exclude=["lemmatizer"])


@pytest.mark.parametrize("text", TAGGED)
def test_cached_ruler_gives_the_same_tags(text, plain):
    """The cached ruler gives the same tags and dependencies as spaCy's own."""
    nlp = annotator().nlp
    for _ in range(2):
        tags = [(token.pos_, token.tag_, token.dep_) for token in nlp(text)]
        assert tags == [(token.pos_, token.tag_, token.dep_) for token in plain(text)]
