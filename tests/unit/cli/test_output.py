"""Lists in every format: whole, with their number, and readable by other programs."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from index.archive import Archive
from tests.support.builders import MarkedAnnotator
from tui.cli.main import main

ARTICLES = 23


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of more articles than text shows by default."""
    files, archived = tmp_path_factory.mktemp("files"), tmp_path_factory.mktemp("archive")
    for number in range(ARTICLES):
        name = "Pell" if number == 3 else "Ana Pell"
        said = f"“Boats {number}, {'so ' * number},” [{name}]"
        (files / f"{number}.txt").write_text(f" date 2024-03-{number + 1:02} Fog {number}. {said}")
    with Archive.open(archived, MarkedAnnotator()) as archive:
        assert len(list(archive.add([files]))) == ARTICLES
    return archived


def run(folder: Path, *arguments: str) -> int:
    return main(["--archive", str(folder), *arguments])


LISTS = [
    pytest.param(["search", "fog"], ARTICLES, id="search"),
    pytest.param(["quotes"], ARTICLES, id="quotes"),
    pytest.param(["quotes", "--speaker", "pell"], ARTICLES, id="quotes of a speaker"),
    pytest.param(["speakers"], 1, id="speakers"),
]


@pytest.mark.parametrize(("command", "total"), LISTS)
def test_json_has_every_row_and_ends_with_a_summary(capsys, folder, command, total) -> None:
    assert run(folder, *command, "--json") == 0
    *rows, summary = map(json.loads, capsys.readouterr().out.splitlines())
    assert len(rows) == total
    assert (summary["status"], summary["total"], summary["shown"]) == ("summary", total, total)


@pytest.mark.parametrize(("command", "total"), LISTS)
def test_csv_is_a_table_with_its_header_first(capsys, folder, command, total) -> None:
    assert run(folder, *command, "--format", "csv") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(rows) == total
    assert not any(None in row or None in row.values() for row in rows)


@pytest.mark.parametrize("form", ["md", "html"])
@pytest.mark.parametrize(("command", "total"), LISTS)
def test_markdown_and_html_are_printed(capsys, folder, command, total, form) -> None:
    assert run(folder, *command, "--format", form, "--limit", "1") == 0
    assert ("Pell" if command[0] != "search" else "Fog") in capsys.readouterr().out


@pytest.mark.parametrize("command", [["search", "fog"], ["quotes"]])
def test_text_says_how_many_are_not_shown(capsys, folder, command) -> None:
    assert run(folder, *command) == 0
    assert capsys.readouterr().err.endswith(f"20 of {ARTICLES}; --limit 0 for all\n")
    assert run(folder, *command, "--limit", "0") == 0
    assert "--limit" not in capsys.readouterr().err


def test_limit_holds_for_json_and_the_summary_still_has_the_total(capsys, folder) -> None:
    assert run(folder, "search", "fog", "--json", "--limit", "2") == 0
    *rows, summary = map(json.loads, capsys.readouterr().out.splitlines())
    assert (len(rows), summary["shown"], summary["total"]) == (2, 2, ARTICLES)


def test_person_is_the_same_in_json_csv_and_speakers(capsys, folder) -> None:
    assert run(folder, "speakers", "--json") == 0
    person = json.loads(capsys.readouterr().out.splitlines()[0])
    assert (person["speaker"], person["quotes"]) == ("Ana Pell", ARTICLES)
    assert run(folder, "quotes", "--json") == 0
    rows = list(map(json.loads, capsys.readouterr().out.splitlines()))[:-1]
    assert {row["person"] for row in rows} == {"Ana Pell"}
    assert {row["speaker"] for row in rows} == {"Ana Pell", "Pell"}
    assert run(folder, "quotes", "--format", "csv") == 0
    table = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert {row["person"] for row in table} == {"Ana Pell"}


def test_with_query_adds_the_query_to_each_row(capsys, folder) -> None:
    assert run(folder, "search", "fog", "--format", "csv", "--with-query") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {(row["query"], row["understood"]) for row in rows} == {("fog", "fog")}


def test_batch_search_has_a_row_for_each_name(capsys, folder, tmp_path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("Pell\n\nNobody Here\nspeaker:pell said:boats\nspeeker:x\n")
    assert run(folder, "search", "--from-file", str(names), "--format", "csv") == 1
    out, err = capsys.readouterr()
    assert f"1 line of {names} is not a search." in err
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [
        (row["name"], row["hits"], row["quotes"], row["first"], row["last"]) for row in rows
    ] == [
        ("Pell", "23", "23", "2024-03-01", "2024-03-23"),
        ("Nobody Here", "0", "0", "", ""),
        ("speaker:pell said:boats", "23", "23", "2024-03-01", "2024-03-23"),
        ("speeker:x", "0", "0", "", ""),
    ]
    assert "Did you mean speaker:?" in rows[3]["problem"]


@pytest.mark.parametrize("line", ['"Ana Pell"', "“Ana Pell”", "  «Ana Pell» ", "Ana Pell\r"])
def test_name_in_quotation_marks_is_a_name(capsys, folder, tmp_path, line) -> None:
    names = tmp_path / "names.txt"
    names.write_bytes(f"{line}\n".encode("utf-8-sig"))
    assert run(folder, "search", "--from-file", str(names), "--json") == 0
    row = json.loads(capsys.readouterr().out.splitlines()[0])
    assert (row["hits"], row["quotes"]) == (23, 23)


def test_file_in_another_encoding_says_what_to_do(capsys, folder, tmp_path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("Zoë\n", encoding="utf-16")
    assert run(folder, "search", "--from-file", str(names)) == 2
    assert "it is not text in UTF-8. Save it as UTF-8, one name a line." in capsys.readouterr().err


LISTS_WITH_SEARCHES = ["speakers", "outlets", "search --from-file NAMES"]


@pytest.mark.parametrize("command", LISTS_WITH_SEARCHES)
def test_json_has_the_search_of_each_row_as_csv_has(capsys, folder, tmp_path, command) -> None:
    names = tmp_path / "names.txt"
    names.write_text("Pell\nNobody Here\nspeaker:pell\n")
    arguments = command.replace("NAMES", str(names)).split()
    run(folder, *arguments, "--format", "csv")
    table = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    run(folder, *arguments, "--format", "json")
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()][:-1]
    assert rows
    assert [row["search"] for row in rows] == [row["search"] for row in table]


def test_batch_search_counts_every_article_that_quotes_the_name(capsys, folder, tmp_path) -> None:
    """One article has only a short name of hers; its quote counts, so the article does too."""
    names = tmp_path / "names.txt"
    names.write_text("Ana Pell\n")
    assert run(folder, "search", "--from-file", str(names), "--format", "csv") == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (row["hits"], row["quotes"]) == (str(ARTICLES), str(ARTICLES))
    assert run(folder, "search", row["search"], "--json") == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["total"] == ARTICLES


def test_batch_search_of_valid_lines_succeeds(capsys, folder, tmp_path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("Pell\nNobody Here\n")
    assert run(folder, "search", "--from-file", str(names)) == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("", "Usage: onrecord search QUERY, or search --from-file FILE."),
        ("fog --from-file names.txt", "Give a query or --from-file, not both."),
        ("--from-file missing.txt fog", "Give a query or --from-file, not both."),
        ("--from-file missing.txt", "missing.txt cannot be read: No such file or directory."),
    ],
)
def test_search_takes_a_query_or_a_file(capsys, folder, arguments, message) -> None:
    assert run(folder, "search", *arguments.split()) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("command", ["search fog", "quotes", "speakers", "heard", "versions 12"])
@pytest.mark.parametrize(
    ("formats", "error"),
    [
        ("--json --format csv", "not allowed with the format json"),
        ("--format md --json", "not allowed with the format md"),
        ("--format md --format csv", "not allowed with the format md"),
        ("--json --format text", "not allowed with the format json"),
        ("--format text -o a.csv", "A file cannot be text: use .csv, .md, .json or .html"),
        ("--format csv -o a.md", "a.md does not end in .csv"),
        ("-o a.html --json", "a.html does not end in .json"),
    ],
)
def test_two_formats_are_refused(capsys, folder, command, formats, error) -> None:
    with pytest.raises(SystemExit) as raised:
        run(folder, *command.split(), *formats.split())
    assert raised.value.code == 2
    assert error in capsys.readouterr().err


@pytest.mark.parametrize("command", ["search fog", "quotes", "speakers", "heard"])
@pytest.mark.parametrize(
    "formats", ["--json --format json", "--format json --json", "--json --json"]
)
def test_same_format_may_be_chosen_twice(capsys, folder, command, formats) -> None:
    code = run(folder, *command.split(), "--json")
    assert run(folder, *command.split(), *formats.split()) == code
    printed = capsys.readouterr().out.splitlines()
    assert printed[: len(printed) // 2] == printed[len(printed) // 2 :]


READING = ["search x", "quotes", "speakers", "show 12", "diff 12", "corrections", "feed list",
           "feed remove https://a.example", "check", "dossier Pell", "annotate"]  # fmt: skip


@pytest.mark.parametrize("command", READING)
def test_command_that_reads_creates_no_archive(capsys, tmp_path, command) -> None:
    assert run(tmp_path / "mistyped", *command.split()) == 2
    assert f"There is no archive in {tmp_path / 'mistyped'}." in capsys.readouterr().err
    assert not (tmp_path / "mistyped").exists()


@pytest.mark.parametrize("command", ["search fog", "quotes", "speakers"])
def test_empty_archive_says_that_it_is_empty(capsys, tmp_path, command) -> None:
    Archive.open(tmp_path).close()
    assert run(tmp_path, *command.split()) == 1
    assert "The archive is empty. Add articles: onrecord add PATH" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", ["quotes", "quotes --json", "search boats", "speakers"])
def test_output_in_ascii_never_fails(folder, arguments) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tui", *arguments.split(), "--archive", str(folder)],
        capture_output=True, text=True, env={"PYTHONIOENCODING": "ascii", "HOME": str(folder)},
    )  # fmt: skip
    assert done.returncode == 0
    assert "Pell" in done.stdout or "Fog" in done.stdout


@pytest.mark.parametrize("command", ["search boats", "quotes --json", "speakers"])
def test_command_with_closed_output_succeeds(folder: Path, command: str) -> None:
    line = f"{sys.executable} -m tui {command} --archive {folder} >&-"
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)


SUGGESTIONS = [
    pytest.param("ana pell boats march 2024", 'speaker:"Ana Pell" boats date:"March 2024"',
                 id="a speaker and a month"),
    pytest.param("boats Ana Pell", 'boats speaker:"Ana Pell"', id="a speaker at the end"),
    pytest.param("fog march 2024", 'fog date:"March 2024"', id="a month"),
    pytest.param("boats pell", "boats speaker:pell", id="a surname alone"),
    pytest.param("boats PELL fog", "boats speaker:PELL fog", id="a surname between words"),
    pytest.param("ana boats", "", id="a first name alone"),
    pytest.param("pell boats pell", "speaker:pell boats pell", id="two surnames"),
    pytest.param("ana pell cooperation march 2024",
                 'speaker:"Ana Pell" cooperation date:"March 2024"', id="a word spelt in two ways"),
    pytest.param("ana pell re-election us", 'speaker:"Ana Pell" re-election us',
                 id="words with a hyphen and like abbreviations"),
    pytest.param("co operative ana pell", 'co operative speaker:"Ana Pell"', id="a prefix apart"),
    pytest.param('ana pell "of the boats"', 'speaker:"Ana Pell" "of the boats"',
                 id="a phrase beside a name"),
    pytest.param("cooperation boats", "", id="a word spelt in two ways, and no name"),
    pytest.param("co operative boats", "", id="a prefix apart, and no name"),
    pytest.param("fog 18 july 2024", 'fog date:"18 July 2024"', id="a day"),
    pytest.param("fog July 18, 2024", 'fog date:"July 18, 2024"', id="a day after its month"),
    pytest.param("fog 18th of July 2024", 'fog date:"18th of July 2024"', id="a day in words"),
    pytest.param("fog jul 2024", 'fog date:"Jul 2024"', id="a short month"),
    pytest.param("fog 2024-07", "fog date:2024-07", id="a month in numbers"),
    pytest.param("fog 2024-07-18", "fog date:2024-07-18", id="a day in numbers"),
    pytest.param("fog last week", 'fog date:"last week"', id="the last week"),
    pytest.param("fog q3 2024", 'fog date:"Q3 2024"', id="a quarter"),
    pytest.param("what did pell say about boats in march 2024",
                 'speaker:pell boats date:"March 2024"', id="a question"),
    pytest.param("pell's boats", "speaker:pell boats", id="a surname with ’s"),
    pytest.param("pell march", "speaker:pell march", id="a month alone may be a verb"),
    pytest.param("what boats", "", id="a question without a name or date"),
    pytest.param("fog week 2024", "", id="no date"),
    pytest.param("ana pell boat*", "", id="a wildcard"),
    pytest.param("ana pell =boats", "", id="an exact word"),
    pytest.param("fog 2024", "", id="a year alone"),
    pytest.param("boats so", "", id="words that are no name"),
    pytest.param('"ana pell" boats', "", id="a phrase"),
    pytest.param("speaker:pell fog", "", id="a line with a field"),
    pytest.param("speaker:pell july 2023", 'speaker:pell date:"July 2023"', id="a field"),
    pytest.param("said:fog pell july 2023", 'said:fog pell date:"July 2023"', id="a name"),
    pytest.param("type:direct conf:>0.5 may 2024", 'type:direct conf:>0.5 date:"May 2024"',
                 id="two fields of a quote"),
    pytest.param("-pell july 2023", "", id="an excluded word"),
    pytest.param("(pell OR roe) july 2023", "", id="a choice"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "suggested"), SUGGESTIONS)
def test_plain_words_suggest_speaker_and_date(capsys, folder, line, suggested) -> None:
    run(folder, "search", *line.split(" "))
    lines = [each for each in capsys.readouterr().err.splitlines() if "type: " in each]
    assert lines == ([f"To search by speaker or date, type: {suggested}"] if suggested else [])


def test_words_of_a_suggested_date_are_not_said_to_be_missing(capsys, folder) -> None:
    run(folder, "search", "ana", "pell", "cooperation", "july", "2031")
    err = capsys.readouterr().err
    assert "“2031”" not in err
    assert "“july”" not in err
    assert "“cooperation” does not occur in the archive." in err


COMMON = [
    pytest.param(["Ida Harbour"], 7, "", id="a common word"),
    pytest.param(["Ida Harbour"], 0, "fog speaker:harbour", id="hardly another use"),
    pytest.param(["Ida Harbour", "Tim Harbour"], 0, "",
                 id="two speakers"),
    pytest.param(["a harbour"], 0, "", id="a description"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "other_uses", "suggested"), COMMON)
def test_surname_is_suggested_if_it_names_one_speaker(
    tmp_path, capsys, said, other_uses, suggested
) -> None:
    texts = [f"Fog {n}. “Word {n}.” [{name}]" for n, name in enumerate(said)]
    texts += [f"Fog over harbour number {number}, all day." for number in range(other_uses)]
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.txt").write_text(f" date 2024-03-01 {text}")
    with Archive.open(tmp_path / "archive", MarkedAnnotator()) as archive:
        list(archive.add(sorted(tmp_path.glob("*.txt"))))
    run(tmp_path / "archive", "search", "fog", "harbour")
    lines = [each for each in capsys.readouterr().err.splitlines() if "type: " in each]
    assert lines == ([f"To search by speaker or date, type: {suggested}"] if suggested else [])


@pytest.mark.parametrize("command", ["search", "quotes", "heard", "utterances"])
@pytest.mark.parametrize(
    ("words", "note"),
    [
        ("pell", "23 quotes by Ana Pell: speaker:pell"),
        ("ana pell", '23 quotes by Ana Pell: speaker:"ana pell"'),
        ("pell march 2024", 'type: speaker:pell date:"March 2024"'),
        ("ana", ""),
        ("zeppelin", ""),
    ],
)
def test_bare_name_suggests_its_quotes(capsys, folder, command, words, note) -> None:
    run(folder, command, *words.split())
    printed = capsys.readouterr().err
    assert note in printed
    assert bool(note) is ("speaker:" in printed)


def test_show_prints_a_headline_taken_from_the_text_only_once(capsys, folder) -> None:
    assert run(folder, "search", '"fog 7"', "--json") == 0
    article = json.loads(capsys.readouterr().out.splitlines()[0])["article"]
    assert run(folder, "show", article) == 0
    assert capsys.readouterr().out.count("Fog 7") == 1


@pytest.mark.parametrize("command", [["search", "fog"], ["quotes"], ["dossier", "Ana Pell"]])
def test_file_that_exists_is_overwritten_only_if_forced(
    capsys, folder, tmp_path: Path, command
) -> None:
    file = tmp_path / "mine.md"
    file.write_text("my notes")
    assert run(folder, *command, "-o", str(file)) == 2
    assert f"{file} exists. Choose another name, or add --force" in capsys.readouterr().err
    assert file.read_text() == "my notes"
    assert run(folder, *command, "-o", str(file), "--force") == 0
    assert "Fog" in file.read_text()


FULL = Path("/dev/full")  # a device on which nothing can be written


@pytest.mark.skipif(not FULL.exists(), reason="only on Linux")
@pytest.mark.parametrize(
    "arguments",
    [["search", "fog"], ["search", "fog", "--json"], ["quotes"], ["quotes", "--format", "csv"],
     ["speakers"], ["outlets"], ["heard"], ["config"]],
    ids=" ".join,
)  # fmt: skip
def test_output_on_a_full_disk_is_reported_in_one_line(folder: Path, arguments: list[str]) -> None:
    command = [sys.executable, "-m", "tui", "--archive", str(folder), *arguments]
    with FULL.open("w") as output:
        ended = subprocess.run(
            command, stdout=output, stderr=subprocess.PIPE, encoding="utf-8", check=False
        )
    assert ended.returncode == 2
    assert "The output cannot be written" in ended.stderr.splitlines()[-1]
    assert "Traceback" not in ended.stderr
