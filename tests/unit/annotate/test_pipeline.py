"""Articles are parsed in pieces and annotated in order; the tables of words and figures load."""

import subprocess
import sys

import pytest
import spacy

from index.annotate.lexicon.tables import rows
from index.annotate.lexicon.verbs import cue_class, figures, stem, word_set
from index.annotate.pipeline import LONGEST, MODEL, EnglishAnnotator, pieces
from index.article import Article


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("One.\n\nTwo.\n\n\n\nThree.", id="paragraphs"),
        pytest.param(" \n\nOne.\n", id="blank edges"),
        pytest.param("word " * LONGEST, id="a long paragraph"),
        pytest.param("x" * (3 * LONGEST), id="a long word"),
        pytest.param("🌊\n\n" * 100, id="emoji"),
    ],
)
def test_pieces_make_up_the_text(text):
    """The pieces that are parsed make up the text again, and none is too long."""
    cut = list(pieces(text))
    assert "".join(cut) == text
    assert all(0 < len(piece) <= LONGEST for piece in cut)


def test_a_long_paragraph_is_cut_between_sentences():
    """Where a paragraph has sentences, none is cut to have its parts parsed by themselves."""
    cut = list(pieces("The ferry left Torp at noon. " * LONGEST))
    assert len(cut) > 1
    assert all(piece.endswith("noon. ") for piece in cut)


@pytest.mark.parametrize("mark", ["“", "🌊", "x"])
def test_what_has_no_blank_is_cut_short(mark):
    """Marks without a blank between them are parsed few at a time."""
    cut = list(pieces(f"It rained. {mark * 1000} It rained."))
    assert max(piece.count(mark) for piece in cut) <= 200


def test_articles_come_back_in_order():
    """Each article comes back with what was found in it, also where there is nothing."""
    texts = ["“It holds,” Ann Lindqvist said.", "", "Rain fell.\n\nFalk said it was late."]
    articles = [Article(title=str(number), text=text) for number, text in enumerate(texts)]
    found = list(EnglishAnnotator().annotate(articles))
    assert [article.title for article, _ in found] == ["0", "1", "2"]
    assert [len(annotation.quotes) for _, annotation in found] == [1, 0, 1]
    assert found[0][1].quotes[0].speaker == "Ann Lindqvist"


def test_offsets_are_those_of_the_article():
    """Spans are cut out of the article's text wherever its paragraphs lie."""
    text = "\n\nRain fell. \n\n\n\n  “It holds,” Ann Lindqvist said.\n"
    ((article, annotation),) = EnglishAnnotator().annotate([Article(title="", text=text)])
    (quote,) = annotation.quotes
    assert quote.cut(article.text) == "“It holds,”"
    assert quote.mention[0].cut(article.text) == "Ann Lindqvist"


def test_the_annotator_is_made_without_spacy():
    """Making an annotator does not load spaCy; only its first use does."""
    code = (
        "import sys; from index.annotate.pipeline import EnglishAnnotator; EnglishAnnotator();"
        "sys.exit('spacy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_figures_are_few():
    """The tables of measured figures load and have fewer than 2,000 in all."""
    tables = [figures(name) for name in ("cues", "options", "sources")]
    assert all(tables)
    assert sum(map(len, tables)) < 2000


@pytest.mark.parametrize("name", ["verbs", "nouns", "irregular", "passives"])
def test_the_lists_of_words_load(name):
    """Each list of words has rows of as many fields, each word once."""
    table = rows(name)
    assert len({len(row) for row in table}) == 1
    assert len({tuple(row[:-1]) for row in table}) == len(table)


def test_the_closed_classes_load():
    """Every class of words that the finder asks for is there."""
    assert "that" in word_set("first")
    assert "would" in word_set("modal")


@pytest.mark.parametrize(
    ("form", "base"),
    [("argued", "argue"), ("told", "tell"), ("thought", "think"), ("denies", "deny")],
)
def test_forms_of_one_verb_have_one_stem(form, base):
    """Regular and irregular forms of a verb come down to the same stem."""
    assert stem(form) == stem(base)


@pytest.mark.parametrize(
    ("verb", "kind"),
    [("sigh", "saying"), ("fear", "thinking"), ("swim", "none"), ("announce", "saying")],
)
def test_classes_of_verbs(verb, kind):
    """Verbs of saying and of thinking are told apart from others."""
    assert cue_class(f"V:{stem(verb)}") == kind


REMEMBERED = [
    pytest.param("“That is something,” she said, but the ferry that left was late.", id="that"),
    pytest.param("There are two gates, and there's a third. It is there.", id="there is"),
    pytest.param("She had had it. He's gone; he's late. Do they do so?", id="have, be, do"),
    pytest.param("Nobody cared  \n who did what, \t or why.", id="blanks between words"),
    pytest.param("I'm gonna go, y'all. C'mon, let's.", id="two tokens to a word"),
    pytest.param("", id="nothing"),
]


@pytest.fixture(scope="module")
def plain():
    """The pipeline of spaCy with its own ruler."""
    return spacy.load(MODEL, exclude=["lemmatizer"])


@pytest.mark.parametrize("text", REMEMBERED)
def test_remembered_parts_of_speech_are_those_of_the_ruler(text, plain):
    """Tokens get the same parts, tags and relations from memory as from spaCy's component."""
    nlp = EnglishAnnotator().nlp
    for _ in range(2):
        given = [(one.pos_, one.tag_, one.dep_) for one in nlp(text)]
        assert given == [(one.pos_, one.tag_, one.dep_) for one in plain(text)]
