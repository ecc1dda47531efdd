"""A secret of this user on this computer, with which index files are authenticated.

It is stored with the program's state, outside every archive, so that an archive from elsewhere
cannot contain it. If the state folder cannot be written, a private temporary folder is used.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

from index.engines.local.integrity import permissions
from index.errors import ArchiveError

KEY_SIZE = 32  # bytes


def user_key() -> bytes:
    """Return the secret, creating it on first use; raises ArchiveError if it cannot be stored."""
    state = _state_folder()
    return _key(state)


@cache
def _key(state: Path | None) -> bytes:
    for folder in (state, None):
        try:
            return _load_or_create(folder or _temporary_folder())
        except (OSError, RuntimeError):
            continue
    raise ArchiveError(
        f"The key that protects the index cannot be stored in {state}. Set $XDG_STATE_HOME to a"
        " folder that can be written."
    )


def _state_folder() -> Path | None:
    if sys.platform in ("win32", "darwin"):
        import platformdirs

        return platformdirs.user_state_path("onrecord", appauthor=False)
    # The same path as platformdirs, whose import costs a search 20 ms.
    base = os.environ.get("XDG_STATE_HOME", "").strip() or "~/.local/state"
    try:
        return Path(base).expanduser() / "onrecord"
    except RuntimeError:  # no home folder
        return None


def _temporary_folder() -> Path:
    """Return a temporary folder of this user; raises PermissionError if another user made it."""
    import tempfile

    user = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(tempfile.gettempdir(), f"onrecord-{user}")
    permissions.make_folder(folder)
    status = folder.lstat()
    if folder.is_symlink() or status.st_uid != user or status.st_mode & 0o077 * bool(user):
        raise PermissionError(f"{folder} belongs to another user.")
    return folder


def _load_or_create(folder: Path) -> bytes:
    """Return the secret in a folder; of two processes that create it, the first one wins."""
    path = folder / "key"
    if not path.exists():
        permissions.make_folder(folder)
        temporary = path.with_name(f"key.{os.getpid()}")
        with permissions.create_file(temporary) as stream:
            stream.write(os.urandom(KEY_SIZE))
        try:
            os.link(temporary, path)  # atomic, and never replaces an existing key
        except FileExistsError:
            pass
        finally:
            temporary.unlink()
    key = path.read_bytes()
    if len(key) != KEY_SIZE:
        raise OSError(f"{path} is damaged.")
    return key
