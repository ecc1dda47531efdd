"""Actions are found by the words that people type for them."""

from __future__ import annotations

import pytest

from tui import keys
from tui.dialogs.help import help_lines

WORDS = {
    "export": "write", "save": "save", "filter": "narrow", "facet": "narrow", "facets": "narrow",
    "sort": "arrange", "sorting": "arrange", "order": "arrange", "bookmark": "star",
    "bookmarks": "star", "favourite": "star", "favorite": "star", "star": "star",
    "delete": "delete",
    "remove": "tag", "back": "back", "settings": "app.settings", "preferences": "app.settings",
    "configuration": "app.settings", "wrap": "app.settings",
    "alias": "names", "wrong": "correct",
    "mistake": "correct", "attribution": "correct",
    "browser": "open.url", "history": "history.back",
    "reload": "app.rescan", "refresh": "app.rescan", "update": "app.rescan", "zoom": "zen",
    "sidebar": "zen", "fullscreen": "zen", "undo": "undo", "redo": "undo", "quit": "app.quit",
    "exit": "app.quit", "help": "app.help", "shortcuts": "app.help", "theme": "app.theme",
    "colours": "app.theme", "colors": "app.theme", "dark": "app.theme", "search": "search",
    "find": "find", "next": "hit.next", "previous": "hit.previous", "next quote": "quote.next",
    "note": "note", "comment": "note", "tag": "tag", "label": "tag", "copy": "copy",
    "clipboard": "copy", "cite": "copy", "bibtex": "citation", "citation style": "citation",
    "pipe": "pipe", "shell": "pipe", "editor": "open.file", "timeline": "timeline",
    "chart": "timeline", "speaker": "person", "person": "person", "merge": "names",
    "split": "names", "unread": "read", "read": "read", "rebuild": "app.rebuild",
    "reindex": "app.rebuild", "cancel": "app.stop", "stop": "app.stop", "errors": "app.failures",
    "failed": "app.failures", "duplicates": "places", "diff": "places", "csv": "write",
    "palette": "app.palette", "why": "why", "entities": "layer.entities",
}  # fmt: skip


def _find_actions(query: str) -> list[keys.Action]:
    """Return the actions that match a query, best first."""
    scores = {action: keys.match_score(action, query) for action in keys.BY_ID.values()}
    return sorted((each for each in scores if scores[each]), key=lambda each: -scores[each])


@pytest.mark.parametrize(("word", "id"), WORDS.items(), ids=WORDS)
def test_palette_finds_the_action_among_the_first_three(word: str, id: str) -> None:
    assert id in [action.id for action in _find_actions(word)[:3]]


@pytest.mark.parametrize(("word", "id"), WORDS.items(), ids=WORDS)
def test_help_finds_the_action(word: str, id: str) -> None:
    assert keys.BY_ID[id].tooltip in [line.text for line in help_lines(word)]


def test_every_word_of_a_query_must_match() -> None:
    assert [action.id for action in _find_actions("merge names")] == ["names"]
    assert _find_actions("merge zeppelin") == []


def test_action_is_found_by_its_key() -> None:
    assert "zen" in [action.id for action in _find_actions("z")]


def test_synonyms_are_not_words_of_the_label_or_tooltip() -> None:
    repeated = {
        (action.id, word)
        for action in keys.BY_ID.values()
        for word in action.synonyms.split()
        if word in f"{action.description} {action.tooltip}".lower().split()
    }
    assert not repeated


def test_no_two_actions_of_one_place_have_the_same_key() -> None:
    defaults = {name: action.key.split(",") for name, action in keys.BY_ID.items()}
    assert keys.conflicts(defaults) == []
