"""Faults that people met in other tools, whole: a file is added, and its quotes are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.archive import Archive
from tests.support.parsing import annotator

Reading = Callable[[str], Archive]


@pytest.fixture
def read(tmp_path: Path) -> Iterator[Reading]:
    """Puts a text into an archive of its own."""
    with Archive.open(tmp_path / "archive", annotator()) as archive:

        def add(text: str) -> Archive:
            file = tmp_path / "a.txt"
            file.write_text(text, encoding="utf-8")
            assert [outcome.status for outcome in archive.add([file])] == ["added"]
            return archive

        yield add


def said(archive: Archive) -> list[tuple[str | None, str]]:
    """Each quote in the order of the text, with its speaker."""
    hits = sorted(archive.quotes(), key=lambda hit: hit.number)
    return [(hit.quote.speaker, hit.text) for hit in hits]


def spoken_by(archive: Archive, speaker: str) -> list[str]:
    """What the quotes of a speaker say."""
    return [hit.text for hit in archive.quotes(speaker)]


def counts(archive: Archive) -> dict[str, int]:
    """How many quotes each speaker of the list has."""
    return {speaker.name: speaker.quotes for speaker in archive.speakers.page()}


SAID = [
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
        id="guillemets with spaces and turned round",
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
        id="persons named in the words, a rare verb",
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
        id="nobody speaks",
    ),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_each_quote_is_found_whole_and_has_its_speaker(
    read: Reading, text: str, expected: list[tuple[str, str]]
) -> None:
    """These quotes are found, no others, and the list of speakers counts just these."""
    archive = read(text)
    assert said(archive) == expected
    names = [name for name, _ in expected]
    assert counts(archive) == {name: names.count(name) for name in names}
    for name in names:
        assert spoken_by(archive, name) == [words for other, words in expected if other == name]


def test_a_quote_keeps_its_not(read: Reading) -> None:
    """“not” stays in the quote, and the search for words without it passes it by."""
    archive = read(
        " date 2024-09-13 The mine “will not reopen,” owner Kai Brandt said on Friday. A week"
        " before, board member Eva Noor had told the town that it “will reopen” in spring."
    )
    assert spoken_by(archive, "brandt") == ["The mine “will not reopen,”"]
    assert archive.search('speaker:brandt said:"will reopen"').total == 0
    (hit,) = archive.search('speaker:noor said:"will reopen"').hits
    assert [quote.text for quote in hit.quotes] == ["that it “will reopen” in spring"]


def test_forms_of_a_press_release(read: Reading) -> None:
    """A dash and a name after the words, a line with office and name before them."""
    archive = read(
        " date 2024-05-02 The Harbour Board of Lindo named a new pilot on Thursday.\n\n“Ada knows"
        " every rock in this bay.” —Commissioner Rune Falk\n\nFrom the head of the board, Oona"
        " Prill:\n\n“She starts on Monday, and we are glad of it.”"
    )
    assert spoken_by(archive, "Rune Falk") == ["“Ada knows every rock in this bay.”"]
    assert spoken_by(archive, "Oona Prill") == ["“She starts on Monday, and we are glad of it.”"]
    assert not spoken_by(archive, "ada")


def test_a_surname_of_two_is_given_to_neither(read: Reading) -> None:
    """What “Berg” said is kept as said by “Berg”, and hardly sure."""
    archive = read(
        " date 2024-11-05 Nils Berg and Ola Berg both sat on the bench. “It is late,” Berg said."
    )
    assert said(archive) == [("Berg", "“It is late,”")]
    assert not spoken_by(archive, "Nils Berg")
    assert not spoken_by(archive, "Ola Berg")
    assert archive.quotes()[0].quote.confidence < 0.4
    assert counts(archive) == {"Berg": 1}


def test_an_official_is_shown_as_unnamed(read: Reading) -> None:
    """A description is no name, and the person named before it has no quote."""
    archive = read(
        " date 2024-06-11 President Alma Reyes arrived an hour late. “Nobody raised his voice,” a"
        " Norland official said. Reyes left without a word."
    )
    assert [speaker.named for speaker in archive.speakers.page()] == [False]
    assert not spoken_by(archive, "reyes")


def test_nobody_is_called_unknown(read: Reading) -> None:
    """Cries without a speaker are found by speaker:unknown, and not counted."""
    archive = read(
        " date 2024-03-12 The council of Orsk met for two hours on Tuesday.\n\n“Shame!”\n\n“Shame"
        " on you all!”\n\nThe vote was five to four. “It is done,” said clerk Ana Pell."
    )
    assert counts(archive) == {"Ana Pell": 1}
    (hit,) = archive.search("speaker:unknown").hits
    assert [quote.text for quote in hit.quotes] == ["“Shame!”", "“Shame on you all!”"]


def test_names_of_one_make_one_entity(read: Reading) -> None:
    """Surname first, an initial, three names of a country; “He” is none."""
    archive = read(
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


def test_marks_stand_at_the_name_where_control_characters_were(read: Reading) -> None:
    """The span of a name cuts it out of the text as it is kept."""
    archive = read(
        " date 2024-04-02 The ferry\f left Torp\u00adpier\x01 at noon. 😀 Greta Holm waved.\n"
    )
    (entry,) = archive.articles()
    text = archive.article(entry.id).text
    (person,) = (one for one in archive.annotation(entry.id).entities if one.label == "person")
    assert [span.cut(text) for span in person.mentions] == ["Greta Holm"]
    assert all(char.isprintable() for char in text)
