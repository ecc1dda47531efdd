"""The documents of names as one person has them, where their changes reach these.

A merge or split changes to whom names belong. A corrected quote, a deleted article or a hidden
outlet changes how often names are quoted: a name can be new, or gone. Only the names that this
reaches, and all that belong to the same people, are placed again for this person, by the same rules
as for everybody (``folds.placed``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from index.engines.opensearch.names.folds import NameFolds, new_document, placed, spoken_of
from index.engines.opensearch.search.remembering import RememberingConnection
from index.engines.opensearch.search.words import Json
from index.user_data import Correction, NameCorrection

Documents = Mapping[str, Json | None]
"""Documents by speaker, as ``spoken_as`` has them; None for a speaker who has no quote left."""


class OwnNames:
    """The documents that replace those of the index of names for one person."""

    def __init__(
        self, connection: RememberingConnection, folds: NameFolds,
        corrections: Callable[[], Sequence[Correction]],
        recounted: Callable[[], Mapping[str, Json]],
    ) -> None:  # fmt: skip
        """``recounted`` returns the counts of the speakers whose quotes the person changed."""
        self._connection, self._folds = connection, folds
        self._corrections, self._recounted = corrections, recounted
        self._known: tuple[object, Documents] = (None, {})

    def documents(self) -> Documents:
        """Return the documents, placed again if the archive or the corrections have changed."""
        corrections = tuple(self._corrections())
        if not corrections:
            return {}
        state = self._connection.generation(), corrections
        known, documents = self._known
        if known != state:
            merges = [each for each in corrections if isinstance(each, NameCorrection)]
            documents = self._place(merges)
            self._known = state, documents
        return documents

    def _place(self, merges: Sequence[NameCorrection]) -> Documents:
        counts = self._recounted()
        names = {name for each in merges for name in (each.name, each.other)}
        names.update(spoken[1:] for spoken in counts)
        if not names:
            return {}
        found = {spoken: new_document(spoken) for spoken in counts}
        found |= {spoken_of(each): each for each in self._folds.related(names)}
        found = {spoken: each | counts.get(spoken, {}) for spoken, each in found.items()}
        quoted = [each for each in found.values() if each["quotes"]]
        own = {spoken_of(each): each | fields for each, fields in placed(quoted, {}, merges)}
        return dict.fromkeys(found) | own


def holds(query: Json, document: Json) -> bool:
    """Whether a document of a name matches a query, as the cluster would decide."""
    ((kind, about),) = query.items()
    if kind == "bool":
        either = about.get("should", ())
        return all(holds(each, document) for each in about.get("filter", ())) and (
            not either or any(holds(each, document) for each in either)
        )
    if kind == "exists":
        return bool(document.get(about["field"]))
    ((field, wanted),) = about.items()
    values = document.get(field)
    values = values if isinstance(values, list) else [values]
    if field == "person_words":
        values = [word for each in values for word in each.split()]
    return any(each in values for each in (wanted if kind == "terms" else [wanted]))
