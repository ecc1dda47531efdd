"""Every key of the reader, in one place: the help, the README and the screens read it here.

A binding's ``id`` stays, so that a configuration can give the action another key; its
``tooltip`` is what the help says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.binding import Binding


def _key(id: str, keys: str, action: str, short: str, tooltip: str, display: str = "") -> Binding:
    return Binding(keys, action, short, id=id, tooltip=tooltip, key_display=display or None)


APP = [
    _key("app.help", "question_mark,f1", "help", "keys", "Show all keys, searchable", "?"),
    _key(
        "app.palette",
        "ctrl+p,colon",
        "command_palette",
        "palette",
        "Every action by name",
        "ctrl+p",
    ),
    _key("app.theme", "T", "change_theme", "theme", "Choose other colours"),
    _key("app.rescan", "R", "rescan", "rescan", "Add what is new where articles came from last"),
    _key("app.rebuild", "B", "rebuild", "rebuild", "Make the index again"),
    _key("app.stop", "X", "stop_adding", "stop", "Stop adding articles, or making the index"),
    _key("app.failures", "F", "failures", "failures", "List what could not be added, and why"),
    _key("app.quit", "Q,ctrl+q", "quit", "quit", "Quit", "Q"),
]

READER = [
    _key("search", "s", "search", "search", "Search the archive"),
    _key("articles", "1", "view('articles')", "articles", "All articles, or those of the search"),
    _key("quotes", "2", "view('quotes')", "quotes", "All quotes, or those of the search"),
    _key("speakers", "3", "view('speakers')", "speakers", "Everybody who is quoted"),
    _key("timeline", "4", "view('timeline')", "timeline", "Who is on record when, and how often"),
    _key("searches", "5", "view('searches')", "searches", "Saved searches, and those made before"),
    _key("article.next", "J", "step(1)", "next", "Next article, without leaving the page"),
    _key("article.previous", "K", "step(-1)", "previous", "Previous article"),
    _key("history.back", "H", "history(-1)", "earlier", "The article read before, at its place"),
    _key("history.forward", "L", "history(1)", "later", "The article read after that"),
    _key("person", "p", "person", "speaker", "All quotes of this speaker, by date"),
    _key("places", "c", "places", "copies", "Copies and versions, and what differs"),
    _key("pane.left", "h,left", "pane(-1)", "left", "The pane to the left", "h"),
    _key("pane.right", "l,right", "pane(1)", "right", "The pane to the right", "l"),
    _key("back", "q,escape", "back", "back", "One step back", "Esc"),
]

DOUBT = [
    _key("correct", "exclamation_mark", "correct", "correct", "Say who said this in truth", "!"),
    _key("names", "a", "names", "names", "Say which names are one person's, or are not"),
]

CORRECT = [
    *DOUBT,
    _key("corrections", "A", "corrections", "corrections", "List what you corrected; take it back"),
]

SEARCH = [
    _key("refine", "backslash", "refine", "refine", "Search within what was found", "\\"),
    _key(
        "narrow",
        "f",
        "narrow",
        "narrow",
        "Narrow the list to a source, a month, a person, a place",
    ),
    _key("arrange", "d", "arrange", "order", "List in another order: by date, source, speaker"),
    _key("save", "S", "save", "save", "Save this search under a name"),
    _key("alike", "asterisk", "alike", "name", "Search for the name or the speaker one is at", "*"),
    _key("zen", "z", "zen", "page alone", "The page alone, or with the lists beside it"),
]

MARK = [
    _key("star", "m", "flip('starred')", "star", "Star this article, or no more"),
    _key("read", "r", "flip('read')", "read", "Take this article for read, or for unread"),
    _key("tag", "t", "tag", "tag", "Give this article a tag, or take one away"),
    _key("note", "i", "note", "note", "Write a note on this quote, or on the article"),
    _key("note.article", "I", "note('article')", "note", "Write a note on the article"),
    _key("undo", "u", "undo", "undo", "Undo what was done last"),
]

TAKE = [
    _key("copy.link", "Y", "copy_link", "link", "Copy the address of the article, or its file"),
    _key("citation", "C", "citation", "citation", "Choose how quotes are cited"),
    _key("write", "w", "write", "write", "Write what is shown: Markdown, CSV, JSON, HTML"),
    _key("pipe", "vertical_line", "pipe", "pipe", "Give what one is at to a command", "|"),
    _key("open.url", "o", "open_url", "address", "Open the address of the article"),
    _key("open.file", "O", "open_file", "file", "Open the file of the article in $EDITOR"),
]

MOVE = [
    _key("down", "j,down", "move(1)", "down", "One line or row down", "j"),
    _key("up", "k,up", "move(-1)", "up", "One line or row up", "k"),
    _key("half.down", "ctrl+d", "half(1)", "half down", "Half a page down"),
    _key("half.up", "ctrl+u", "half(-1)", "half up", "Half a page up"),
    _key("page.down", "space,pagedown", "page(1)", "page down", "A page down", "space"),
    _key("page.up", "b,pageup", "page(-1)", "page up", "A page up", "b"),
    _key("top", "g,home", "top", "top", "To the top", "g"),
    _key("bottom", "G,end", "bottom", "bottom", "To the end", "G"),
    _key("find", "slash", "screen.find", "find", "Find in this article, or in this list", "/"),
    _key("hit.next", "n", "hit(1)", "hit", "Next hit of the find or the search"),
    _key("hit.previous", "N", "hit(-1)", "hit back", "Previous hit"),
]

ROWS = [
    *MOVE,
    _key("open", "enter", "open", "open", "Open what the cursor is on", "Enter"),
    _key("copy.row", "y", "copy", "copy", "Copy the quote that the cursor is on"),
]

ARTICLE = [
    *MOVE,
    _key("quote.next", "right_square_bracket", "quote(1)", "quote", "Next quote", "]"),
    _key("quote.previous", "left_square_bracket", "quote(-1)", "quote back", "Previous quote", "["),
    _key(
        "entity.next",
        "right_curly_bracket",
        "entity(1)",
        "name",
        "Next name of a person, organisation, place",
        "}",
    ),
    _key("entity.previous", "left_curly_bracket", "entity(-1)", "name back", "Previous name", "{"),
    _key("why", "x", "why", "why", "Why this quote was given to this speaker"),
    _key("copy", "y", "copy", "copy", "Copy the quote with its citation"),
    _key("layer.quotes", "v", "quote_layer", "quote marks", "Show or hide the marks of quotes"),
    _key(
        "layer.entities",
        "e",
        "entity_layer",
        "name marks",
        "Mark names of all types, of one, of none",
    ),
]

GRID = [
    _key("cell.left", "h,left", "across(-1)", "earlier", "The cell to the left", "h"),
    _key("cell.right", "l,right", "across(1)", "later", "The cell to the right", "l"),
    _key("row.down", "j,down", "along(1)", "down", "The row below", "j"),
    _key("row.up", "k,up", "along(-1)", "up", "The row above", "k"),
    _key("grid.first", "g,home", "end(-1)", "first", "The first cell of the row", "g"),
    _key("grid.last", "G,end", "end(1)", "last", "The last cell of the row", "G"),
    _key("grid.page.left", "b,pageup", "sheet(-1)", "page left", "A page to the left", "b"),
    _key("grid.page.right", "space,pagedown", "sheet(1)", "page right", "A page to the right"),
    _key("cell.open", "enter", "open", "open", "Open what is in the cell", "Enter"),
    _key("period", "d", "period", "period", "By days, by months, by years"),
    _key("counted", "D", "counted", "count", "Count quotes, or articles"),
]

PAGE = [
    _key("page.back", "q,escape", "back", "back", "Back to where you came from", "Esc"),
]

PLACES: dict[str, list[Binding]] = {
    "Everywhere": APP,
    "Reader": READER,
    "Searching and narrowing": SEARCH,
    "Marks and notes": MARK,
    "Quotes and speakers": CORRECT,
    "Taking away": TAKE,
    "Moving, in lists and on the page": MOVE,
    "Lists": [binding for binding in ROWS if binding not in MOVE],
    "The article": [binding for binding in ARTICLE if binding not in MOVE],
    "The timeline": GRID,
}
"""Where each key works, in the order in which the help shows it."""

BY_ID = {
    binding.id: binding
    for bindings in (*PLACES.values(), PAGE)
    for binding in bindings
    if binding.id
}
"""Every binding by the name under which a configuration gives it other keys."""


_SIGNS = {
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "escape": "Esc",
    "enter": "Enter",
    "f1": "F1",
    "exclamation_mark": "!",
    "question_mark": "?",
    "comma": ",",
    "semicolon": ";",
    "full_stop": ".",
    "colon": ":",
    "vertical_line": "|",
    "backslash": "\\",
    "slash": "/",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "apostrophe": "'",
    "quotation_mark": '"',
    "asterisk": "*",
    "tilde": "~",
    "circumflex_accent": "^",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
    "at": "@",
    "number_sign": "#",
    "dollar_sign": "$",
    "percent_sign": "%",
    "ampersand": "&",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "underscore": "_",
    "grave_accent": "`",
}
NAMED_SIGNS = tuple(name for name, sign in _SIGNS.items() if len(sign) == 1 and sign.isascii())
"""What the keys of signs are called."""

Own = Mapping[str, Sequence[str]]
"""The keys that a configuration gives, by the id of the binding."""
NONE: Own = {}
"""That a configuration gives no keys."""


_TOGETHER = [
    (*APP, *READER, *SEARCH, *MARK, *CORRECT, *TAKE, *ROWS),
    (*APP, *READER, *SEARCH, *MARK, *CORRECT, *TAKE, *ARTICLE),
    (*APP, *PAGE, *MARK, *CORRECT, *TAKE, *ROWS),
    (*APP, *PAGE, *GRID),
]
"""Which bindings hold at the same time."""


def clashes(own: Own) -> list[tuple[str, str, str]]:
    """Which action of a configuration has a key, and which other one has it in the same place."""
    names = {sign: name for name, sign in _SIGNS.items()}
    found = []
    for bindings in _TOGETHER:
        keys = {
            each.id or "": {
                names.get(key, key) for key in own.get(each.id or "", each.key.split(","))
            }
            for each in bindings
        }
        for action in own.keys() & keys.keys():
            for other in keys.keys() - {action}:
                found += [(action, key, other) for key in keys[action] & keys[other]]
    return sorted(set(found))


def shown(binding: Binding, own: Own = NONE) -> str:
    """All keys of an action as one would say them: “j ↓”."""
    given = own.get(binding.id or "") or binding.key.split(",")
    return " ".join(_SIGNS.get(key, key) for key in given)


def _first(binding: Binding, own: Own) -> str:
    if binding.key_display and binding.id not in own:
        return binding.key_display
    return shown(binding, own).partition(" ")[0]


_HINTS = {
    "list": "app.help open search narrow arrange articles quotes speakers timeline",
    "facets": "app.help open pane.left",
    "timeline": "app.help cell.open period counted page.back",
    "article": "app.help quote.next person why copy find hit.next",
    "context": "app.help open person",
    "places": "app.help open page.back",
    "quotes": "app.help open copy.row page.back",
}


def hints(place: str | None, own: Own = NONE) -> str:
    """The few keys that matter in a pane, for its foot."""
    wanted = [BY_ID[name] for name in _HINTS.get(place or "", "").split()]
    return " " + " · ".join(f"{_first(each, own)} {each.description}" for each in wanted)
