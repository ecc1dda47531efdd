"""``python -m tui`` is ``onrecord``."""

import sys

from tui.cli.main import main

sys.exit(main())
