"""Tell several articles of one text file apart."""

from __future__ import annotations

from io import BytesIO

import pytest

from index.article import Article
from index.sources.reading import read_stream

FOG = "Fog at Torp\nBy Ida Roe\n14 May 2024\n\nFog closed the harbour."
SUN = "Sun at Torp\nBy Jon Ash\n15 May 2024\n\nThe sun came back."
RAIN = "Rain at Torp\n\n16 May 2024\n\nRain fell.\n\nIt fell all night."
LABELLED = "Title: Hail at Torp\nDate: 2024-05-17\n\nHail fell."
SEVERAL = [
    pytest.param(f"{FOG}\n\n----------\n\n{SUN}", ["Fog", "Sun"], id="a line of dashes"),
    pytest.param(f"{FOG}\n\n==========\n\n{SUN}\n\n==========\n\n{RAIN}\n", ["Fog", "Sun", "Rain"],
                 id="three articles"),
    pytest.param(f"{FOG}\n\n* * *\n\n{RAIN}\n\n* * *\n", ["Fog", "Rain"], id="stars, also below"),
    pytest.param(f"{FOG}\n\n#####\n\n{LABELLED}\n\n#####\n\n{SUN}", ["Fog", "Hail", "Sun"],
                 id="labels"),
    pytest.param(f"{FOG}\n\n{SUN}", ["Fog", "Sun"], id="headline, byline and date side by side"),
    pytest.param(f"{FOG}\n\n\n\n{SUN}\n\n\n\n{FOG.replace('Fog', 'Ice')}", ["Fog", "Sun", "Ice"],
                 id="blank lines"),
    pytest.param(f"{FOG}\n\n-----\n\nThe boats came back.\n\n-----\n\n{SUN}", ["Fog", "Sun"],
                 id="a line inside the first"),
    pytest.param(" date 2024-05-14 Fog at Torp. It came.\n\n____\n\n"
                 " date 2024-05-15 Sun at Torp. It went.", ["Fog", "Sun"], id="dates before texts"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "titles"), SEVERAL)
def test_articles_of_one_text_file_are_told_apart(text: str, titles: list[str]) -> None:
    found = list(read_stream(BytesIO(text.encode()), "a.txt"))
    assert [item.title for item in found if isinstance(item, Article)] == [
        f"{title} at Torp" for title in titles
    ]
    assert all(isinstance(item, Article) and item.date for item in found)


ONE = [
    pytest.param(f"{FOG}\n\n----------\n\nThe boats came back.\n\n* * *\n\nSun came.", id="rules"),
    pytest.param(f"{FOG}\n\nWhat comes next\n------------\n\nSun, said Roe.", id="underlined"),
    pytest.param(f"{FOG}\n\n-----\n\nRead on\n\nThe sun comes on 15 May 2024.", id="a subheading"),
    pytest.param(f"{FOG}\n\nSun at Torp\nBy the wall\n\nIt came.", id="a poem"),
    pytest.param(f"{FOG}\n\nSun at Torp\n15 May 2024\n\nIt came.", id="an entry of a diary"),
    pytest.param(f"My notes\n\nSome words.\n\n-----\n\n{FOG}", id="no head above"),
    pytest.param(f"{FOG}\n\n###\n\nContact:\nIda Roe\n+1 555 0100", id="a contact"),
]  # fmt: skip


@pytest.mark.parametrize("text", ONE)
def test_one_article_with_lines_of_signs_stays_one(text: str) -> None:
    assert len(list(read_stream(BytesIO(text.encode()), "a.txt"))) == 1
