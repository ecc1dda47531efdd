"""Companies and bodies are known by the noun beside their name, and called by it later."""

from __future__ import annotations

import pytest

from tests.support.parsing import entities, speakers_of_words

SPEAKERS = [
    ("Budget airline Skylark cut 40 flights. “We are sorry,” the airline said.", "Skylark"),
    ("The charity Open Table feeds 3,000 people a week. “We are sorry,” it said.", "Open Table"),
    ("The charity Open Table feeds many. “We are sorry,” the charity said.", "Open Table"),
    ("The think tank Policy Forge met. “We are sorry,” the think tank said.", "Policy Forge"),
    (
        "The Kestrel Foundation and the brewer Morlock have parted. “We are sorry,” the brewer "
        "said.",
        "Morlock",
    ),
    (
        "The Kestrel Foundation and the brewer Morlock have parted. “We are sorry,” the foundation "
        "said.",
        "Kestrel Foundation",
    ),
    ("FC Lindholm lost again. “We are sorry,” the club said.", "FC Lindholm"),
    ("Pharma group Zentiva Nord closed a plant. “We are sorry,” the group said.", "Zentiva Nord"),
    ("Carmaker Volta Motors closed a plant. “We are sorry,” Volta said.", "Volta Motors"),
    (
        "The World Herring Council, a trade body, met. “We are sorry,” the body said.",
        "World Herring Council",
    ),
    (
        "Medics Without Walls (MWW) left on Thursday. “We are sorry,” MWW said.",
        "Medics Without Walls",
    ),
    ("“We are sorry,” the owner of the ferry, Strand Lines, said.", "Strand Lines"),
    ("“We are sorry,” said the plant’s owner, Delmar Chemicals.", "Delmar Chemicals"),
    ("Greenfold, an environmental group, has sued. “We are sorry,” the group said.", "Greenfold"),
    (
        "The European Herring Centre is shut. “We are sorry,” the centre said.",
        "European Herring Centre",
    ),
    # These look alike, and mean somebody else.
    ("The brewer Karl Moss has sold his shares. “We are sorry,” the brewer said.", "Karl Moss"),
    ("Publisher Anna Holm closed the Torp Press. “We are sorry,” the publisher said.", "Anna Holm"),
    ("“We are sorry,” said the head of the union, Ana Pell.", "Ana Pell"),
    ("“We are sorry,” the director of Strand Lines, Ana Pell, said.", "Ana Pell"),
    (
        "Ida Holm joined in May. She told the company Holm was no longer free. “We are sorry,” "
        "Holm said.",
        "Ida Holm",
    ),
    (
        "The grocer Fry & Dunn and the developer Rune Falk met. “We are sorry,” the "
        "developer said.",
        "Rune Falk",
    ),
    ("Vell Foods sued the baker Otto Lang. “We are sorry,” the baker said.", "Otto Lang"),
    (
        "Torp Lines fired the club’s captain, Rune Falk. “We are sorry,” the captain said.",
        "Rune Falk",
    ),
    ("Ana Pell, who left the firm, spoke for an hour. “We are sorry,” she said.", "Ana Pell"),
    ("“We are sorry,” said Ida Lund (MWW). Medics Without Walls was silent.", "Ida Lund"),
]


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_an_organisation_is_called_by_the_noun_beside_its_name(text: str, speaker: str) -> None:
    assert speakers_of_words(text, "We are sorry,") == speaker


LABELS = [
    ("The drivers’ union Dasef said talks would resume.", "Dasef", "organisation"),
    ("Hotel operator Marisol closed the pool on Friday.", "Marisol", "organisation"),
    ("Marlow Estates, a developer, went into administration.", "Marlow Estates", "organisation"),
    ("The report was written for the consultancy group Quill Dorn.", "Quill Dorn", "organisation"),
    ("Lumen Telecom and Arkady Cable announced a merger.", "Arkady Cable", "organisation"),
    ("They sold it to the auction house Perrin.", "Perrin", "organisation"),
    ("The brewer Karl Moss has sold his shares.", "Karl Moss", "person"),
    ("The developer Rune Falk sold the tower.", "Rune Falk", "person"),
    ("He works for the company in Torp and lives in Oslo.", "Oslo", "place"),
    ("The airline flies to Oslo and Bergen.", "Oslo", "place"),
]


# “The company” is no authority and no town, and an indefinite company may be named later.
MEANT = [
    ("TORP — Okavango Air has cut flights to Maun. “We are sorry,” the carrier said.",
     "Okavango Air"),
    ("TORP — Okavango Air has cut flights to Maun. “We are sorry,” the airline said.",
     "Okavango Air"),
    ("Lindo Motors was fined by the Redress Authority. “We are sorry,” the company said.",
     "Lindo Motors"),
    ("Lindo Motors was fined by the Redress Authority. “We are sorry,” the authority said.",
     "Redress Authority"),
    ("Vell Foods will close its Mississauga plant. “We are sorry,” the company said.",
     "Vell Foods"),
    ("Vell Foods will close its Mississauga plant. “We are sorry,” it said.", "Vell Foods"),
    ("HELSINKI - Rauta Oyj cut its forecast. “We are sorry,” the company said.", "Rauta Oyj"),
    ("HELSINKI - Rauta Oyj cut its forecast. “We are sorry,” Rauta said.", "Rauta Oyj"),
    ("Nurses may strike, the High Court of Saint Brendan ruled. “We are sorry,” the court said.",
     "High Court of Saint Brendan"),
    ("The Unified Machinists of Ontario rejected the deal. “We are sorry,” the union said.",
     "Unified Machinists of Ontario"),
    ("West Riding Constabulary closed the road. “We are sorry,” the force said.",
     "West Riding Constabulary"),
    ("The supermarket chain Pfenn will drop labels. “We are sorry,” the grocer said.", "Pfenn"),
    ("“We are sorry,” an insurance company has told its clients.\n\nThe message of Lindo Mutual "
     "reached 2,300 people.", "Lindo Mutual"),
    ("“We are sorry,” said Norland’s port inspectorate, Statens Tilsyn, on Friday.",
     "Statens Tilsyn"),
    # Nobody is called so, or a person is meant.
    ("The Redress Authority met in Torp. “We are sorry,” the company said.", ""),
    ("The Teachers’ Union of Dorn met in Torp. “We are sorry,” the airline said.", ""),
    ("“We are sorry,” an insurance company has told its clients. The Redress Authority was silent.",
     ""),
    ("Falk & Sons closed a shop. “We are sorry,” the union said.", ""),
    ("Grocer Ana Pell left Vell Foods. “We are sorry,” the grocer said.", "Ana Pell"),
    ("“We are sorry,” said the president of the High Court of Norland, Ana Pell.", "Ana Pell"),
    ("Ana Pell of Ontario met Rune Falk. “We are sorry,” Pell said.", "Ana Pell"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker"), MEANT)
def test_a_kind_of_company_means_no_other_body(text: str, speaker: str) -> None:
    assert speakers_of_words(text, "We are sorry,") == speaker


@pytest.mark.parametrize(("text", "name", "label"), LABELS)
def test_the_noun_beside_a_name_tells_its_type(text: str, name: str, label: str) -> None:
    assert {entity.name: entity.label for entity in entities(text)}[name] == label


DATELINES = [
    ("HELSINKI: The harbour is shut.", "Helsinki", "place"),
    ("BRENMOUTH - Corvane Ferries and the Sound & Isles Line will merge.", "Brenmouth", "place"),
    ("OXHAVEN – Kestrel Foods closed a plant.", "Oxhaven", "place"),
    ("MARA DOLL, HOST: Is it safe?\nFINN OSK, CHEMIST: Not yet.\nOSK: Boil it.", "OSK", ""),
]


@pytest.mark.parametrize(("text", "name", "label"), DATELINES)
def test_a_dateline_is_a_place_and_the_label_of_a_turn_is_none(
    text: str, name: str, label: str
) -> None:
    labels = {entity.name.casefold(): entity.label for entity in entities(text)}
    assert (labels.get(name.casefold()) == "place") is (label == "place")


OPENINGS = [
    ("Budget airline Skylark cut 40 flights.", "Budget", False),
    ("Carmaker Volta Motors closed a plant.", "Carmaker Volta Motors", False),
    ("Pharma group Zentiva Nord closed a plant.", "Pharma", False),
    ("Siemens subsidiary Vell closed a plant. It was old.", "Siemens", True),
    ("Budget Airlines closed its office in Oslo.", "Budget Airlines", True),
]


@pytest.mark.parametrize(("text", "name", "is_kept"), OPENINGS)
def test_only_a_name_is_a_name_at_the_start_of_a_sentence(
    text: str, name: str, *, is_kept: bool
) -> None:
    assert (name in {entity.name for entity in entities(text)}) is is_kept
