"""``python -m tui`` is ``onrecord``."""

import sys

from tui.cli import main

sys.exit(main())
