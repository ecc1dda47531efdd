"""A secret of the user's on this computer, by which the program knows again what it wrote.

It lies where programs keep their state, outside every archive, so that an archive from elsewhere
cannot have it. Where nothing can be kept there, a folder that the user owns among the temporary
ones serves until the computer is started anew.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

from index.engines.local.integrity import permissions
from index.errors import ArchiveError

SIZE = 32  # bytes


def user_key() -> bytes:
    """The secret; made when it is first asked for. Raises ArchiveError where none can be kept."""
    state = _state_folder()
    return _key(state)


@cache
def _key(state: Path | None) -> bytes:
    for folder in (state, None):
        try:
            return _kept(folder or _temporary_folder())
        except (OSError, RuntimeError):  # no such home, or none that can be written
            continue
    raise ArchiveError(
        f"What the program must know again cannot be kept in {state}; name a folder that can be"
        " written in $XDG_STATE_HOME."
    )


def _state_folder() -> Path | None:
    if sys.platform in ("win32", "darwin"):
        import platformdirs

        return platformdirs.user_state_path("onrecord", appauthor=False)
    # As platformdirs has it, whose import takes 20 ms that a search can do without.
    base = os.environ.get("XDG_STATE_HOME", "").strip() or "~/.local/state"
    try:
        return Path(base).expanduser() / "onrecord"
    except RuntimeError:
        return None


def _temporary_folder() -> Path:
    """One that nobody else can have laid out for us."""
    import tempfile

    owner = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(tempfile.gettempdir(), f"onrecord-{owner}")
    permissions.make_folder(folder)
    found = folder.lstat()
    if folder.is_symlink() or found.st_uid != owner or found.st_mode & 0o077 * bool(owner):
        raise PermissionError(f"{folder} belongs to somebody else.")
    return folder


def _kept(folder: Path) -> bytes:
    """The secret in a folder, made where there is none; of two that make it at once one wins."""
    path = folder / "key"
    if not path.exists():
        permissions.make_folder(folder)
        made = path.with_name(f"key.{os.getpid()}")
        with permissions.create(made) as stream:
            stream.write(os.urandom(SIZE))
        try:
            os.link(made, path)  # in one step, and never over one that is there
        except FileExistsError:
            pass
        finally:
            made.unlink()
    found = path.read_bytes()
    if len(found) != SIZE:
        raise OSError(f"{path} is damaged.")
    return found
