"""The sample articles that come with the program."""

from __future__ import annotations

from pathlib import Path


def sample_folder() -> Path:
    """Return the folder of the sample articles: in the installed package, or in the sources."""
    package = Path(__file__).parent
    installed = package / "samples"
    return installed if installed.is_dir() else package.parent / "seeds"
