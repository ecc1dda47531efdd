"""Quotes in headings and pull quotes have their speaker; titles are no quotes."""

from __future__ import annotations

import pytest

from tests.support.parsing import speakers_of_words

# Paragraphs, and the speaker of the quote that has some words; "" if nobody is named for them.
FAULTS = [
    pytest.param(
        "'Nobody asked the river': anglers fight weir plan\n\nThe weir at Tarnholm will be "
        'rebuilt in concrete.\n\n"Nobody asked the river, and nobody asked us," said Oskar '
        "Lindqvist.",
        {"'Nobody asked the river'": "Oskar Lindqvist"},
        id="a headline with a colon repeats words of the text",
    ),
    pytest.param(
        "Mayor: “We were wrong about the trees”\n\nMayor Adaeze Whitcombe cancelled the felling "
        "of 90 limes on Tuesday.\n\nThe contractor has been paid.",
        {"“We were wrong about the trees”": "Adaeze Whitcombe"},
        id="an office before a colon",
    ),
    pytest.param(
        "“I still hear the bell”\n\nA chapel has lost its bell to thieves.\n\nMorag Dunsire, 81, "
        "rang it for her wedding. “I still hear the bell when the wind is right,” she said.",
        {"“I still hear the bell”": "Morag Dunsire"},
        id="a headline that is all quote",
    ),
    pytest.param(
        "Whitfield on the cup run: 'We eat together, we win together'\n\nCaptain Declan Whitfield "
        "puts it down to breakfast.",
        {"'We eat together": "Declan Whitfield"},
        id="a surname, a subject and a colon",
    ),
    pytest.param(
        "Salt works are for sale. Few people want them.\n\n“My hands are older than I am”\n– "
        "Teodora Blanes, salt raker\n\nThe owner moved to the capital.",
        {"“My hands are older": "Teodora Blanes"},
        id="a pull quote with a dash and a name below",
    ),
    pytest.param(
        "EXCLUSIVE: “They paid me to lose” – former champion\n\nThe boxer Rocco Vantongeren has "
        "told this newspaper that he threw two fights.",
        {"“They paid me to lose”": "Rocco Vantongeren"},
        id="a role after a dash, and one person in the text",
    ),
    pytest.param(
        "Dam 'safe for a century' – engineers\n\nThe Institute of Civil Works said the wall was "
        "safe for a century.",
        {"'safe for a century'": "Institute of Civil Works"},
        id="a fragment and a group after a dash",
    ),
    pytest.param(
        "Teacher who swam home: 'I had marking to do'\n\nFlood water cut off the school.\n\n"
        "Physics teacher Bartholomew Ngozi, 52, left by the window and swam.",
        {"'I had marking to do'": "Bartholomew Ngozi"},
        id="a role with a clause before a colon",
    ),
    pytest.param(
        "Road plan is 'a gift to potholes', says head of drivers' club\n\nThe county will mend "
        "one road in ten.\n\nIn a letter to the county, Perpetua Ashgrove writes that her members "
        "laugh at it.",
        {"'a gift to potholes'": "Perpetua Ashgrove"},
        id="a role in a headline, and only one person speaks in the text",
    ),
    pytest.param(
        "Ferry was ‘a bath with an engine’, inquiry hears\n\nThe inquiry into the sinking of the "
        "Lady Orla opened on Monday.\n\n“She was a bath with an engine,” the mate, Ruben "
        "Castellane, said.",
        {"‘a bath with an engine’": "Ruben Castellane"},
        id="a fragment that a witness repeats",
    ),
    pytest.param(
        "Ann MacDonald and Ana de la Cruz met in Torp. They spoke of the bridge.\n\nde la Cruz"
        "\n\n“We were never asked about the salt, and nobody told us.”\n\nThe plan is old.",
        {"never asked": "Ana de la Cruz"},
        id="a surname of several words above a quote",
    ),
    pytest.param(
        "The market will move to the car park in May.\n\n‘Fish do not drive’\n\nFishmonger Ida "
        "Brackenbury does not want to go. ‘Fish do not drive,’ she said, ‘and nor do I.’",
        {"‘Fish do not drive’": "Ida Brackenbury"},
        id="a cross-heading from the paragraph below",
    ),
]
LOOK_ALIKES = [
    pytest.param(
        "Ann MacDonald and Rune Falk met in Torp. They spoke of the bridge.\n\nDonald\n\n“We were "
        "never asked about the salt, and nobody told us.”\n\nThe plan is old.",
        {"never asked": ""},
        id="the end of a surname above a quote",
    ),
    pytest.param(
        "“The Long Way Down” wins book prize\n\nA novel about a lift has won the prize. It is the "
        "third book by Saoirse Kilbane.",
        {"The Long Way Down": ""},
        id="the title of a book",
    ),
    pytest.param(
        "Opinion: why the ‘smart city’ is not clever\n\nThe council wants sensors in every bin.",
        {"smart city": ""},
        id="a term in a headline",
    ),
    pytest.param(
        "The price of salt: what buyers should know\n\nBuyers should ask Teodora Blanes.",
        {"what buyers should know": ""},
        id="a headline with a colon and no quote",
    ),
    pytest.param(
        "Festival 'will go ahead' despite flood\n\nOrganisers of the Corran Festival say that it "
        "will go ahead on Saturday, with boats. Ana Pell sells the tickets.",
        {"'will go ahead'": ""},
        id="words of organisers, not of the person named later",
    ),
    pytest.param(
        "Bus fares 'a tax on the poor', union says\n\nFares rise by a fifth. Driver Mitch Oram is "
        "on leave.",
        {"'a tax on the poor'": ""},
        id="words of a union, not of a driver",
    ),
    pytest.param(
        "‘Night of the Lanterns’ – programme\n\nLanterns float at nine. Vera Tolland plays the "
        "harp.",
        {"Night of the Lanterns": ""},
        id="the name of an event before a dash",
    ),
    pytest.param(
        "HOST: Good evening.\n\nELSA BRIM: Good evening.\n\nHOST: Is it cold?\n\nBRIM: It is.",
        {"Is it cold?": "", "It is.": "Elsa Brim"},
        id="the label of a host is no headline about the guest",
    ),
    pytest.param(
        "Judge blocks pier sale\n\nA court in Corran blocked the sale of the pier on Friday.\n\n"
        "“We will appeal,” said the buyer, Luca Farnese.",
        {"“We will appeal,”": "Luca Farnese", "pier sale": ""},
        id="a headline without a quote",
    ),
    pytest.param(
        "Ann Corby – a life in pictures\n\nThe gallery shows 40 of them. “Look twice,” says its "
        "keeper, Josef Harrow.",
        {"“Look twice,”": "Josef Harrow", "a life in pictures": ""},
        id="a name and a dash without a quote",
    ),
    pytest.param(
        "1. “Harbour lights” is a song.\n\n2. Tom Bell wrote it.",
        {"Harbour lights": ""},
        id="a list with a title",
    ),
]


@pytest.mark.parametrize(("text", "expected"), [*FAULTS, *LOOK_ALIKES])
def test_words_of_headings_have_these_speakers(text: str, expected: dict[str, str]) -> None:
    """The quote with these words has this speaker, and nobody is named where none is given."""
    assert {words: speakers_of_words(text, words) for words in expected} == expected
