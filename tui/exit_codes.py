"""The exit codes of the commands."""

OK = 0
PARTIAL = 1  # something could not be read, or nothing was found
FAILED = 2  # not understood, or nothing could be done
STOPPED = 130  # by ctrl+c, as shells count it
