"""Turns of transcripts, interviews and debates have the speaker of their label."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_quotes
from tests.support.parsing import shown_quotes

CASES = [
    pytest.param(
        "KIERA DONNELLAN, HOST: Morning. Is the tunnel safe?\n\nPETE VASQUEZ-LANE, ENGINEER: "
        "Safe, yes. Dry, no.\n\nDONNELLAN: What do I tell my mother?\n\nVASQUEZ-LANE: Boots.",
        [
            ("Morning. Is the tunnel safe?", "Kiera Donnellan"),
            ("Safe, yes. Dry, no.", "Pete Vasquez-Lane"),
            ("What do I tell my mother?", "Kiera Donnellan"),
            ("Boots.", "Pete Vasquez-Lane"),
        ],
        id="full label first, surname later",
    ),
    pytest.param(
        "[00:14] Sana Mirza: Let's start with the ferry.\n\n[00:19] Tobias Grell: It left "
        "without me, and I'm the captain.\n\n[00:27] Mirza: How does that happen?\n\n[00:31] "
        "Grell: Slowly.",
        [
            ("Let's start with the ferry.", "Sana Mirza"),
            ("It left without me, and I'm the captain.", "Tobias Grell"),
            ("How does that happen?", "Sana Mirza"),
            ("Slowly.", "Tobias Grell"),
        ],
        id="labels with time stamps",
    ),
    pytest.param(
        "CLARE WHITCOMBE: Where did you sleep last night?\n\nOUSMANE DIARRA (through "
        "translator): Under the market. There is room under the market.\n\nWHITCOMBE (on "
        "camera): How much room?\n\nDIARRA (through translator): For forty families and one "
        "goat.",
        [
            ("Where did you sleep last night?", "Clare Whitcombe"),
            ("Under the market. There is room under the market.", "Ousmane Diarra"),
            ("How much room?", "Clare Whitcombe"),
            ("For forty families and one goat.", "Ousmane Diarra"),
        ],
        id="(through translator) and another parenthesis in the label",
    ),
    pytest.param(
        "Mr VASS (Salt Point): The jetty cost nine million, and it floats.\n\nMs PELL-ADEYEMI "
        "(Upper Tarn): It is meant to float.\n\nAn honourable member: Not away!\n\nThe SPEAKER: "
        "Order. The jetty is not before us.\n\nMr VASS (Salt Point): It is before the island, "
        "Madam Speaker.\n\nHenrik Vass and Joanna Pell-Adeyemi were asked to withdraw.",
        [
            ("The jetty cost nine million, and it floats.", "Henrik Vass"),
            ("It is meant to float.", "Joanna Pell-Adeyemi"),
            ("Not away!", "an honourable member"),
            ("Order. The jetty is not before us.", "the SPEAKER"),
            ("It is before the island, Madam Speaker.", "Henrik Vass"),
        ],
        id="printed debate: chair, interjection, member for a seat",
    ),
    pytest.param(
        "Lautaro Giménez Roca builds violins from old doors.\n\nQ: What makes a door good?\n\n"
        "A: Age, and nobody slamming it.\n\nQ: And the worst?\n\nA: Prison doors. They are dull.",
        [
            ("What makes a door good?", None),
            ("Age, and nobody slamming it.", "Lautaro Giménez Roca"),
            ("And the worst?", None),
            ("Prison doors. They are dull.", "Lautaro Giménez Roca"),
        ],
        id="Q: and A: with one interviewee",
    ),
    pytest.param(
        "Committee on Fisheries, Tuesday's session\n\nCHAIR (AMELIE RAUSCH): You had 40 minutes "
        "with the net.\n\nWEN JIAQI (Deputy Director): We had 38, and a—\n\nCHAIR: "
        "Thirty-eight, then.\n\nWEN: and a hole in it.",
        [
            ("You had 40 minutes with the net.", "Amelie Rausch"),
            ("We had 38, and a—", "Wen Jiaqi"),
            ("Thirty-eight, then.", "Amelie Rausch"),
            ("and a hole in it.", "Wen Jiaqi"),
        ],
        id="bracketed offices and interrupted turns",
    ),
    pytest.param(
        "BROOKE TANAKA-ELLIS: It went down behind me at noon.\n\nUNIDENTIFIED MALE: Get back! "
        "Get back!\n\nTEXT: Harbour Street, 12.04\n\nTANAKA-ELLIS: That is the fire chief, I "
        "think.",
        [
            ("It went down behind me at noon.", "Brooke Tanaka-Ellis"),
            ("Get back! Get back!", None),
            ("That is the fire chief, I think.", "Brooke Tanaka-Ellis"),
        ],
        id="UNIDENTIFIED MALE and caption text are nobody",
    ),
    pytest.param(
        "Ingeborg Falch: You gave back the medal.\n\nMario Duarte Sanhueza: I gave back the "
        "ribbon. The medal was lost at sea.\n\nIngeborg: At which sea?\n\nMario: The one we "
        "swam in.",
        [
            ("You gave back the medal.", "Ingeborg Falch"),
            ("I gave back the ribbon. The medal was lost at sea.", "Mario Duarte Sanhueza"),
            ("At which sea?", "Ingeborg Falch"),
            ("The one we swam in.", "Mario Duarte Sanhueza"),
        ],
        id="label in lower case with bold-like colon, hyphen dialogue",
    ),
    pytest.param(
        "PRESIDENT DIMITRIOU: We have closed the airspace until Thursday.\n\nQUESTION: Madam "
        "President, which Thursday?\n\nPRESIDENT DIMITRIOU: This one.\n\nAnthea Dimitriou left "
        "after four questions.",
        [
            ("We have closed the airspace until Thursday.", "Anthea Dimitriou"),
            ("Madam President, which Thursday?", None),
            ("This one.", "Anthea Dimitriou"),
        ],
        id="press conference with Question: and named office",
    ),
    pytest.param(
        "Slow Harvest Podcast: Ruth Abiodun (RA) talks to Karl Meintjes (KM)\n\nRA: Your maize "
        "is blue.\n\nKM: It was blue before we were white.\n\nRA: And it sells?\n\nKM: To "
        "people who like blue.",
        [
            ("Your maize is blue.", "Ruth Abiodun"),
            ("It was blue before we were white.", "Karl Meintjes"),
            ("And it sells?", "Ruth Abiodun"),
            ("To people who like blue.", "Karl Meintjes"),
        ],
        id="podcast labels with host initials",
    ),
    pytest.param(
        "DOREEN ASAMOAH: I have two rules. Rule one: no phones.\n\nKYLE BRANDWEIN: And rule "
        "two: you have two phones.\n\nASAMOAH: Two: they are off.",
        [
            ("I have two rules. Rule one: no phones.", "Doreen Asamoah"),
            ("And rule two: you have two phones.", "Kyle Brandwein"),
            ("Two: they are off.", "Doreen Asamoah"),
        ],
        id="colons within turns are not labels",
    ),
    pytest.param(
        "MANAIA ROPATA: They promised a school. They built a fence around it.\n\n(APPLAUSE)\n\n"
        "ROPATA: It is a very good fence.\n\n(LAUGHTER)",
        [
            ("They promised a school. They built a fence around it.", "Manaia Ropata"),
            ("It is a very good fence.", "Manaia Ropata"),
        ],
        id="stage notes: applause, laughter, end of clip",
    ),
    pytest.param(
        "ERIC SUNDQVIST: I do the boats.\n\nLENA SUNDQVIST: I do the money.\n\nERIC SUNDQVIST: "
        "She does the boats too.",
        [
            ("I do the boats.", "Eric Sundqvist"),
            ("I do the money.", "Lena Sundqvist"),
            ("She does the boats too.", "Eric Sundqvist"),
        ],
        id="two people of the same surname in a transcript",
    ),
    pytest.param(
        "NEIL ABBOTSON: How did you get the photo?\n\nROSE KIPTOO: I lay down in the grass. The "
        "cheetah lay down too.\n\nThen it was a matter of who got up.\n\nABBOTSON: Who did?\n\n"
        "KIPTOO: The grass.",
        [
            ("How did you get the photo?", "Neil Abbotson"),
            (
                "I lay down in the grass. The cheetah lay down too. … Then it was a matter of who "
                "got up.",
                "Rose Kiptoo",
            ),
            ("Who did?", "Neil Abbotson"),
            ("The grass.", "Rose Kiptoo"),
        ],
        id="multi-paragraph turn without a label on the second paragraph",
    ),
    pytest.param(
        "ALICIA RENSHAW, PRESENTER: Thousands of people have crossed the river since Thursday. "
        "Our correspondent Farouk Idris is at the bridge. Farouk, what can you see?\n\nFAROUK "
        "IDRIS, AT THE BRIDGE: Alicia, the queue behind me is about four kilometres long. "
        "People have been here for two nights, many of them with children.\n\nRENSHAW: And what "
        "are they being told?\n\nIDRIS: Very little. I spoke to Milena Petkova from the relief "
        "agency, and she said they had food for one more day.\n\nRENSHAW: Farouk Idris, thank "
        "you. You are listening to World Desk.",
        [
            (
                "Thousands of people have crossed the river since Thursday. Our correspondent "
                "Farouk Idris is at the bridge. Farouk, what can you see?",
                "Alicia Renshaw",
            ),
            (
                "Alicia, the queue behind me is about four kilometres long. People have been here "
                "for two nights, many of them with children.",
                "Farouk Idris",
            ),
            ("And what are they being told?", "Alicia Renshaw"),
            (
                "Very little. I spoke to Milena Petkova from the relief agency, and she said they "
                "had food for one more day.",
                "Farouk Idris",
            ),
            ("Farouk Idris, thank you. You are listening to World Desk.", "Alicia Renshaw"),
        ],
        id="broadcast interview with long turns and a correspondent's label with place",
    ),
    pytest.param(
        "Operator: Our next question comes from Lucinda Park-Hale with Northmoor Capital.\n\n"
        "Lucinda Park-Hale — Northmoor Capital — Analyst: Good morning. Can you say more about "
        "margins at Calyx Health in the second half?\n\nDerek Osterman — Chief Financial "
        "Officer: Sure. We expect gross margin to improve by about a hundred basis points as "
        "the new plant ramps up.",
        [
            ("Our next question comes from Lucinda Park-Hale with Northmoor Capital.", "operator"),
            (
                "Good morning. Can you say more about margins at Calyx Health in the second half?",
                "Lucinda Park-Hale",
            ),
            (
                "Sure. We expect gross margin to improve by about a hundred basis points as the "
                "new plant ramps up.",
                "Derek Osterman",
            ),
        ],
        id="earnings call: operator, analyst with firm, executive with title",
    ),
    pytest.param(
        "Q. You repaired the ride?\n\nA. I painted it in May.\n\nQ. Who paid you?",
        [
            ("You repaired the ride?", None),
            ("I painted it in May.", None),
            ("Who paid you?", None),
        ],
        id="questions and answers of a hearing, with full stops",
    ),
    pytest.param(
        "THE CHAIR (Dame Bridget Osgood): We are on air.\n\nMARA DOLL: We are.\n\n"
        "THE CHAIR: Then let us begin.",
        [
            ("We are on air.", "Bridget Osgood"),
            ("We are.", "Mara Doll"),
            ("Then let us begin.", "Bridget Osgood"),
        ],
        id="the chair in capitals, named in brackets once",
    ),
]
LOOK_ALIKES = [
    pytest.param(
        "Where: Old Mill, Kvarngatan 4\n\nWhen: Saturday, 19:30\n\nTickets: at the door\n\n"
        "“Bring a cushion,” organiser Folke Isaksson says.",
        [
            ("“Bring a cushion,”", "Folke Isaksson"),
        ],
        id="addresses and times with colons are no labels",
    ),
    pytest.param(
        "Dough: 500 grams flour\n\nFilling: spinach\n\nOven: 220 degrees\n\n“Never measure "
        "spinach,” says Zhanna Berdymukh. “It measures you.”",
        [
            ("“Never measure spinach,” … “It measures you.”", "Zhanna Berdymukh"),
        ],
        id="ingredients and scores with colons",
    ),
    pytest.param(
        "Director: Rui Peixoto\n\nMusic: Dina Sarkis\n\nRating: three stars\n\nThe film is a "
        "quiet one, and so was the room.",
        [],
        id="a fact box with names is no dialogue",
    ),
    pytest.param(
        "09:12 The Airport Authority has closed both runways.\n\n09:40 “No flight will leave "
        "before noon,” it says.\n\n10:05 Layla Haddadin has slept on her suitcase. “It is the "
        "softest thing here,” she says.",
        [
            ("09:40 “No flight will leave before noon,”", "Airport Authority"),
            ("“It is the softest thing here,”", "Layla Haddadin"),
        ],
        id="times as paragraph openers in a live blog, no dialogue",
    ),
    pytest.param(
        "Clio Marangou’s play has a scene that lasts a minute.\n\nMOTHER: Is it raining?\n\n"
        "SON: It is Tuesday.\n\nThe audience did not know whether to laugh.",
        [],
        id="film script in a review: characters are not speakers",
    ),
    pytest.param(
        "Llanferin Community Council, minutes\n\nPresent: Gwyneth Parry (chair), Tomos Bevan\n\n"
        "Apologies: none\n\nTomos Bevan said the bench was broken. Gwyneth Parry said it had "
        "never been a bench.",
        [
            ("the bench was broken", "Tomos Bevan"),
            ("it had never been a bench", "Gwyneth Parry"),
        ],
        id="minutes: Present: and Apologies: lines",
    ),
    pytest.param(
        "WEATHER: Rain in the north, wind in the south.\n\nTRAFFIC: The A9 is closed at "
        "Carrow.\n\nLorry driver Owen Takalua has been there since five. “I know every cow by "
        "now,” he said.",
        [
            ("“I know every cow by now,”", "Owen Takalua"),
        ],
        id="schedule and headings in capitals followed by a colon",
    ),
    pytest.param(
        "Best buy: Alpenglow 3, £89\n\nBudget pick: Fireside Mini, £34\n\nOur tester Ellie "
        "Marchetti slept in a shed with six heaters. ‘Only one of them was too loud to ignore,’ "
        "she said.",
        [
            ("‘Only one of them was too loud to ignore,’", "Ellie Marchetti"),
        ],
        id="recipe-like list in a consumer piece with names of brands before colons",
    ),
    pytest.param(
        "A. Smith and Sons closed in May. “It was time,” Ida Smith said.\n\nQ. Jones bought it.",
        [
            ("“It was time,”", "Ida Smith"),
        ],
        id="initials at the start of two paragraphs",
    ),
    pytest.param(
        "A. Holm won the race in Torp. “I slept badly,” Holm said.\n\nB. Falk came second.",
        [
            ("“I slept badly,”", "A. Holm"),
        ],
        id="a list of letters",
    ),
]


test_quotes_of_the_kind = has_quotes(CASES)
test_look_alikes = has_quotes(LOOK_ALIKES)


OFFICES = [
    pytest.param(
        ", ".join(f"Torp {number},300 ({number},700)" for number in range(20, 40)),
        id="figures in brackets",
    ),
    pytest.param(
        "Torp" + " – the old quay – the fish market" * 15 + " – and the harbour",
        id="places between dashes",
    ),
    pytest.param("Torp" + ", a pier (closed, dry) [open, wet]" * 12, id="brackets"),
    pytest.param(
        ", ".join(
            ["Torp", *(f"gate {number} (closed, it seems, for now)" for number in range(14))]
        ),
        id="remarks in a list",
    ),
]


@pytest.mark.timeout(20)
@pytest.mark.parametrize("offices", OFFICES)
def test_paragraph_of_many_offices_is_read(offices: str) -> None:
    """It looks like a label whose colon is missing, in very many ways; a hang fails."""
    before = "The harbour was busy all summer, and the council had to count the boats."
    after = "“We counted them twice,” said Elsa Vint, who runs the harbour."
    text = f"{before}\n\n{offices} were on the list.\n\n{after}"
    assert shown_quotes(text) == [("“We counted them twice,”", "Elsa Vint")]
