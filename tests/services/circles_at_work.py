"""Circles of a class at work: made by its teacher, and looked at."""

from writing_center.services import circles, names, own_circle
from writing_center.services.circle_mates import standing_circles
from writing_center.services.circles import WantedCircle

from .class_at_work import ClassAtWork

EIGHT = ("Ann", "Bo", "Cem", "Di", "Ed", "Fay", "Gil", "Hal")


def made(work: ClassAtWork, *groups: tuple[str, ...]) -> None:
    """These circles and no others."""
    wanted = [
        WantedCircle(tuple(work.people[name].actor_id for name in group), f"Circle {number}")
        for number, group in enumerate(groups, 1)
    ]
    seen = circles.circles_of(work.teacher, work.group.id)
    circles.make_circles(work.teacher, work.group.id, wanted, seen.stamp)


def named(work: ClassAtWork) -> list[set[str]]:
    """The standing circles, by the names of their people."""
    found = standing_circles(work.teacher, work.group.id)
    return [{names.name_of(work.teacher, id) for id in circle.member_ids} for circle in found]


def page_of(work: ClassAtWork, name: str):
    """What stands on the page of a member’s circle."""
    [own] = own_circle.my_circles(work.people[name])
    return own
