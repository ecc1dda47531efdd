"""Interviews without labels: a question, then the answer of the only person introduced."""

from __future__ import annotations

import pytest

from tests.support.parsing import shown_quotes

# Paragraphs; those that begin with “>” are answers.
INTERVIEWS = [
    pytest.param(
        "Samuel Okonjo",
        [
            "Diver Samuel Okonjo spent a year under the ice. He spoke to us from Tromsø.",
            "What did you eat?",
            ">Fish, mostly. They came to me because I had the lamp.",
            "Were you lonely?",
            ">No. I had the fish.",
        ],
        id="two questions",
    ),
    pytest.param(
        "Tove Skar",
        [
            "Beekeeper Tove Skar takes two questions.",
            "1. What is your earliest memory?",
            ">Snow, and a bee that should not have been there.",
            "2. What do you regret?",
            ">The second hive. I named it.",
        ],
        id="numbered questions",
    ),
    pytest.param(
        "Lucy Amadi",
        [
            "The engineer Lucy Amadi has built nine bridges.",
            "Which one do you like best?",
            ">The first. It moved when I sang.",
            "And the worst?",
            ">I never cross it.",
            "Will you build another?",
            ">If they let me.",
        ],
        id="a question without “you” among others",
    ),
    pytest.param(
        "Rosa Tulley",
        [
            "What is your earliest memory?",
            ">A red door. I was three and it was locked.",
            "Which living person do you most admire?",
            ">My neighbour, who feeds the pigeons.",
            "What keeps you awake?",
            ">The pigeons.",
            "The new book by Rosa Tulley is out now.",
        ],
        id="introduced at the end",
    ),
    pytest.param(
        "Nils Ferrow",
        [
            "Nils Ferrow has run the zoo since May. He talks about his otters.",
            "You were bitten last year.",
            ">Twice. The second time I had asked for it.",
            "Did you think of stopping?",
            ">I did, for an afternoon. Then the otters wanted their fish.",
            "So what comes next?",
            ">We get a third otter.",
        ],
        id="a remark instead of a question",
    ),
    pytest.param(
        "Nils Ferrow",
        [
            "The tram driver Nils Ferrow talks about his route.",
            "Do you like the new trams?",
            ">They hum. My wife says, “At last, one of you is quiet.”",
            "What did the council tell you?",
            ">The council told us to “smile on the bends”. I do.",
        ],
        id="answers that quote somebody",
    ),
]
LOOK_ALIKES = [
    pytest.param(
        [
            "How do I renew my card?",
            "Bring a photograph. You can also renew it online, and we keep a list.",
            "Can I borrow ten books?",
            "You can. Ask the desk and we will help.",
            "The library is run by Dina Vell.",
        ],
        id="advice",
    ),
    pytest.param(
        [
            "Is your boat ready for winter? Ours is not. We asked Dina Vell what to do.",
            "What about the engine? Drain it, says the book.",
        ],
        id="questions of the author at the start of paragraphs",
    ),
    pytest.param(
        [
            "The town has one bridge.",
            "Who pays for it? The town does.",
            "Who owns it? Nobody knows. Arne Oslak, the mayor, left in May.",
        ],
        id="questions that the author answers",
    ),
    pytest.param(
        [
            "Agnes Thorley opened a shop in May.",
            "Is that too early?",
            "The town thinks so. Rents have doubled.",
            "Will she stay?",
            "Nobody knows. The lease ends in June.",
        ],
        id="questions of the author",
    ),
    pytest.param(
        [
            "The council has a new plan, drawn by Paul Meers.",
            "When will you get a bin?",
            "On Monday. Each house gets two bins.",
            "What about your old bin?",
            "It is taken away.",
        ],
        id="questions about a service",
    ),
    pytest.param(
        [
            "Ivo Brandt met Lucy Amadi on a ferry.",
            "Did you know her?",
            "No, I saw the hat first.",
            "Did you speak?",
            "I said the sea was flat.",
        ],
        id="two people introduced",
    ),
    pytest.param(
        [
            "My uncle Paul Meers ran every day.",
            "Why do you run?",
            "I run because Meers ran.",
            "Do you win?",
            "I never win.",
        ],
        id="a column about somebody",
    ),
    pytest.param(
        ["Lucy Amadi has a boat.", "Have you seen it?", "I have. It leaks."], id="one question"
    ),
    pytest.param(
        ["Do you swim?", "I do.", "Do you dive?", "I do not.", "Lucy Amadi owns the pool."],
        id="a name only after the questions",
    ),
]


@pytest.mark.parametrize(("name", "paragraphs"), INTERVIEWS)
def test_answers_belong_to_the_person_introduced(name: str, paragraphs: list[str]) -> None:
    """Each answer has the only person of the introduction as its speaker."""
    text = "\n\n".join(paragraph.removeprefix(">") for paragraph in paragraphs)
    answers = [paragraph[1:] for paragraph in paragraphs if paragraph.startswith(">")]
    assert shown_quotes(text) == [(answer, name) for answer in answers]


@pytest.mark.parametrize("paragraphs", LOOK_ALIKES)
def test_other_questions_have_no_answers(paragraphs: list[str]) -> None:
    """Questions that nobody is asked make no paragraph the words of a person."""
    assert not [words for words, _ in shown_quotes("\n\n".join(paragraphs)) if words in paragraphs]
