"""Every action of the place one is in, by name, for the command palette."""

from __future__ import annotations

from collections.abc import Coroutine
from functools import partial
from typing import Any

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui import keys
from tui.context import settings


class Actions(Provider):
    """Offers what can be done where the palette was opened, and then in its other panes."""

    async def startup(self) -> None:
        """Take note of the actions before the palette takes the keys."""
        own = settings(self.screen).keys
        here = [(node, binding) for node, binding, *_ in self.screen.active_bindings.values()]
        elsewhere = [
            (node, binding)
            for node in self.screen.walk_children()
            for binding in type(node).BINDINGS
            if isinstance(binding, Binding)
        ]
        self._actions: dict[str, tuple[str, partial[Coroutine[Any, Any, None]]]] = {}
        for node, binding in here + elsewhere:
            known = keys.BY_ID.get(binding.id or "")
            if known and known.tooltip not in self._actions and known.id != "app.palette":
                run = partial(self._do, node, binding.action)
                self._actions[known.tooltip] = (keys.shown(known, own), run)

    async def _do(self, node: object, action: str) -> None:
        await self.app.run_action(action, node)  # type: ignore[arg-type]

    async def discover(self) -> Hits:
        """All actions, before anything is typed."""
        for text, (key, run) in self._actions.items():
            yield DiscoveryHit(text, run, help=key)

    async def search(self, query: str) -> Hits:
        """The actions that fit what is typed."""
        matcher = self.matcher(query)
        for text, (key, run) in self._actions.items():
            if (score := matcher.match(text)) > 0:
                yield Hit(score, matcher.highlight(text), run, help=key)
