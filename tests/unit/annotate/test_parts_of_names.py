"""Particles, letters before a name, brothers, and towns that are also first names."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_people

PARTICLES = [
    pytest.param(
        "Sir Alan d'Arcy KC met Marc d’Aubigny in Orsk. “A long one,” said d'Arcy. “A short one,”"
        " d’Aubigny said.",
        ["Alan d'Arcy", "Marc d'Aubigny"],
        ["Alan d'Arcy", "Marc d'Aubigny"],
        id="d'",
    ),
    pytest.param(
        "Dutch minister Sophie van 't Veld was in Orsk. “A good hour,” van 't Veld said.",
        ["Sophie van 't Veld"],
        ["Sophie van 't Veld"],
        id="van 't",
    ),
    pytest.param(
        "Ursula van den Berg ran the station. “It is late,” said Ms van den Berg.",
        ["Ursula van den Berg"],
        ["Ursula van den Berg"],
        id="after a title and a verb",
    ),
    pytest.param(
        "Jan van der Meer ran the station. “It is late,” Mr van der Meer said.",
        ["Jan van der Meer"],
        ["Jan van der Meer"],
        id="before the verb",
    ),
    pytest.param(
        "Nani Kawai'ae'a planted the trees. “It grows,” said Kawai'ae'a.",
        ["Nani Kawai'ae'a"],
        ["Nani Kawai'ae'a"],
        id="marks inside a name before a full stop",
    ),
]

LETTERS = [
    pytest.param(
        "Last week a former director of the F.B.I. James B. Corley was fired. “I read it in the"
        " paper,” Corley said.",
        ["James B. Corley"],
        ["James B. Corley"],
        id="an agency",
    ),
    pytest.param(
        "The writer J.R.R. Holtby spoke first. “I walk,” Holtby said.",
        ["J.R.R. Holtby"],
        ["J.R.R. Holtby"],
        id="initials",
    ),
    pytest.param(
        "The prize goes to W.E.B. Du Boyce and K.A. Vose. “We split it,” said Vose.",
        ["W.E.B. Du Boyce", "K.A. Vose"],
        ["K.A. Vose"],
        id="initials before a particle",
    ),
]

KIN = [
    pytest.param(
        "Brothers Emil and Otto Kranz own the inn. “I cook,” said Emil.",
        ["Emil Kranz", "Otto Kranz"],
        ["Emil Kranz"],
        id="brothers",
    ),
    pytest.param(
        "Sisters Ada and Nora Kranz own the inn. “I cook,” said Ada. “I sleep,” said Nora.",
        ["Ada Kranz", "Nora Kranz"],
        ["Ada Kranz", "Nora Kranz"],
        id="sisters",
    ),
    pytest.param(
        "The band Brothers Vell played. Its singer Emil Kranz left. “I slept,” Kranz said.",
        ["Emil Kranz"],
        ["Emil Kranz"],
        id="the name of a band",
    ),
    pytest.param(
        "Vera Lund owns the inn with a friend. “I cook,” said Vera. “I am never ill.”",
        ["Vera Lund"],
        ["Vera Lund"],
        id="a first name that is a town",
    ),
    pytest.param(
        "Israel Katzen left Israel in May. “We are sorry,” Israel said in a statement.",
        ["Israel Katzen"],
        ["Israel"],
        id="a first name that is a country",
    ),
    pytest.param(
        "Vera Lund owns the inn. She was born in Vera, a town in the south. “I cook,” Lund said.",
        ["Vera Lund"],
        ["Vera Lund"],
        id="the town itself",
    ),
    pytest.param(
        "María José Sánchez Ruiz, a deputy, left in tears. “I was pushed,” Sánchez told a friend.",
        ["María José Sánchez Ruiz"],
        ["María José Sánchez Ruiz"],
        id="the first of two surnames",
    ),
]

test_particles = has_people(PARTICLES)
test_letters_before_a_name = has_people(LETTERS)
test_kin_before_names = has_people(KIN)
