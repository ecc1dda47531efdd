"""Random edits, deletions and changes of outlets show what a plain model says."""

from __future__ import annotations

import tempfile
from copy import deepcopy
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.article import Article
from tests.support.editing import (
    ALL,
    APART,
    STEPS,
    Model,
    Step,
    add,
    change,
    everything_shown,
    listed,
    open_archive,
)

STEADY = settings(max_examples=12, deadline=None, derandomize=True, database=None)
LISTS = st.lists(STEPS, min_size=3, max_size=14)


def added_by(steps: list[Step], articles: tuple[Article, ...]) -> list[Article]:
    return [articles[int(step[1])] for step in steps if step[0] == "add"]


@STEADY
@given(steps=LISTS)
def test_archive_shows_what_the_model_shows(steps: list[Step]) -> None:
    model, before, last = Model(), Model(), None
    steps = [step for step in steps if len(step) < 2 or step[1] not in ("4", "5")]
    with tempfile.TemporaryDirectory() as folder:
        for step in (("add", "0"), ("add", "1"), ("add", "2"), *steps):
            with open_archive(Path(folder)) as (archive, engine):
                if step[0] == "add":
                    add(engine, APART[int(step[1])])
                    model.add(APART[int(step[1])])
                    last = None
                elif step == ("rebuild",):
                    archive.maintenance.rebuild()
                elif step == ("undo",) and last:
                    archive.corrections.apply(last.inverse)
                    model, last = before, None
                elif len(step) > 1 and (revision := change(archive, step, APART)):
                    before, last = deepcopy(model), revision
                    model.change(step, APART)
                assert listed(archive) == model.visible(), step


@STEADY
@given(steps=LISTS)
@example(steps=[("add", "0"), ("add", "4"), ("delete", "0"), ("add", "5"), ("restore", "0")])
@example(steps=[("add", "0"), ("edit", "0", "title", "Fog again"), ("add", "5"), ("add", "4")])
def test_new_archive_with_the_same_corrections_shows_the_same(steps: list[Step]) -> None:
    steps = [("add", "0"), ("add", "4"), ("add", "2"), *steps]
    with tempfile.TemporaryDirectory() as scratch:
        old, new = Path(scratch, "old"), Path(scratch, "new")
        last = None
        with open_archive(old) as (archive, engine):
            for step in steps:
                if step[0] == "add":
                    add(engine, ALL[int(step[1])])
                elif step == ("undo",) and last:
                    archive.corrections.apply(last.inverse)
                    last = None
                elif len(step) > 1:
                    last = change(archive, step, ALL)
            new.mkdir()
            if archive.corrections.path.exists():
                (new / "corrections.toml").write_bytes(archive.corrections.path.read_bytes())
            with open_archive(new) as (other, other_engine):
                add(other_engine, *added_by(steps, ALL))
                assert everything_shown(archive) == everything_shown(other)
                for each in ALL:
                    assert engine.hidden([each.id]) == other_engine.hidden([each.id])
