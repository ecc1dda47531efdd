"""Random keys in every view and at every size raise no error.

Hypothesis draws the keys and shortens a walk that raises an error. ``WALK=full`` presses more than
5,000 keys; by default it is always the same part of them.
"""

import asyncio
import os
import shutil
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from index.archive import Archive
from tests.support.driver import Driver
from tests.support.pattern_annotator import ARTICLES, PatternAnnotator
from tui import keys
from tui.app import OnRecord

FULL = os.environ.get("WALK") == "full"
WALKS, LENGTH = (100, 50) if FULL else (6, 25)
SIZES = [(80, 24), (120, 40), (160, 48), (50, 12), (20, 5)]
LEAVING = {"Q", "ctrl+q", "ctrl+c"}  # these end the program
EVERY_KEY = sorted({key for each in keys.BY_ID.values() for key in each.key.split(",")} - LEAVING)
OTHERS = [*"az059-'\"([<é字", "tab", "shift+tab", "backspace", "delete", "ctrl+z", "f9"]
WORDS = [
    "ferry",
    "speaker:quillard",
    "said:loan",
    '"',
    "(",
    "is:starred",
    "to cite",
    "wc -l",
    "a.csv",
]
KEY = st.one_of(
    st.sampled_from([[key] for key in EVERY_KEY]),
    st.sampled_from([["escape"], ["enter"], ["down"], ["j"]]),
    st.sampled_from([[key] for key in OTHERS]),
    st.sampled_from([[*word, "enter"] for word in WORDS]),
)
VIEWS = st.sampled_from([[], ["enter"], ["2"], ["3"], ["3", "enter"], ["4"], ["enter", "p"]])
RESIZED = st.lists(st.tuples(st.integers(0, LENGTH), st.sampled_from(SIZES)), max_size=3)
ODD = {"odd.txt": " date 2024-06-01 [/x] “Was?” fragte “” 日本語 \x1b[31m “a", "empty.txt": '""~'}


@pytest.fixture
def harmless(tmp_path, monkeypatch, no_clipboard):
    """Keep every key from doing anything outside of a folder; return the folder."""
    program = tmp_path / "true"
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    for name in ("BROWSER", "EDITOR", "VISUAL", "SHELL"):
        monkeypatch.setenv(name, str(program))
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path


def walk(folder: Path, start: list[str], pressed: list[list[str]], size, resized) -> str:
    """Go to a view, press keys and return the screen; raise the errors of the reader."""

    async def go() -> str:
        with Archive.open(folder, annotator=PatternAnnotator()) as archive:
            app = OnRecord(archive, folder)
            async with app.run_test(size=size, notifications=True) as pilot:
                driver = Driver(pilot)
                await driver.press(*start)
                for number, some in enumerate(pressed):
                    for _, other in filter(lambda one: one[0] == number, resized):
                        await pilot.resize_terminal(*other)
                    await driver.press(*some)
                return driver.text()

    return asyncio.run(go())


@pytest.mark.timeout(1200)
@settings(
    max_examples=WALKS,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate, Phase.shrink] if FULL else [Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(
    start=VIEWS,
    pressed=st.lists(KEY, min_size=LENGTH, max_size=LENGTH),
    size=st.sampled_from(SIZES),
    resized=RESIZED,
)
def test_a_walk_over_the_samples_ends_without_an_exception(
    samples, samples_folder, harmless, start, pressed, size, resized
):
    shutil.rmtree(harmless / "archive", ignore_errors=True)
    shutil.copytree(samples_folder, harmless / "archive")
    assert walk(harmless / "archive", start, pressed, size, resized).strip()


@pytest.mark.timeout(600)
@settings(
    max_examples=WALKS // 4, deadline=None, derandomize=True, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(
    start=VIEWS,
    pressed=st.lists(KEY, min_size=LENGTH, max_size=LENGTH),
    size=st.sampled_from(SIZES),
    resized=RESIZED,
)
def test_a_walk_over_odd_articles_ends_without_an_exception(
    make_archive, harmless, start, pressed, size, resized
):
    make_archive(ARTICLES | ODD).close()
    assert walk(harmless / "archive", start, pressed, size, resized).strip()
