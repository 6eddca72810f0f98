"""``python -m writing_center.cli`` is the same as ``writing-center``."""

import sys

from . import main

sys.exit(main())
