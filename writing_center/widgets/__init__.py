"""What people see and press: pages made of one widget, which call services and hold no rules."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .class_desk import ClassDesk
    from .dashboards import ParticipationDashboard, RepertoireDashboard
    from .writing_desk import WritingDesk

__all__ = ["ClassDesk", "ParticipationDashboard", "RepertoireDashboard", "WritingDesk"]

_HOMES = {
    "ClassDesk": "class_desk",
    "ParticipationDashboard": "dashboards",
    "RepertoireDashboard": "dashboards",
    "WritingDesk": "writing_desk",
}


def __getattr__(name: str) -> Any:
    # A student's kernel must not pay for the teacher's charts.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f".{_HOMES[name]}", __name__), name)
