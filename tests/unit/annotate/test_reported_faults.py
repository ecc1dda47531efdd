"""Faults reported in other tools, from adding a file to listing its quotes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.archive import Archive
from tests.support.parsing import annotator

AddText = Callable[[str], Archive]


@pytest.fixture
def add_text(tmp_path: Path) -> Iterator[AddText]:
    """A function that adds a text to an archive."""
    with Archive.open(tmp_path / "archive", annotator()) as archive:

        def add(text: str) -> Archive:
            file = tmp_path / "a.txt"
            file.write_text(text, encoding="utf-8")
            assert [outcome.status for outcome in archive.add([file])] == ["added"]
            return archive

        yield add


def quotes_with_speakers(archive: Archive) -> list[tuple[str | None, str]]:
    """Return speaker and text of each quote in text order."""
    hits = sorted(archive.quotes(), key=lambda hit: hit.number)
    return [(hit.quote.speaker, hit.text) for hit in hits]


def quotes_of(archive: Archive, speaker: str) -> list[str]:
    """Return the quotes of a speaker."""
    return [hit.text for hit in archive.quotes(speaker)]


def quote_counts(archive: Archive) -> dict[str, int]:
    """Return how many quotes each listed speaker has."""
    return {speaker.name: speaker.quotes for speaker in archive.speakers.page()}


CASES = [
    pytest.param(
        " date 2024-03-05 The dam at Orsk will close on Monday.\n\n“We checked both gates twice,”"
        " Mayor Ilse Varga said. “The first gate holds.\n\n“The second gate does not.\n\n“So we"
        " close it.”\n\nPeople on Mill Street were told on Friday.",
        [
            (
                "Ilse Varga",
                "“We checked both gates twice,” … “The first gate holds. … “The second gate does"
                " not. … “So we close it.”",
            )
        ],
        id="only the last of several paragraphs is closed",
    ),
    pytest.param(
        ' date 2024-01-18 » The storm in pictures\n\n» What we know\n\nThe 12" pipe burst at dawn.'
        ' "Nobody was hurt," said fire chief Lena Moor. The second pipe, also 12" wide, held.',
        [("Lena Moor", '"Nobody was hurt,"')],
        id="inch marks and bullets",
    ),
    pytest.param(
        " date 2024-04-30 « We are ready. Are you? » asked Captain Amara Diop. « Not yet, »"
        " answered the pilot, Jules Marchand.\n\n»The soup is cold,« said the cook, Inger Bahn.",
        [
            ("Amara Diop", "« We are ready. Are you? »"),
            ("Jules Marchand", "« Not yet, »"),
            ("Inger Bahn", "»The soup is cold,«"),
        ],
        id="guillemets with spaces and reversed",
    ),
    pytest.param(
        " date 2024-07-02 The “quiet zone” starts at the second bridge. The heron there is called"
        " “Gustav”. Pia Lund, whose novel “The Glass Ferry” sold out last year, runs it. “It is not"
        " a quiet zone at all,” Lund said.",
        [("Pia Lund", "“It is not a quiet zone at all,”")],
        id="terms, names and titles",
    ),
    pytest.param(
        " date 2024-05-23 \"He turned round and told me, 'Leave the ropes, they're old.'\" deckhand"
        ' Ivo Pratt said. "So I left them," Pratt added.',
        [
            ("Ivo Pratt", "\"He turned round and told me, 'Leave the ropes, they're old.'\""),
            ("Ivo Pratt", '"So I left them,"'),
        ],
        id="a quote within a quote, closing together",
    ),
    pytest.param(
        " date 2024-10-04 Mayor Ruth Oren said the bridge would open in May. The engineer, Tim"
        " Falk, told the council that it would not. The council voted at nine.",
        [("Ruth Oren", "the bridge would open in May"), ("Tim Falk", "that it would not")],
        id="indirect speech without that",
    ),
    pytest.param(
        ' date 2024-04-11 Piet Lammers, a vet from Dorn, said: "The well is dry and the stream is'
        ' next.\n\n"Every tank we own is on the road," he added.\n\nThe minister, Johan Beek, was'
        " not in the village.",
        [
            ("Piet Lammers", '"The well is dry and the stream is next.'),
            ("Piet Lammers", '"Every tank we own is on the road,"'),
        ],
        id="a description after the name",
    ),
    pytest.param(
        ' date 2024-03-21 "Papa, the boat that Tomas built is gone," sighed Greta Holm. "Tomas'
        ' would have wept," she added.',
        [
            ("Greta Holm", '"Papa, the boat that Tomas built is gone,"'),
            ("Greta Holm", '"Tomas would have wept,"'),
        ],
        id="people named in the quote, a rare verb",
    ),
    pytest.param(
        " date 2024-02-14 Radio Lindo, Morning Hour, transcript\n\nHOST: Good morning. Why is the"
        " ferry late?\n\nELSA VINT, harbour master: The engine failed at Torp.\n\nIt has failed"
        " there before.\n\nHOST: And the passengers?\n\nVINT: They walked.",
        [
            ("host", "Good morning. Why is the ferry late?"),
            ("Elsa Vint", "The engine failed at Torp. … It has failed there before."),
            ("host", "And the passengers?"),
            ("Elsa Vint", "They walked."),
        ],
        id="a transcript",
    ),
    pytest.param(
        " date 2024-06-11 President Alma Reyes arrived an hour late. “Nobody raised his voice,” a"
        " Norland official said. Reyes left without a word.",
        [("a Norland official", "“Nobody raised his voice,”")],
        id="an unnamed official",
    ),
    pytest.param(
        " date 2024-09-02 Present: Doran, Mila; Falk, Tim. Mila Doran took the chair. He who speaks"
        " first pays, the rules say. M. Doran left at ten.",
        [],
        id="no speech",
    ),
    pytest.param(
        " date 2024-03-05 The gate of Dorn is shut. ＂We wait for the key,＂ said Ada Moor. ″It is"
        " in the lake,″ said Kai Brandt. The gate is 6″ thick and 9′ 10″ wide.",
        [("Ada Moor", "＂We wait for the key,＂"), ("Kai Brandt", "″It is in the lake,″")],
        id="full-width marks and double primes",
    ),
    pytest.param(
        " date 2024-03-05 The gate of Dorn is shut. ,,We wait for the key,'' said Ada Moor. It cost"
        " 1,,200.",
        [("Ada Moor", ",,We wait for the key,''")],
        id="two commas as a low mark",
    ),
    pytest.param(
        ' date 2024-03-05 The gate of Dorn is shut. "" said the sign. “…” “ ” «» The guard slept.'
        " “We wait for the key,” said Ada Moor.",
        [("Ada Moor", "“We wait for the key,”")],
        id="marks without words before a quote",
    ),
    pytest.param(
        " date 2024-03-05 The gate is shut. “We wait for the key,”[1] said Ada Moor.[23] “It is in"
        " the lake,”¹² Jon Falk said. “Dive for it,”2 Kai Brandt said.",
        [
            ("Ada Moor", "“We wait for the key,”"),
            ("Jon Falk", "“It is in the lake,”"),
            ("Kai Brandt", "“Dive for it,”"),
        ],
        id="footnotes after closing marks",
    ),
    pytest.param(
        " date 2024-03-05 Anna Berg-Lund keeps the gate. “You sleep,” Ms Berg‑Lund said.",
        [("Anna Berg-Lund", "“You sleep,”")],
        id="a hyphen that does not break",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_quotes_are_complete_and_have_their_speakers(
    add_text: AddText, text: str, expected: list[tuple[str, str]]
) -> None:
    """Exactly these quotes are found, and the list of speakers counts them."""
    archive = add_text(text)
    assert quotes_with_speakers(archive) == expected
    names = [name for name, _ in expected]
    assert quote_counts(archive) == {name: names.count(name) for name in names}
    for name in names:
        assert quotes_of(archive, name) == [words for other, words in expected if other == name]


def test_a_quote_keeps_its_not(add_text: AddText) -> None:
    """“not” stays in the quote, and a search for the words without it does not match."""
    archive = add_text(
        " date 2024-09-13 The mine “will not reopen,” owner Kai Brandt said on Friday. A week"
        " before, board member Eva Noor had told the town that it “will reopen” in spring."
    )
    assert quotes_of(archive, "brandt") == ["The mine “will not reopen,”"]
    assert archive.search('speaker:brandt said:"will reopen"').total == 0
    (hit,) = archive.search('speaker:noor said:"will reopen"').hits
    assert [quote.text for quote in hit.quotes] == ["that it “will reopen” in spring"]


def test_press_release(add_text: AddText) -> None:
    """A dash and a name after the words, or a line before them, name the speaker."""
    archive = add_text(
        " date 2024-05-02 The Harbour Board of Lindo named a new pilot on Thursday.\n\n“Ada knows"
        " every rock in this bay.” —Commissioner Rune Falk\n\nFrom the head of the board, Oona"
        " Prill:\n\n“She starts on Monday, and we are glad of it.”"
    )
    assert quotes_of(archive, "Rune Falk") == ["“Ada knows every rock in this bay.”"]
    assert quotes_of(archive, "Oona Prill") == ["“She starts on Monday, and we are glad of it.”"]
    assert not quotes_of(archive, "ada")


def test_ambiguous_surname_is_given_to_nobody(add_text: AddText) -> None:
    """The quote stays with “Berg”, with low confidence."""
    archive = add_text(
        " date 2024-11-05 Nils Berg and Ola Berg both sat on the bench. “It is late,” Berg said."
    )
    assert quotes_with_speakers(archive) == [("Berg", "“It is late,”")]
    assert not quotes_of(archive, "Nils Berg")
    assert not quotes_of(archive, "Ola Berg")
    assert archive.quotes()[0].quote.confidence < 0.4
    assert quote_counts(archive) == {"Berg": 1}


def test_description_is_unnamed(add_text: AddText) -> None:
    """A description is no name, and the person named before it has no quote."""
    archive = add_text(
        " date 2024-06-11 President Alma Reyes arrived an hour late. “Nobody raised his voice,” a"
        " Norland official said. Reyes left without a word."
    )
    assert [speaker.named for speaker in archive.speakers.page()] == [False]
    assert not quotes_of(archive, "reyes")


def test_quotes_without_a_speaker_are_not_counted(add_text: AddText) -> None:
    """They are found by speaker:unknown, and no speaker counts them."""
    archive = add_text(
        " date 2024-03-12 The council of Orsk met for two hours on Tuesday.\n\n“Shame!”\n\n“Shame"
        " on you all!”\n\nThe vote was five to four. “It is done,” said clerk Ana Pell."
    )
    assert quote_counts(archive) == {"Ana Pell": 1}
    (hit,) = archive.search("speaker:unknown").hits
    assert [quote.text for quote in hit.quotes] == ["“Shame!”", "“Shame on you all!”"]


def test_forms_of_a_name_are_one_entity(add_text: AddText) -> None:
    """Surname first, an initial and three names of a country are grouped; “He” is no entity."""
    archive = add_text(
        " date 2024-09-02 Present: Doran, Mila; Falk, Tim. Mila Doran took the chair. He who speaks"
        " first pays, the rules say. M. Doran left at ten. The guests came from the U.S. by ship."
        " The US paid. The United States will pay again."
    )
    (entry,) = archive.articles()
    text = archive.article(entry.id).text
    assert {
        (entity.name, entity.label): [span.cut(text) for span in entity.mentions]
        for entity in archive.annotation(entry.id).entities
    } == {
        ("Mila Doran", "person"): ["Doran, Mila", "Mila Doran", "M. Doran"],
        ("Tim Falk", "person"): ["Falk, Tim"],
        ("United States", "place"): ["U.S.", "US", "United States"],
    }


def test_spans_are_right_after_control_characters_are_removed(add_text: AddText) -> None:
    """The span of a name matches the stored text."""
    archive = add_text(
        " date 2024-04-02 The ferry\f left Torp\u00adpier\x01 at noon. 😀 Greta Holm waved.\n"
    )
    (entry,) = archive.articles()
    text = archive.article(entry.id).text
    (person,) = (one for one in archive.annotation(entry.id).entities if one.label == "person")
    assert [span.cut(text) for span in person.mentions] == ["Greta Holm"]
    assert all(char.isprintable() for char in text)
