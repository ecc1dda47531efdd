"""Tests use shared code from tests/support alone, and only public names of the program."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

MODULES = sorted(map(str, Path("tests").rglob("*.py")))
NAMED_TUPLE = {"_asdict", "_fields", "_make", "_replace"}
ALLOWED = {
    # Textual has no public way to read a screen but as SVG.
    "tests/support/driver.py": {"_compositor"},
}
PATH_IN_PROGRAM = re.compile(r"(index|tui)(\.\w+)+")


@cache
def nodes(path: str) -> list[ast.AST]:
    return list(ast.walk(ast.parse(Path(path).read_text(encoding="utf-8"))))


def imported_names(path: str) -> Iterator[str]:
    """Yield the dotted names that a module imports."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{name.name}" for name in node.names)


def used_names(path: str) -> Iterator[str]:
    """Yield the names that a module imports, gets from an object, or gives as a string."""
    yield from imported_names(path)
    for node in nodes(path):
        match node:
            case ast.Attribute(value=ast.Name(id="self" | "cls")):
                pass
            case ast.Attribute(attr=name):
                yield name
            case ast.Call(
                func=ast.Name(id="getattr" | "setattr") | ast.Attribute(attr="setattr"),
                args=[_, ast.Constant(value=str(name)), *_],
            ):
                yield name
            case ast.Constant(value=str(name)) if PATH_IN_PROGRAM.fullmatch(name):
                yield name


def is_private(name: str) -> bool:
    return any(part.startswith("_") and not part.startswith("__") for part in name.split("."))


@pytest.mark.parametrize("path", MODULES)
def test_modules_of_tests_import_only_support(path: str) -> None:
    own = [f"tests.{folder}." for folder in ("bench", "cluster") if folder in path]
    allowed = ("tests.support.", *own)
    names = [name for name in imported_names(path) if name.startswith("tests.")]
    assert [name for name in names if not f"{name}.".startswith(allowed)] == []


@pytest.mark.parametrize("path", MODULES)
def test_modules_of_tests_use_only_public_names(path: str) -> None:
    allowed = NAMED_TUPLE | ALLOWED.get(path, set())
    assert [name for name in used_names(path) if is_private(name) and name not in allowed] == []
