"""Snapshots of the main screens."""

import pytest

from tests.support.driver import press, settle
from tui import theme

SCREENS = {
    "list": [],
    "article": ["j", "enter", "right_square_bracket"],
    "search": ["s", *"ferry", "enter"],
    "speaker": ["j", "enter", "right_square_bracket", "p"],
    "why": ["j", "enter", "right_square_bracket", "x"],
    "help": ["question_mark"],
    "quotes": ["2", "d", "d"],
    "speakers": ["3"],
    "timeline": ["4", "j"],
    "heard": ["6"],
    "compare": ["7", "l"],
    "facets": ["f"],
}


def looking(keys, theme_name=None):
    """Press keys, and wait until everything is drawn."""

    async def run(pilot):
        if theme_name:
            pilot.app.theme = theme_name
        await settle(pilot)
        await press(pilot, *keys)

    return run


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 48)], ids="{0[0]}x{0[1]}".format)
@pytest.mark.parametrize(
    "screen",
    ["list", "article", "search", "quotes", "speakers", "timeline", "heard", "compare"],
)
def test_reading_at_every_size(make_app, snap_compare, screen, size):
    assert snap_compare(make_app(), run_before=looking(SCREENS[screen]), terminal_size=size)


@pytest.mark.parametrize("screen", ["speaker", "why", "help", "facets"])
def test_the_other_screens(make_app, snap_compare, screen):
    assert snap_compare(make_app(), run_before=looking(SCREENS[screen]), terminal_size=(80, 24))


def test_the_article_in_the_light_theme(make_app, snap_compare):
    run = looking(SCREENS["article"], theme.LIGHT.name)
    assert snap_compare(make_app(), run_before=run, terminal_size=(120, 40))


def test_the_article_without_colour(make_app, snap_compare, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    run = looking(SCREENS["article"])
    assert snap_compare(make_app(), run_before=run, terminal_size=(120, 40))
