"""Where the archive, the settings and the sample articles are."""

from __future__ import annotations

import os
from pathlib import Path


def archive_folder() -> Path:
    """Return the default archive: $ONRECORD_ARCHIVE, or a folder in the user's data folder."""
    if folder := os.environ.get("ONRECORD_ARCHIVE"):
        return Path(folder)
    import platformdirs  # 20 ms, not needed if the archive is given

    return platformdirs.user_data_path("onrecord", appauthor=False) / "archive"


def config_path() -> Path:
    """Return the settings file: $ONRECORD_CONFIG, or config.toml in the user's config folder."""
    if path := os.environ.get("ONRECORD_CONFIG"):
        return Path(path)
    import platformdirs  # 20 ms, not needed if the file is given

    return platformdirs.user_config_path("onrecord", appauthor=False) / "config.toml"


def sample_folder() -> Path:
    """Return the folder of the sample articles: in the installed package, or in the sources."""
    package = Path(__file__).parent
    installed = package / "samples"
    return installed if installed.is_dir() else package.parent / "seeds"


def has_settings() -> bool:
    """Return whether there is a settings file, or one is asked for; without platformdirs."""
    if "ONRECORD_CONFIG" in os.environ:
        return True
    bases = (
        os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config",
        Path.home() / "Library" / "Application Support",
    )
    return any(os.access(Path(base, "onrecord", "config.toml"), os.F_OK) for base in bases)
