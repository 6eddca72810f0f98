"""A teacher and a student whose clocks differ: dates as typed, and as read."""

from datetime import timedelta

from playwright.sync_api import Browser, Page, expect
from server.chromium import open_page, signed_in

from writing_center.domain.people import Member
from writing_center.services import assignments

from .desks import arrive, go, told
from .founded import Founded


def desk_in(browser: Browser, founded: Founded, member: Member, zone: str, place: str) -> Page:
    """This member's own browser, in a time zone."""
    context = signed_in(browser, founded.served, member, timezone_id=zone)
    return open_page(context, f"{founded.url}{place}")


def test_a_deadline_between_two_clocks_and_more_time(browser: Browser, founded: Founded) -> None:
    group = founded.a_class()
    student = founded.a_student(group, "Ann Away")
    teacher = desk_in(browser, founded, founded.teacher, "Europe/Berlin", "teacher/class")
    go(teacher, f"/assignment/new/{group.id}")
    teacher.get_by_label("Title").fill("Two clocks")
    teacher.get_by_role("heading", name="Dates").click()
    expect(teacher.get_by_text("On your clock: Europe/Berlin")).to_be_visible()
    teacher.get_by_label("Review begins", exact=True).fill("2031-03-30T00:00")
    teacher.get_by_label("Drafting begins").fill("2026-01-01T00:00")
    # On the night of the change to summer time, at an hour that does not exist.
    teacher.get_by_label("Revision begins", exact=True).fill("2031-03-30T02:30")
    expect(teacher.get_by_label("Second review begins")).to_be_hidden()
    expect(teacher.get_by_label("Points for each level").first).to_be_hidden()
    # A reload keeps what was typed, the ticks too.
    teacher.get_by_label("Refuse drafts that come late").check()
    teacher.reload()
    arrive(teacher, f"/assignment/new/{group.id}")
    teacher.get_by_role("heading", name="Dates").click()
    expect(teacher.get_by_label("Refuse drafts that come late")).to_be_checked()
    expect(teacher.get_by_label("Review begins", exact=True)).to_have_value("2031-03-30T00:00")
    teacher.get_by_label("Refuse drafts that come late").uncheck()
    teacher.get_by_role("button", name="Set the assignment").click()
    told(teacher, "02:30 does not exist: it is taken as 03:30")
    [made] = assignments.assignments_of(founded.as_(founded.teacher), group.id)
    assert [start.at.isoformat()[:16] for start in made.starts[1:]] == [
        "2031-03-29T23:00",
        "2031-03-30T01:30",
    ]

    reader = desk_in(browser, founded, student, "America/New_York", "#/write")
    reader.get_by_role("button", name="Two clocks").click()
    due = reader.locator("time").first
    expect(due).to_contain_text("Mar 29, 7:00 PM")
    reader.get_by_text("How it works here").click()
    expect(reader.get_by_text("They were set in Europe/Berlin.")).to_be_visible()

    teacher.get_by_text("Give somebody more time").click()
    teacher.get_by_label("Student", exact=True).select_option(label="Ann Away")
    teacher.get_by_label("Until").fill("2031-04-02T12:00")
    teacher.get_by_label("Why (if you like").fill("A wedding.")
    teacher.get_by_role("button", name="Give more time").click()
    told(teacher, "The extension is given.")
    reader.reload()
    expect(reader.get_by_text("You have more time than others")).to_be_visible()
    expect(reader.get_by_text("A wedding.")).to_be_visible()
    expect(reader.locator("time").filter(has_text="Apr 2")).to_contain_text("6:00 AM")

    teacher.get_by_text("Hold it within one class hour").click()
    teacher.get_by_label("Minutes to write").fill("20")
    teacher.get_by_role("button", name="Begin the hour now").click()
    told(teacher, "Reading follows in 20 minutes.")
    now = assignments.find_assignment(founded.as_(student), made.id)
    assert now.starts[1].at - now.starts[0].at == timedelta(minutes=20)
