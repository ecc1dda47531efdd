"""Labels of committees and interviews open turns: “Q1 Chair:”, “Senator Ann Lee:”, “Weekend:”."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_quotes

CASES = [
    pytest.param(
        "Q1 Chair: Thank you for coming. Is the potato safe?\n\nProfessor Lumbly: Broadly.\n\n"
        "Q2 Sir Giles Manders: What do you mean by broadly?\n\nProfessor Lumbly: I mean that I "
        "would eat it.",
        [
            ("Thank you for coming. Is the potato safe?", "chair"),
            ("Broadly.", "Lumbly"),
            ("What do you mean by broadly?", "Giles Manders"),
            ("I mean that I would eat it.", "Lumbly"),
        ],
        id="numbered questions of a committee",
    ),
    pytest.param(
        "Q1 Dame Ann Lee: Is the potato safe?\n\nTom Lumbly: Broadly.\n\nQ2 Sir Giles Manders: "
        "Broadly?\n\nTom Lumbly: I would eat it.",
        [
            ("Is the potato safe?", "Ann Lee"),
            ("Broadly.", "Tom Lumbly"),
            ("Broadly?", "Giles Manders"),
            ("I would eat it.", "Tom Lumbly"),
        ],
        id="names after the numbers",
    ),
    pytest.param(
        "Chair: Is the potato safe?\n\nProfessor Lumbly: Broadly.\n\nGiles Manders: "
        "Broadly?\n\nProfessor Lumbly: I would eat it.",
        [
            ("Is the potato safe?", "chair"),
            ("Broadly.", "Lumbly"),
            ("Broadly?", "Giles Manders"),
            ("I would eat it.", "Lumbly"),
        ],
        id="a chair who speaks once",
    ),
    pytest.param(
        "Moderator: Is the dam safe?\n\nGovernor Ann Lee: It is safe today.\n\nSenator Tom "
        "Hill: It was safe yesterday.\n\nModerator: And tomorrow?\n\nGovernor Lee: It will "
        "hold.",
        [
            ("Is the dam safe?", "moderator"),
            ("It is safe today.", "Ann Lee"),
            ("It was safe yesterday.", "Tom Hill"),
            ("And tomorrow?", "moderator"),
            ("It will hold.", "Ann Lee"),
        ],
        id="a title and a name that speaks once",
    ),
    pytest.param(
        "Weekend: What is your first memory of food?\n\nMarta Oyono: Stealing sugar from my "
        "aunt.\n\nWeekend: Did she catch you?\n\nOyono: She was the one who held the jar.",
        [
            ("What is your first memory of food?", None),
            ("Stealing sugar from my aunt.", "Marta Oyono"),
            ("Did she catch you?", None),
            ("She was the one who held the jar.", "Marta Oyono"),
        ],
        id="a magazine and a guest",
    ),
    pytest.param(
        "Cllr Ann Lee: I object to the minutes.\n\nChair: On what grounds?\n\nCllr Lee: They "
        "are wrong.",
        [
            ("I object to the minutes.", "Ann Lee"),
            ("On what grounds?", "chair"),
            ("They are wrong.", "Ann Lee"),
        ],
        id="a councillor, by a short title",
    ),
    pytest.param(
        "Q3 results: Sales rose at Torp Mills.\n\nQ4 outlook: Sales may fall again.\n\nQ2 "
        "results: Sales fell.",
        [],
        id="quarters of a year",
    ),
    pytest.param(
        "Pros: Ann Lee likes the light.\n\nCons: It is dear.\n\nPros: It is quiet.\n\nCons: It "
        "is far.",
        [],
        id="headings that take turns",
    ),
    pytest.param(
        "Time: 7pm\n\nPlace: Torp Hall\n\nTime: 9pm\n\nPlace: Lindo",
        [],
        id="entries of a list",
    ),
]

test_committee_labels_are_understood = has_quotes(CASES)
