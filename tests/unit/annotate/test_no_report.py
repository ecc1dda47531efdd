"""Indirect contents that report nothing are not shown, and reports are."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_quotes

CASES = [
    pytest.param(
        "Milica Stojković saw the roof fall and heard the glass go after it. She felt the floor "
        "tilt, ran for the stairs and did not look back until she was on the tram.",
        [],
        id="saw / watched / felt: perception with a clause",
    ),
    pytest.param(
        "Kwesi Baidoo hands out a leaflet at the market gate every Friday. It shows a fish with "
        "two heads. He signs each one with a blue pen.",
        [],
        id="hands out, signs, shows: verbs with an object",
    ),
    pytest.param(
        "Sunmark Foods did not answer a request for comment. Its lawyer, Deirdre Malone, "
        "declined to be interviewed, and Arturo Benavides could not be reached by telephone on "
        "Saturday.",
        [],
        id="did not answer / declined",
    ),
    pytest.param(
        "Experience shows that bridges rust from below. The storm meant that nobody could look. "
        "The visit told the engineers little that they did not know, and Thea Vandermolen drove "
        "home with a dry umbrella.",
        [],
        id="a thing as the subject of shows, means, tells",
    ),
    pytest.param(
        "Olivier Mbarga is believed to have crossed the river at night. The car is thought to "
        "have been sold for parts in the north.",
        [],
        id="believed to be, thought to have: no source at all",
    ),
    pytest.param(
        "Nthabiseng Molefe wants to be a pilot. She plans to leave Bright Futures Academy next "
        "year, and her mother is looking for a second job.",
        [],
        id="hopes and plans by verbs of wanting",
    ),
    pytest.param(
        "Kestrel Mining agreed to pay 40 million in back wages. The Labour Court ordered the "
        "firm to open its books, and the firm appealed.",
        [],
        id="verbs of agreement and signing between institutions",
    ),
    pytest.param(
        "Solveig Rød named her boat after her dentist. Ivan Petrosyan called her a taxi at "
        "eleven, and she told nobody where she was going.",
        [],
        id="named, called for: a name given, no report",
    ),
    pytest.param(
        "Uzma Dar pointed at the crack with a ruler. She addressed the parcel to herself, "
        "stated no sender and spoke to the cat on the way to the post office.",
        [],
        id="point out and speak to in their physical sense",
    ),
    pytest.param(
        "Idrissa Traoré, a noted collector of maps, observed the feast at home. Sebastião "
        "Correia added a third goal after the break. The flood claimed 14 lives and the town "
        "concluded the festival early.",
        [],
        id="noted as adjective, observed a holiday, added a goal, claimed lives",
    ),
    pytest.param(
        "Satellite pictures reveal that the lake has split in two. Blood tests suggested that "
        "the sheep had eaten paint. The vet, Nora Haugstad, is buying a new fence.",
        [],
        id="reveal and suggest by pictures and tests",
    ),
    pytest.param(
        "Ciaran Docherty knew that the last boat left at six. He forgot that the clocks had "
        "changed and decided that the island could do with one more guest.",
        [],
        id="decided / knew / forgot that",
    ),
    pytest.param(
        "Take a large onion, say 300 grams, and cut it fine. Tell the butcher you want the "
        "neck. Fatou Ndiaye’s book has the rest.",
        [],
        id="a recipe or instruction in imperative, say as for example",
    ),
    pytest.param(
        "Thornlea Parish Council has bought the field behind the Methodist chapel for £85,000. "
        "The field, which floods each winter, will be planted with alder and willow by "
        "volunteers of the Woodland Trust of Thornlea.\n\nPauline Garside, whose family farmed "
        "it for four generations, handed over the key to the gate on Saturday. Dermot Healy dug "
        "the first hole. Children from the primary school sang two songs and went home in the "
        "rain.",
        [],
        id="ordinary local news with no reported speech at all",
    ),
    pytest.param(
        "Two people were taken to hospital after a minibus and a tow truck collided on the ring "
        "road at about 6.15am. The road was closed until noon while Metro Police examined the "
        "scene. Footage from a garage showed the truck crossing the centre line.\n\nThe driver "
        "of the minibus, Mthokozisi Radebe, was found in a ditch with a broken arm. Both "
        "vehicles passed their last inspection.",
        [],
        id="accident report: police appeal and closures, showed, found, believe without content",
    ),
]
LOOK_ALIKES = [
    pytest.param(
        "The Ministry of Defence declined to say where the drone came from. Colonel Igor "
        "Stavinsky said it was not one of theirs.",
        [
            ("it was not one of theirs", "Igor Stavinsky"),
        ],
        id="declined to say whether followed by a real statement",
    ),
    pytest.param(
        "People who live above bakeries sleep 40 minutes less, according to Hanneke de Ruijter "
        "of the Institute for Urban Sleep. Her study of 900 households was printed on Monday.",
        [
            ("People who live above bakeries sleep 40 minutes less", "Hanneke de Ruijter"),
        ],
        id="a study that does say something, with authors named",
    ),
    pytest.param(
        "Chukwuemeka Ilo hopes to sail in May. The mast is the only thing missing, he says. "
        "“And the sails,” he adds.",
        [
            ("The mast is the only thing missing", "Chukwuemeka Ilo"),
            ("“And the sails,”", "Chukwuemeka Ilo"),
        ],
        id="hopes with speech in the next sentence",
    ),
    pytest.param(
        "Andrea Bellweather agreed to a second vote. Jon Prentice-Cole agreed that the first "
        "had been a mess.",
        [
            ("that the first had been a mess", "Jon Prentice-Cole"),
        ],
        id="agreed to / agreed that",
    ),
    pytest.param(
        "Meera Joglekar told nobody for six years. In June she told the court the signature was "
        "not hers.",
        [
            ("the signature was not hers", "Meera Joglekar"),
        ],
        id="told nobody against told the court",
    ),
    pytest.param(
        "Pranvera Gashi heard the blast. Her neighbour, Luan Berisha, reported that the pipe "
        "had smelled of eggs since Sunday.",
        [
            ("that the pipe had smelled of eggs since Sunday", "Luan Berisha"),
        ],
        id="perception verb with a source clause: heard from X that",
    ),
    pytest.param(
        "Teodoro Manalastas added a second goal on the hour. “The first was luck,” he said. "
        "“The second was also luck,” he added.",
        [
            ("“The first was luck,”", "Teodoro Manalastas"),
            ("“The second was also luck,”", "Teodoro Manalastas"),
        ],
        id="added a goal and added a sentence by the same man",
    ),
    pytest.param(
        "The Registry of Companies lists no owner. A notice on its website states that files "
        "older than 2009 were lost in a move.",
        [
            ("that files older than 2009 were lost in a move", "a notice on its website"),
        ],
        id="a document that states something is a source",
    ),
    pytest.param(
        "Kanat Zhoroev warned the driver with his torch. Asel Nurmatova warned that the ice "
        "would not carry a bus. It did not.",
        [
            ("that the ice would not carry a bus", "Asel Nurmatova"),
        ],
        id="warned with no content against warned that",
    ),
    pytest.param(
        "Two people were taken to hospital after a minibus and a tow truck collided on the ring "
        "road, Metro Police said. “The truck seems to have lost a wheel,” spokesperson Palesa "
        "Motsepe said. She asked anyone with dashcam footage to come forward.",
        [
            (
                "Two people were taken to hospital after a minibus and a tow truck collided on the "
                "ring road",
                "Metro Police",
            ),
            ("“The truck seems to have lost a wheel,”", "Palesa Motsepe"),
        ],
        id="ordinary accident report that does report",
    ),
]


test_quotes_of_the_kind = has_quotes(CASES)
test_look_alikes = has_quotes(LOOK_ALIKES)
