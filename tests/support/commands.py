"""``onrecord`` commands in a process of their own, with an annotator that needs no model."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from index.archive import archive
from tests.support.builders import MarkedAnnotator
from tui.cli.main import main

# Linux capabilities: CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER
FILE_CAPABILITIES = (1, 2, 3)
PR_CAPBSET_DROP = 24


def run(*arguments: object, max_file_size: int = 0) -> subprocess.CompletedProcess[str]:
    """Run a command; ``max_file_size`` limits the bytes of each file that it writes."""
    return subprocess.run(
        _command(*arguments, max_file_size=max_file_size),
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def run_unprivileged(
    folder: Path, *arguments: object, state: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command on an archive; file permissions apply to it even if the tests run as root."""
    return subprocess.run(
        _command("--archive", folder, *arguments),
        capture_output=True, encoding="utf-8", check=False, preexec_fn=_drop_capabilities,
        env={**os.environ, "XDG_STATE_HOME": str(state or os.environ["XDG_STATE_HOME"])},
    )  # fmt: skip


def added_ids(command: subprocess.CompletedProcess[str]) -> list[str]:
    """Return the ids of the articles that ``add --json`` reported as added."""
    records = [json.loads(line) for line in command.stdout.splitlines()]
    return [each["article"] for each in records if each["status"] == "added"]


def _command(*arguments: object, max_file_size: int = 0) -> list[str]:
    program = [sys.executable, "-m", "tests.support.commands", str(max_file_size)]
    return [*program, *map(str, arguments)]


def _drop_capabilities() -> None:
    if os.getuid() == 0:
        libc = ctypes.CDLL(None)
        for capability in FILE_CAPABILITIES:
            assert libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) == 0


def _main(max_file_size: int, arguments: list[str]) -> int:
    if max_file_size:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (max_file_size, max_file_size))
    archive.load_annotator = MarkedAnnotator
    return main(arguments)


if __name__ == "__main__":
    sys.exit(_main(int(sys.argv[1]), sys.argv[2:]))
