"""Who may do what is said with these sets of roles."""

from collections.abc import Callable
from typing import Any

from writing_center.services.session import Session

from .scene import NOBODY, ROLES, Scene

Verb = Callable[[Scene, Session], Any]
Row = tuple[str, Verb, frozenset[str]]  # what is done, how, by whom it may be done
MEMBERS = frozenset(ROLES) - {NOBODY}
TEACHERS = frozenset({"teacher", "other teacher"})
IN_CLASS = frozenset({"teacher", "author", "reviewer"})
TEACHER, AUTHOR, REVIEWER, CONSULTANT = (
    frozenset({role}) for role in ("teacher", "author", "reviewer", "consultant")
)
