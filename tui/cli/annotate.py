"""`onrecord annotate`: list the models that annotated the articles, and annotate them again."""

from __future__ import annotations

from pathlib import Path

from index.archive import THIS_PROCESS, Archive, Workers
from index.article import Article
from tui.cli.add import load_models, sigterm_as_interrupt
from tui.cli.output import clear_progress, print_json, print_message, show_progress
from tui.exit_codes import OK, PARTIAL, STOPPED
from tui.render.phrases import plural
from tui.session.progress import JobProgress

UNKNOWN = "an earlier version of onrecord"


def annotate(
    folder: Path,
    query: str,
    *,
    again: bool,
    as_json: bool,
    workers: Workers = THIS_PROCESS,
) -> int:
    """List the models, or annotate again what another model or version annotated."""
    with Archive.open_existing(folder, models=load_models(), workers=workers) as archive:
        archive.on_progress(print_message)
        archive.maintenance.catch_up()
        if again:
            return _annotate_again(archive, query, as_json=as_json)
        outdated = 0
        for by, articles, is_current in archive.annotations.counts():
            outdated += 0 if is_current else articles
            if as_json:
                print_json({"annotated_by": by, "articles": articles, "current": is_current})
            else:
                print(f"{articles:8}  {by or UNKNOWN}")
        if outdated:
            print_message(
                f"{plural(outdated, 'article')} annotated by another model or version. To annotate"
                " again: onrecord annotate --again"
            )
        return OK


def _annotate_again(archive: Archive, query: str, *, as_json: bool) -> int:
    ids = archive.annotations.outdated(query)
    progress, done, code = JobProgress(), 0, OK

    def report(article: Article, reason: str) -> None:
        record = {"status": "failed", "location": article.location, "article": article.id,
                  "reason": f"Not annotated again: {reason}."}  # fmt: skip
        progress.count(record)
        if as_json:
            print_json(record)
        print_message(f"{article.location}: {record['reason']}")

    try:
        with sigterm_as_interrupt():
            for done in archive.annotations.again(ids, report):
                share = done / len(ids)
                record = {"status": "annotated", "articles": done, "progress": round(share, 4)}
                progress.count(record)
                if as_json:
                    print_json(record)
                else:
                    rate, left = progress.rate(), progress.time_left()
                    show_progress(share, plural(done, "article"), rate, left)
    except KeyboardInterrupt:
        code = STOPPED
    clear_progress()
    annotated = done - progress.failed
    if code == STOPPED:
        print_message(
            f"Stopped. {annotated:,} of {plural(len(ids), 'article')} annotated again. Run the same"
            " command to continue."
        )
    elif ids:
        failed = f" {progress.failed:,} failed." if progress.failed else ""
        print_message(f"{plural(annotated, 'article')} annotated again.{failed}")
    elif query and not archive.search(query, limit=1).total:
        print_message(f"No article matches “{query}”.")
        return PARTIAL
    else:
        print_message("No article needs it: the current model and version annotated all of them.")
    return code or (PARTIAL if progress.failed else OK)
