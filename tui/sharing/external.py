"""Opening what lies outside: an address in the browser, a file in the editor."""

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

PATIENCE = 2.0  # seconds in which a browser says that it cannot


def open_url(url: str) -> None:
    """Open an address of the web in the browser; raises OnRecordError where that fails."""
    if urlsplit(url).scheme.lower() not in ("http", "https"):
        raise OnRecordError(f"“{url}” is no address of the web; Y copies it.")
    program = _browser()
    if not program:
        raise OnRecordError("There is no browser: name one in $BROWSER. Y copies the address.")
    try:
        # A session of its own: a browser in text would else write over the screen.
        child = subprocess.Popen(  # noqa: S603
            [*program, url],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        code = child.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        return
    except OSError as error:
        raise OnRecordError(f"{program[0]} cannot be started: {error.strerror}.") from error
    if code:
        raise OnRecordError(f"{program[0]} ended with {code}. Y copies the address.")


def _browser() -> list[str]:
    if named := os.environ.get("BROWSER"):
        return shlex.split(named.split(os.pathsep)[0].replace("%s", "").strip())
    program = "open" if sys.platform == "darwin" else "xdg-open"
    return [program] if shutil.which(program) else []


def article_file(location: str) -> Path:
    """The file that an article was read from; raises OnRecordError where it is there no more.

    Of a packed file, and of one with many articles, that is the file as a whole.
    """
    whole = re.sub(r"#[\d.]+$", "", location)
    for name in (location, whole, whole.partition(MEMBER_SEPARATOR)[0]):
        if name and Path(name).is_file():
            return Path(name)
    raise OnRecordError(f"{location or 'Its file'} is there no more; the archive keeps the text.")


def editor() -> list[str]:
    """The command of the reader's editor."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    return shlex.split(named)
