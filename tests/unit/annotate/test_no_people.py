"""Mountains, newspapers and nationalities are no people, whatever the recogniser says."""

from __future__ import annotations

import pytest

from tests.support.parsing import entities

CASES = [
    ("They climbed Mt. Everest and Mt. Torvik. “It is high,” Ann Lisle said.", ["Ann Lisle"]),
    ("Daily Maverick asked him. “It is high,” Ann Lisle told Daily Maverick.", ["Ann Lisle"]),
    ("Weekly Gordon wrote so. “It is high,” Ann Lisle told Weekly Gordon.", ["Ann Lisle"]),
    ("Hispanic said no to Ann Lisle. Hispanic voters agreed.", ["Ann Lisle"]),
    ("Welsh wanted rain, Ann Lisle said. Welsh farmers agreed.", ["Ann Lisle"]),
    ("Islamic said no to Ann Lisle. It is an Islamic holiday.", ["Ann Lisle"]),
    ("Matt Everest and Ann Lisle left. “It is high,” Everest said.", ["Matt Everest", "Ann Lisle"]),
    ("Dale Maverick and Ann Lisle left. “No,” Maverick said.", ["Dale Maverick", "Ann Lisle"]),
    ("Dawn French and Ann Lisle left. “No,” French said.", ["Dawn French", "Ann Lisle"]),
    ("Irvine Welsh and Ann Lisle left. Welsh said no.", ["Irvine Welsh", "Ann Lisle"]),
    ("Mr English and Ann Lisle left. “No,” Mr English said.", ["Mr English", "Ann Lisle"]),
]


@pytest.mark.parametrize(("text", "people"), CASES)
def test_only_people_are_people(text: str, people: list[str]) -> None:
    """The people of the article are these and no more."""
    assert [entity.name for entity in entities(text) if entity.label == "person"] == people
