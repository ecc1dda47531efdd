"""Processor time: other programs on the machine do not count, nor does waiting for the disk."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence


def time_call(call: Callable[[], object]) -> float:
    """Return the milliseconds that a call takes."""
    began = time.process_time()
    call()
    return (time.process_time() - began) * 1000


def time_python(arguments: Sequence[str]) -> float:
    """Return the milliseconds that a Python process takes; ``arguments`` follow ``python -c``."""
    # As for users, whose Python caches compiled modules.
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-W", "ignore", "-c", *arguments]
    subprocess.run(command, capture_output=True, check=True, env=env)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000
