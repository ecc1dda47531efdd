"""Open a web address in the browser, or an article's file in the editor."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from index.article import MEMBER_SEPARATOR
from index.errors import OnRecordError

TIMEOUT = 2.0  # seconds after which a browser that is still running counts as started


def open_url(url: str) -> None:
    """Open a web address in the browser; raises OnRecordError."""
    if urlsplit(url).scheme.lower() not in ("http", "https"):
        raise OnRecordError(f"“{url}” is not a web address. Press Y to copy it.")
    program = _browser()
    if not program:
        raise OnRecordError("No browser found. Set $BROWSER, or press Y to copy the address.")
    try:
        # In a session of its own, because a text browser would draw over the screen.
        child = subprocess.Popen(  # noqa: S603
            [*program, url],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        code = child.wait(TIMEOUT)
    except subprocess.TimeoutExpired:
        return
    except OSError as error:
        raise OnRecordError(f"Cannot start {program[0]}: {error.strerror}.") from error
    if code:
        raise OnRecordError(
            f"{program[0]} failed with exit code {code}. Press Y to copy the address."
        )


def _browser() -> list[str]:
    if command := os.environ.get("BROWSER"):
        return shlex.split(command.split(os.pathsep)[0].replace("%s", "").strip())
    program = "open" if sys.platform == "darwin" else "xdg-open"
    return [program] if shutil.which(program) else []


def article_file(location: str) -> Path:
    """Return the file that an article was read from; raises OnRecordError if it is gone.

    For an article inside a larger file, such as an archive or a mailbox, return that file.
    """
    container = re.sub(r"#[\d.]+$", "", location)
    for name in (location, container, container.partition(MEMBER_SEPARATOR)[0]):
        if name and Path(name).is_file():
            return Path(name)
    raise OnRecordError(
        f"File not found: {location or 'the article has no file'}. The archive keeps its text."
    )


def editor_command() -> list[str]:
    """Return the command of the user's editor."""
    return shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
