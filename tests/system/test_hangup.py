"""The reader ends when its terminal is closed, and keeps its place."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from index.archive import Archive
from tests.support import numbered_articles as numbered
from tests.support.builders import MarkedAnnotator

ARTICLES = 5


@pytest.mark.parametrize("controls", [True, False], ids=["hang-up signal", "no signal"])
def test_reader_ends_with_its_place_saved_when_its_terminal_is_closed(
    tmp_path: Path, controls: bool
) -> None:
    folder, file = tmp_path / "archive", tmp_path / "articles.jsonl"
    numbered.write(file, range(ARTICLES))
    with Archive.open(folder, MarkedAnnotator()) as archive:
        assert len(list(archive.add([file]))) == ARTICLES
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    reader = subprocess.Popen(
        [sys.executable, "-c", CONTROLLED if controls else ALONE, str(folder)],
        stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        env={**os.environ, "TERM": "xterm-256color"},
    )  # fmt: skip
    os.close(theirs)
    _read_until(ours, f"{ARTICLES} articles".encode())
    os.write(ours, b"jj?")
    _read_until(ours, b"Search the archive")  # in the list of keys: the cursor has moved
    os.close(ours)
    try:
        assert reader.wait(20) == 0
    finally:
        reader.kill()
    assert json.loads((folder / "reader.json").read_text(encoding="utf-8"))["cursor"] == 2


ALONE = "import sys; from tui.cli.main import main; sys.exit(main(['--archive', sys.argv[1]]))"
CONTROLLED = f"import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); {ALONE}"


def _read_until(terminal: int, text: bytes) -> None:
    seen = b""
    while text not in seen:
        seen += os.read(terminal, 1 << 16)
