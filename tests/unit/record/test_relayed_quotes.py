"""A quote that tells what another person said is no version of what that person said."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.archive import Archive
from index.engines.protocol import Engine
from tests.support.builders import MarkedAnnotator
from tests.support.utterances import Case, add_quotes, grouped

NEVER = "We will never sell the harbour of Torp to anybody"
BEEK, BY_BEEK = (NEVER, "Johan Beek", "Courier", "2024-03-05"), "2024-03-06"
RELAYED = {
    "told": f"Johan Beek told me, ‘{NEVER}’",
    "told that": "Johan Beek had told us that he will never sell the harbour of Torp to anybody",
    "a minister says": f"The minister says: ‘{NEVER}’",
    "promised": f"He promised voters, ‘{NEVER}’",
    "behind": f"‘{NEVER},’ Johan Beek told me",
    "said he": f"‘{NEVER},’ said Beek",
}
OWN = {
    "I told": f"I told them that {NEVER}",
    "we say": f"We say to all: {NEVER}",
    "a sentence before it": f"Nobody told me a word. In short, {NEVER}",
    "a clause behind it": f"{NEVER}, and nobody said otherwise",
    "she said": f"she said {NEVER}",
    "no verb of saying": f"Believe me: {NEVER}",
}
RELAYING = [
    *(
        Case(f"relayed by another one: {name}", (BEEK, (text, "Ana Pell", "Echo", BY_BEEK)), (1, 2))
        for name, text in RELAYED.items()
    ),
    *(
        Case(
            f"relayed by nobody who is known: {name}",
            (BEEK, (text, "", "Echo", BY_BEEK)),
            (1, 2),
        )
        for name, text in RELAYED.items()
    ),
    *(
        Case(
            f"said by the same person: {name}",
            (BEEK, (text, "Johan Beek", "Echo", BY_BEEK)),
            (1, 1),
            ("cut",),
        )
        for name, text in OWN.items()
    ),
    Case(
        "two reports of what was relayed",
        (
            (RELAYED["told"], "Ana Pell", "Courier", "2024-03-05"),
            (f"Beek told us, ‘{NEVER}’", "Ana Pell", "Echo", "2024-03-06"),
        ),
        (1, 1),
        ("cut", "words"),
    ),
]


@pytest.fixture
def archive(engine: Engine) -> Archive:
    """Return an empty archive of each kind."""
    return Archive(engine, MarkedAnnotator())


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in RELAYING])
def test_relayed_quote_is_an_utterance_of_its_own(
    case: Case, archive: Archive, add: Callable[..., str]
) -> None:
    assert grouped(archive, add_quotes(add, case), case) == (case.groups, case.drift)
