"""`python -m ui` opens the window."""

import sys

from ui.main import main

sys.exit(main())
