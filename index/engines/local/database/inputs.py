"""Where articles were added from, in the table ``places``."""

from __future__ import annotations

import json
from datetime import date

from index.engines.local.database.connection import Database
from index.engines.protocol_parts import EngineInputs
from index.inputs import AddOptions, Input


class InputTable(EngineInputs):
    """The inputs of one database."""

    def __init__(self, database: Database) -> None:
        self._rows, self._transaction = database.rows, database.transaction

    def all(self) -> list[Input]:
        rows = self._rows("SELECT place, options FROM places ORDER BY key")
        return [Input(given, _load(options)) for given, options in rows]

    def record(self, given: Input) -> None:
        with self._transaction() as cursor:
            cursor.execute(
                "INSERT INTO places (place, options) VALUES (?, ?)"
                " ON CONFLICT (place) DO UPDATE SET options = excluded.options",
                (given.location, _dump(given.options)),
            )


def _dump(options: AddOptions) -> str:
    values = {
        "map": dict(options.mapping), "max_size": options.max_size, "source": options.source,
        "date": options.date.isoformat() if options.date else None, "tag": options.tag,
    }  # fmt: skip
    return json.dumps({name: value for name, value in values.items() if value})


def _load(text: str) -> AddOptions:
    values = json.loads(text)
    day = values.get("date")
    return AddOptions(
        mapping=values.get("map", {}), max_size=values.get("max_size"),
        source=values.get("source", ""), date=date.fromisoformat(day) if day else None,
        tag=values.get("tag", ""),
    )  # fmt: skip
