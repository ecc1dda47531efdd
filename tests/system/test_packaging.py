"""The wheel has what users need, and every dependency has a reason."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from itertools import chain
from pathlib import Path

import pytest

from tui.cli.parsing.manual import manual_page
from tui.folders import sample_folder


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], check=True
    )
    return next(folder.glob("*.whl"))


def test_wheel_has_only_the_two_packages_and_the_manual_page(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert tops == {"index", "tui", "onrecord-0.1.0.data", "onrecord-0.1.0.dist-info"}


def test_wheel_installs_the_manual_page_of_the_commands(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        page = archive.read("onrecord-0.1.0.data/data/share/man/man1/onrecord.1").decode()
    assert page == manual_page()


def test_wheel_has_every_file_of_the_packages(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for package in ("index", "tui"):
        for path in Path(package).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert path.as_posix() in names


def test_wheel_has_the_sample_articles(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if name.startswith("tui/samples/")}
    assert names == {f"tui/samples/{path.name}" for path in sample_folder().iterdir()}


def test_commands_run_from_the_wheel(wheel: Path, tmp_path: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(wheel)!r});"
        " from tui.cli.main import main; sys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", code, "--archive", str(tmp_path / "a"), "speakers"],
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 2
    assert f"There is no archive in {tmp_path / 'a'}." in done.stderr


def test_each_dependency_has_a_comment_with_its_reason() -> None:
    lines = Path("pyproject.toml").read_text(encoding="utf-8").splitlines()
    project = tomllib.loads("\n".join(lines))["project"]
    extras = project["optional-dependencies"]
    for dependency in chain(project["dependencies"], *extras.values()):
        assert any(f'"{dependency}",  # ' in line for line in lines), dependency
