"""Nested sources, shared surnames, misspelt names and user names have the right speaker."""

from __future__ import annotations

import pytest

from tests.support.parsing import speakers_of_words

FAULTS = [
    pytest.param(
        "A new ad from Tom Falk's presidential campaign is out. The campaign said it would air.",
        {"it would air": "Falk campaign"},
        id="an adjective between whose campaign it is and the noun",
    ),
    pytest.param(
        "Greta Klint spoke on Monday. Klint spokeswoman Ida Palmer said the plan was poor. “It is "
        "a taunt,” she said.",
        {"It is a taunt": "Ida Palmer"},
        id="whose spokeswoman said it did not say it",
    ),
    pytest.param(
        "Pasquale Wrenn, 74, and Ivo Wrenn, 71, came to blows. “He moves things,” said the "
        "younger. “He shouts,” said the elder.",
        {"He moves": "Ivo Wrenn", "He shouts": "Pasquale Wrenn"},
        id="“the younger” and “the elder” alone",
    ),
    pytest.param(
        "Pasquale Wrenn, 74, and Ivo Wrenn came to blows. “He shouts,” said the elder.",
        {"He shouts": ""},
        id="the elder of two people, one of unknown age",
    ),
    pytest.param(
        "My uncle, Nye Moll, lives there. “I've got a process,” said my uncle.",
        {"I've got": "Nye Moll"},
        id="“my uncle” twice",
    ),
    pytest.param(
        "Ida Moll's uncle, Nye Moll, lives there. “I've got a process,” said my uncle.",
        {"I've got": ""},
        id="somebody else's uncle",
    ),
    pytest.param(
        "Greta Voss spoke at the gate. Tom Falk then found a woman in the shed. “I saw him,” she "
        "said.",
        {"I saw him": ""},
        id="somebody unnamed who was found speaks next",
    ),
    pytest.param(
        "Greta Voss hired a teacher. “I saw him,” she said.",
        {"I saw him": "Greta Voss"},
        id="but not before who found her",
    ),
    pytest.param(
        "“It is late,” said Esmé Van Rossen, the minister. Her aunt, Ida Pell, left.\n\n“Is it?” "
        "asked Quentin Babatun. It was.\n\nThe party was tired. The hall was cold. The soup was "
        "thin. The bread was old. The clock was slow. “That was a joke,” he said.",
        {"That was a joke": "Quentin Babatun"},
        id="the only man, some sentences back",
    ),
    pytest.param(
        "Farmer told his sheep are dead\n\nA farmer lost money. The official wrote that they were "
        "“dead already”.",
        {"dead already": ""},
        id="a noun that opens a headline is nobody's name",
    ),
    pytest.param(
        "A member of Highmoor Mountain Rescue left. In a letter the team said that it was “lost”.",
        {"lost": "Highmoor Mountain Rescue"},
        id="a team that rescues",
    ),
    pytest.param(
        "“We can breathe again,” Petronella and Lewis Ashby-Karo said. “I watched,” Mr Ashby-Karo "
        "said. “They sent flowers,” Mrs Ashby-Karo said.",
        {
            "We can breathe": "Petronella Ashby-Karo; Lewis Ashby-Karo",
            "I watched": "Lewis Ashby-Karo",
            "They sent": "Petronella Ashby-Karo",
        },
        id="a couple that the tagger takes for one person",
    ),
    pytest.param(
        "Elspeth Marrable had set out alone. Her brother, Rory Marrable, stayed. “Would she have "
        "known?” asked Mr Marrable.",
        {"Would she": "Rory Marrable"},
        id="“her brother” decides for a first name of both genders",
    ),
    pytest.param(
        "Pasquale Wrenn, 74, and Ivo Wrenn, 71, came to blows. “He moves things,” the younger "
        "Wrenn said. “He shouts,” the elder Wrenn said.",
        {"He moves": "Ivo Wrenn", "He shouts": "Pasquale Wrenn"},
        id="the younger of two people with their ages",
    ),
    pytest.param(
        "Ida Kwan will run the city. A paper on which a voter had drawn a face was allowed. “It's "
        "nice,” she said.",
        {"It's nice": "Ida Kwan"},
        id="somebody unnamed who is mentioned only in a relative clause is not “she”",
    ),
    pytest.param(
        "Emeric Tolland praised it. With his second wife, the mezzo Delphine Royl, he kept bees. "
        "“He sang to the bees,” she said.",
        {"He sang": "Delphine Royl"},
        id="“his” and “he” in one sentence are the same man",
    ),
    pytest.param(
        "Ida Kwan will run the city. A voter drew a face on her paper. “It's nice,” she said.",
        {"It's nice": ""},
        id="somebody unnamed who is the subject of the sentence is “she”",
    ),
    pytest.param(
        "Harbour clerk Ana Pell said the pilot, Ivo Strand, had told her that the light was out. "
        "“He said it twice,” Pell said.",
        {"the light was out": "Ana Pell", "“He said it twice,”": "Ana Pell"},
        id="a report inside a report belongs to the one who reports it",
    ),
    pytest.param(
        "“My father used to say, ‘Never trust a calm,’” said the skipper, Greta Voss.",
        {"Never trust a calm": "Greta Voss"},
        id="a quote inside a quote",
    ),
    pytest.param(
        "Peter and Fiona Marlowe finished first and second. “He braked late,” Fiona said. “I "
        "braked once,” Peter said.",
        {"“He braked late,”": "Fiona Marlowe", "“I braked once,”": "Peter Marlowe"},
        id="two people who share the surname that stands once",
    ),
    pytest.param(
        "Mr Andrea Brunetti and Ms Andrea Lodge share an office. “We share the kettle,” Mr Andrea "
        "Brunetti said. He left at six.",
        {"“We share the kettle,”": "Andrea Brunetti"},
        id="a title decides for a first name of both genders",
    ),
    pytest.param(
        "Ashley Corrigan runs the mill and Mary Corrigan the shop. “The mill is mine,” Mr "
        "Corrigan said.",
        {"“The mill is mine,”": "Ashley Corrigan"},
        id="“Mr” and a first name of both genders",
    ),
    pytest.param(
        "Hamza Oduber-Lisle, who runs the works, was at the gate. “Three weeks,” Mr Oduber said.",
        {"“Three weeks,”": "Hamza Oduber-Lisle"},
        id="half of a double surname",
    ),
    pytest.param(
        "Analyst Chiara Vandenberg-Obi put the cost at two million. “It is only money,” "
        "Vandenberg-Obi said.",
        {"“It is only money,”": "Chiara Vandenberg-Obi"},
        id="a double surname that the tagger cuts",
    ),
    pytest.param(
        "Signe Halvorsen closed the meeting. “The motion falls,” Halversen said.",
        {"“The motion falls,”": "Signe Halvorsen"},
        id="a surname misspelt once",
    ),
    pytest.param(
        "A user called @mudlark_77 was first to notice. “The tide is late,” @mudlark_77 wrote.",
        {"“The tide is late,”": "@mudlark_77"},
        id="a user name as speaker",
    ),
    pytest.param(
        "“A friend of mine saw it go under,” a friend of the singer Nadia Corvane said.",
        {"saw it go under": ""},
        id="a friend of somebody named is not that person",
    ),
    pytest.param(
        "The chairman, Lord Ashbourne-Pike, said the search would look “behind the sofa”.",
        {"behind the sofa": "Lord Ashbourne-Pike"},
        id="a rank stays part of a name without a first name",
    ),
    pytest.param(
        "Counsel to the inquiry, Svetlana Morozova KC, asked why. “You had a key, did you not?” "
        "she asked.",
        {"“You had a key": "Svetlana Morozova"},
        id="letters after a name are no part of it",
    ),
]
LOOK_ALIKES = [
    pytest.param(
        "Ana Pell told Ivo Strand that the light was out. “Thank you,” Strand said.",
        {"the light was out": "Ana Pell", "“Thank you,”": "Ivo Strand"},
        id="the listener of a report speaks next",
    ),
    pytest.param(
        "“It was a calm,” said Greta Voss. “‘Calm’ is what we call it,” said her mate, Jonas Arnt.",
        {"“It was a calm,”": "Greta Voss", "what we call it": "Jonas Arnt"},
        id="a word in single marks inside another person's quote",
    ),
    pytest.param(
        "Jordan and Fiona Marlowe's lawyer, Uwe Brandt, met. “No deal,” Brandt said.",
        {"“No deal,”": "Uwe Brandt"},
        id="the lawyer of a couple",
    ),
    pytest.param(
        "Carl Norden and Astrid Nordan sat side by side. “I am not him,” Nordan said. “Nor I "
        "her,” Norden said.",
        {"“I am not him,”": "Astrid Nordan", "“Nor I her,”": "Carl Norden"},
        id="two people whose surnames differ by a letter",
    ),
    pytest.param(
        "Ada and Tim Falk were at the gate. “It is late,” Falk said.",
        {"“It is late,”": "Falk"},
        id="a surname of two people stays open",
    ),
    pytest.param(
        "Mary Corrigan runs the shop. “The mill is not hers,” Mr Corrigan said.",
        {"not hers": "Mr Corrigan"},
        id="“Mr” beside a woman of the surname",
    ),
    pytest.param(
        "Tom Lisle and Hamza Oduber-Lisle were at the gate. “Three weeks,” Lisle said.",
        {"“Three weeks,”": "Tom Lisle"},
        id="somebody else has half of a double surname as a whole",
    ),
    pytest.param(
        "The file camel_case_77 is lost. “Find it,” said the clerk, Petra Imhof.",
        {"“Find it,”": "Petra Imhof"},
        id="a file name does not speak",
    ),
    pytest.param(
        "Clerk of the court Petra Imhof read it out. “Not guilty,” Imhof said.",
        {"“Not guilty,”": "Petra Imhof"},
        id="an office with “of” before a name is that person",
    ),
    pytest.param(
        "King Lovell, 41, mends roofs. “I am no king,” Lovell said.",
        {"“I am no king,”": "King Lovell"},
        id="a first name that is also a rank",
    ),
    pytest.param(
        "The shop sells KC jackets to Petra Imhof. “They are warm,” Imhof said.",
        {"“They are warm,”": "Petra Imhof"},
        id="letters that stand elsewhere",
    ),
]


@pytest.mark.parametrize(("text", "expected"), [*FAULTS, *LOOK_ALIKES])
def test_names_of_speakers(text: str, expected: dict[str, str]) -> None:
    """The quote with these words has this speaker."""
    assert {words: speakers_of_words(text, words) for words in expected} == expected
