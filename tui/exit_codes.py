"""Exit codes of the commands."""

OK = 0
PARTIAL = 1  # something could not be read or is damaged, or nothing was found
FAILED = 2  # wrong usage, or nothing could be done
STOPPED = 130  # interrupted with Ctrl+C; the shell's convention
