"""Every action of the place one is in, by name, for the command palette."""

from __future__ import annotations

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui import keys
from tui.settled import settings


class Actions(Provider):
    """Offers the bindings that are active where the palette was opened."""

    async def startup(self) -> None:
        """Take note of the actions before the palette takes the keys."""
        known = {binding.id: binding for place in keys.PLACES.values() for binding in place}
        self._actions = {
            binding.tooltip: (
                keys.shown(known[binding.id], settings(self.screen).keys),
                partial(self._do, node, binding.action),
            )
            for node, binding, _enabled, _tooltip in self.screen.active_bindings.values()
            if binding.id in known and binding.action != "command_palette"
        }

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
