"""Named tuples that tell their classes apart; dataclasses take several times as long to make.

What every search loads makes named tuples of types, not of the names of types, which Python would
compile: it has no ``from __future__ import annotations``, and ``object`` for a type that only mypy
imports. That saves a millisecond.
"""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")


def distinct(record: type[T]) -> type[T]:
    """Let a named tuple equal only those of its own class, not every tuple of the same values."""

    def equal(self: tuple[object, ...], other: object) -> bool:
        return type(self) is type(other) and tuple.__eq__(self, other)

    def unequal(self: tuple[object, ...], other: object) -> bool:
        return not equal(self, other)

    def own_hash(self: tuple[object, ...]) -> int:
        return hash((record, *self))

    for name, method in (("__eq__", equal), ("__ne__", unequal), ("__hash__", own_hash)):
        setattr(record, name, method)
    return record
