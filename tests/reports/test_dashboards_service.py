"""The dashboards on a real store: right numbers, and nothing that isn't the teacher's to see."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from live_center import LiveClass, live_class

from writing_center.analytics.needs import NeedKind
from writing_center.domain.assignments import Phase
from writing_center.domain.errors import NotAllowed, NotFound
from writing_center.domain.reviews import Choice
from writing_center.domain.style_guide import EntryState, EntryText
from writing_center.services import accounts, answering, drafts, feedback, style_guide
from writing_center.services.dashboards import (
    OTHER_CLASSES,
    ParticipationView,
    participation,
    repertoire,
    what_my_teacher_sees,
)
from writing_center.services.session import Session


@pytest.fixture
def live(tmp_path: Path) -> LiveClass:
    return live_class(tmp_path, "Ana", "Ben", "Cem", "Dua")


def needs(view: ParticipationView, kind: NeedKind) -> list[str]:
    return [named.name for named in view.needs if named.need.kind is kind]


def see(live: LiveClass, assignment_id: str | None = None) -> ParticipationView:
    return participation(live.teacher, live.group.id, assignment_id)


def test_a_new_class(live: LiveClass) -> None:
    assert needs(see(live), NeedKind.NOTHING_YET) == []  # nobody has to hurry
    live.clock.pass_(hours=72)
    view = see(live)
    assert view.students == 4
    assert needs(view, NeedKind.NOTHING_YET) == ["Ana", "Ben", "Cem", "Dua"]
    assert view.weeks == ()
    assert view.pairs == ()
    assert view.wait.median is None
    assert (view.degrees[-1].core, view.degrees[-1].peripheral) == (0, 4)


def test_a_term_in_numbers(live: LiveClass) -> None:
    drafts.start_draft(live.as_("Dua"), live.assignment.id)
    ana, ben = live.hands_in("Ana"), live.hands_in("Ben")
    live.begins(Phase.REVIEW)
    live.clock.pass_(hours=6)
    review = live.answers("Ben", ana)
    live.answers("Cem", ana)
    feedback.decide(live.as_("Ana"), review.id, f"{review.id}:summary", Choice.WILL_DO)
    answering.rate_review(live.as_("Ana"), review.id, 4)
    live.clock.pass_(days=7)
    live.hands_in("Ana", "A new text. My sister works until ten.")

    view = see(live)
    [(assignment, funnel)] = view.funnels
    assert assignment.title == "Letter"
    assert (funnel.handed_in, funnel.claimed) == (2, 1)
    assert (funnel.reviewed, funnel.answered, funnel.revised) == (1, 1, 1)
    assert [(p.reviewer, p.author, p.count) for p in view.pairs] == [
        ("Ben", "Ana", 1),
        ("Cem", "Ana", 1),
    ]
    counts = [(w.submissions, w.reviews, w.decisions, w.guide) for w in view.weeks]
    assert counts == [(2, 2, 2, 0), (1, 0, 0, 0)]
    assert needs(view, NeedKind.UNANSWERED) == ["Ben", "Ana"]
    assert needs(view, NeedKind.NOTHING_YET) == ["Dua"]
    assert view.sharing.isolated == 1
    assert view.wait.answered == 1
    assert view.wait.waiting == 2
    assert ben.id in {named.need.submission_id for named in view.needs}


def test_a_review_handed_in_now_is_there_after_a_refresh(live: LiveClass) -> None:
    ana = live.hands_in("Ana")
    live.begins(Phase.REVIEW)
    assert needs(see(live), NeedKind.UNANSWERED) == ["Ana"]
    live.answers("Ben", ana)
    assert needs(see(live), NeedKind.UNANSWERED) == []


def test_a_claim_about_to_end(live: LiveClass) -> None:
    ana = live.hands_in("Ana")
    live.begins(Phase.REVIEW)
    live.claims("Ben", ana)
    live.clock.pass_(hours=20)
    assert needs(see(live), NeedKind.CLAIM_ENDING) == ["Ben"]


def test_requests_outside_assignments_leave_no_trace(live: LiveClass) -> None:
    live.joins("Eli", is_consultant=True)
    before = see(live)
    private = live.hands_in("Ana", private=True)
    review = live.answers("Eli", private)
    feedback.decide(live.as_("Ana"), review.id, f"{review.id}:answer", Choice.WILL_DO)
    answering.rate_review(live.as_("Ana"), review.id, 5)
    after = see(live)
    same = ("weeks", "pairs", "degrees", "sharing", "wait")
    assert [getattr(after, part) for part in same] == [getattr(before, part) for part in same]
    assert [n.name for n in after.needs] == [n.name for n in before.needs]


def test_working_drafts_leave_not_even_a_number(live: LiveClass) -> None:
    live.clock.pass_(hours=72)
    before = see(live)
    drafts.start_draft(live.as_("Ana"), live.assignment.id)
    view = see(live)
    assert replace(view, read_at=before.read_at) == before
    assert view.funnels[0][1].handed_in == 0
    assert "Ana" in needs(view, NeedKind.NOTHING_YET)


def test_one_assignment_alone(live: LiveClass) -> None:
    live.hands_in("Ana")
    style_guide.propose_entry(live.as_("Ana"), EntryText("T", "norm", "w", "r", "s"))
    assert see(live).weeks[0].guide == 1
    one = see(live, live.assignment.id)
    assert one.assignment == live.assignment
    assert (one.weeks[0].submissions, one.weeks[0].guide) == (1, 0)
    with pytest.raises(NotFound):
        see(live, "elsewhere")


def test_only_the_classs_teacher(live: LiveClass) -> None:
    other = accounts.add_member(live.center, "Mr Other", is_teacher=True)
    with pytest.raises(NotAllowed):
        participation(Session(live.center.store, live.clock, other.id), live.group.id)
    with pytest.raises(NotAllowed, match="for teachers"):
        participation(live.as_("Ana"), live.group.id)
    with pytest.raises(NotAllowed, match="for teachers"):
        repertoire(live.as_("Ana"))


def test_a_student_sees_the_rows_about_them_and_no_others(live: LiveClass) -> None:
    ana, ben = live.hands_in("Ana"), live.hands_in("Ben")
    live.begins(Phase.REVIEW)
    live.answers("Cem", ana)
    live.answers("Ana", ben)
    view = see(live)
    [mine] = what_my_teacher_sees(live.as_("Ana"))
    assert mine.group == live.group
    assert mine.teachers == ("Ms Teacher",)
    assert mine.needs == tuple(n for n in view.needs if n.name == "Ana")
    assert mine.pairs == tuple(p for p in view.pairs if "Ana" in (p.reviewer, p.author))
    assert len(mine.pairs) == 2
    assert mine.submissions == 1
    [bens] = what_my_teacher_sees(live.as_("Dua"))
    assert bens.pairs == ()


def test_the_guide_as_it_grows(live: LiveClass) -> None:
    ben = live.as_("Ben")
    entry = style_guide.propose_entry(ben, EntryText("Name the stop", "norm", "w", "r", "s"))
    style_guide.propose_entry(ben, EntryText("A bell", "ritual", "w", "r", "s"))
    style_guide.try_entry(live.as_("Ana"), entry.id, True)
    live.clock.pass_(days=7)
    style_guide.move_entry(live.teacher, entry.id, EntryState.ESTABLISHED, "It held.")
    ana = live.hands_in("Ana")
    live.begins(Phase.REVIEW)
    live.answers("Cem", ana, cites=entry.id)

    view = repertoire(live.teacher)
    assert [(row.kind, row.total) for row in view.kinds] == [("norm", 1), ("ritual", 1)]
    assert [(row.proposed, row.established) for row in view.growth] == [(2, 0), (2, 1)]
    assert [one.name for one in view.contributors] == ["Ana", "Ben"]
    [bell, stop] = view.uses
    assert stop.places == (("Letter", 1),)
    assert (stop.row.helped, bell.row.cited) == (1, 0)
    assert view.measures.establishment_rate == 0.5
    assert view.measures.median_time is not None
    assert abs(view.measures.median_time - timedelta(days=7)) < timedelta(minutes=1)
    assert (view.measures.reused, view.measures.standing) == (1, 1)


def test_citations_outside_assignments_do_not_count(live: LiveClass) -> None:
    live.joins("Eli", is_consultant=True)
    entry = style_guide.propose_entry(live.as_("Ben"), EntryText("T", "norm", "w", "r", "s"))
    live.answers("Eli", live.hands_in("Ana", private=True), cites=entry.id)
    assert repertoire(live.teacher).uses[0].row.cited == 0


def test_other_teachers_assignments_are_not_named(live: LiveClass) -> None:
    entry = style_guide.propose_entry(live.as_("Ben"), EntryText("T", "norm", "w", "r", "s"))
    ana = live.hands_in("Ana")
    live.begins(Phase.REVIEW)
    live.answers("Cem", ana, cites=entry.id)
    other = accounts.add_member(live.center, "Mr Other", is_teacher=True)
    view = repertoire(Session(live.center.store, live.clock, other.id))
    assert view.uses[0].places == ((OTHER_CLASSES, 1),)
