"""A writer asks with an outline, the consultant asks back, and the two talk until it is answered."""

from playwright.sync_api import Browser, expect

from writing_center.services import classes
from writing_center.services.drafts import my_drafts
from writing_center.services.submissions import submissions_of_draft

from .desks import arrive, go, route_of, told
from .founded import Founded
from .inspecting import violations
from .test_narrow import PHONE
from .test_narrow import check as check_narrow

QUESTION = "Which of the three comes first?"


def test_asked_with_an_outline_asked_back_and_answered(founded: Founded, browser: Browser) -> None:
    group = founded.a_class()
    assignment = founded.an_assignment(group)
    tag = group.id[-6:]
    wanda, con = founded.a_student(group, f"Wanda {tag}"), founded.a_student(group, f"Con {tag}")
    classes.make_consultant(founded.as_(founded.teacher), group.id, con.id, True)
    draft = founded.a_draft(wanda, assignment, "Ferry. Grandmother. Machine.")

    hers = founded.desk(browser, wanda, f"/write/{draft.id}")
    hers.get_by_role("link", name="Ask a consultant").click()
    arrive(hers, f"/consult/ask/draft/{draft.id}")
    hers.set_viewport_size({"width": PHONE, "height": 740})
    assert violations(hers) == []
    check_narrow(hers)
    hers.get_by_label("An outline, or notes").check()
    hers.get_by_label("What would you like to know?").fill(QUESTION)
    hers.get_by_role("button", name="Send it").click()
    told(hers, "Sent.")
    expect(hers.get_by_text("It waits for a consultant.")).to_be_visible()

    theirs = founded.desk(browser, con, "/consult")
    expect(theirs.get_by_role("heading", name=QUESTION)).to_be_visible()
    assert violations(theirs) == []
    waiting = theirs.locator("li.wc-card", has_text=QUESTION)
    expect(waiting).to_contain_text("outline")
    waiting.get_by_role("button", name="Take it").click()
    told(theirs, "yours to answer")
    theirs.get_by_label("Ask back before you answer").fill("What was the task?")
    theirs.get_by_role("button", name="Send", exact=True).click()
    told(theirs, "Your reply is sent.")

    expect(hers.get_by_text("What was the task?")).to_be_visible()  # without a reload
    assert violations(hers) == []
    check_narrow(hers)
    theirs.get_by_label("Answer the writer’s question.").or_(
        theirs.get_by_label(f"First: “{QUESTION}”")
    ).fill("The grandmother")
    hers.get_by_label("Write back").fill("To describe a place.")
    hers.get_by_role("button", name="Send", exact=True).click()
    expect(theirs.get_by_text("To describe a place.")).to_be_visible()
    answer = theirs.get_by_label(f"First: “{QUESTION}”")
    expect(answer).to_have_value("The grandmother")  # the page followed around it
    answer.fill("The grandmother: she is the place.")
    theirs.get_by_label("Suggest: one thing to try next").fill("Begin with her shoes.")
    theirs.set_viewport_size({"width": PHONE, "height": 740})
    assert violations(theirs) == []
    check_narrow(theirs)
    theirs.get_by_role("button", name="Hand in this review").click()
    told(theirs, "Your review is in.")

    expect(hers.get_by_text("The grandmother: she is the place.")).to_be_visible()
    hers.get_by_label("Write back").fill("Thank you!")
    hers.get_by_role("button", name="Send", exact=True).click()
    expect(theirs.get_by_text("Thank you!")).to_be_visible()
    assert violations(theirs) == []
    hers.get_by_text("Show it to a teacher").click()
    hers.get_by_role("button", name="Share it with").click()
    told(hers, "Shared.")
    request = route_of(hers).rsplit("/", 1)[1]

    teacher = founded.desk(browser, founded.teacher, f"/consult/shared/{request}")
    expect(teacher.get_by_text("The grandmother: she is the place.")).to_be_visible()
    expect(teacher.get_by_text("What was the task?")).to_be_visible()
    assert violations(teacher) == []
    hers.get_by_role("button", name="Don’t share it").click()
    expect(teacher.get_by_text("is not here (any more)")).to_be_visible()
    hers.get_by_role("button", name="End the conversation").click()
    asked = hers.get_by_role("dialog")
    asked.get_by_role("button", name="End the conversation").click()
    expect(theirs.get_by_text("This conversation is over")).to_be_visible()
    assert submissions_of_draft(founded.as_(wanda), my_drafts(founded.as_(wanda))[0].id) == []
    go(hers, "/consult")
    assert violations(hers) == []
    check_narrow(hers)
