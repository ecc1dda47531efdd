"""CONTRIBUTING says what is true: the map has every package, and every place in it exists."""

from __future__ import annotations

import re
from pathlib import Path

TEXT = Path("CONTRIBUTING.md").read_text(encoding="utf-8")
TABLES = TEXT.partition("## The map")[2].partition("## Glossary")[0]
ROWS = [line for line in TABLES.splitlines() if line.startswith("| ")]
PROGRAM = [path for root in ("index", "tui") for path in Path(root).rglob("*.py")]
FILES = {*PROGRAM, *Path("tests").rglob("*"), *Path("index").rglob("*.tsv"), Path("hatch_build.py")}
PLACES = {f"/{place}" for file in FILES for place in (file, *file.parents)}


def test_map_has_every_package() -> None:
    mapped = {match[1] for row in ROWS if (match := re.match(r"\| `([^`]+)/` \|", row))}
    packages = {str(path.parent) for path in PROGRAM}
    assert {name for name in mapped if name.startswith(("index", "tui"))} == packages


def test_every_place_in_the_tables_exists() -> None:
    named = {name for row in ROWS for name in re.findall(r"`([\w./]+(?:/|\.py|\.tsv))`", row)}
    missing = {
        name
        for name in named - {"seeds/"}
        if not any(place.endswith(f"/{name.rstrip('/')}") for place in PLACES)
    }
    assert not missing


def test_every_constant_in_the_tables_exists() -> None:
    named = {name for row in ROWS for name in re.findall(r"`([A-Z_]{4,})`", row)}
    defined = {
        match[1]
        for path in PROGRAM
        for match in re.finditer(r"^([A-Z_]{4,})\b.*=", path.read_text(encoding="utf-8"), re.M)
    }
    assert named <= defined


def test_every_benchmark_is_named() -> None:
    commands = {
        path.stem
        for path in Path("tests/bench").glob("*.py")
        if '__name__ == "__main__"' in path.read_text(encoding="utf-8")
    }
    habits = TEXT.partition("## Habits")[2]
    assert set(re.findall(r"`(?:python -m tests\.bench)?\.(\w+)`", habits)) == commands
