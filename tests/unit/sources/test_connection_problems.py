"""Why a page could not be fetched is said in plain words."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.feeds.http_client import connection_problem
from tui.cli.main import main

PROBLEMS = [
    ("[Errno -2] Name or service not known", "no host has this name. Check the address"),
    ("[Errno -3] Temporary failure in name resolution", "its name cannot be looked up. Check your"),
    ("[Errno 111] Connection refused", "nothing answers there"),
    ("[Errno 101] Network is unreachable", "there is no way to it."),
    ("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired"
     " (_ssl.c:1000)", "its certificate is not valid"),
    ("Server disconnected without sending a response.", "it closed the connection"),
    ("[Errno 5] Something else (_ssl.c:1)", "Something else"),
    ("", "unknown reason"),
]  # fmt: skip


@pytest.mark.parametrize(("error", "problem"), PROBLEMS)
def test_error_of_the_system_is_said_in_plain_words(error: str, problem: str) -> None:
    said = connection_problem(error)
    assert said.startswith(problem)
    assert "[" not in said


@pytest.mark.parametrize("address", ["http://[::1", "http://[x]/a"])
def test_broken_address_is_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], address: str
) -> None:
    assert main(["--archive", str(tmp_path), "add", address]) == 2
    assert "is not a web address" in capsys.readouterr().err
