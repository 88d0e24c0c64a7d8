"""`python -m tickertui`."""

import sys

from tickertui.cli.main import main

sys.exit(main())
