"""Headings have the speaker that they name, or whose words they repeat; others have none."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_quotes

CASES = [
    pytest.param(
        "‘Mould ate my boat’: life on the quay\n\nAna Pell has lived there since May. “Mould ate "
        "my boat and my bed,” she says.",
        [
            ("‘Mould ate my boat’", "Ana Pell"),
            ("“Mould ate my boat and my bed,”", "Ana Pell"),
        ],
        id="headline: a colon before the matter, not before the speaker",
    ),
    pytest.param(
        "'A new start': Harbour Union hails pay deal at Calder Docks\n\nDockers at Calder Docks "
        'voted by nine to one for a three-year deal.\n\n"The phones were quiet and then they '
        'were not," union secretary Rosalind Petherick of the Harbour Union said.',
        [
            ("'A new start'", "Harbour Union"),
            ('"The phones were quiet and then they were not,"', "Rosalind Petherick"),
        ],
        id="headline: fragment, colon, organisation as speaker",
    ),
    pytest.param(
        "The last wool auction in Kettlebridge raised less than the cost of the hall.\n\n“I "
        "have wool in the bath.”\nTamsin Oglethorpe, hill farmer\n\nBuyers from three counties "
        "used to come. On Wednesday there were two, and one was looking for his glasses.",
        [
            ("“I have wool in the bath.”", "Tamsin Oglethorpe"),
        ],
        id="pull quote in the middle of the page, name on a line of its own below",
    ),
    pytest.param(
        "“You cannot export a view”\n\nVineyards above Tsinara are for sale, and the buyers "
        "want only the cellars.\n\n“You cannot export a view,” says Giorgi Mchedlidze, who has "
        "tended the slope for 40 years. “They will find out.”",
        [
            ("“You cannot export a view”", "Giorgi Mchedlidze"),
            ("“You cannot export a view,” … “They will find out.”", "Giorgi Mchedlidze"),
        ],
        id="pull quote repeats a quote of the body; the speaker is named there",
    ),
    pytest.param(
        "Ardmore were ‘second to every ball’, says Strachan-Boyd\n\nArdmore FC lost at home for "
        "the first time since August.\n\nManager Hamish Strachan-Boyd did not look for excuses. "
        "“We were second to every ball and third to some,” he said.",
        [
            ("Ardmore were ‘second to every ball’", "Hamish Strachan-Boyd"),
            ("“We were second to every ball and third to some,”", "Hamish Strachan-Boyd"),
        ],
        id="headline fragment in single marks with says and surname",
    ),
    pytest.param(
        "The Women’s Cricket Board will pay match fees by the day, not by the match.\n\n‘Rain "
        "cost me my rent’\n\nFast bowler Mehwish Qureshi had asked for the change last winter. "
        "‘Rain cost me my rent twice,’ said Qureshi, who sells insurance between tours.",
        [
            ("‘Rain cost me my rent’", "Mehwish Qureshi"),
            ("‘Rain cost me my rent twice,’", "Mehwish Qureshi"),
        ],
        id="cross-heading in marks, taken from the quote further below",
    ),
    pytest.param(
        "'Theft' or 'bookkeeping'? Berrocal and Goikoetxea clash over harbour fund\n\nFormer "
        "auditor Ana Lucía Berrocal told lawmakers on Monday that what happened to the harbour "
        'fund was "theft, with receipts". Treasurer Fermín Goikoetxea answered that it was '
        "bookkeeping.",
        [
            ("'Theft'", "Ana Lucía Berrocal"),
            ("'bookkeeping'", "Fermín Goikoetxea"),
            (
                'that what happened to the harbour fund was "theft, with receipts"',
                "Ana Lucía Berrocal",
            ),
            ("that it was bookkeeping", "Fermín Goikoetxea"),
        ],
        id="two headline fragments by two people",
    ),
    pytest.param(
        "‘No risk to the public’ after leak at Hessle plant\n\nA valve at the Vantor Chemicals "
        "plant in Hessle let out chlorine for six minutes on Sunday. “There was and is no risk "
        "to the public,” Vantor Chemicals said in a statement. The Environment Agency is "
        "looking into it.",
        [
            ("‘No risk to the public’", "Vantor Chemicals"),
            ("“There was and is no risk to the public,”", "Vantor Chemicals"),
        ],
        id="headline in marks by an organisation not named in it; the statement is in the text",
    ),
    pytest.param(
        "THE VERDICT\n\nPetra Kolářová – “Too long by an hour, and I would see it again.”\n\n"
        "Sione Vakalahi – “I slept. Well.”\n\nThe musical runs at the Old Customs House until "
        "July.",
        [
            ("“Too long by an hour, and I would see it again.”", "Petra Kolářová"),
            ("“I slept. Well.”", "Sione Vakalahi"),
        ],
        id="name dash quote in a box",
    ),
    pytest.param(
        "‘I screamed and nobody came’: Mum tells of night trapped in lift with baby\n\nA mum "
        "has told how she spent seven hours stuck in a lift with her six-month-old son. "
        "Kayleigh Stannard, 27, and little Reece were on their way to the ninth floor when it "
        "jolted to a stop.\n\n‘I screamed and nobody came,’ she said. ‘My phone was on four per "
        "cent.’",
        [
            ("‘I screamed and nobody came’", "Kayleigh Stannard"),
            ("how she spent seven hours stuck in a lift with her six-month-old son", "a mum"),
            (
                "‘I screamed and nobody came,’ … ‘My phone was on four per cent.’",
                "Kayleigh Stannard",
            ),
        ],
        id="tabloid headline with single marks and role; body names her and repeats the words",
    ),
]
LOOK_ALIKES = [
    pytest.param(
        "Budget 2026: five things to know\n\nExplainer: The Ministry of Finance will print no "
        "new notes. The aim is to save paper, finance secretary Joyce Kipkemboi said.",
        [
            ("The aim is to save paper", "Joyce Kipkemboi"),
        ],
        id="colon after a topic: no speaker",
    ),
    pytest.param(
        "Theatre review: ‘The Glass Year’ at the Arcadia Players\n\nLaszlo Fenyvesi directs "
        "with a cold hand, and the third act of ‘The Glass Year’ is all the better for it.",
        [],
        id="review headline with a title in marks and a colon",
    ),
    pytest.param(
        "Colombo: three held over warehouse fire\n\nThree men were arrested on Friday over the "
        "fire that destroyed a tea warehouse near the port of Colombo. All three worked there, "
        "police superintendent Roshan Perera said.",
        [
            ("All three worked there", "Roshan Perera"),
        ],
        id="place and colon open a headline",
    ),
    pytest.param(
        "Town’s ‘ghost roundabout’ to go\n\nThe roundabout that joins no roads will be dug up "
        "next week. “I got married on it,” said resident Merete Lindqvist-Holm. The ‘ghost "
        "roundabout’ was built for a factory that never came.",
        [
            ("“I got married on it,”", "Merete Lindqvist-Holm"),
        ],
        id="scare quotes in a headline that nobody is reported to have said",
    ),
    pytest.param(
        "Watch: Elephant takes a bath in hotel pool\n\nPhotos: Thabang Motaung\n\nSponsored: "
        "Half-price tents at Orbit Stores\n\nThe elephant left through the lobby. “He wiped his "
        "feet,” said Motaung, who took the pictures.",
        [
            ("“He wiped his feet,”", "Thabang Motaung"),
        ],
        id="Watch:, Photos:, Sponsored: labels are nobody",
    ),
    pytest.param(
        "Results, women’s and men’s 10km\n\nWinner: Birgit Aune\n\nSecond: Joan Castellví\n\n"
        "Fastest: Temur Rakhimov: 28:14\n\nAune had run with a cold. “I coughed in rhythm,” she "
        "said.",
        [
            ("“I coughed in rhythm,”", "Birgit Aune"),
        ],
        id="a name and a colon in a list of results, no speech",
    ),
    pytest.param(
        "What to see this week\n\n“The Weigher of Salt”\n\nHadiza Bello-Sani’s third film is "
        "her quietest. A man counts sacks, and his daughter counts the days.\n\n“Kites over "
        "Mardan”\n\nA documentary about three boys and one roof.",
        [],
        id="quoted film titles as a heading of a list",
    ),
    pytest.param(
        "No more night trains\n\nSvea Rail will end its service to the north in autumn. "
        "Operations chief Pontus Lagerkvist cited the cost of sleeping cars.\n\nThe last "
        "whistle\n\nThe final train leaves on 3 September. “I will be on it, with a sandwich,” "
        "Lagerkvist said.",
        [
            ("“I will be on it, with a sandwich,”", "Pontus Lagerkvist"),
        ],
        id="cross-heading without marks is narration, not speech of the man below",
    ),
    pytest.param(
        "“Without fear and on Thursdays”\n\nEditor: Bartholomew Nze\n\nThe Ogidi Messenger will "
        "appear twice a week from May. “People complained that too much happened on Mondays,” "
        "Nze said.",
        [
            ("“People complained that too much happened on Mondays,”", "Bartholomew Nze"),
        ],
        id="a motto under a masthead is no pull quote of the editor named below",
    ),
    pytest.param(
        "Itzel Montalvo: the singer who repairs tractors\n\nHer hands are black from the "
        "gearbox, and the guitar has a cloth on it for that reason. “She is a better mechanic "
        "than I am,” says her brother, Rigoberto Paz. Montalvo is on tour from June.",
        [
            ("“She is a better mechanic than I am,”", "Rigoberto Paz"),
        ],
        id="question headline with a name and a colon that is a topic",
    ),
]


test_quotes_of_the_kind = has_quotes(CASES)
test_look_alikes = has_quotes(LOOK_ALIKES)
