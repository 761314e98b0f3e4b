"""`python -m copydesk` is the command `copydesk`."""

import sys

from copydesk.cli import main

sys.exit(main())
