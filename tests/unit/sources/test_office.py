"""Import damaged, truncated and hostile Word and RTF files."""

from __future__ import annotations

import sys
import zipfile
from io import BytesIO

import pytest

from index.article import Article
from index.errors import IngestError
from tests.support.exports import THREE_ARTICLES, make_rtf, make_word
from tests.support.samples import read_items

WHOLE = make_word(THREE_ARTICLES)


def bomb() -> bytes:
    """Return a Word file with a part that unpacks to 300 MB."""
    stream = BytesIO(WHOLE)
    with (
        zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as packed,
        packed.open("word/media/image1.bmp", "w", force_zip64=True) as part,
    ):
        for _ in range(300):
            part.write(bytes(1 << 20))
    return stream.getvalue()


def with_body(content: str) -> bytes:
    """Return a Word file with this XML as its paragraphs."""
    with zipfile.ZipFile(BytesIO(WHOLE)) as packed:
        document = packed.read("word/document.xml").decode()
    begin, end = document.index("<w:p>"), document.index("<w:sectPr")
    return damaged("word/document.xml", (document[:begin] + content + document[end:]).encode())


def damaged(name: str, content: bytes) -> bytes:
    """Return a Word file with other content in one part."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(WHOLE)) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return stream.getvalue()


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]><a>&d;</a>'
)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(WHOLE[: len(WHOLE) // 2], id="the second half missing"),
        pytest.param(WHOLE[:200] + b"\xff" * 400 + WHOLE[600:], id="bytes overwritten"),
        pytest.param(damaged("word/document.xml", b"<w:document"), id="invalid XML"),
        pytest.param(damaged("word/document.xml", ENTITIES), id="XML entities"),
        pytest.param(damaged("_rels/.rels", b""), id="an empty part"),
        pytest.param(bomb(), id="unpacks to 300 MB"),
    ],
)
def test_a_damaged_wordfile_is_named_with_a_remedy(data: bytes) -> None:
    (error,) = read_items("a.docx", data)
    assert isinstance(error, IngestError)
    assert error.location == "a.docx"
    assert "Word file" in error.message


@pytest.mark.parametrize("cut", [0.1, 0.45, 0.8, 0.999])
def test_truncated_rtf_yields_its_complete_articles(cut: float) -> None:
    data = make_rtf([*THREE_ARTICLES[:-2], "End of Document"])
    *good, last = read_items("a.rtf", data[: int(len(data) * cut)])
    titles = ["Fog at Torp", "Sun at Torp", "Rain at Torp"][: round(cut * 3)]
    assert [i.title for i in good if isinstance(i, Article)] == titles
    assert isinstance(last, IngestError)
    assert "is truncated" in last.message
    assert last.location == f"a.rtf#{len(good) + 1}"


def test_truncated_rtf_with_one_article_is_only_reported() -> None:
    (error,) = read_items("a.rtf", make_rtf(["Ferry late", "It was late.", "It is late."])[:-20])
    assert isinstance(error, IngestError)
    assert "is truncated" in error.message


@pytest.mark.parametrize("word", [b"\\u99999999999 ", b"\\u9999999 ", b"\\uc ", b"\\'zz"])
def test_rtf_with_a_damaged_wordis_read_or_named(word: bytes) -> None:
    data = make_rtf(["Ferry late", "It was late.", "It is late."]).replace(b"late.", b"late" + word)
    (item,) = read_items("a.rtf", data)
    assert isinstance(item, Article) or item.message.startswith("This RTF file is damaged")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"{\\rtf1" + b"{" * 200_000, id="deep nesting"),
        pytest.param(b"{\\rtf1 \\u99999999?}", id="an invalid character"),
        pytest.param(b"{\\rtf1\\ansicpg99999 \\'e4}", id="an unknown code page"),
        pytest.param(b"{\\rtf1" + b"\\'" * 200_000, id="half characters"),
        pytest.param(b"{\\rtf1 {\\fonttbl" + b"{\\f0" * 50_000, id="fonts"),
        pytest.param(
            b"{\\rtf1 " + b'{\\field{\\*\\fldinst{HYPERLINK "x' * 50_000, id="links without end"
        ),
    ],
)
def test_hostile_rtf_yields_articles_or_errors(data: bytes) -> None:
    assert all(item.location.startswith("a.rtf") for item in read_items("a.rtf", data))


@pytest.mark.parametrize(("name", "missing"), [("a.docx", "docx"), ("a.rtf", "striprtf.striprtf")])
def test_missing_extra_names_what_to_install(
    name: str, missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = {"a.docx": WHOLE, "a.rtf": make_rtf(["x"])}[name]
    monkeypatch.setitem(sys.modules, missing, None)
    for module in ("index.sources.exports.word", "index.sources.exports.rtf"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    (error,) = read_items(name, data)
    assert isinstance(error, IngestError)
    assert "onrecord[office]" in error.message


def run(text: str, tag: str = "w:t") -> str:
    return f'<w:r><{tag} xml:space="preserve">{text}</{tag}></w:r>'


BODIES = [
    pytest.param(run("The ") + f'<w:ins w:id="1">{run("thick ")}</w:ins>' + run("fog came."),
                 "The thick fog came.", id="inserted"),
    pytest.param(run("The ") + f'<w:del w:id="1">{run("thin ", "w:delText")}</w:del>'
                 + run("fog came."), "The fog came.", id="deleted"),
    pytest.param(f'<w:moveFrom w:id="1">{run("Gone. ")}</w:moveFrom>' + run("The fog came."),
                 "The fog came.", id="moved away"),
    pytest.param(run("The ") + f"<w:hyperlink>{run('fog')}</w:hyperlink>" + run(" came."),
                 "The fog came.", id="link"),
    pytest.param(run("The ") + f"<w:sdt><w:sdtContent>{run('fog')}</w:sdtContent></w:sdt>"
                 + run(" came."), "The fog came.", id="field to fill in"),
    pytest.param('<w:pPr><w:tabs><w:tab w:val="left" w:pos="9"/></w:tabs></w:pPr>'
                 "<w:r><w:t>The</w:t><w:tab/><w:t>fog</w:t><w:br/><w:t>came.</w:t></w:r>",
                 "The fog came.", id="tab and line break"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "text"), BODIES)
def test_word_text_reads_as_if_all_changes_were_accepted(content: str, text: str) -> None:
    (article,) = read_items("a.docx", with_body(f"<w:p>{run('Fog')}</w:p><w:p>{content}</w:p>"))
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("Fog", text)


def with_notes(*texts: str, kind: str = "footnotes") -> bytes:
    """Return a Word file with a text and with footnotes or endnotes."""
    name = f"word/{kind}.xml"
    notes = "".join(f'<w:footnote w:id="{n}"><w:p>{run(t)}</w:p></w:footnote>'
                    for n, t in enumerate(texts))  # fmt: skip
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    relation = (
        '<Relationship Id="rIdN" Target="NAME.xml" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/NAME"/></Relationships>'
    ).replace("NAME", kind)
    content = (
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-'
        f'officedocument.wordprocessingml.{kind}+xml"/></Types>'
    )
    stream = BytesIO()
    data = with_body(f"<w:p>{run('Fog')}</w:p><w:p>{run('The fog came.')}</w:p>")
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            if part.endswith("document.xml.rels"):
                text = text.replace(b"</Relationships>", relation.encode())
            if part == "[Content_Types].xml":
                text = text.replace(b"</Types>", content.encode())
            new.writestr(part, text)
        new.writestr(name, f'<w:notes xmlns:w="{namespace}">{notes}</w:notes>')
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["footnotes", "endnotes"])
def test_notes_of_a_word_file_follow_its_text(kind: str) -> None:
    (article,) = read_items("a.docx", with_notes("", "The log says so.", "All.", kind=kind))
    assert isinstance(article, Article)
    assert article.text.split("\n\n") == ["The fog came.", "The log says so.", "All."]
