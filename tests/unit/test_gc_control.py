"""Pausing the garbage collector always restores its earlier state."""

import gc

import pytest

from index.gc_control import freeze_startup_objects, iterate_with_gc_paused, pause_gc_for_startup


@pytest.fixture(autouse=True)
def _restore_gc():
    """Give each test the collector of a program that starts, and then what it was before."""
    threshold, was_frozen = gc.get_threshold(), gc.get_freeze_count() > 0
    gc.unfreeze()
    gc.enable()  # which a test before it may have paused
    gc.set_threshold(700)  # Python's
    yield
    gc.unfreeze()
    if was_frozen:
        gc.freeze()
    gc.set_threshold(*threshold)
    gc.enable()


def test_the_collector_is_paused_only_while_an_item_is_computed():
    """It is off inside the generator and on between two items."""
    states = (gc.isenabled() for _ in range(2))
    assert [(state, gc.isenabled()) for state in iterate_with_gc_paused(states)] == [
        (False, True)
    ] * 2
    assert gc.isenabled()


def test_a_disabled_collector_stays_disabled():
    """A caller that disabled the collector finds it disabled."""
    gc.disable()
    assert list(iterate_with_gc_paused(iter("ab"))) == ["a", "b"]
    assert not gc.isenabled()


def test_an_error_enables_the_collector_again():
    """The error of an item reaches the caller, and the collector is on again."""
    with pytest.raises(ZeroDivisionError):
        list(iterate_with_gc_paused(1 // number for number in (1, 0)))
    assert gc.isenabled()


def test_the_collector_ignores_startup_objects():
    """Objects made during the pause are frozen; a collector that was never paused is unchanged."""
    threshold = gc.get_threshold()
    freeze_startup_objects()
    assert not gc.get_freeze_count()
    assert gc.get_threshold() == threshold
    pause_gc_for_startup()
    assert not gc.isenabled()
    freeze_startup_objects()
    assert gc.isenabled()
    assert gc.get_freeze_count()


def test_the_collector_works_less_often_after_the_start():
    """Drawing makes many objects and hardly any garbage in cycles."""
    young, *older = gc.get_threshold()
    pause_gc_for_startup()
    freeze_startup_objects()
    assert gc.get_threshold()[0] > young
    assert list(gc.get_threshold()[1:]) == older
