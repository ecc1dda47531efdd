"""Quotes without a cue have the speaker that the text around them gives, or none."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_quotes

CASES = [
    pytest.param(
        "Zodwa Ndlangamandla has conducted the Hillcrest Youth Choir for three decades. We met "
        "in the bus that is also her office.\n\nWhat does she look for in a new singer?\n\n"
        "“Somebody who listens to the left and to the right before opening the mouth.”\n\nAnd "
        "the ones who cannot sing?\n\n“They carry the drums. In a year they sing.”",
        [
            (
                "“Somebody who listens to the left and to the right before opening the mouth.”",
                "Zodwa Ndlangamandla",
            ),
            ("“They carry the drums. In a year they sing.”", "Zodwa Ndlangamandla"),
        ],
        id="interview: questions are narration, answers stand alone in marks; one interviewee",
    ),
    pytest.param(
        "Mattias Engdahl, who chairs Norrvik Timber, read from a sheet of paper:\n\n“We have "
        "sawn spruce in this valley since 1911.\n\n“We will not saw it after June.\n\n“To the "
        "140 people who worked here last week I can only say that I am sorry.”\n\nThe room was "
        "silent, then somebody pushed back a chair.",
        [
            (
                "“We have sawn spruce in this valley since 1911. … “We will not saw it after June. "
                "… “To the 140 people who worked here last week I can only say that I am sorry.”",
                "Mattias Engdahl",
            ),
        ],
        id="several paragraphs each opened and never closed, the last closed; introduced by a "
        "colon (open)",
    ),
    pytest.param(
        "The salt is coming up through the ground, not down from the sea, said Rukmini "
        "Vaidyanathan of the Institute of Soil Science.\n\n“You can see it on the brick: a "
        "white line that climbs by a finger’s width each monsoon.”\n\nHer team has drilled 90 "
        "holes between Kadalur and the old lighthouse.",
        [
            (
                "The salt is coming up through the ground, not down from the sea",
                "Rukmini Vaidyanathan",
            ),
            (
                "“You can see it on the brick: a white line that climbs by a finger’s width each "
                "monsoon.”",
                "Rukmini Vaidyanathan",
            ),
        ],
        id="paragraph that is all quote after the same person spoke in the paragraph before",
    ),
    pytest.param(
        "At 93, Ottoline Farquharson still opens the post office at Kirkness at seven. She has "
        "outlived two counters and four kinds of stamp.\n\n‘The dog next door barks at the new "
        "van, so I know when it’s coming.’\n\nShe keeps the old ledgers under the stairs, every "
        "one in her mother’s hand.\n\n‘Nobody has ever asked to see them. You’re the first.’",
        [
            (
                "‘The dog next door barks at the new van, so I know when it’s coming.’",
                "Ottoline Farquharson",
            ),
            ("‘Nobody has ever asked to see them. You’re the first.’", "Ottoline Farquharson"),
        ],
        id="sole interviewee of a profile; quotes without any cue are hers",
    ),
    pytest.param(
        "It was Lubomír Hrdlička of the Fire Brigade of Dolní Lhota who climbed down for the "
        "boy.\n\n“The shaft is as wide as my shoulders and I am not a small man.”\n\nIt took "
        "him nineteen minutes. The boy, five years old, asked on the way up whether there would "
        "be soup.",
        [
            (
                "“The shaft is as wide as my shoulders and I am not a small man.”",
                "Lubomír Hrdlička",
            ),
        ],
        id="quote-only paragraph between narration about the man just introduced",
    ),
    pytest.param(
        "Yusuf Abdirahman Warsame founded Hargeys Meats with two goats and a borrowed freezer. "
        'Would he do it again?\n\n"No."\n\nHe laughs, and looks at the queue outside.\n\n"Ask '
        'me on a Friday and I say yes."',
        [
            ('"No."', "Yusuf Abdirahman Warsame"),
            ('"Ask me on a Friday and I say yes."', "Yusuf Abdirahman Warsame"),
        ],
        id="question by the reporter inside the narration; reply of one word, then a longer one",
    ),
    pytest.param(
        "The Isles Ferry Trust today ordered two battery ferries for the Sound of Vorsa.\n\n"
        "“These boats are quiet enough to hear the seals.”\n\nThose were the words of chief "
        "executive Catriona MacAskill as the contract was signed.",
        [
            ("“These boats are quiet enough to hear the seals.”", "Catriona MacAskill"),
        ],
        id="press release: quote stands alone, name and office follow in the next paragraph",
    ),
    pytest.param(
        "Asked about the state of the pitch, coach Tevita Fonoti of the Lapaha Rugby Union had "
        "this to say:\n\nPhoto: the pitch at Mua after Saturday’s rain\n\n“We trained on the "
        "road. The road drains.”",
        [
            ("“We trained on the road. The road drains.”", "Tevita Fonoti"),
        ],
        id="quote paragraph after had this to say and a photo caption in between",
    ),
    pytest.param(
        'Ewelina Zawadzka puts the tray down, wipes her hands and points at the ceiling:\n\n"Up '
        'there was the bakery school. Forty girls. They threw flour at the Germans."\n\nShe is '
        "88 and has lived over the shop since she was born.",
        [
            (
                '"Up there was the bakery school. Forty girls. They threw flour at the Germans."',
                "Ewelina Zawadzka",
            ),
        ],
        id="colon after a scene, quote in a new paragraph",
    ),
    pytest.param(
        '"They gave us a number to ring," said Bernadette Olukoya, whose street has had no '
        'water since Ash Wednesday. "The number rings and rings."\n\n"On the ninth day a boy '
        'answered. He told me he was only there to fix the phone."\n\nEngineers are due on '
        "Monday.",
        [
            (
                '"They gave us a number to ring," … "The number rings and rings."',
                "Bernadette Olukoya",
            ),
            (
                '"On the ninth day a boy answered. He told me he was only there to fix the phone."',
                "Bernadette Olukoya",
            ),
        ],
        id="first paragraph closes its mark, second goes on without cue after a cue in the "
        "middle of the first",
    ),
    pytest.param(
        "Bruna Dairies recalled 60,000 pots of yoghurt on Wednesday evening. The company "
        "published a statement on its website:\n\n“A seal on one of our machines was found to "
        "be worn. No illness has been reported.\n\n“Customers can return the pots to any shop, "
        "opened or not.”\n\nShops in the north had cleared their shelves by eight.",
        [
            (
                "“A seal on one of our machines was found to be worn. No illness has been "
                "reported. … “Customers can return the pots to any shop, opened or not.”",
                "Bruna Dairies",
            ),
        ],
        id="statement on a website, first mark left open, quote-only paragraphs, organisation "
        "as the speaker",
    ),
    pytest.param(
        "Sunniva Teigen, who died on Thursday at 81, hated rehearsals, interviews and most of "
        "all speeches. In one of the few interviews she gave, in 1996, she spoke for six "
        "minutes.\n\n“I act because I cannot bear to be asked what I think.”\n\nShe joined the "
        "Bergfoss Theatre at 19 and left it in a coffin, as she had promised to.",
        [
            ("“I act because I cannot bear to be asked what I think.”", "Sunniva Teigen"),
        ],
        id="obituary: the dead woman's own words from an old interview, no cue in the sentence",
    ),
    pytest.param(
        "Conductor Katarina Holm-Iversen takes over the Bærum Chamber Orchestra in September. "
        "She spoke to us between two rehearsals.\n\nYou once said you would never lead an "
        "orchestra again. What changed?\n\n“They asked me three times, and the third time they "
        "sent the players instead of the manager. It is hard to say no to eleven violas.”\n\n"
        "What will audiences hear in your first season?\n\n“A lot of music by people who are "
        "alive. And Haydn, because every orchestra should play Haydn until it stops being "
        "afraid of him.”",
        [
            (
                "“They asked me three times, and the third time they sent the players instead of "
                "the manager. It is hard to say no to eleven violas.”",
                "Katarina Holm-Iversen",
            ),
            (
                "“A lot of music by people who are alive. And Haydn, because every orchestra "
                "should play Haydn until it stops being afraid of him.”",
                "Katarina Holm-Iversen",
            ),
        ],
        id="magazine interview in answers of two or three sentences, questions as bold lines",
    ),
    pytest.param(
        "After 71 years on the High Street, Tillotson’s will pull down its shutters for the "
        "last time on Christmas Eve. Owner Bernard Tillotson says the decision was forced on "
        "him by rising business rates and the loss of the car park opposite.\n\n“We used to get "
        "people popping in for a lightbulb on the way to the bank. There’s no bank now and "
        "there’s nowhere to park.”\n\nThe shop was opened by his grandfather, who sold paraffin "
        "from a barrow.\n\n“I’ve had customers in tears at the counter. One chap bought his "
        "first drill here in 1968 and he came in to shake my hand.”",
        [
            (
                "the decision was forced on him by rising business rates and the loss of the car "
                "park opposite",
                "Bernard Tillotson",
            ),
            (
                "“We used to get people popping in for a lightbulb on the way to the bank. There’s "
                "no bank now and there’s nowhere to park.”",
                "Bernard Tillotson",
            ),
            (
                "“I’ve had customers in tears at the counter. One chap bought his first drill here "
                "in 1968 and he came in to shake my hand.”",
                "Bernard Tillotson",
            ),
        ],
        id="local feature: several quote-only paragraphs about a shop closing, one source "
        "throughout",
    ),
]
LOOK_ALIKES = [
    pytest.param(
        "“The harbour stays open,” mayor Hilde Brunvoll said, and sat down.\n\n“Liar!”\n\n“Show "
        "us the contract!”\n\nPolice cleared the gallery at nine.",
        [
            ("“The harbour stays open,”", "Hilde Brunvoll"),
            ("“Liar!”", None),
            ("“Show us the contract!”", None),
        ],
        id="cries from a crowd after a named speaker belong to nobody named",
    ),
    pytest.param(
        "Jorrit Postma lifts the chain from the gate. “They come by bus now,” he says.\n\n“No "
        "swimming. No drones. No exceptions.”\n\nThe sign is in four languages. Postma painted "
        "it himself.",
        [
            ("“They come by bus now,”", "Jorrit Postma"),
        ],
        id="a sign on a wall between two quotes is nobody's speech",
    ),
    pytest.param(
        "We asked shoppers what they would cut first.\n\n“The lottery.” – Femi Adekoya, 34, "
        "welder\n\n“Meat, and then my hair.” – Grace Lemba, 29, nurse\n\n“My daughter’s data.” "
        "– Paul Vink, 52, teacher",
        [
            ("“The lottery.”", "Femi Adekoya"),
            ("“Meat, and then my hair.”", "Grace Lemba"),
            ("“My daughter’s data.”", "Paul Vink"),
        ],
        id="vox pop: each quote has its own name behind it, none runs over to the next",
    ),
    pytest.param(
        "Detective Ruben Castellane told the court he found the phone in a drain. On it was a "
        "message from the accused, Inés Almirón, sent at 02:14.\n\n“It’s done. Don’t call.”\n\n"
        "Castellane said the phone was still wet.",
        [
            ("he found the phone in a drain", "Ruben Castellane"),
            ("“It’s done. Don’t call.”", "Inés Almirón"),
            ("the phone was still wet", "Ruben Castellane"),
        ],
        id="a text message read out in court was written by somebody else than the last speaker",
    ),
    pytest.param(
        "Xiomara Belén Duarte opened with the song that made her name.\n\n“Carry me over the "
        "salt”\n\nThe crowd knew every word. Her new album, “Nine Doors”, comes out in May. “I "
        "wrote it in a laundry,” Duarte told them.",
        [
            ("“I wrote it in a laundry,”", "Xiomara Belén Duarte"),
        ],
        id="song line and book title in marks on their own line",
    ),
    pytest.param(
        "“We heard it before we saw it,” said Halvard Nyhus, who was on the night shift.\n\nThe "
        "slope came down at 3.40 and took the road, a barn and both power lines with it. Nobody "
        "was in the barn.\n\n“Then it was quiet, and that was worse.”",
        [
            ("“We heard it before we saw it,”", "Halvard Nyhus"),
            ("“Then it was quiet, and that was worse.”", "Halvard Nyhus"),
        ],
        id="narration paragraph between two quotes is not a quote",
    ),
    pytest.param(
        "Stallholders at the market say the new toll has cut their takings by a third.\n\n"
        "“People count their coins at the gate and turn round,” said Bernice Acheampong, "
        "secretary of the Adabraka Market Traders’ Union.\n\n“The toll pays for the drains, and "
        "everybody wanted the drains.” Wale Tijani, the city engineer, is unmoved by the "
        "petition on his desk.",
        [
            ("the new toll has cut their takings by a third", "stallholders at the market"),
            ("“People count their coins at the gate and turn round,”", "Bernice Acheampong"),
            ("“The toll pays for the drains, and everybody wanted the drains.”", "Wale Tijani"),
        ],
        id="feature with two sources who alternate, each cue following its quote",
    ),
]


test_quotes_of_the_kind = has_quotes(CASES)
test_look_alikes = has_quotes(LOOK_ALIKES)
