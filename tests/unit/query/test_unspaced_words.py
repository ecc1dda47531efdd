"""Search text in scripts without spaces, and words typed without a hyphen."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.archive import Archive

FILES = {
    "tokyo": "東京都の知事は火曜日に記者会見を開いた。首相は来週北京を訪れる。",
    "beijing": "北京市长说：“我们已经准备好了。”COVID感染者减少。",
    "bangkok": "นายกรัฐมนตรีกล่าวว่าจะเดินทางไปกรุงเทพมหานคร",
    "seoul": "서울 시장은 화요일에 기자회견을 열었다.",
    "kana": "ガラスの橋はトルプで月曜日に閉鎖される。",
    "part": "He took a part-time job at the e-commerce firm during COVID-19; it was long-term.",
    "part2": "Part-time work is a follow-up of the antiwar years.",
}
SEARCHES = [
    pytest.param("知事", "tokyo", id="a Japanese word inside a sentence"),
    pytest.param("北京", "tokyo beijing", id="a word in two languages"),
    pytest.param('"記者会見"', "tokyo", id="a phrase"),
    pytest.param("事知", "", id="the letters in another order"),
    pytest.param("東京*", "tokyo", id="a star at the end"),
    pytest.param("北京 -首相", "beijing", id="excluding a word"),
    pytest.param("北京 w/9 首相", "tokyo", id="two words near each other"),
    pytest.param("covid", "beijing part", id="a Latin word between Chinese ones"),
    pytest.param("感染", "beijing", id="a Chinese word after a Latin one"),
    pytest.param("กรุงเทพมหานคร", "bangkok", id="Thai"),
    pytest.param("ガラス", "kana", id="half-width and full-width letters"),
    pytest.param("서울", "seoul", id="Korean, which has spaces"),
    pytest.param("시장*", "seoul", id="Korean with an ending"),
]


@pytest.fixture
def archive_of_files(archive: Archive, tmp_path: Path) -> Archive:
    for name, text in FILES.items():
        (tmp_path / f"{name}.txt").write_text(f" date 2024-01-01 {text}", encoding="utf-8")
    assert {o.status for o in archive.add(sorted(tmp_path.glob("*.txt")))} == {"added"}
    return archive


@pytest.mark.parametrize(("line", "names"), SEARCHES)
def test_words_without_spaces_are_found(archive_of_files: Archive, line: str, names: str) -> None:
    found = {Path(hit.entry.location).stem for hit in archive_of_files.search(line).hits}
    assert found == set(names.split())


def test_match_of_an_unspaced_word_covers_its_letters(archive_of_files: Archive) -> None:
    (hit,) = archive_of_files.search("知事").hits
    text = archive_of_files.article(hit.entry.id).text
    assert "".join(s.cut(text) for s in archive_of_files.matches("知事", hit.entry.id)) == "知事"


COMPOUNDS = [
    pytest.param("parttime", "part-time", id="a word with a hyphen"),
    pytest.param("PartTime", "part-time", id="in capitals"),
    pytest.param("ecommerce", "", id="one letter before the hyphen, which is found"),
    pytest.param("covid19", "", id="digits after the hyphen, which are found"),
    pytest.param("followup", "follow-up", id="a short ending"),
    pytest.param("by:parttime", "", id="in another field"),
    pytest.param("partime", "", id="a typing error"),
    pytest.param("antiwar", "", id="a word that occurs"),
    pytest.param("job", "", id="another word that occurs"),
    pytest.param("timepart", "", id="the parts in another order"),
]


@pytest.mark.parametrize(("line", "meant"), COMPOUNDS)
def test_word_typed_without_its_hyphen_is_suggested_with_it(
    archive_of_files: Archive, line: str, meant: str
) -> None:
    notes = " ".join(archive_of_files.search(line).notes)
    assert (f"Did you mean “{meant}”?" in notes) if meant else "-" not in notes
