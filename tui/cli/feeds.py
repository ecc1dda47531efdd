"""`onrecord feed` and `onrecord fetch`: follow feeds and add their new articles."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from index.archive import THIS_PROCESS, Archive, Workers
from index.errors import IngestError
from index.user_data import Feed
from tui.cli.add import open_for_adding, report_outcomes
from tui.cli.output import print_json, print_message, print_text
from tui.exit_codes import FAILED, OK, PARTIAL
from tui.render.phrases import plural


def feed(folder: Path, action: str, urls: Sequence[str], *, as_json: bool) -> int:
    """Add, list, remove, import or export feeds, without using the network."""
    is_new = action in ("add", "import")
    opened = Archive.open(folder) if is_new else Archive.open_existing(folder)
    with opened as archive:
        if action == "list":
            return _list_feeds(archive.feeds.all(), as_json=as_json)
        if action == "export":
            print_text(archive.feeds.write_list().rstrip())
            return OK
        if action == "import":
            return max(_import_feeds(archive, Path(file)) for file in urls)
        code = OK
        for url in urls:
            if action == "add" and not _is_web_url(url):
                print_message(
                    f"“{url}” is not a feed address. It must start with https:// or http://."
                )
                code = FAILED
            elif action == "add":
                result = "added" if archive.feeds.add(url) else "already followed"
                print_message(f"{url}: {result}. Run onrecord fetch to get its articles.")
            elif archive.feeds.remove(url):
                print_message(f"{url}: removed. Its articles stay in the archive.")
            else:
                print_message(f"{url}: not followed. onrecord feed list shows all feeds.")
                code = max(code, PARTIAL)
        return code


def _import_feeds(archive: Archive, file: Path) -> int:
    try:
        urls = archive.feeds.read_list(file)
    except IngestError as error:
        print_message(f"{file}: {error.message}")
        return FAILED
    valid = [url for url in urls if _is_web_url(url)]
    for url in urls:
        if url not in valid:
            print_message(f"{file}: “{url}” is not a feed address and was skipped.")
    added = sum(archive.feeds.add(url) for url in valid)
    known = f", {len(valid) - added} already followed" if added < len(valid) else ""
    print_message(
        f"{file}: {plural(added, 'feed')} added{known}. Run onrecord fetch to get their articles."
    )
    return OK if len(valid) == len(urls) else PARTIAL


def _is_web_url(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _list_feeds(feeds: Sequence[Feed], *, as_json: bool) -> int:
    for each in feeds:
        if as_json:
            print_json(
                {"feed": each.url, "title": each.title, "failure": each.failure,
                 "fetched": each.fetched.isoformat(timespec="seconds") if each.fetched else None}
            )  # fmt: skip
        else:
            when = f"{each.fetched:%Y-%m-%d %H:%M} UTC" if each.fetched else "never fetched"
            parts = (each.url, each.title, when, each.failure)
            print_text("  ".join(part for part in parts if part))
    if not feeds:
        print_message("No feeds yet. Add one: onrecord feed add URL")
    return OK if feeds else PARTIAL


def fetch(
    folder: Path,
    urls: Sequence[str],
    *,
    as_json: bool,
    workers: Workers = THIS_PROCESS,
) -> int:
    """Fetch feeds over the network and add their new articles."""
    with open_for_adding(folder, workers) as archive:
        followed = {each.url for each in archive.feeds.all()}
        for url in urls:
            if url not in followed:
                print_message(f"{url}: not followed. Add it first: onrecord feed add {url}")
        if not followed or (urls and followed.isdisjoint(urls)):
            print_message("Nothing to fetch. Add a feed: onrecord feed add URL")
            return FAILED
        archive.on_progress(print_message)
        archive.maintenance.catch_up()
        return report_outcomes(archive.feeds.fetch(urls), as_json=as_json, may_be_empty=True)
