"""Every key binding in one place: the help, the palette, the README and the screens use it.

A binding's ``id`` never changes, because settings files refer to it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.binding import Binding

from tui.key_labels import KEY_LABELS


@dataclass(frozen=True, eq=False, repr=False)
class Action(Binding):
    """A key binding that the help and the command palette also find by other words."""

    synonyms: str = ""
    """Words that people type for this action, in addition to those of its label and tooltip."""


def _action(
    id: str, keys: str, action: str, label: str, tooltip: str, synonyms: str = "", key: str = ""
) -> Action:
    return Action(
        keys, action, label, id=id, tooltip=tooltip, synonyms=synonyms, key_display=key or None
    )


# fmt: off
APP = [
    _action("app.help", "question_mark,f1", "help", "help", "Show and search all keys",
            "shortcuts hotkeys keyboard bindings manual commands", "?"),
    _action("app.palette", "ctrl+p,colon", "command_palette", "palette", "Find any action by name",
            "commands menu", "ctrl+p"),
    _action("app.theme", "T", "change_theme", "theme", "Change the colour theme",
            "colours colors color dark light appearance settings"),
    _action("app.settings", "f2", "settings", "settings", "Show where the settings file is",
            "preferences options configuration config customise width wrap columns date format"),
    _action("app.add", "plus", "add", "add", "Add a page, file or folder",
            "import open url web address link article fetch drop insert", "+"),
    _action("app.rescan", "R", "rescan", "refresh",
            "Show new articles, or look for more in the files added before",
            "reload rescan update import add sync"),
    _action("app.rebuild", "B", "rebuild", "rebuild", "Rebuild the search index",
            "reindex indexing repair fix"),
    _action("app.annotate", "M", "annotate_again", "annotate",
            "Annotate articles of other models or older versions again",
            "model pipeline spacy reannotate update quotes speakers names"),
    _action("app.stop", "X", "stop_adding", "stop", "Stop adding articles or rebuilding the index",
            "cancel abort interrupt"),
    _action("app.samples", "W", "samples", "samples",
            "Add the sample articles to an empty archive", "examples demo try seeds tutorial"),
    _action("app.failures", "F", "failures", "failures",
            "List files that could not be added in this session",
            "errors failed problems unreadable log"),
    _action("app.suspend", "ctrl+z", "suspend_process", "suspend", "Suspend; fg resumes",
            "shell background job stop pause"),
    _action("app.count", "0", "count", "count",
            "Start a count: 05j goes down 5 rows, 03] three quotes", "repeat number times"),
    _action("app.quit", "Q,ctrl+q", "quit", "quit", "Quit", "q q! qa wq exit close leave", "Q"),
]

READER = [
    _action("search", "s", "search('archive')", "search", "Search the archive",
            "query look for find"),
    _action("articles", "1", "view('articles')", "articles", "List articles",
            "stories news view home"),
    _action("quotes", "2", "view('quotes')", "quotes", "List quotes",
            "statements quotations said view"),
    _action("speakers", "3", "view('speakers')", "speakers", "List speakers",
            "people persons names who view"),
    _action("timeline", "4", "view('timeline')", "timeline", "Timeline of quotes per speaker",
            "chart graph plot dates calendar statistics heatmap view"),
    _action("searches", "5", "view('searches')", "searches", "List saved and recent searches",
            "history bookmarks queries view"),
    _action("heard", "6", "view('heard')", "heard", "Who is heard: speakers, outlets, months",
            "voice share sources diversity balance named unnamed anonymous count view"),
    _action("compare", "7", "view('compare')", "compare", "Compare two people, outlets or periods",
            "side versus vs difference contrast distinctive words view"),
    _action("article.next", "J", "step(1)", "next", "Open the next article of the list"),
    _action("article.previous", "K", "step(-1)", "previous",
            "Open the previous article of the list"),
    _action("history.back", "H", "history(-1)", "earlier", "Back to the article you read before",
            "history previous"),
    _action("history.forward", "L", "history(1)", "later", "Forward to the article you read after",
            "history next"),
    _action("person", "p", "person", "speaker", "Show all quotes of this person",
            "who profile people"),
    _action("places", "c", "places", "copies", "Compare copies and versions of this article",
            "diff differences duplicates changes history older"),
    _action("pane.left", "h,left", "pane(-1)", "left", "Go to the pane on the left",
            "column sidebar focus", "h"),
    _action("pane.right", "l,right", "pane(1)", "right", "Go to the pane on the right",
            "column sidebar focus", "l"),
    _action("back", "q,escape", "back", "back", "Go back one step",
            "close leave previous return cancel", "Esc"),
]

CORRECT_QUOTE = [
    _action("correct", "exclamation_mark", "correct", "correct",
            "Correct the speaker of this quote",
            "wrong fix mistake error assign attribution change edit", "!"),
    _action("confirm", "equals_sign", "confirm", "confirm",
            "Confirm the speaker of this quote", "right correct ok approve accept yes", "="),
    _action("names", "a", "names", "merge names", "Merge or split names",
            "alias aliases same person combine join separate duplicate rename"),
]

RELATED = [
    _action("versions", "tilde", "related('versions')", "versions",
            "Compare all versions of this quote", "utterance drift differences wording", "~"),
    _action("earlier", "less_than_sign", "related('earlier')", "earlier",
            "Show what this person said on the same matter", "before previous past turn", "<"),
]

CORRECT = [
    *CORRECT_QUOTE,
    _action("corrections", "A", "corrections", "corrections", "List or remove your corrections",
            "delete edits changes revert history"),
]

EDIT = [
    _action("edit", "E", "edit", "edit", "Edit headline, date, outlet, byline or section",
            "change correct fix wrong title source author rename undated metadata"),
    _action("delete", "D", "delete", "delete", "Delete this article or search",
            "remove trash erase discard drop"),
    _action("outlet.hide", "Z", "hide_outlet", "hide outlet", "Hide this outlet",
            "source newspaper mute block ignore exclude remove"),
    _action("deleted", "U", "deleted", "deleted", "List deleted articles and hidden outlets",
            "restore undelete recover trash bin unhide show bring back"),
]

SEARCH = [
    _action("refine", "backslash", "search('results')", "refine", "Search within the results",
            "narrow filter", "\\"),
    _action("narrow", "f", "narrow", "filter",
            "Filter the list by outlet, month, person or place",
            "facet facets narrow limit refine source newspaper date organisation starred unread"),
    _action("arrange", "d", "arrange", "sort", "Change the sort order",
            "sorting arrange newest oldest date relevance"),
    _action("save", "S", "save", "save", "Save or rename this search",
            "keep store bookmark remember alert"),
    _action("review", "P", "review", "review",
            "Review the doubtful quotes of this search, the most doubtful first",
            "check verify doubt uncertain confidence queue proof quality"),
    _action("zen", "z", "zen", "lists", "Show or hide the lists beside the article",
            "zoom sidebar fullscreen full screen zen focus maximise wide panes"),
]

MARK = [
    _action("star", "m", "flip('starred')", "star", "Star or unstar this article",
            "bookmark favourite favorite flag mark save pin"),
    _action("read", "r", "flip('read')", "read", "Mark as read or unread", "seen new"),
    _action("tag", "t", "tag", "tag", "Add or remove a tag", "label category keyword delete"),
    _action("note", "i", "note", "note", "Write a note on this quote or article",
            "comment annotate remark memo edit delete remove"),
    _action("note.article", "I", "note('article')", "note", "Write a note on the article",
            "comment annotate remark memo"),
    _action("undo", "u", "app.undo", "undo", "Undo the last change",
            "redo revert restore take back"),
]

SHARE = [
    _action("copy.link", "Y", "copy_link", "link", "Copy the article's web address or file path",
            "url clipboard share"),
    _action("citation", "C", "citation", "citation", "Choose the citation style",
            "cite bibtex markdown reference format plain"),
    _action("write", "w", "write", "export", "Export what is shown as Markdown, CSV, JSON or HTML",
            "w w! save file download spreadsheet excel output print"),
    _action("pipe", "vertical_line", "pipe", "pipe", "Pipe the selection to a shell command",
            "run program execute terminal unix", "|"),
    _action("open.url", "o", "open_url", "browser", "Open the article in the web browser",
            "url link website address internet"),
    _action("open.file", "O", "open_file", "editor", "Open the article's file in your editor",
            "edit original vim"),
]

MOVE = [
    _action("down", "j,down", "move(1)", "down", "Down one line or row", "scroll next", "j"),
    _action("up", "k,up", "move(-1)", "up", "Up one line or row", "scroll previous", "k"),
    _action("half.down", "ctrl+d", "move(1, 'half')", "half down", "Down half a page", "scroll"),
    _action("half.up", "ctrl+u", "move(-1, 'half')", "half up", "Up half a page", "scroll"),
    _action("page.down", "space,pagedown", "move(1, 'page')", "page down", "Down one page",
            "scroll", "space"),
    _action("page.up", "b,pageup", "move(-1, 'page')", "page up", "Up one page", "scroll", "b"),
    _action("top", "g,home", "move(-1, 'all')", "top", "Go to the top of the list or article",
            "first start beginning", "g"),
    _action("bottom", "G,end", "move(1, 'all')", "bottom",
            "Go to the end of the list or article", "last", "G"),
    _action("find", "slash", "screen.find", "find", "Find in this article or list",
            "search word text locate", "/"),
    _action("hit.next", "n", "hit(1)", "match", "Next match", "hit result find again"),
    _action("hit.previous", "N", "hit(-1)", "match back", "Previous match", "hit result"),
]

FIND = [action for action in MOVE if action.id in ("find", "hit.next", "hit.previous")]

ROWS = [
    *MOVE,
    _action("open", "enter", "open", "open", "Open the selected row",
            "read show view choose", "Enter"),
    _action("select", "V", "select", "select", "Select several rows, from here to the cursor",
            "range visual multiple batch all rows"),
    _action("select.all", "asterisk", "select('all')", "select all", "Select all rows, or none",
            "every batch mark multiple", "*"),
    _action("copy.row", "y", "copy", "copy", "Copy the selected quotes with citations",
            "clipboard cite yank"),
]

ARTICLE = [
    *MOVE,
    _action("quote.next", "right_square_bracket", "quote(1)", "quote", "Next quote", key="]"),
    _action("quote.previous", "left_square_bracket", "quote(-1)", "quote back", "Previous quote",
            key="["),
    _action("entity.next", "right_curly_bracket", "entity(1)", "name",
            "Next name of a person, organisation or place", "entity", "}"),
    _action("entity.previous", "left_curly_bracket", "entity(-1)", "name back",
            "Previous name of a person, organisation or place", "entity", "{"),
    _action("alike", "asterisk", "screen.alike", "name", "Search for the name under the cursor",
            "word similar person organisation place speaker", "*"),
    _action("why", "x", "why", "why", "Explain why this quote has this speaker",
            "reason explanation attribution confidence"),
    _action("copy", "y", "copy", "copy", "Copy the quote with its citation",
            "clipboard cite yank"),
    _action("layer.quotes", "v", "toggle_layer('quotes')", "quote marks",
            "Show or hide quote highlights", "colours toggle"),
    _action("layer.entities", "e", "toggle_layer('names')", "name marks",
            "Highlight all names, one type of name, or none",
            "entities people organisations places highlights hide toggle"),
]

TIMELINE = [
    _action("cell.left", "h,left", "move_column(-1)", "earlier", "Previous period",
            "cell left", "h"),
    _action("cell.right", "l,right", "move_column(1)", "later", "Next period", "cell right", "l"),
    _action("row.down", "j,down", "move_row(1)", "down", "Next row", "speaker", "j"),
    _action("row.up", "k,up", "move_row(-1)", "up", "Previous row", "speaker", "k"),
    _action("grid.first", "g,home", "end(-1)", "first", "First period", "start cell", "g"),
    _action("grid.last", "G,end", "end(1)", "last", "Last period", "end cell", "G"),
    _action("grid.page.left", "b,pageup", "page(-1)", "page left", "One page to the left",
            "earlier", "b"),
    _action("grid.page.right", "space,pagedown", "page(1)", "page right", "One page to the right",
            "later"),
    _action("cell.open", "enter", "open", "open", "List the quotes or articles of this cell",
            "show", "Enter"),
    _action("period", "d", "period", "period", "Group by day, month or year", "zoom scale"),
    _action("counted", "D", "count", "count", "Count quotes or articles"),
]

COMPARE = [
    _action("sides", "c", "sides", "sides", "Choose what to compare",
            "people outlets periods change swap other versus"),
]

SPEAKER = [
    _action("dossier", "P", "dossier", "dossier", "Write a dossier of this person",
            "report profile portrait export print save html markdown all quotes"),
]

BACK = [
    _action("page.back", "q,escape", "back", "back", "Go back, or close the dialog",
            "return", "Esc"),
]
# fmt: on

CONTEXTS: dict[str, list[Action]] = {
    "Everywhere": APP,
    "Reader": READER,
    "Search and filter": SEARCH,
    "Marks and notes": MARK,
    "Quotes and speakers": [*RELATED, *CORRECT],
    "Edit and delete": EDIT,
    "Copy and export": SHARE,
    "Move in lists and articles": MOVE,
    "Lists": [action for action in ROWS if action not in MOVE],
    "Article": [action for action in ARTICLE if action not in MOVE],
    "Timeline": TIMELINE,
    "Speaker": SPEAKER,
    "Comparison": COMPARE,
    "Speaker, versions, copies, views and dialogs": BACK,
}
"""The actions by the part of the program where they work, in the order of the help."""

BY_ID = {action.id: action for group in CONTEXTS.values() for action in group if action.id}
"""Every action by its id, under which the settings can assign other keys."""

VIEWS = [BY_ID[view] for view in (
    "articles", "quotes", "speakers", "timeline", "searches", "heard", "compare",
)]  # fmt: skip
"""The actions that show a view."""

NEXT_STEPS = [BY_ID["search"], BY_ID["refine"], *VIEWS]
"""The actions of the reader that close another screen first."""

UserKeys = Mapping[str, Sequence[str]]
"""The keys from the settings, by the id of the action."""
DEFAULT_KEYS: UserKeys = {}
"""No keys from the settings."""


_SORT = [action for action in SEARCH if action.id == "arrange"]
_ON_QUOTES = (*RELATED, *MARK, *CORRECT, *EDIT, *SHARE, *ROWS)
_ACTIVE_TOGETHER = [
    (*APP, *READER, *SEARCH, *_ON_QUOTES),
    (*APP, *READER, *SEARCH, *RELATED, *MARK, *CORRECT, *EDIT, *SHARE, *ARTICLE),
    (*APP, *BACK, *SPEAKER, *NEXT_STEPS, *_SORT, *_ON_QUOTES),
    (*APP, *BACK, *COMPARE, BY_ID["person"], *NEXT_STEPS, *_SORT, *_ON_QUOTES),
    (*APP, *BACK, *TIMELINE, *FIND, *(each for each in SHARE if each.id == "write")),
]
"""Groups of actions that must not share a key."""


def conflicts(user_keys: UserKeys) -> list[tuple[str, str, str]]:
    """Return (action id, key, other action id) for each key that two active actions share."""
    names = {label: name for name, label in KEY_LABELS.items()}
    found = []
    for actions in _ACTIVE_TOGETHER:
        keys = {
            each.id or "": {
                names.get(key, key) for key in user_keys.get(each.id or "", each.key.split(","))
            }
            for each in actions
        }
        for action in user_keys.keys() & keys.keys():
            for other in keys.keys() - {action}:
                found += [(action, key, other) for key in keys[action] & keys[other]]
    return sorted(set(found))


def key_label(action: Action, user_keys: UserKeys = DEFAULT_KEYS) -> str:
    """Return all keys of an action as shown to the user: “j ↓”."""
    keys = user_keys.get(action.id or "") or action.key.split(",")
    return " ".join(KEY_LABELS.get(key, key) for key in keys)


_COUNTED = (
    r"(move|move_row|move_column|page|hit|quote|entity|step|history)\((-?)1(\)|, '(?:half|page)'\))"
)


def with_count(action: str, count: int) -> str | None:
    """Return an action that goes ``count`` steps instead of one; None if it takes no count."""
    match = re.fullmatch(_COUNTED, action)
    return f"{match[1]}({match[2]}{count}{match[3]}" if match else None


def unknown_key(key: str, user_keys: UserKeys = DEFAULT_KEYS, *, is_typing: bool = False) -> str:
    """Return the hint for a key without an action, with the help key that is not a character."""
    labels = key_label(BY_ID["app.help"], user_keys).split()
    help_keys = [label for label in labels if len(label) > 1 or not is_typing]
    hint = f" {help_keys[0]} lists the keys." if help_keys else ""
    return f"{KEY_LABELS.get(key, key)} does nothing here.{hint}"


def first_key(action: Action, user_keys: UserKeys) -> str:
    """Return the main key of an action as shown to the user."""
    if action.key_display and action.id not in user_keys:
        return action.key_display
    return key_label(action, user_keys).partition(" ")[0]


def match_score(action: Action, query: str, user_keys: UserKeys = DEFAULT_KEYS) -> int:
    """Return how well an action matches a query; 0 unless every word of the query matches."""
    keys = key_label(action, user_keys).lower().split()
    scores = [_word_score(action, word, keys) for word in query.lower().split()]
    return sum(scores) if all(scores) else 0


def _word_score(action: Action, word: str, keys: Sequence[str]) -> int:
    label, tooltip = action.description.lower(), action.tooltip.lower()
    words, synonyms = re.findall(r"\w+", f"{label} {tooltip}"), action.synonyms.split()
    if word == label:
        return 6
    if word in words:
        return 5
    if word in synonyms:
        return 4
    if word in keys:
        return 3
    if any(each.startswith(word) for each in (*words, *synonyms)):
        return 3
    # “bookmarks” and “sorting” for “bookmark” and “sort”
    if any(len(each) > 3 and word.startswith(each) for each in (*words, *synonyms)):
        return 2
    return int(word in tooltip)
