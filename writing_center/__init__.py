"""A virtual writing center for a community of writers.

``open_session()`` is the door for those who program; the verbs are in ``writing_center.services``.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .bootstrap import open_session

__version__ = "0.1.0"
__all__ = ["__version__", "open_session"]


def __getattr__(name: str) -> Any:
    if name == "open_session":
        from .bootstrap import open_session

        return open_session
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
