"""The entry point: `onrecord [PATH...]` opens the reader, the commands are for scripts."""

from __future__ import annotations

import errno
import os
import sys
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from index.errors import OnRecordError
from index.gc_control import gc_paused, pause_gc_for_startup
from tui.cli.output import never_raise_on_output, print_message
from tui.cli.parsing import READER
from tui.cli.parsing.plain import parse_plain
from tui.exit_codes import FAILED, OK, STOPPED
from tui.folders import archive_folder, config_path, has_settings

if TYPE_CHECKING:
    from index.archive import Workers

UNWRITABLE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""The errors of an output on a full or broken disk."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command or the reader, and return the exit code."""
    # Whoosh has invalid escapes, of which Python 3.12 and later warn when they compile it.
    warnings.filterwarnings("ignore", category=SyntaxWarning, module=".*whoosh")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # starting threads takes numpy 50 ms
    never_raise_on_output()
    if "_ARGCOMPLETE" in os.environ:  # the shell asks for completions
        from tui.cli.parsing.parser import complete_command

        complete_command(_setting_values)
    given = sys.argv[1:] if arguments is None else arguments
    if list(given) == ["help", "--man"]:
        from tui.cli.parsing.manual import manual_page

        print(manual_page(), end="")
        return OK
    try:
        options = parse_plain(given) or _parse(given)
        folder = options.archive or archive_folder()
        _report_settings(options.command)
        _keep_file(options)
        code = _RUN[options.command](options, folder)
        sys.stdout.flush()
        return code
    except OnRecordError as error:
        print(f"onrecord: {error.message}", file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        _discard_output()  # the other end of the pipe was closed
        return OK
    except OSError as error:
        if error.errno not in UNWRITABLE or error.filename:
            raise
        _discard_output()
        reason = f"The output cannot be written ({error.strerror})."
        print(f"onrecord: {reason} Make space, or write it elsewhere.", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("onrecord: stopped. Articles added so far are kept.", file=sys.stderr)
        return STOPPED


def _setting_values(words: Sequence[str]) -> Sequence[str]:
    from tui.cli.config import complete_setting  # with Textual, 220 ms

    return complete_setting(words)


def _discard_output() -> None:
    """Keep Python from reporting at exit that the output cannot be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parse(arguments: Sequence[str]) -> SimpleNamespace:
    from tui.cli.parsing.parser import parse  # 8 ms, with argparse

    return parse(arguments)


def _report_settings(command: str) -> None:
    """Print what is wrong with the settings file; the reader and `config` do that themselves."""
    if command in (READER, "config") or not has_settings():
        return
    from tui.config import load  # 30 ms, only if there are settings

    for problem in load(config_path())[1]:
        print_message(str(problem))


def _keep_file(options: SimpleNamespace) -> None:
    """Raise OnRecordError if a file that -o writes exists, unless --force is given."""
    file = getattr(options, "output", None)
    if file is None or options.force:
        return
    from tui.sharing.export import export_files

    for each in export_files(file, options.command):
        if each.exists():
            raise OnRecordError(
                f"{each} exists. Choose another name, or add --force to overwrite it."
            )


# These functions pass the options on. Their imports are local, so that a command does not load
# what only others need.


def _open_reader(options: SimpleNamespace, folder: Path) -> int:
    missing = [path for path in options.paths if isinstance(path, Path) and not path.exists()]
    if missing:
        from tui.cli.parsing.parser import command_hint

        hint = command_hint(str(missing[0]))
        raise OnRecordError(f"No such file, folder or command: “{missing[0]}”. {hint}")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        from tui.cli.parsing.commands import COMMANDS

        raise OnRecordError(
            f"The reader needs a terminal. In scripts, use a command: {', '.join(COMMANDS)}."
        )
    # Textual redraws at 60 Hz by default: what changes just after a redraw, as the article does
    # after the list, would wait 17 to 33 ms. It reads this variable when it is imported.
    os.environ.setdefault("TEXTUAL_FPS", "1000")
    # Python lets a thread that computes go on for 5 ms, in which a key would wait several times.
    sys.setswitchinterval(0.0005)
    pause_gc_for_startup()  # the app resumes it
    if options.archive and not (options.paths or _is_archive_or_wanted(folder)):
        return FAILED
    from tui.app import run

    return run(folder, options.paths)


def _is_archive_or_wanted(folder: Path) -> bool:
    """Return whether there is an archive in a folder; if not, whether the user wants a new one."""
    from index.archive import cluster_address, is_archive

    if is_archive(folder):
        return True
    where = cluster_address(folder) or folder
    print(f"There is no archive in {where}. Create a new one? [y/N] ", end="", flush=True)
    answer = sys.stdin.readline()  # empty at the end of the input
    return answer.strip().lower() in ("y", "yes")


def _add(options: SimpleNamespace, folder: Path) -> int:
    from index.inputs import AddOptions, is_web_address
    from tui.cli.add import add

    has_no_files = any(is_web_address(each) or str(each) == "-" for each in options.paths)
    if options.watch and (options.dry_run or has_no_files or not options.paths):
        raise OnRecordError(
            "--watch needs files or folders, and cannot be combined with --dry-run."
        )
    if options.again == bool(options.paths):
        raise OnRecordError("Usage: onrecord add PATH…, or onrecord add --again without paths.")
    return add(
        folder,
        options.paths,
        AddOptions(
            mapping={ours: its for each in options.mapping for ours, its in each.items()},
            max_size=options.max_size, source=options.source,
            date=options.date, tag=",".join(options.tag),
        ),
        workers=_workers(options),
        again=options.again,
        dry_run=options.dry_run,
        watch=options.watch,
        quiet=options.quiet,
        as_json=options.json,
    )  # fmt: skip


def _annotate(options: SimpleNamespace, folder: Path) -> int:
    from tui.cli.annotate import annotate

    query = " ".join(options.query)
    if query and not options.again:
        raise OnRecordError("A query needs --again: onrecord annotate --again QUERY.")
    return annotate(
        folder, query, again=options.again, as_json=options.json, workers=_workers(options)
    )


def _workers(options: SimpleNamespace) -> Workers:
    from index.archive import Workers

    if options.scheduler and options.jobs:
        raise OnRecordError("Give --jobs or --scheduler, not both: the scheduler has the workers.")
    return Workers(options.jobs or 1, options.scheduler or "")


def _query(options: SimpleNamespace, folder: Path) -> int:
    with gc_paused():  # saves 5 ms: little of what one question makes is in cycles
        return _list(options, folder)


def _list(options: SimpleNamespace, folder: Path) -> int:
    from tui.cli import results, search

    if options.command == "show":
        return search.show(folder, options.id, limit=options.limit, as_json=options.json)
    chosen = "json" if options.json else options.format
    output = results.OutputOptions(chosen, options.limit, options.with_query, options.output)
    match options.command:
        case "search" if options.query and options.from_file:
            raise OnRecordError("Give a query or --from-file, not both.")
        case "search" if not (options.query or options.from_file):
            raise OnRecordError("Usage: onrecord search QUERY, or search --from-file FILE.")
        case "search" if options.from_file:
            return search.batch(folder, options.from_file, output)
        case "search":
            return search.search(folder, " ".join(options.query), output)
        case "quotes":
            return search.quotes(folder, options.speaker or "", " ".join(options.query), output)
        case _:
            return search.speakers(folder, " ".join(options.prefix), output)


def _dossier(options: SimpleNamespace, folder: Path) -> int:
    from tui.cli.dossier import dossier

    return dossier(folder, " ".join(options.name), options.query, options.output)


def _report(options: SimpleNamespace, folder: Path) -> int:
    from tui.cli.record import reports

    chosen = "json" if options.json else options.format
    output = reports.ReportOutput(chosen, options.output)
    if options.command == "heard":
        return reports.heard(folder, " ".join(options.query), output)
    return reports.compare(folder, options.first, options.second, options.query, output)


def _new(options: SimpleNamespace, folder: Path) -> int:
    from tui.cli.record import watch

    if options.save is None:
        return watch.list_new(
            folder, options.name, keep=options.keep, limit=options.limit, as_json=options.json
        )
    if not (options.name and options.save.strip()):
        raise OnRecordError("Type a name and a query: onrecord new NAME --save QUERY.")
    return watch.save(folder, options.name, options.save, force=options.force, as_json=options.json)


def _utterances(options: SimpleNamespace, folder: Path) -> int:
    from tui.cli import results
    from tui.cli.record import utterances

    chosen = "json" if options.json else options.format
    if options.command == "utterances":
        output = results.OutputOptions(chosen, options.limit, options.with_query, options.output)
        return utterances.utterances(folder, " ".join(options.query), options.order, output)
    output = results.OutputOptions(chosen, limit=0, file=options.output)
    if options.command == "versions":
        return utterances.versions(folder, options.id, options.number, output)
    return utterances.earlier(folder, options.id, options.number, options.limit, output)


def _verify(options: SimpleNamespace, folder: Path) -> int:
    from tui.cli.record.verify import verify_exports

    return verify_exports(folder, options.files, limit=options.limit, as_json=options.json)


def _diff(options: SimpleNamespace, folder: Path) -> int:
    from tui.cli.diff import diff

    return diff(folder, options.id, options.other, as_json=options.json)


def _edit(options: SimpleNamespace, folder: Path) -> int:
    from index.user_data import EDITABLE_FIELDS
    from tui.cli import editing

    given = {name: getattr(options, name) for name in EDITABLE_FIELDS}
    values = {name: value for name, value in given.items() if value is not None}
    if bool(values) == options.undo:
        names = ", ".join(f"--{name}" for name in EDITABLE_FIELDS)
        raise OnRecordError(f"Say what to edit ({names}), or --undo.")
    return editing.edit(folder, options.id, values, undo=options.undo, as_json=options.json)


def _delete(options: SimpleNamespace, folder: Path) -> int:
    from tui.cli import editing

    if options.list and not (options.ids or options.query or options.restore):
        return editing.list_deleted(folder, as_json=options.json)
    if options.list or bool(options.ids) == bool(options.query):
        raise OnRecordError(
            "Usage: onrecord delete ID..., --query QUERY, --restore ID... or --list."
        )
    if options.restore and options.query:
        raise OnRecordError("--restore takes the ids that onrecord delete --list prints.")
    if options.restore:
        return editing.restore(folder, options.ids, as_json=options.json)
    return editing.delete(folder, options.ids, options.query, yes=options.yes, as_json=options.json)


def _outlets(options: SimpleNamespace, folder: Path) -> int:
    from tui.cli import editing, results

    action, count = options.action, len(options.names)
    chosen = "json" if options.json else options.format
    output = results.OutputOptions(chosen, options.limit, options.with_query, options.output)
    if action == "list" and not count:
        return editing.list_outlets(folder, output)
    needed = {"list": 0, "rename": 2, "merge": max(count, 2)}.get(action, 1)
    if count != needed:
        raise OnRecordError(
            "Usage: onrecord outlets, outlets rename OLD NEW, merge NAME... INTO, undo NAME,"
            " hide NAME, or show NAME."
        )
    return editing.change_outlets(folder, action, options.names, output._replace(limit=0))


def _feeds(options: SimpleNamespace, folder: Path) -> int:
    from tui.cli import feeds

    if options.command == "fetch":
        return feeds.fetch(folder, options.urls, as_json=options.json, workers=_workers(options))
    if (options.action in ("list", "export")) == bool(options.urls):
        raise OnRecordError(
            "Usage: onrecord feed add URL, remove URL, list, import FILE, or export > FILE."
        )
    return feeds.feed(folder, options.action, options.urls, as_json=options.json)


def _corrections(options: SimpleNamespace, folder: Path) -> int:
    from tui.cli.corrections import corrections, share

    action, undoes_pull = options.action, options.action == "pull" and options.undo
    if not action and not (options.name or options.theirs or options.undo):
        return corrections(folder, as_json=options.json)
    if not action or bool(options.address) == undoes_pull or (options.theirs and action == "push"):
        raise OnRecordError(
            "Usage: onrecord corrections, corrections push ADDRESS [--as NAME] [--undo],"
            " corrections pull ADDRESS [--theirs], or corrections pull --undo."
        )
    return share(
        folder, action, options.address, name=options.name, theirs=options.theirs,
        undo=options.undo, as_json=options.json,
    )  # fmt: skip


def _maintain(options: SimpleNamespace, folder: Path) -> int:
    from tui.cli import maintenance

    match options.command:
        case "check":
            return maintenance.check(folder, as_json=options.json)
        case "backup":
            return maintenance.backup(folder, options.folder, as_json=options.json)
        case _:
            return maintenance.rebuild(folder, as_json=options.json)


def _copy(options: SimpleNamespace, _folder: Path) -> int:
    from tui.cli import maintenance

    return maintenance.copy(
        options.source, options.target, merge=options.merge, as_json=options.json
    )


def _config(options: SimpleNamespace, _folder: Path) -> int:
    from tui.cli import config

    return config.run(options)


_RUN: dict[str, Callable[[SimpleNamespace, Path], int]] = {
    READER: _open_reader, "add": _add, "annotate": _annotate,
    "search": _query, "quotes": _query, "speakers": _query, "show": _query,
    "utterances": _utterances, "versions": _utterances, "earlier": _utterances,
    "heard": _report, "compare": _report, "dossier": _dossier,
    "new": _new, "verify": _verify, "diff": _diff,
    "edit": _edit, "delete": _delete, "outlets": _outlets,
    "feed": _feeds, "fetch": _feeds, "corrections": _corrections,
    "check": _maintain, "backup": _maintain, "copy": _copy, "rebuild": _maintain,
    "config": _config,
}  # fmt: skip
