"""`onrecord dossier`: write who a speaker is, with all their quotes."""

from __future__ import annotations

from pathlib import Path

from tui.cli.output import print_message, print_text
from tui.cli.search import open_archive
from tui.exit_codes import OK, PARTIAL
from tui.render.phrases import plural
from tui.sharing.dossier import collect_dossier, dossier_pieces
from tui.sharing.export import write_errors, write_file


def dossier(folder: Path, name: str, query: str, file: Path | None) -> int:
    """Write a dossier to a file, or as Markdown to stdout; nothing if no quote matches."""
    with open_archive(folder, query) as archive:
        found = collect_dossier(archive, folder, archive.speakers.find(name), query=query)
    if not found.quotes:
        unwritten = f" {file} was not written." if file else ""
        print_message(f"No quote of {found.name} matches “{query}”.{unwritten}")
        return PARTIAL
    pieces = dossier_pieces(file.suffix.lower() if file else ".md", found)
    if file is None:
        print_text("".join(pieces).rstrip("\n"))
        return OK
    with write_errors(file):
        write_file(file, pieces, overwrite=True)
    print_message(f"{found.name}: {plural(len(found.quotes), 'quote')} written to {file}")
    return OK
