"""The command palette: every action by name or synonym, those that work here before the others."""

from __future__ import annotations

from collections.abc import Coroutine
from functools import partial
from typing import Any

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui import keys
from tui.context import host

OUTLETS = "Rename or merge outlets everywhere"
OUTLETS_COMMAND = (
    "On the command line: `onrecord outlets` lists, renames, merges and hides outlets."
)
PLACES = {
    "Article": "an article", "Timeline": "the timeline", "Speaker": "the page of a speaker",
    "Comparison": "a comparison",
}  # fmt: skip
"""Where the actions work that do not work everywhere."""
OUTLET_WORDS = ("rename", "merge", "join", "outlets", "newspapers", "sources", "alias")


class ActionProvider(Provider):
    """Offers the actions of the focused pane first, then those of the other panes."""

    async def startup(self) -> None:
        """Collect the actions before the palette takes the focus."""
        self._user_keys = host(self.screen).settings.keys
        focused = [(node, binding) for node, binding, *_ in self.screen.active_bindings.values()]
        others = [
            (node, binding)
            for node in self.screen.walk_children()
            for binding in type(node).BINDINGS
            if isinstance(binding, Binding)
        ]
        self._actions: dict[keys.Action, partial[Coroutine[Any, Any, None]]] = {}
        for node, binding in focused + others:
            action = keys.BY_ID.get(binding.id or "")
            if action and action.id != "app.palette" and not self._has(action.tooltip):
                self._actions[action] = partial(self._run, node, binding.action)

    def _has(self, tooltip: str) -> bool:
        return any(action.tooltip == tooltip for action in self._actions)

    async def _run(self, node: object, action: str) -> None:
        await self.app.run_action(action, node)  # type: ignore[arg-type]

    async def discover(self) -> Hits:
        """Yield all actions, for an empty query."""
        for action, run in self._actions.items():
            yield DiscoveryHit(action.tooltip, run, help=self._key_label(action))

    async def search(self, query: str) -> Hits:
        """Yield the actions whose words or synonyms match, or else those that match fuzzily."""
        matcher = self.matcher(query)
        by_words = {
            action: keys.match_score(action, query, self._user_keys) for action in self._actions
        }
        has_words = any(by_words.values())
        for action, run in self._actions.items():
            # Letters of a word are somewhere in nearly every sentence: “restore” in “Filter …”.
            if by_words[action] or not has_words:
                score = 1000 * by_words[action] + matcher.match(action.tooltip)
                if score > 0:
                    text = matcher.highlight(action.tooltip)
                    yield Hit(score, text, run, help=self._key_label(action))
        if not has_words:
            for place, action in self._elsewhere():
                if score := keys.match_score(action, query, self._user_keys):
                    tell = partial(self._tell_of_place, place, action)
                    text = matcher.highlight(action.tooltip)
                    yield Hit(1000 * score, text, tell, help=f"in {place}")
        words = query.lower().split()
        if len(query) > 2 and all(
            any(each.startswith(word) for each in OUTLET_WORDS) for word in words
        ):
            yield Hit(500, OUTLETS, self._tell_of_outlets, help="command line")

    def _elsewhere(self) -> list[tuple[str, keys.Action]]:
        """Return the actions that do not work here, each with the place where it works."""
        return [
            (place, action)
            for context, place in PLACES.items()
            for action in keys.CONTEXTS[context]
            if not self._has(action.tooltip)
        ]

    def _tell_of_place(self, place: str, action: keys.Action) -> None:
        message = f"Open {place} first: {self._key_label(action)} does this there."
        self.app.notify(message, markup=False)

    def _tell_of_outlets(self) -> None:
        self.app.notify(OUTLETS_COMMAND, markup=False)

    def _key_label(self, action: keys.Action) -> str:
        return keys.key_label(action, self._user_keys)
