"""Any keys in any order: the reader goes on."""

import os
import random

import pytest

from tests.pilot.conftest import ARTICLES, key_of

KEYS = [
    *map(key_of, "jkgGhlsxypnNveJK12345q/ ][}{?FXcmrfdDSz*\\!aAu"),
    *("enter", "escape", "tab", "shift+tab", "ctrl+d", "ctrl+u", "pageup", "left", "right", "down"),
]
TYPED = ("ferry", "speaker:pell", "said:fog", '"', "zzz")
SIZES = ((80, 24), (50, 12), (20, 5), (120, 40), (160, 48))
LENGTH = int(os.environ.get("WALK", "60"))
ODD = {"odd.txt": " date 2024-06-01 [/x] “Was?” fragte “” 日本語 \x1b[31m “a", "empty.txt": '""~'}


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
async def test_a_walk_of_random_keys_ends_without_an_exception(reader, driven, no_clipboard, size):
    choose = random.Random(str(size))
    async with driven(reader(ARTICLES | ODD), size) as on:
        for number in range(LENGTH):
            if choose.random() < 0.05:
                await on.pilot.press(*map(key_of, choose.choice(TYPED)))
            await on.pilot.press(choose.choice(KEYS))
            if number % 50 == 49:
                await on.resize(*choose.choice(SIZES))
        await on.settle()
        assert on.app.is_running
