"""Copying, citing, exporting and opening, without a screen."""

from __future__ import annotations

import json

import pytest

from tests.support.host import FakeHost, FakeSource, select_quote
from tui.actions.selection import Selection
from tui.actions.sharing import ShareActions
from tui.dialogs.prompt import Prompt
from tui.sharing.export_rows import ExportRows


@pytest.fixture
def sharing(archive, fog, tmp_path):
    host, source = FakeHost(), FakeSource(select_quote(archive, "said:boats"))
    return ShareActions(archive, host, source, tmp_path / "archive"), host, source


def test_quote_is_copied_in_the_chosen_citation_style(sharing):
    share, host, source = sharing
    share.choose_citation()
    host.answer("markdown")
    share.copy_quotes(source.selected.quote)
    assert host.copied[0].startswith("> “We saved boats,”")


def test_link_is_the_file_of_an_article_without_web_address(sharing):
    share, host, source = sharing
    share.copy_link()
    assert host.copied == [source.selected.entry.location]


def test_rows_are_exported_with_their_number(sharing, archive, tmp_path):
    share, host, source = sharing
    source.rows = ExportRows("quotes", lambda at, limit: archive.quotes(offset=at, limit=limit))
    share.export()
    host.answer(str(tmp_path / "out.json"))
    written = json.loads((tmp_path / "out.json").read_text())
    count = len(written["quotes"])
    assert host.notices[-1] == f"{count} quotes exported to {tmp_path / 'out.json'}"


def test_file_that_cannot_be_written_is_reported(sharing, archive, tmp_path):
    share, host, source = sharing
    source.rows = ExportRows("articles", lambda at, limit: archive.articles(offset=at, limit=limit))
    share.export()
    host.answer(str(tmp_path / "missing" / "out.json"))
    assert "cannot be written" in host.errors[0].message


def test_nothing_to_export_opens_no_prompt(sharing):
    share, host, _ = sharing
    share.export()
    assert not host.screens
    assert host.notices == ["Nothing to export here."]


@pytest.mark.parametrize(
    ("target", "piped"),
    [
        pytest.param("quote", "“We saved boats,”", id="a quote of a list"),
        pytest.param("page", "source Harbour Post Fog came\n", id="an open article"),
    ],
)
def test_quote_or_article_is_piped(sharing, target, piped):
    share, host, source = sharing
    selected = source.selected
    source.selected = Selection(selected.entry, selected.quote, selected.speaker, target)
    share.pipe()
    assert isinstance(host.screens[-1][0], Prompt)
    host.answer("wc -w")
    assert host.screens[-1][0].input_text.startswith(piped)


def test_article_without_web_address_is_not_opened(sharing):
    share, host, _ = sharing
    share.open_url()
    assert host.notices == ["The article has no web address. O opens its file."]


def test_terminal_that_cannot_be_lent_is_reported(sharing, tmp_path, monkeypatch):
    share, host, _ = sharing
    monkeypatch.setenv("EDITOR", "true")
    share.open_file()
    assert host.errors[0].message == "Cannot open an editor in this terminal."


def test_nothing_selected_says_what_to_do(sharing):
    share, host, source = sharing
    source.selected = Selection()
    share.copy_link()
    share.pipe()
    share.open_url()
    share.open_file()
    assert host.notices == ["Select an article first."] * 4
