"""Which quotes are versions of one utterance, and how they differ: one case for each kind."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.archive import Archive
from index.engines.protocol import Engine
from tests.support.builders import MarkedAnnotator
from tests.support.utterances import Case, add_quotes, grouped, members

LONG = "We will rebuild the old pier before the spring, and no family will pay a crown for it"
OTHER_SPEECH = f"You ask about schools: they reopen in May with every teacher back. {LONG}"
SPEECH = f"{LONG}. The harbour belongs to those who work in it"


CASES = [
    Case(
        "cut with an ellipsis",
        (
            (LONG, "Ana Pell", "Courier", "2024-03-05"),
            ("We will rebuild the old pier … no family will pay", "Ana Pell", "Echo", "2024-03-06"),
        ),
        (1, 1),
        ("cut",),
    ),
    Case(
        "cut to its end",
        (
            (SPEECH, "Ana Pell", "Courier", "2024-03-05"),
            ("The harbour belongs to those who work in it", "Ana Pell", "Echo", "2024-03-06"),
        ),
        (1, 1),
        ("cut",),
    ),
    Case(
        "a changed number",
        (
            ("The pier will cost 40 jobs and 900 crowns", "Ana Pell", "Courier", "2024-03-05"),
            ("The pier will cost 14 jobs and 900 crowns", "Ana Pell", "Echo", "2024-03-06"),
        ),
        (1, 1),
        ("numbers",),
    ),
    Case(
        "other numbers in the same outlet are a new report",
        (
            ("The bank lent the market 40 crowns", "Ana Pell", "Courier", "2024-03-05"),
            ("The bank lent the market 75 crowns", "Ana Pell", "Courier", "2024-03-06"),
        ),
        (1, 2),
    ),
    Case(
        "a formula with another name and number in the same outlet",
        (
            ("The Torp Bank issues a 30 crown bond due in May", "Ana Pell", "Wire", "2024-03-05"),
            ("The Lindo Bank issues a 50 crown bond due in May", "Ana Pell", "Wire", "2024-03-06"),
        ),
        (1, 2),
    ),
    Case(
        "a changed name",
        (
            ("We ask Mr Smithson to leave the harbour", "Ana Pell", "Courier", "2024-03-05"),
            ("We ask Mr Smythe to leave the harbour", "Ana Pell", "Echo", "2024-03-06"),
        ),
        (1, 1),
        ("words",),
    ),
    Case(
        "a paraphrase is another utterance",
        (
            (LONG, "Ana Pell", "Courier", "2024-03-05"),
            (
                "Reconstruction ends by April at no cost to anybody",
                "Ana Pell",
                "Echo",
                "2024-03-05",
            ),
        ),
        (1, 2),
    ),
    Case(
        "a translation is another utterance",
        (
            (LONG, "Ana Pell", "Courier", "2024-03-05"),
            ("Wir bauen die alte Mole bis zum Frühling neu", "Ana Pell", "Kurier", "2024-03-05"),
        ),
        (1, 2),
    ),
    Case(
        "a nested quote is not what is quoted around it",
        (
            (
                "He came to my office on Monday, he took his hat off, he said ‘the ferry is sold’"
                " and he left again without another word",
                "Ana Pell",
                "Courier",
                "2024-03-05",
            ),
            ("The ferry is sold", "Tom Reed", "Echo", "2024-03-05"),
        ),
        (1, 2),
    ),
    Case(
        "a quote of a quote is a version by another speaker",
        (
            (LONG, "Ana Pell", "Courier", "2024-03-05"),
            (f"As Pell put it: ‘{LONG}’", "Tom Reed", "Echo", "2024-03-06"),
        ),
        (1, 1),
        ("cut", "speakers"),
    ),
    Case(
        "two speakers for one quote",
        (
            (LONG, "Ana Pell", "Courier", "2024-03-05"),
            (LONG, "Tom Reed", "Echo", "2024-03-05"),
        ),
        (1, 1),
        ("speakers",),
    ),
    Case(
        "a speaker who is not known can be anybody",
        (
            (LONG, "Ana Pell", "Courier", "2024-03-05"),
            (LONG, "", "Echo", "2024-03-05"),
            (LONG, "a spokesman", "Post", "2024-03-05"),
        ),
        (1, 1, 1),
    ),
    Case(
        "a stock phrase said by many is no utterance of one",
        (
            ("We do not comment on rumours in the market", "Ana Pell", "Courier", "2024-03-05"),
            ("We do not comment on rumours in the market", "Tom Reed", "Echo", "2024-03-05"),
            ("We do not comment on rumours in the market", "Ida Fenn", "Post", "2024-03-06"),
            ("We do not comment on rumours in the market", "", "Wire", "2024-03-06"),
        ),
        (1, 2, 3, 4),
    ),
    Case(
        "a wrong speaker among many is a version",
        (
            (LONG, "Ana Pell", "Courier", "2024-03-05"),
            (LONG, "Ana Pell", "Echo", "2024-03-05"),
            (LONG, "Ana Pell", "Post", "2024-03-06"),
            (LONG, "Tom Reed", "Wire", "2024-03-06"),
            (LONG, "Ida Fenn", "Sun", "2024-03-06"),
        ),
        (1, 1, 1, 1, 1),
        ("speakers",),
    ),
    Case(
        "one word by the same person within days",
        (
            ("Regrettable", "Ana Pell", "Courier", "2024-03-05"),
            ("regrettable", "Ana Pell", "Echo", "2024-03-06"),
            ("Regrettable", "Ana Pell", "Echo", "2024-03-19"),
            ("Regrettable", "Tom Reed", "Post", "2024-03-05"),
            ("Regrettably", "Ana Pell", "Post", "2024-03-05"),
        ),
        (1, 1, 2, 3, 4),
    ),
    Case(
        "the same words a month later are a new utterance",
        (
            (LONG, "Ana Pell", "Courier", "2024-03-05"),
            (LONG, "Ana Pell", "Echo", "2024-04-05"),
        ),
        (1, 2),
    ),
    Case(
        "two speeches that share a sentence",
        (
            (
                f"{LONG}. The mill is a matter to which I shall return",
                "Ana Pell",
                "Courier",
                "2024-03-05",
            ),
            (LONG, "Ana Pell", "Echo", "2024-03-05"),
            (OTHER_SPEECH, "Ana Pell", "Post", "2024-03-12"),
        ),
        (1, 1, 2),
        ("cut",),
    ),
    Case(
        "a dropped “not” is a word left out if both outlets quote the same day",
        (
            ("We will not rebuild the old pier before spring", "Ana Pell", "Courier", "2024-03-05"),
            ("We will rebuild the old pier before spring", "Ana Pell", "Echo", "2024-03-05"),
        ),
        (1, 1),
        ("cut",),
    ),
    Case(
        "a person says one thing and a day later the opposite",
        (
            ("We will rebuild the old pier before spring", "Ana Pell", "Courier", "2024-03-05"),
            ("We will not rebuild the old pier before spring", "Ana Pell", "Echo", "2024-03-06"),
            ("We support a levy on every boat in the bay", "Tom Reed", "Courier", "2024-03-05"),
            ("We oppose a levy on every boat in the bay", "Tom Reed", "Echo", "2024-03-07"),
            ("We will not pay and will not leave the old mill", "Bo Dahl", "Post", "2024-03-05"),
            ("We will pay and will not leave the old mill", "Bo Dahl", "Echo", "2024-03-06"),
        ),
        (1, 2, 3, 4, 5, 6),
    ),
    Case(
        "a “not” outside the words that both have is no opposite",
        (
            (
                "I do not know who will pay, but we will rebuild the old pier before spring",
                "Ana Pell",
                "Courier",
                "2024-03-05",
            ),
            ("We will rebuild the old pier before spring", "Ana Pell", "Echo", "2024-03-06"),
        ),
        (1, 1),
        ("cut",),
    ),
    Case(
        "undated quotes need nearly the same words",
        (
            (
                "I support a harbour tax for the fishermen of the coast",
                "Ana Pell",
                "Courier",
                "2024-09-09",
            ),
            ("The harbour tax is a matter for the fishermen of the coast", "Ana Pell", "Echo", ""),
            ("We will rebuild the old pier before spring", "Tom Reed", "Courier", "2024-03-05"),
            ("We will rebuild the old pier before the spring", "Tom Reed", "Echo", ""),
        ),
        (1, 2, 3, 3),
    ),
    Case(
        "a late report of a speaker known elsewhere",
        (
            (LONG, "Ana Pell", "Courier", "2024-06-03"),
            (LONG, "", "Echo", "2024-06-06"),
            (LONG, "a spokesman", "Post", "2024-06-06"),
        ),
        (1, 1, 1),
    ),
    Case(
        "of unknown speakers, one may have said the opposite",
        (
            ("The bank is expected to lend the market money", "traders", "Courier", "2024-03-05"),
            ("The bank is not expected to lend the market money", "traders", "Echo", "2024-03-06"),
        ),
        (1, 2),
    ),
    Case(
        "of unknown speakers, one may have denied it in other words too",
        (
            ("The bank is expected to lend the market money", "traders", "Courier", "2024-03-05"),
            ("The bank is never expected to lend this market money", "", "Echo", "2024-03-05"),
        ),
        (1, 2),
    ),
    Case(
        "quotation marks, capitals and accents make no difference",
        (
            ("Élodie’s café will open", "Ana Pell", "Courier", "2024-03-05"),
            ("Elodie's CAFE will open", "Ana Pell", "Echo", "2024-03-05"),
        ),
        (1, 1),
    ),
]


@pytest.fixture
def archive(engine: Engine) -> Archive:
    """Return an empty archive of each kind."""
    return Archive(engine, MarkedAnnotator())


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
def test_quotes_are_grouped_by_utterance(
    case: Case, archive: Archive, add: Callable[..., str]
) -> None:
    found = grouped(archive, add_quotes(add, case), case)
    assert found == (case.groups, case.drift)


def test_one_person_under_two_names(archive: Archive, add: Callable[..., str]) -> None:
    text = "Not before the harvest"
    quotes = ((text, "Ana Pell", "Courier", "2024-03-05"), (text, "A. Reed", "Echo", "2024-03-05"))
    first, second = add_quotes(add, Case("", quotes, ()))
    assert members(archive.record.versions_of(first, 0)) == {first}
    merged = archive.corrections.correct_names("A. Reed", "Ana Pell", same=True)
    assert members(archive.record.versions_of(first, 0)) == {first, second}
    archive.corrections.apply(merged.inverse)
    assert members(archive.record.versions_of(first, 0)) == {first}


def test_a_correction_by_the_outlet(archive: Archive, add: Callable[..., str]) -> None:
    """A new version of an article corrects a number: one outlet, and not independent."""
    page = (
        "---\ntitle: Pier\ndate: 2024-03-05\nsource: Courier\nurl: https://courier.example/pier\n"
        "---\nThe council met for three hours on the question of the pier and its many tenants."
        " “The pier will cost {} jobs and 900 crowns” [Ana Pell]\n"
    )
    old = add(page.format(40), "pier.md")
    new = add(page.format(14), "pier.md")
    utterance = archive.record.versions_of(new, 0)
    assert members(utterance) == {old, new}
    assert (utterance.outlets, utterance.drift) == (("Courier",), ("numbers",))
    assert [each.hit.entry.outdated for each in utterance.versions] == [True, False]
    assert [each.is_independent for each in utterance.versions] == [True, False]


def test_copies_count_as_outlets_but_not_as_independent(
    archive: Archive, add: Callable[..., str]
) -> None:
    body = "The council met for three hours on the question of the pier and its many tenants."
    text = f"---\ndate: 2024-03-05\nsource: {{}}\n---\n{body} “{LONG}” [Ana Pell]\n"
    first, _ = (add(text.format(outlet), f"{outlet}.md") for outlet in ("Courier", "Echo"))
    utterance = archive.record.versions_of(first, 0)
    assert utterance.outlets == ("Courier", "Echo")
    assert [version.is_independent for version in utterance.versions] == [True, False]


def test_changes_are_shown_against_the_longest_version(
    archive: Archive, add: Callable[..., str]
) -> None:
    (cut, _) = add_quotes(add, Case("", (
        ("We will rebuild the pier before the spring", "Ana Pell", "Echo", "2024-03-05"),
        ("We will rebuild the old pier before the spring", "Ana Pell", "Courier", "2024-03-06"),
    ), ()))  # fmt: skip
    utterance = archive.record.versions_of(cut, 0)
    first, second = utterance.versions
    assert utterance.longest == 1
    assert not second.changes
    assert [piece.text.strip() for piece in first.changes if piece.kind == "out"] == ["old"]
