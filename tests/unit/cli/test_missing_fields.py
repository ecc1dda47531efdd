"""An article without a date or an outlet is described in the same words everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.archive import Archive
from tests.support.builders import MarkedAnnotator
from tui.cli.main import main

OTHER_NAMES = ("outlet unknown", "unknown outlet", "source unknown", "undated", "date unknown")
WITH_BOTH = ["dossier pell", "quotes --format md", "search boats --format md"]
WITH_DATE = ["quotes", "speakers", "search boats", "show {id}", "versions {id} 1"]
WITH_OUTLET = ["heard", "outlets"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(
        "Fog. “The boats sank off Torp,” [Ana Pell] said. “Boats off Torp sank early,” [Ana Pell]"
        " said."
    )
    with Archive.open(tmp_path / "archive", MarkedAnnotator()) as archive:
        list(archive.add([tmp_path / "a.txt"]))
    return tmp_path / "archive"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        *((line, ["no date", "no outlet"]) for line in WITH_BOTH),
        *((line, ["no date"]) for line in WITH_DATE),
        *((line, ["no outlet"]) for line in WITH_OUTLET),
    ],
)
def test_missing_date_and_outlet_have_one_name(
    line: str, names: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Archive.open(folder) as archive:
        (entry,) = archive.articles("newest")
    main(["--archive", str(folder), *line.format(id=entry.id).split()])
    printed = capsys.readouterr().out
    assert all(name in printed for name in names)
    assert not any(name in printed for name in OTHER_NAMES)
