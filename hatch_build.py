"""Put the manual page into the wheel: ``man onrecord``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ManualPageHook(BuildHookInterface):  # type: ignore[type-arg]
    """Make the manual page before the wheel is packed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Add the page to the files that are installed outside the packages."""
        sys.path.insert(0, self.root)
        from tui.cli.parsing.manual import manual_page  # needs nothing that is not in Python

        self._folder = tempfile.TemporaryDirectory()
        page = Path(self._folder.name) / "onrecord.1"
        page.write_text(manual_page(), encoding="utf-8")
        build_data["shared_data"][str(page)] = "share/man/man1/onrecord.1"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove the page, which is packed by now."""
        self._folder.cleanup()
