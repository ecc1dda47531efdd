"""Sizes of the terminal at which screens are tested."""

import pytest

SIZES = pytest.mark.parametrize(
    "size", [(50, 15), (80, 24), (120, 40), (160, 48)], ids="{0[0]}x{0[1]}".format
)
