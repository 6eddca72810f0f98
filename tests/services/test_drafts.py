"""Working drafts: saved, saved again, and seen by nobody else."""

import pytest

from writing_center.domain.activity import Did
from writing_center.domain.assignments import Phase
from writing_center.domain.errors import ChangedElsewhere, InvalidInput, NotFound, PhaseClosed
from writing_center.domain.submissions import Draft
from writing_center.services import drafts
from writing_center.services.drafts import Save
from writing_center.services.session import Session

from .class_at_work import ClassAtWork
from .engines import both_engines


@pytest.fixture
def ann(at_work: ClassAtWork) -> Session:
    return at_work.joins("Ann")


@pytest.fixture
def draft(at_work: ClassAtWork, ann: Session) -> Draft:
    return drafts.start_draft(ann, at_work.assignment.id)


@both_engines
def test_saving(at_work: ClassAtWork, ann: Session, draft: Draft) -> None:
    at_work.clock.forward(seconds=1)
    saved = drafts.save_text(ann, draft.id, Save("One\r\n🎈", 0, "tab", 1))
    assert (saved.text, saved.version, saved.saved_at) == ("One\n🎈", 1, at_work.clock.now())
    saved = drafts.save_text(ann, draft.id, Save("Two", 1, "tab", 2))
    assert drafts.find_draft(ann, draft.id) == saved
    assert (saved.text, saved.version) == ("Two", 2)


@both_engines
def test_a_save_whose_answer_was_lost_may_come_again(ann: Session, draft: Draft) -> None:
    first = drafts.save_text(ann, draft.id, Save("One", 0, "tab", 1))
    again = drafts.save_text(ann, draft.id, Save("One", 0, "tab", 1))
    assert again == first
    after = drafts.save_text(ann, draft.id, Save("One and two", 1, "tab", 2))
    late = drafts.save_text(ann, draft.id, Save("One", 0, "tab", 1))
    assert late == after == drafts.find_draft(ann, draft.id)


@both_engines
def test_another_window_does_not_overwrite(ann: Session, draft: Draft) -> None:
    drafts.save_text(ann, draft.id, Save("Here", 0, "laptop", 1))
    for number in (1, 2, 7):
        with pytest.raises(ChangedElsewhere):
            drafts.save_text(ann, draft.id, Save("There", 0, "phone", number))
    assert drafts.find_draft(ann, draft.id).text == "Here"
    merged = drafts.save_text(ann, draft.id, Save("Here, there", 1, "phone", 8))
    assert (merged.version, merged.writer) == (2, "phone")
    with pytest.raises(ChangedElsewhere):
        drafts.save_text(ann, draft.id, Save("Here again", 1, "laptop", 2))


def test_a_window_that_knows_a_version_from_the_future_is_wrong(ann: Session, draft: Draft) -> None:
    with pytest.raises(ChangedElsewhere):
        drafts.save_text(ann, draft.id, Save("?", 5, "tab", 1))


def test_a_window_with_a_long_name_is_recognised_too(ann: Session, draft: Draft) -> None:
    tab = "t" * 300
    first = drafts.save_text(ann, draft.id, Save("One", 0, tab, 1))
    assert drafts.save_text(ann, draft.id, Save("One", 0, tab, 1)) == first


def test_a_text_that_is_too_long_changes_nothing(ann: Session, draft: Draft) -> None:
    with pytest.raises(InvalidInput):
        drafts.save_text(ann, draft.id, Save("x" * 400_001, 0, "tab", 1))
    assert drafts.find_draft(ann, draft.id) == draft


def test_there_is_one_draft_for_an_assignment(at_work: ClassAtWork, ann: Session) -> None:
    first = drafts.start_draft(ann, at_work.assignment.id, "Mine")
    assert drafts.start_draft(ann, at_work.assignment.id, "Another") == first
    started = at_work.center.store.activities.where(did=Did.DRAFT_STARTED)
    assert [a.actor_id for a in started] == [ann.actor_id]


def test_and_as_many_of_ones_own_as_one_likes(at_work: ClassAtWork, ann: Session) -> None:
    one, two = drafts.start_draft(ann), drafts.start_draft(ann, title=" A  poem ")
    assert one.id != two.id
    assert two.title == "A poem"
    assert at_work.center.store.activities.count(actor_id=ann.actor_id) == 1, "only the joining"


def test_a_draft_takes_the_assignments_title(at_work: ClassAtWork, draft: Draft) -> None:
    assert draft.title == at_work.assignment.title


@pytest.mark.parametrize(
    ("phase", "is_open"),
    [
        (Phase.SET_UP, False),
        (Phase.DRAFTING, True),
        (Phase.REVIEW, True),
        (Phase.REVISION, True),
        (Phase.CLOSED, False),
    ],
)
def test_when_a_draft_can_be_begun(
    at_work: ClassAtWork, ann: Session, phase: Phase, is_open: bool
) -> None:
    at_work.begins(phase)
    if is_open:
        assert drafts.start_draft(ann, at_work.assignment.id)
    else:
        with pytest.raises(PhaseClosed):
            drafts.start_draft(ann, at_work.assignment.id)


def test_a_begun_draft_opens_and_saves_in_every_phase(
    at_work: ClassAtWork, ann: Session, draft: Draft
) -> None:
    at_work.begins(Phase.CLOSED)
    assert drafts.start_draft(ann, at_work.assignment.id) == draft
    assert drafts.save_text(ann, draft.id, Save("Still mine", 0, "tab", 1)).text == "Still mine"


def test_title_request_and_help_are_changed_one_by_one(ann: Session, draft: Draft) -> None:
    drafts.describe_draft(ann, draft.id, request=" Clear?\r\nReally? ")
    drafts.describe_draft(ann, draft.id, help_had="My brother read it.")
    changed = drafts.describe_draft(ann, draft.id, title=" My  letter ")
    assert (changed.title, changed.request) == ("My letter", "Clear?\nReally?")
    assert changed.help_had == "My brother read it."
    assert drafts.describe_draft(ann, draft.id, request="").request == ""


def test_describing_is_no_new_version_of_the_text(ann: Session, draft: Draft) -> None:
    drafts.describe_draft(ann, draft.id, title="New")
    assert drafts.save_text(ann, draft.id, Save("Text", 0, "tab", 1)).title == "New"


@both_engines
def test_nobody_else_sees_a_draft(at_work: ClassAtWork, ann: Session, draft: Draft) -> None:
    others = [
        at_work.joins("Bo"),
        at_work.teacher,
        at_work.comes("Cy", is_consultant=True),
        at_work.comes("Mr Other", is_teacher=True),
        at_work.session("nobody"),
    ]
    for other in others:
        assert draft not in drafts.my_drafts(other)
        for use in (
            lambda who: drafts.find_draft(who, draft.id),
            lambda who: drafts.save_text(who, draft.id, Save("Mine!", 0, "tab", 1)),
            lambda who: drafts.describe_draft(who, draft.id, title="Mine!"),
        ):
            with pytest.raises((NotFound, Exception)) as caught:
                use(other)
            assert type(caught.value).__name__ in ("NotFound", "NotSignedIn")
    assert drafts.find_draft(ann, draft.id) == draft


def test_drafts_are_listed_last_saved_first(at_work: ClassAtWork, ann: Session) -> None:
    one = drafts.start_draft(ann, title="one")
    at_work.clock.forward(minutes=1)
    drafts.start_draft(ann, title="two")
    at_work.clock.forward(minutes=1)
    drafts.save_text(ann, one.id, Save("Text", 0, "tab", 1))
    assert [d.title for d in drafts.my_drafts(ann)] == ["one", "two"]
