"""What the commands do that follow feeds: ``onrecord feed`` and ``onrecord fetch``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from index.archive import Archive
from index.user_data import Feed
from tui.cli.add import open_for_adding, report
from tui.cli.output import print_json, say, tell
from tui.exit_codes import FAILED, OK, PARTIAL


def feed(folder: Path, action: str, urls: Sequence[str], *, as_json: bool) -> int:
    """Add, list or remove feeds; nothing is asked for over the network."""
    with Archive.open(folder) as archive:
        if action == "list":
            return _list(archive.feeds.all(), as_json=as_json)
        code = OK
        for url in urls:
            if action == "add" and not _is_of_the_web(url):
                tell(f"“{url}” is no address of a feed: it begins with https:// or http://.")
                code = FAILED
            elif action == "add":
                told = "added" if archive.feeds.add(url) else "there already"
                tell(f"{url}: {told}. onrecord fetch asks for it.")
            elif archive.feeds.remove(url):
                tell(f"{url}: removed; its articles stay.")
            else:
                tell(f"{url}: there is no such feed; onrecord feed list has them.")
                code = max(code, PARTIAL)
        return code


def _is_of_the_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _list(feeds: Sequence[Feed], *, as_json: bool) -> int:
    for each in feeds:
        if as_json:
            print_json(
                {"feed": each.url, "title": each.title, "failure": each.failure,
                 "fetched": each.fetched.isoformat() if each.fetched else None}
            )  # fmt: skip
        else:
            when = f"{each.fetched:%Y-%m-%d %H:%M} UTC" if each.fetched else "never fetched"
            parts = (each.url, each.title, when, each.failure)
            say("  ".join(part for part in parts if part))
    if not feeds:
        tell("There are no feeds: onrecord feed add URL.")
    return OK if feeds else PARTIAL


def fetch(folder: Path, urls: Sequence[str], *, as_json: bool) -> int:
    """Ask for the feeds over the network, and add what is new."""
    with open_for_adding(folder) as archive:
        known = {each.url for each in archive.feeds.all()}
        for url in urls:
            if url not in known:
                tell(f"{url}: there is no such feed; onrecord feed add {url} makes it one.")
        if not known or (urls and known.isdisjoint(urls)):
            tell("There is nothing to fetch: onrecord feed add URL.")
            return FAILED
        archive.on_progress(tell)
        archive.maintenance.catch_up()
        return report(archive.feeds.fetch(urls), as_json=as_json, may_be_none=True)
