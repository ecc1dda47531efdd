"""Files read as the importer reads them."""

from __future__ import annotations

from io import BytesIO

from index.article import Article
from index.errors import SourceError
from index.sources import read


def came(name: str, data: bytes | str) -> list[Article | SourceError]:
    """The articles of a file of that name, and what is wrong in it."""
    return list(read(BytesIO(data.encode() if isinstance(data, str) else data), name))
