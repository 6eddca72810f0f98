"""``python -m writing_center`` is the same as ``writing-center``."""

import sys

from .cli import main

sys.exit(main())
