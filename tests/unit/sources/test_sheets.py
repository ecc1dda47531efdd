"""Import Excel workbooks as tables, and count unsupported files by kind."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest

from index.article import Article
from index.errors import IngestError
from index.sources.options import ImportOptions
from index.sources.reading import read_paths, read_stream
from tests.support.exports import make_excel, make_word

HEADER = ("Title", "Date", "Text", "Source")
FOG = ("Fog at Torp", datetime(2024, 3, 29, 9, 12), "It fell.\n\n“It bites,” said Ada Moss.", "L")


def read(data: bytes, options: ImportOptions | None = None) -> list[Article | IngestError]:
    return list(read_stream(BytesIO(data), "a.xlsx", options or ImportOptions()))


def test_each_row_of_each_sheet_is_an_article() -> None:
    sun = ("Sun at Torp", "30/3/2024", "It shone.", "")
    first, second = read(make_excel([HEADER, FOG, (), sun], [("Notes",), ("None",)]))
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.title, first.date, first.source) == ("Fog at Torp", date(2024, 3, 29), "L")
    assert first.text == "It fell.\n\n“It bites,” said Ada Moss."
    assert (second.title, second.date) == ("Sun at Torp", date(2024, 3, 30))
    assert (first.location, second.location) == ("a.xlsx#Sheet1.1", "a.xlsx#Sheet1.3")


@pytest.mark.parametrize("above", [[()], [("Export of 14 May",)], [(), ("Fog",), ("a", "b"), ()]])
def test_column_names_may_stand_below_a_title(above: list[tuple[str, ...]]) -> None:
    (article,) = read(make_excel([*above, HEADER, FOG]))
    assert isinstance(article, Article)
    assert (article.title, article.source) == ("Fog at Torp", "L")


def test_only_named_columns_are_listed_if_none_is_the_text() -> None:
    (error,) = read(make_excel([("Fog",), ("Nr", "", "Was"), (1, "", "It fell.")]))
    assert isinstance(error, IngestError)
    assert error.message.endswith("The columns are: Nr, Was.")


def test_empty_workbook_is_reported() -> None:
    (error,) = read(make_excel([()]))
    assert isinstance(error, IngestError)
    assert "no row of column names" in error.message


def test_columns_can_be_mapped() -> None:
    data = make_excel([("Kopf", "Was"), ("Fog", "It fell.")])
    (error,) = read(data)
    assert isinstance(error, IngestError)
    assert "Kopf, Was" in error.message
    (article,) = read(data, ImportOptions(mapping={"title": "Kopf", "text": "Was"}))
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("Fog", "It fell.")


def test_empty_cells_are_empty_fields() -> None:
    _, article = read(make_excel([HEADER, FOG, ("Sun", None, "It shone.", None)]))
    assert isinstance(article, Article)
    assert (article.date, article.source, article.note) == (None, "", "")


def test_formulas_are_not_evaluated() -> None:
    (error,) = read(make_excel([HEADER, ("Fog", None, "=1+1", None)]))
    assert isinstance(error, IngestError)


def test_damaged_workbook_is_reported() -> None:
    (error,) = read(make_excel([HEADER, FOG])[:900])
    assert isinstance(error, IngestError)


def test_word_file_is_not_taken_for_a_workbook() -> None:
    (article,) = read_stream(BytesIO(make_word(["Fog", "It fell."])), "a.docx")
    assert isinstance(article, Article)


UNSUPPORTED = {
    "a.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "b.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "c.jpg": b"\xff\xd8\xff\xe0\0\x10JFIF\0\1",
    "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0",
    "d.dat": b"\0\1\2\3\4\5\6\7\0\0",
}  # fmt: skip


def test_unsupported_files_of_a_folder_are_counted_by_kind(tmp_path: Path) -> None:
    for name, data in UNSUPPORTED.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "e.txt").write_text("It rained at Torp.")
    items = [item for item, _ in read_paths([tmp_path])]
    assert isinstance(items[0], Article)
    messages = [item.message.split(". ")[0] for item in items[1:] if isinstance(item, IngestError)]
    assert messages == [
        "Unsupported file type: PNG image (2 files)", "Unsupported file type: JPEG image",
        "Unsupported file type: DAT file", "Unsupported file type: Office file of before 2007",
    ]  # fmt: skip


@pytest.mark.parametrize("name", UNSUPPORTED)
def test_unsupported_file_that_is_named_is_reported_itself(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(UNSUPPORTED[name])
    ((error, _),) = read_paths([path])
    assert isinstance(error, IngestError)
    assert "Unsupported file type" in error.message
    assert error.location == str(path)
