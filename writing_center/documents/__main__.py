"""The process that reads one file: from standard input, to JSON on standard output.

Whatever a file does to it, it can't take more than this process has: see ``separate``.
"""

import json
import sys
from collections.abc import Mapping
from typing import Any

from .limits import limit_this_process


def main() -> int:
    """Read what is on standard input; the arguments say what it is: ``file NAME`` or ``paste``."""
    limit_this_process()
    sys.setrecursionlimit(8_000)
    sys.stdout.write(json.dumps(_answer(sys.argv[1], sys.argv[2:])))
    sys.stdout.flush()
    return 0


def _answer(task: str, arguments: list[str]) -> Mapping[str, Any]:
    from ..domain.errors import InvalidInput
    from .reading import read_clipboard, read_document

    try:
        if task == "paste":
            made = read_clipboard(sys.stdin.buffer.read().decode("utf-8", "replace"))
        else:
            made = read_document(sys.stdin.buffer, arguments[0])
    except InvalidInput as error:
        return {"error": str(error)}
    except MemoryError:
        return {"failed": "memory"}
    except Exception as error:  # said to the server's log by its name only
        return {"failed": type(error).__name__}
    return {
        "markdown": made.markdown,
        "title": made.title,
        "left_out": made.left_out,
        "notes": made.notes,
    }


if __name__ == "__main__":
    sys.exit(main())
