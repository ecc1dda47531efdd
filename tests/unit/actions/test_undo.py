"""The undo stack: the last change first, and nothing lost if an undo fails."""

from __future__ import annotations

import threading

import pytest

from index.errors import ArchiveError
from tui.session.undo import MAX_ENTRIES, UndoEntry, UndoStack


def entry(undo, message="Undone."):
    return UndoEntry("marks", message, undo)


def test_changes_are_undone_last_first():
    done, stack = [], UndoStack()
    for number in range(3):
        stack.push(entry(lambda number=number: done.append(number), f"Undone {number}"))
    assert stack.undo().message == "Undone 2"
    assert stack.undo().message == "Undone 1"
    assert done == [2, 1]


def test_empty_stack_has_nothing_to_undo():
    assert UndoStack().undo() is None


def test_failed_undo_stays_on_the_stack():
    """Another process may be writing just now: the user can try again."""
    attempts, stack = [], UndoStack()

    def busy_once():
        attempts.append(1)
        if len(attempts) == 1:
            raise ArchiveError("Another process is writing to the archive.")

    stack.push(entry(busy_once))
    with pytest.raises(ArchiveError):
        stack.undo()
    assert stack.undo() is not None
    assert len(attempts) == 2
    assert stack.undo() is None


def test_change_made_during_an_undo_is_kept():
    stack, newer = UndoStack(), entry(lambda: None)
    older = entry(lambda: stack.push(newer))
    stack.push(older)
    assert stack.undo() is older
    assert stack.undo() is newer


def test_simultaneous_undos_undo_one_change_each():
    done, stack, started = [], UndoStack(), threading.Barrier(2, timeout=10)
    for number in range(2):
        stack.push(entry(lambda number=number: done.append(number)))

    def undo():
        started.wait()
        stack.undo()

    threads = [threading.Thread(target=undo) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert done == [1, 0]


def test_oldest_changes_are_dropped():
    done, stack = [], UndoStack()
    for number in range(MAX_ENTRIES + 1):
        stack.push(entry(lambda number=number: done.append(number)))
    while stack.undo():
        pass
    assert len(done) == MAX_ENTRIES
    assert 0 not in done
