"""The exit codes of the commands."""

OK = 0
IN_PART = 1  # something could not be read, or nothing was found
FAILED = 2  # not understood, or nothing could be done
STOPPED = 130  # by ctrl+c, as shells count it
