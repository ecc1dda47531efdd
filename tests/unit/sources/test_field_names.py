"""The fields of JSON and tables are known by many names."""

from __future__ import annotations

import json
import re
from io import BytesIO

import pytest

from index.article import Article
from index.sources.options import ImportOptions
from index.sources.reading import read_stream


def articles(
    name: str, records: list[dict[str, str]], options: ImportOptions | None = None
) -> list[Article]:
    """Return the articles of records in a file of the format that its name says."""
    content = json.dumps(records)
    if name.endswith("l"):
        content = "\n".join(map(json.dumps, records))
    elif name.endswith(".csv"):
        rows = [records[0], *(each.values() for each in records)]
        content = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    items = list(read_stream(BytesIO(content.encode()), name, options or ImportOptions()))
    return [item for item in items if isinstance(item, Article)]


NAMED = {
    "title": ["Story Title", "News Title", "Title of article", "post_title", "Title (English)",
              "Headline(s)", "articleTitle", "HEADLINE TEXT"],
    "text": ["Full Article", "Article Content", "Clean Text", "raw_text", "postContent",
             "Text of article", "main_text", "Full Story"],
    "date": ["Published Date", "Date of publication", "Posted On", "post_date", "Date/Time",
             "publishedDate", "time_published", "Article Date", "timestamp", "Time Stamp"],
    "source": ["News Source", "Publication Title", "Media Outlet", "outlet_name", "sourceName",
               "Newspaper Name", "domain", "Publisher Name"],
    "byline": ["Author(s)", "Author Name", "Writer", "Reporter", "creators", "authorNames",
               "By Line", "Journalist"],
    "url": ["Article URL", "Web Link", "source_url", "article_link", "articleUrl", "page_url"],
    "section": ["News Desk", "Category Name", "article_section", "news_category"],
}  # fmt: skip
WHOLE = {
    "title": "Fog", "text": "The fog came.", "date": "2024-03-05", "source": "Lindo Courier",
    "byline": "Ida Roe", "url": "https://lindo.example/a", "section": "Town",
}  # fmt: skip


@pytest.mark.parametrize(
    ("field", "name"), [(field, name) for field, names in NAMED.items() for name in names]
)
@pytest.mark.parametrize("form", ["a.csv", "a.json"])
def test_field_is_known_by_the_words_of_its_name(field: str, name: str, form: str) -> None:
    item = {name if own == field else own: value for own, value in WHOLE.items()}
    rows = f"{','.join(item)}\n{','.join(item.values())}\n"
    content = rows if form == "a.csv" else json.dumps([item])
    (article,) = read_stream(BytesIO(content.encode()), form)
    assert isinstance(article, Article)
    assert str(getattr(article, field)) == WHOLE[field]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Author URL", "https://lindo.example/ida"), ("Image URL", "https://lindo.example/a.png"),
        ("Title Length", "3"), ("Source ID", "4"), ("Date Modified", "2024-04-01"),
        ("Access Date", "2024-04-01"), ("Content Type", "text"), ("Post ID", "9"),
        ("Author Email", "ida@lindo.example"), ("Category ID", "7"), ("Subtitle", "Ice"),
    ],
)  # fmt: skip
def test_field_with_more_words_is_another_one(name: str, value: str) -> None:
    (article,) = read_stream(
        BytesIO(json.dumps([{name: value, "text": "It came."}]).encode()), "a.json"
    )
    assert isinstance(article, Article)
    others = (article.date, article.source, article.byline, article.url, article.section)
    assert not any(others)
    assert article.title_from_text


def test_usual_name_comes_before_other_words() -> None:
    item = {
        "Post Title": "Ice",
        "Title": "Fog",
        "text": "It came.",
        "Writer": "Jon Ash",
        "by": "Ida Roe",
    }
    (article,) = read_stream(BytesIO(json.dumps([item]).encode()), "a.json")
    assert isinstance(article, Article)
    assert (article.title, article.byline) == ("Fog", "Ida Roe")


AUTHORS = [
    ([{"first_name": "Ana", "last_name": "Pell"}, {"name": "Bo Carr"}], "Ana Pell, Bo Carr"),
    ({"firstName": "Ana", "lastName": "Pell"}, "Ana Pell"),
    ({"givenName": "Ana", "familyName": "Pell"}, "Ana Pell"),
    ({"forename": "Ana", "surname": "Pell"}, "Ana Pell"),
    ({"last_name": "Pell"}, "Pell"),
    ({"first_name": "Ana", "last_name": None}, "Ana"),
    ({"name": "Ana Pell", "first_name": "A"}, "Ana Pell"),
    ({"id": 7}, ""),
]


@pytest.mark.parametrize(("author", "byline"), AUTHORS)
def test_author_in_parts_is_one_name(author: object, byline: str) -> None:
    item = {"title": "Fog", "text": "The fog came.", "author": author}
    (article,) = read_stream(BytesIO(json.dumps([item]).encode()), "a.json")
    assert isinstance(article, Article)
    assert article.byline == byline


TEXT = "The fog came to Torp and stayed."


@pytest.mark.parametrize("name", ["hed", "Hed", "head", "article_hed"])
def test_headline_has_the_names_that_newsrooms_use(name: str) -> None:
    (article,) = articles("a.json", [{name: "Fog at Torp", "text": TEXT}])
    assert (article.title, article.text) == ("Fog at Torp", TEXT)


@pytest.mark.parametrize(
    ("fields", "date", "source"),
    [
        ({"when": "2024-07-03"}, "2024-07-03", ""),
        ({"run_date": "3 July 2024"}, "2024-07-03", ""),
        ({"printDate": "2024-07-03"}, "2024-07-03", ""),
        ({"paper": "The Echo"}, "None", "The Echo"),
        ({"Paper name": "The Echo", "when": "2024-07-03"}, "2024-07-03", "The Echo"),
    ],
)
def test_date_and_outlet_have_the_names_that_newsrooms_use(
    fields: dict[str, str], date: str, source: str
) -> None:
    (article,) = articles("a.json", [{"title": "Fog", "text": TEXT, **fields}])
    assert (str(article.date), article.source, article.note) == (date, source, "")


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.csv"])
@pytest.mark.parametrize(
    ("fields", "unused"),
    [
        ({"kop": "Fog at Torp", "dag": "2024-07-03"}, "kop, dag"),
        ({"title": "Fog", "dag": "3 July 2024"}, "dag"),
        ({"title": "Fog", "dag": "July 3, 2024"}, "dag"),
        ({"title": "Fog", "dag": "2024-07-03T10:00:00Z"}, "dag"),
        ({"date": "2024-07-03", "kop": "Fog at Torp"}, "kop"),
        ({"title": "Fog", "date": "2024-07-03", "kop": "Fog at Torp", "dag": "2024-07-04"}, ""),
        ({"title": "Fog", "id": "12345678", "lang": "en", "phone": "555 1234"}, ""),
        ({"title": "Fog", "author": "Ana Pell", "dek": "It came at dawn"}, ""),
        ({"date": "2024-07-03", "notes": "Fog. " * 80, "dag": "2024-07-04"}, ""),
    ],
)
def test_unknown_fields_like_a_missing_headline_or_date_are_named(
    name: str, fields: dict[str, str], unused: str
) -> None:
    (article,) = articles(name, [{**fields, "text": TEXT}])
    listed = re.match(r"Fields not used: (.*?)\. ", article.note)
    assert (listed[1] if listed else article.note) == unused


def test_fields_that_are_mapped_are_used() -> None:
    options = ImportOptions(mapping={"title": "kop", "date": "dag"})
    record = {"kop": "Fog at Torp", "dag": "2024-07-03", "text": TEXT}
    (article,) = articles("a.json", [record], options)
    assert (article.title, article.note) == ("Fog at Torp", "")
