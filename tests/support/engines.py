"""Every kind of engine: the same tests run on all of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from index.engines.local.engine import LocalEngine
from index.engines.protocol import Engine

ENGINES: dict[str, Callable[[Path], Engine]] = {"local": LocalEngine}
