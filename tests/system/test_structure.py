"""The structure of the program: no cycle of imports, and nothing too large."""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

PACKAGES = ("index", "tui")
MAX_MODULES, MAX_LINES, MAX_METHODS, MAX_LINES_OF_FUNCTION = 15, 400, 30, 50

# Folders over the limit still; only to be shortened.
LARGE_FOLDERS: set[str] = set()
MAY_IMPORT = re.compile(r"\bmay import ([^;]*?)[.;:](?=\s|$)", re.I)
WORDS_BETWEEN = {"and", "no", "other", "package", "the", "modules", "of", "that", "define", "data"}


@cache
def modules() -> Mapping[str, ast.Module]:
    """Return every module of the program by its dotted name."""
    found = {}
    for path in (path for package in PACKAGES for path in Path(package).rglob("*.py")):
        name = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def imports(tree: ast.Module) -> Iterator[str]:
    """Yield the modules of the program that a module imports, in functions and for types too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules())
        elif isinstance(node, ast.ImportFrom):
            assert node.module
            assert not node.level, "imports are absolute"
            for alias in node.names:
                submodule = f"{node.module}.{alias.name}"
                imported = submodule if submodule in modules() else node.module
                if imported in modules():
                    yield imported


def cycles(graph: Mapping[str, set[str]]) -> list[set[str]]:
    """Return the strongly connected components of more than one module (Tarjan, 1972)."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[set[str]] = []

    def visit(name: str) -> None:
        order[name] = low[name] = len(order)
        stack.append(name)
        for other in sorted(graph[name]):
            if other not in order:
                visit(other)
            if other in stack:
                low[name] = min(low[name], low[other])
        if low[name] == order[name]:
            at = stack.index(name)
            component = set(stack[at:])
            del stack[at:]
            if len(component) > 1:
                found.append(component)

    for name in sorted(graph):
        if name not in order:
            visit(name)
    return found


@cache
def graph() -> Mapping[str, set[str]]:
    """Return the modules that each module imports."""
    return {name: set(imports(tree)) - {name} for name, tree in modules().items()}


def test_no_modules_import_each_other() -> None:
    assert not cycles(graph())


def test_cycles_are_found() -> None:
    """Otherwise the test above would prove nothing."""
    found = cycles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a", "e"}, "e": {"d"}, "f": {"a"}})
    assert sorted(map(sorted, found)) == [["a", "b", "c"], ["d", "e"]]


def test_no_folder_has_many_modules() -> None:
    counts = Counter(path.parent for name in PACKAGES for path in Path(name).rglob("*.py")
                     if path.name != "__init__.py")  # fmt: skip
    large = {str(folder) for folder, count in counts.items() if count > MAX_MODULES}
    assert large <= LARGE_FOLDERS


def test_no_module_is_long() -> None:
    paths = [path for name in PACKAGES for path in Path(name).rglob("*.py")]
    long = {str(path) for path in paths if len(path.read_bytes().splitlines()) > MAX_LINES}
    assert not long


def classes() -> Iterator[tuple[str, ast.ClassDef]]:
    """Yield every class at the top of a module, with the name of the module."""
    for name, tree in modules().items():
        yield from ((name, node) for node in tree.body if isinstance(node, ast.ClassDef))


def test_no_class_has_many_methods() -> None:
    large = {
        f"{module}.{node.name}"
        for module, node in classes()
        if sum(isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) for each in node.body)
        > MAX_METHODS
    }
    assert not large


def test_no_function_is_long() -> None:
    long = {
        f"{name}.{node.name}"
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= MAX_LINES_OF_FUNCTION
    }
    assert not long


def test_no_two_public_classes_share_a_name() -> None:
    places = defaultdict(list)
    for module, node in classes():
        if not node.name.startswith("_"):
            places[node.name].append(module)
    assert not {name: found for name, found in places.items() if len(found) > 1}


@cache
def packages() -> list[str]:
    """Return every package of the program but ``index``, which may import all that is in it."""
    found = {name for name in modules() for other in modules() if other.startswith(f"{name}.")}
    return sorted(found - {"index"})


def above(package: str) -> list[str]:
    """Return a package and those around it, from the inside out."""
    parts = package.split(".")
    return [".".join(parts[:end]) for end in range(len(parts), 0, -1)]


def may_import(package: str) -> set[str]:
    """Return what the docstring of a package lets it import, besides the folders above it."""
    docstring = ast.get_docstring(modules()[package]) or ""
    sentence = MAY_IMPORT.search(docstring)
    assert sentence, f"the docstring of {package} says “May import …”"
    names = re.findall(r"[a-z_]+(?:\.[a-z_]+)*", sentence[1])
    return {module_called(name, package) for name in names if name not in WORDS_BETWEEN}


def module_called(name: str, package: str) -> str:
    """Return the dotted name of the module that a docstring calls ``name``."""
    candidates = [*(f"{each}.{name}" for each in above(package)[1:]), name]
    known = [each for each in candidates if each in modules()]
    assert known, f"the docstring of {package} names {name}, which is no module"
    return known[0]


def unsaid_imports(package: str) -> set[str]:
    """Return what the modules of a package import that its docstring does not let them."""
    allowed = {package, *may_import(package)}
    around = above(package)[1:]
    if package.startswith("tui."):
        allowed.add("index")  # what the terminal may import of it, its own docstring says
    return {
        f"{module} -> {imported}"
        for module in modules()
        if f"{module}.".startswith(f"{package}.")
        for imported in graph()[module]
        if not f"{imported}.".startswith(tuple(f"{each}." for each in allowed))
        and imported not in around
        and (imported in packages() or imported.rpartition(".")[0] not in around)
    }


def test_packages_import_what_their_docstrings_say() -> None:
    assert {package: unsaid for package in packages() if (unsaid := unsaid_imports(package))} == {}


def test_docstrings_let_packages_import_no_more() -> None:
    """Otherwise the test above would let any docstring pass."""
    assert may_import("index.annotate.lexicon") == set()
    assert may_import("tui.widgets") == {"tui.drawing", "tui.render", "tui.session"}
    assert "index.annotate" not in may_import("index.engines.local")
