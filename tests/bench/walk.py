"""Print which modules of the project a search, a correction and a file pass through.

    python -m tests.bench.walk [--functions] [search] [line] [!] [file]

``search`` is a command, from its options to what is printed; ``line`` is a search line in an open
archive, from the line to its hits.

Counts modules of which a function runs, not those that are only imported. ``--functions`` names
the functions.
"""

from __future__ import annotations

import argparse
import asyncio
import inspect
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path
from types import FrameType

from index.archive import Archive
from tests.support.builders import MarkedAnnotator
from tests.support.driver import drive
from tui.app import OnRecord
from tui.cli.main import main as run_command

ROOT = Path(__file__).parents[2]
ARTICLE = " date 2024-02-02 “We waited for the ferry,” [Ana Pell] said. “No,” [Tim Falk] said.\n"


class Recorder:
    """Records the functions called in every thread, module by module."""

    def __init__(self) -> None:
        self.functions: dict[str, set[str]] = defaultdict(set)
        self._is_active = False
        self._importing = threading.local()
        threading.setprofile(self._profile)
        sys.setprofile(self._profile)

    @contextmanager
    def record(self) -> Iterator[None]:
        """Record the functions called in the block."""
        self.functions.clear()
        self._is_active = True
        yield
        self._is_active = False

    def _profile(self, frame: FrameType, event: str, _argument: object) -> None:
        code = frame.f_code
        if code.co_name == "<module>" and event in ("call", "return"):
            depth = getattr(self._importing, "depth", 0)
            self._importing.depth = depth + (1 if event == "call" else -1)
        elif event == "call" and self._is_active and not getattr(self._importing, "depth", 0):
            path = Path(code.co_filename)
            is_function = code.co_flags & inspect.CO_OPTIMIZED  # and no body of a class
            if is_function and path.is_relative_to(ROOT):
                module = path.relative_to(ROOT)
                if module.parts[0] in ("index", "tui"):
                    self.functions[str(module)].add(code.co_qualname)


def walk_search(recorder: Recorder, folder: Path) -> None:
    """Search from the command line."""
    with recorder.record(), redirect_stdout(StringIO()):
        run_command(["--archive", str(folder), "search", "ferry"])


def walk_line(recorder: Recorder, folder: Path) -> None:
    """Search an archive that is open, as the reader does."""
    with Archive.open(folder) as archive:
        archive.search("train")
        with recorder.record():
            assert archive.search("ferry").hits


def walk_correction(recorder: Recorder, folder: Path) -> None:
    """Correct the speaker of a quote by keys, from ! to the new name on the screen."""

    async def correct() -> None:
        with Archive.open(folder) as archive:
            async with drive(OnRecord(archive, folder)) as driver:
                await driver.press("enter", "right_square_bracket")
                with recorder.record():
                    await driver.press("exclamation_mark")
                    await driver.type("Tim")
                    await driver.press("enter")

    asyncio.run(correct())


def walk_file(recorder: Recorder, folder: Path) -> None:
    """Add a file, with the language model, from the command line."""
    file = folder.parent / "b.txt"
    file.write_text(ARTICLE.replace("ferry", "train"))
    with recorder.record(), redirect_stdout(StringIO()):
        run_command(["--archive", str(folder), "add", str(file)])


WALKS: dict[str, Callable[[Recorder, Path], None]] = {
    "search": walk_search, "line": walk_line, "!": walk_correction, "file": walk_file,
}  # fmt: skip


def main() -> None:
    """Print the modules of each walk."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--functions", action="store_true", help="name the functions called")
    parser.add_argument("walks", nargs="*", choices=(*WALKS, []), default=[])
    options = parser.parse_args()
    recorder = Recorder()
    for name in options.walks or WALKS:
        with tempfile.TemporaryDirectory() as temporary:
            folder, file = Path(temporary, "archive"), Path(temporary, "a.txt")
            file.write_text(ARTICLE)
            with Archive.open(folder, MarkedAnnotator()) as archive:
                list(archive.add([file]))
            WALKS[name](recorder, folder)
        print(f"{name}: {len(recorder.functions)} modules")
        for module, functions in sorted(recorder.functions.items()):
            names = f": {', '.join(sorted(functions))}" if options.functions else ""
            print(f"  {module}{names}")


if __name__ == "__main__":
    main()
