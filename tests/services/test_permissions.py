"""Every verb of the services against everybody: done, or refused."""

import inspect
import pkgutil
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from settable_clock import SettableClock

import writing_center.services
from writing_center.domain.assignments import Phase
from writing_center.domain.circles import CirclesBy
from writing_center.domain.conflicts import PairKind
from writing_center.domain.errors import NotAllowed, NotFound, NothingToReview, NotSignedIn
from writing_center.domain.kept_texts import KeptText
from writing_center.domain.reviews import Choice
from writing_center.domain.style_guide import EntryState
from writing_center.services import (
    accounts,
    allocation,
    annotation_export,
    annotations,
    answering,
    asking,
    assignments,
    circle_planning,
    circle_proposals,
    circles,
    class_texts,
    classes,
    coauthors,
    conflicts,
    consulting,
    dashboards,
    drafts,
    editing,
    extensions,
    feedback,
    home,
    importing,
    leaving,
    newer_drafts,
    own_circle,
    pairing,
    plans,
    report_contents,
    reporting,
    results,
    reviewing,
    reviews,
    revision_memos,
    rounds,
    sharing,
    style_guide,
    submissions,
    threads,
    versions,
    welcome,
)
from writing_center.services.assignments import AssignmentForm
from writing_center.services.drafts import Save
from writing_center.services.session import Session

from . import learning_verbs
from .class_at_work import ENTRY, PASSAGE, TEXT
from .scene import NOBODY, ROLES, Scene, build_scene, opened

Verb = Callable[[Scene, Session], Any]
MEMBERS = frozenset(ROLES) - {NOBODY}
TEACHERS = frozenset({"teacher", "other teacher"})
IN_CLASS = frozenset({"teacher", "author", "reviewer"})
TEACHER, AUTHOR, REVIEWER, CONSULTANT = (
    frozenset({role}) for role in ("teacher", "author", "reviewer", "consultant")
)
DAY = date(2026, 11, 1)
FORM = AssignmentForm("Essay", "Write.")
CHANGE = replace(FORM, criteria=None)
START = TEXT.index(PASSAGE)


def save(scene: Scene, who: Session) -> Any:
    return drafts.save_text(who, scene.draft.id, Save("!", scene.draft.version, "tab", 99))


def forget_kept(scene: Scene, who: Session) -> Any:
    kept = KeptText("kept", scene.draft.id, scene.draft.author_id, "?", scene.work.clock.now(), "?")
    if who.actor_id == scene.draft.author_id:
        who.store.kept_texts.put(kept)
    return versions.forget_kept(who, scene.draft.id, kept.id)


def uploaded(scene: Scene) -> importing.Upload:
    upload = importing.Upload(scene.draft.id, "a.md", 2)
    upload.file.write(b"Hi")
    upload.received = 2
    return upload


def submit(scene: Scene, who: Session) -> Any:
    if who.actor_id == scene.draft.author_id:
        save(scene, who)
    return submissions.submit_draft(who, scene.draft.id)


def be_ready(scene: Scene, who: Session) -> Any:
    if who.actor_id == scene.draft.author_id:
        save(scene, who)
    return submissions.require_ready(who, scene.draft.id)


def hand_in_with_memo(scene: Scene, who: Session) -> Any:
    if who.actor_id == scene.draft.author_id:
        save(scene, who)
    return revision_memos.hand_in_with_memo(who, scene.draft.id, {}, "Thank you.")


def extend(s: Scene, w: Session) -> Any:
    until = w.clock.now() + timedelta(days=3)
    return extensions.give_extension(w, s.work.assignment.id, s.letter.author_id, until, "Ill.")


def end_own_conflict(s: Scene, w: Session) -> None:
    if w.actor_id == s.letter.author_id:
        s.work.begins(Phase.CLOSED)
    conflicts.end_conflict(w, conflict_of(s, s.letter.author_id))


def report(s: Scene, w: Session, **more: Any) -> Any:
    return report_contents.feedback_report(w, s.letter.author_id, **more)


def export(s: Scene, w: Session) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        return reporting.export_reports(w, s.work.group.id, Path(folder), ["ipynb"])


def override(s: Scene, w: Session) -> Any:
    (criterion,) = s.work.center.store.rubrics.find(s.work.assignment.rubric_id).criteria
    return results.override_level(w, s.letter.id, criterion.id, 2, "It is bright.")


def assign(s: Scene, w: Session) -> Any:
    stamp = allocation.plan_readers(s.work.teacher, s.work.assignment.id).stamp
    return allocation.assign_readers(w, s.work.assignment.id, stamp)


def pull(s: Scene, w: Session) -> Any:
    """Open to everybody, which is not to say that there is something for everybody."""
    try:
        claim = reviews.claim_next(w)
    except NothingToReview:
        return
    assert w.actor.name not in (ROLES["outsider"], ROLES["other teacher"])
    submission = s.work.center.store.submissions.find(claim.submission_id)
    assert submission.assignment_id or w.actor.is_consultant


def pair_rule(s: Scene) -> str:
    """A wish that is there before anybody tries to take it back."""
    known = s.work.center.store.pair_rules.all()
    return known[0].id if known else ""


def conflict_of(s: Scene, by_id: str) -> str:
    known = s.work.center.store.conflicts.where(by_id=by_id)
    return known[0].id if known else ""


def make_circles(s: Scene, w: Session) -> Any:
    stamp = circles.circles_of(s.work.teacher, s.work.group.id).stamp
    return circles.make_circles(w, s.work.group.id, [], stamp)


def late_comer(s: Scene) -> str:
    return s.work.people["Ed"].actor_id


def own_proposal(s: Scene, who: Session) -> str:
    [mine] = s.work.center.store.circle_proposals.where(by_id=s.held.reviewer_id)
    return mine.id


def propose(s: Scene, w: Session) -> Any:
    if w.actor_id == s.held.reviewer_id:
        circle_proposals.withdraw_proposal(w, own_proposal(s, w))
    asked = [s.work.people["Bo"].actor_id, late_comer(s)]
    return circle_proposals.propose_circle(w, s.work.group.id, asked)


# What is done, by whom it may be done; everybody else is refused.
TABLE: list[tuple[str, Verb, frozenset[str]]] = [
    (
        "asking.about_to_ask",
        lambda s, w: asking.about_to_ask(w, s.draft.id),
        AUTHOR,
    ),
    ("asking.consultants_to_ask", lambda s, w: asking.consultants_to_ask(w), MEMBERS),
    (
        "asking.ask_consultant",
        lambda s, w: asking.ask_consultant(w, "Is it clear?", stage=asking.Stage.PROMPT),
        MEMBERS,
    ),
    (
        "asking.ask_consultant about a draft",
        lambda s, w: asking.ask_consultant(
            w, "Is it clear?", stage=asking.Stage.DRAFT, draft_id=s.draft.id
        ),
        AUTHOR,
    ),
    (
        "asking.ask_consultant about an assignment",
        lambda s, w: asking.ask_consultant(
            w, "How?", stage=asking.Stage.PROMPT, assignment_id=s.work.assignment.id
        ),
        IN_CLASS,
    ),
    ("asking.my_requests", lambda s, w: asking.my_requests(w), MEMBERS),
    ("asking.find_request", lambda s, w: asking.find_request(w, s.secret.id), AUTHOR),
    ("asking.open_to_all", lambda s, w: asking.open_to_all(w, s.secret.id), AUTHOR),
    (
        "asking.withdraw_request",
        lambda s, w: asking.withdraw_request(w, s.waiting_secret.id),
        AUTHOR,
    ),
    ("asking.end_conversation", lambda s, w: asking.end_conversation(w, s.secret.id), AUTHOR),
    ("consulting.open_requests", lambda s, w: consulting.open_requests(w), MEMBERS),
    ("consulting.my_conversations", lambda s, w: consulting.my_conversations(w), MEMBERS),
    (
        "consulting.talks_about",
        lambda s, w: consulting.talks_about(w, s.secret.id),
        AUTHOR | CONSULTANT,
    ),
    (
        "consulting.talks_about what is shared",
        lambda s, w: consulting.talks_about(w, s.question.id),
        CONSULTANT,
    ),
    (
        "threads.reply_to a request",
        lambda s, w: threads.reply_to(w, s.talked_id, f"{s.talked_id}:request", "!"),
        CONSULTANT,
    ),
    (
        "threads.reply_to a request inside an assignment",
        lambda s, w: threads.reply_to(w, s.held.id, f"{s.held.id}:request", "!"),
        frozenset(),
    ),
    (
        "sharing.teachers_to_share_with",
        lambda s, w: sharing.teachers_to_share_with(w),
        MEMBERS,
    ),
    (
        "sharing.share_with",
        lambda s, w: sharing.share_with(w, s.secret.id, s.work.teacher.actor_id),
        AUTHOR,
    ),
    (
        "sharing.stop_sharing",
        lambda s, w: sharing.stop_sharing(w, s.secret.id, s.work.teacher.actor_id),
        AUTHOR,
    ),
    ("sharing.shared_requests", lambda s, w: sharing.shared_requests(w), MEMBERS),
    (
        "sharing.shared_with",
        lambda s, w: sharing.shared_with(w, s.secret.id),
        AUTHOR | CONSULTANT,
    ),
    ("sharing.read_shared", lambda s, w: sharing.read_shared(w, s.question.id), TEACHER),
    (
        "sharing.read_shared what is not",
        lambda s, w: sharing.read_shared(w, s.secret.id),
        frozenset(),
    ),
    ("accounts.set_passphrase", lambda s, w: accounts.set_passphrase(w, "a few words"), MEMBERS),
    ("accounts.rename", lambda s, w: accounts.rename(w, "Another Name"), MEMBERS),
    (
        "assignments.make_assignment",
        lambda s, w: assignments.make_assignment(w, s.work.group.id, FORM),
        TEACHER,
    ),
    (
        "assignments.change_assignment",
        lambda s, w: assignments.change_assignment(w, s.work.assignment.id, CHANGE),
        TEACHER,
    ),
    (
        "assignments.settings_locked",
        lambda s, w: assignments.settings_locked(w, s.work.assignment.id),
        TEACHER,
    ),
    ("rounds.add_round", lambda s, w: rounds.add_round(w, s.work.assignment.id), TEACHER),
    (
        "rounds.hold_in_one_hour",
        lambda s, w: rounds.hold_in_one_hour(w, s.work.assignment.id),
        TEACHER,
    ),
    (
        "rounds.give_more_time",
        lambda s, w: rounds.give_more_time(w, s.work.assignment.id, 5),
        TEACHER,
    ),
    (
        "assignments.progress_of",
        lambda s, w: assignments.progress_of(w, s.work.assignment.id),
        TEACHER,
    ),
    (
        "assignments.start_phase",
        lambda s, w: assignments.start_phase(w, s.work.assignment.id, Phase.CLOSED),
        TEACHER,
    ),
    (
        "assignments.find_assignment",
        lambda s, w: assignments.find_assignment(w, s.work.assignment.id),
        IN_CLASS | CONSULTANT,
    ),
    (
        "assignments.own_assignment",
        lambda s, w: assignments.own_assignment(w, s.work.assignment.id),
        IN_CLASS,
    ),
    (
        "assignments.assignments_of",
        lambda s, w: assignments.assignments_of(w, s.work.group.id),
        IN_CLASS,
    ),
    ("assignments.my_assignments", lambda s, w: assignments.my_assignments(w), MEMBERS),
    ("classes.make_term", lambda s, w: classes.make_term(w, "T", DAY, DAY), TEACHERS),
    (
        "classes.make_group",
        lambda s, w: classes.make_group(w, s.work.group.term_id, "C"),
        TEACHERS,
    ),
    ("classes.new_join_link", lambda s, w: classes.new_join_link(w, s.work.group.id), TEACHER),
    ("classes.groups_taught", lambda s, w: classes.groups_taught(w), MEMBERS),
    ("classes.groups_joined", lambda s, w: classes.groups_joined(w), MEMBERS),
    ("classes.students_of", lambda s, w: classes.students_of(w, s.work.group.id), TEACHER),
    (
        "classes.import_roster",
        lambda s, w: classes.import_roster(w, s.work.group.id, b"New,new@x.org"),
        TEACHER,
    ),
    (
        "classes.reset_sign_in",
        lambda s, w: classes.reset_sign_in(w, s.work.group.id, s.letter.author_id),
        TEACHER,
    ),
    (
        "classes.reset_sign_in through one's own class",
        lambda s, w: classes.reset_sign_in(w, s.other_group.id, s.letter.author_id),
        frozenset(),
    ),
    (
        "classes.make_consultant",
        lambda s, w: classes.make_consultant(w, s.work.group.id, s.letter.author_id, True),
        TEACHER,
    ),
    (
        "classes.make_consultant of oneself",
        lambda s, w: classes.make_consultant(w, s.work.group.id, w.actor_id, True),
        frozenset(),
    ),
    (
        "allocation.plan_readers",
        lambda s, w: allocation.plan_readers(w, s.work.assignment.id),
        TEACHER,
    ),
    ("allocation.assign_readers", assign, TEACHER),
    (
        "pairing.add_pair_rule",
        lambda s, w: pairing.add_pair_rule(
            w, s.work.assignment.id, PairKind.READS, s.held.reviewer_id, s.fresh.author_id
        ),
        TEACHER,
    ),
    (
        "pairing.remove_pair_rule",
        lambda s, w: pairing.remove_pair_rule(w, pair_rule(s)),
        TEACHER,
    ),
    (
        "pairing.pair_rules_of",
        lambda s, w: pairing.pair_rules_of(w, s.work.assignment.id),
        TEACHER,
    ),
    (
        "coauthors.coauthors_to_choose",
        lambda s, w: coauthors.coauthors_to_choose(w, s.draft.id),
        AUTHOR,
    ),
    (
        "coauthors.name_coauthors",
        lambda s, w: coauthors.name_coauthors(w, s.draft.id, [s.fresh.author_id]),
        AUTHOR,
    ),
    ("coauthors.written_together", lambda s, w: coauthors.written_together(w), MEMBERS),
    ("coauthors.own_texts", lambda s, w: coauthors.own_texts(w), MEMBERS),
    (
        "submissions.begun_assignments",
        lambda s, w: submissions.begun_assignments(w, ()),
        MEMBERS,
    ),
    ("circles.circles_of", lambda s, w: circles.circles_of(w, s.work.group.id), TEACHER),
    (
        "circle_planning.plan_circles",
        lambda s, w: circle_planning.plan_circles(w, s.work.group.id),
        TEACHER,
    ),
    ("circles.make_circles", make_circles, TEACHER),
    (
        "circles.place_in_circle",
        lambda s, w: circles.place_in_circle(w, s.work.group.id, late_comer(s)),
        TEACHER,
    ),
    ("circles.end_circle", lambda s, w: circles.end_circle(w, s.circle.id), TEACHER),
    (
        "circles.name_circle",
        lambda s, w: circles.name_circle(w, s.circle.id, "Larks"),
        TEACHER | AUTHOR,
    ),
    (
        "circles.choose_makers",
        lambda s, w: circles.choose_makers(w, s.work.group.id, CirclesBy.TEACHER),
        TEACHER,
    ),
    ("own_circle.my_mates", lambda s, w: own_circle.my_mates(w), MEMBERS),
    ("own_circle.may_form_one", lambda s, w: own_circle.may_form_one(w), MEMBERS),
    ("own_circle.my_circles", lambda s, w: own_circle.my_circles(w), MEMBERS),
    ("circle_proposals.circles_asked", lambda s, w: circle_proposals.circles_asked(w), MEMBERS),
    ("circle_proposals.propose_circle", propose, REVIEWER),
    (
        "circle_proposals.answer_proposal",
        lambda s, w: circle_proposals.answer_proposal(w, s.proposal_id, True),
        REVIEWER,
    ),
    (
        "circle_proposals.withdraw_proposal",
        lambda s, w: circle_proposals.withdraw_proposal(w, own_proposal(s, w)),
        REVIEWER,
    ),
    (
        "own_circle.leave_circle",
        lambda s, w: own_circle.leave_circle(w, s.work.group.id),
        AUTHOR,
    ),
    (
        "conflicts.keep_away",
        lambda s, w: conflicts.keep_away(w, s.fresh.author_id),
        AUTHOR | REVIEWER,
    ),
    (
        "conflicts.keep_apart",
        lambda s, w: conflicts.keep_apart(
            w, s.work.group.id, s.letter.author_id, s.fresh.author_id
        ),
        TEACHER,
    ),
    (
        "conflicts.end_conflict",
        end_own_conflict,
        AUTHOR,
    ),
    (
        "conflicts.end_conflict of a teacher",
        lambda s, w: conflicts.end_conflict(w, conflict_of(s, s.work.teacher.actor_id)),
        TEACHER,
    ),
    ("conflicts.my_conflicts", lambda s, w: conflicts.my_conflicts(w), MEMBERS),
    (
        "conflicts.conflicts_in",
        lambda s, w: conflicts.conflicts_in(w, s.work.group.id),
        TEACHER,
    ),
    ("conflicts.classmates", lambda s, w: conflicts.classmates(w), MEMBERS),
    (
        "leaving.take_out_of_class",
        lambda s, w: leaving.take_out_of_class(w, s.work.group.id, s.letter.author_id),
        TEACHER,
    ),
    ("classes.charter", lambda s, w: classes.charter(w), MEMBERS),
    ("classes.charter_history", lambda s, w: classes.charter_history(w), MEMBERS),
    ("classes.write_charter", lambda s, w: classes.write_charter(w, "We."), TEACHERS),
    ("dashboards.repertoire", lambda s, w: dashboards.repertoire(w), TEACHERS),
    (
        "dashboards.participation",
        lambda s, w: dashboards.participation(w, s.work.group.id),
        TEACHER,
    ),
    (
        "dashboards.participation in an assignment",
        lambda s, w: dashboards.participation(w, s.work.group.id, s.work.assignment.id),
        TEACHER,
    ),
    (
        "dashboards.participation of another's assignment",
        lambda s, w: dashboards.participation(w, s.other_group.id, s.work.assignment.id),
        frozenset(),
    ),
    (
        "dashboards.who_needs_something_in",
        lambda s, w: dashboards.who_needs_something_in(w, s.work.group.id),
        TEACHER,
    ),
    ("dashboards.what_my_teacher_sees", lambda s, w: dashboards.what_my_teacher_sees(w), MEMBERS),
    (
        "drafts.start_draft",
        lambda s, w: drafts.start_draft(w, s.work.assignment.id),
        IN_CLASS,
    ),
    ("drafts.start_draft of one's own", lambda s, w: drafts.start_draft(w), MEMBERS),
    ("drafts.find_draft", lambda s, w: drafts.find_draft(w, s.draft.id), AUTHOR),
    ("drafts.my_drafts", lambda s, w: drafts.my_drafts(w), MEMBERS),
    ("drafts.save_text", save, AUTHOR),
    ("drafts.keep_copy", lambda s, w: drafts.keep_copy(w, s.draft.id, "The other."), AUTHOR),
    (
        "drafts.describe_draft",
        lambda s, w: drafts.describe_draft(w, s.draft.id, title="!"),
        AUTHOR,
    ),
    ("extensions.give_extension", extend, TEACHER),
    (
        "extensions.withdraw_extension",
        lambda s, w: extensions.withdraw_extension(w, s.work.assignment.id, s.letter.author_id),
        TEACHER,
    ),
    (
        "extensions.extensions_of",
        lambda s, w: extensions.extensions_of(w, s.work.assignment.id),
        TEACHER,
    ),
    (
        "extensions.own_extension",
        lambda s, w: extensions.own_extension(w, s.work.assignment.id),
        MEMBERS,
    ),
    (
        "extensions.deadline_for",
        lambda s, w: extensions.deadline_for(w, s.work.assignment, s.letter.author_id),
        TEACHER | AUTHOR,
    ),
    ("feedback.feedback_on", lambda s, w: feedback.feedback_on(w, s.letter.id), AUTHOR),
    ("feedback.feedback_on outside", lambda s, w: feedback.feedback_on(w, s.secret.id), AUTHOR),
    (
        "feedback.decide",
        lambda s, w: feedback.decide(w, s.review.id, s.comment_id, Choice.WILL_DO),
        AUTHOR,
    ),
    (
        "feedback.decide outside",
        lambda s, w: feedback.decide(w, s.secret_review.id, s.secret_comment_id, Choice.WILL_DO),
        AUTHOR,
    ),
    (
        "feedback.take_back_decision",
        lambda s, w: feedback.take_back_decision(w, s.review.id, s.comment_id),
        AUTHOR,
    ),
    ("plans.plan_of", lambda s, w: plans.plan_of(w, s.draft.id), AUTHOR),
    ("plans.plan_of a request outside", lambda s, w: plans.plan_of(w, s.secret.draft_id), AUTHOR),
    ("plans.received_comments", lambda s, w: plans.received_comments(w, s.draft.id), AUTHOR),
    ("plans.add_plan_note", lambda s, w: plans.add_plan_note(w, s.draft.id, "More."), AUTHOR),
    (
        "plans.change_plan_note",
        lambda s, w: plans.change_plan_note(w, s.plan_note_id, "Less."),
        AUTHOR,
    ),
    ("plans.remove_plan_note", lambda s, w: plans.remove_plan_note(w, s.plan_note_id), AUTHOR),
    (
        "plans.tick_plan_item",
        lambda s, w: plans.tick_plan_item(w, s.draft.id, s.plan_note_id, True),
        AUTHOR,
    ),
    (
        "plans.put_plan_item",
        lambda s, w: plans.put_plan_item(w, s.draft.id, s.plan_note_id, ""),
        AUTHOR,
    ),
    (
        "revision_memos.account_of",
        lambda s, w: revision_memos.account_of(w, s.draft.id),
        AUTHOR,
    ),
    ("revision_memos.lately_decided", lambda s, w: revision_memos.lately_decided(w), MEMBERS),
    ("revision_memos.hand_in_with_memo", hand_in_with_memo, AUTHOR),
    ("revision_memos.memo_on", lambda s, w: revision_memos.memo_on(w, s.letter.id), IN_CLASS),
    (
        "revision_memos.memo_on outside",
        lambda s, w: revision_memos.memo_on(w, s.secret.id),
        AUTHOR | CONSULTANT,
    ),
    (
        "revision_memos.outcome_of",
        lambda s, w: revision_memos.outcome_of(w, s.review.id),
        REVIEWER,
    ),
    (
        "revision_memos.outcome_of outside",
        lambda s, w: revision_memos.outcome_of(w, s.secret_review.id),
        CONSULTANT,
    ),
    ("answering.rate_review", lambda s, w: answering.rate_review(w, s.review.id, 5), AUTHOR),
    (
        "answering.how_reviews_are_received",
        lambda s, w: answering.how_reviews_are_received(w, s.work.group.id),
        TEACHER,
    ),
    (
        "answering.ratings_left_out",
        lambda s, w: answering.ratings_left_out(w, s.work.assignment.id),
        TEACHER,
    ),
    (
        "answering.own_ratings_left_out",
        lambda s, w: answering.own_ratings_left_out(w, s.letter.id),
        AUTHOR,
    ),
    ("answering.what_authors_said", lambda s, w: answering.what_authors_said(w), MEMBERS),
    (
        "results.class_results",
        lambda s, w: results.class_results(w, s.work.assignment.id),
        TEACHER,
    ),
    (
        "results.submission_results",
        lambda s, w: results.submission_results(w, s.letter.id),
        TEACHER,
    ),
    (
        "results.submission_results of a request",
        lambda s, w: results.submission_results(w, s.secret.id),
        frozenset(),
    ),
    ("results.own_results", lambda s, w: results.own_results(w, s.letter.id), AUTHOR),
    ("results.override_level", override, TEACHER),
    ("results.results_csv", lambda s, w: results.results_csv(w, s.work.assignment.id), TEACHER),
    ("feedback.reviews_given", lambda s, w: feedback.reviews_given(w), MEMBERS),
    (
        "feedback.review_given",
        lambda s, w: feedback.review_given(w, s.review.id),
        REVIEWER,
    ),
    (
        "feedback.reviews_of_others",
        lambda s, w: feedback.reviews_of_others(w, s.letter.id),
        REVIEWER,
    ),
    (
        "feedback.reviews_of_others outside",
        lambda s, w: feedback.reviews_of_others(w, s.secret.id),
        CONSULTANT,
    ),
    ("home.home", lambda s, w: home.home(w), MEMBERS),
    ("report_contents.feedback_report", report, TEACHER | AUTHOR),
    (
        "report_contents.feedback_report in an assignment",
        lambda s, w: report(s, w, assignment_id=s.work.assignment.id),
        TEACHER | AUTHOR,
    ),
    (
        "report_contents.feedback_report through one's own class",
        lambda s, w: report(s, w, group_id=s.other_group.id),
        frozenset(),
    ),
    (
        "report_contents.students_of_reports",
        lambda s, w: report_contents.students_of_reports(w, s.work.group.id),
        TEACHER,
    ),
    (
        "reporting.export_reports",
        export,
        TEACHER,
    ),
    (
        "reporting.zip_reports",
        lambda s, w: reporting.zip_reports(w, s.work.group.id, ["ipynb"]),
        TEACHER,
    ),
    (
        "reviewing.open_desk",
        lambda s, w: reviewing.open_desk(w, s.held.id),
        REVIEWER,
    ),
    (
        "newer_drafts.newer_draft",
        lambda s, w: newer_drafts.newer_draft(w, s.held.id),
        REVIEWER,
    ),
    (
        "reviewing.open_desk outside",
        lambda s, w: reviewing.open_desk(w, s.secret_review.id),
        CONSULTANT,
    ),
    (
        "reviewing.save_review",
        lambda s, w: reviewing.save_review(w, s.held.id, answer="!"),
        REVIEWER,
    ),
    (
        "reviewing.add_comment",
        lambda s, w: reviewing.add_comment(w, s.held.id, START, START + 5, "!"),
        REVIEWER,
    ),
    (
        "reviewing.change_comment",
        lambda s, w: reviewing.change_comment(w, s.note_id, "!"),
        REVIEWER,
    ),
    (
        "reviewing.remove_comment",
        lambda s, w: reviewing.remove_comment(w, s.note_id),
        REVIEWER,
    ),
    ("reviewing.submit_review", lambda s, w: reviewing.submit_review(w, s.held.id), REVIEWER),
    ("board.review_board", lambda s, w: reviews.review_board(w), MEMBERS),
    ("reviews.claim_next", pull, MEMBERS),
    (
        "reviews.claim_review",
        lambda s, w: reviews.claim_review(w, s.fresh.id),
        IN_CLASS | CONSULTANT,
    ),
    (
        "reviews.claim_review outside",
        lambda s, w: reviews.claim_review(w, s.waiting_secret.id),
        CONSULTANT,
    ),
    ("reviews.release_review", lambda s, w: reviews.release_review(w, s.held.id), REVIEWER),
    ("reviews.decline_review", lambda s, w: reviews.decline_review(w, s.held.id, ""), REVIEWER),
    ("reviews.own_claim", lambda s, w: reviews.own_claim(w, s.held.id), REVIEWER),
    ("style_guide.search_guide", lambda s, w: style_guide.search_guide(w), MEMBERS),
    ("style_guide.find_entry", lambda s, w: style_guide.find_entry(w, s.entry.id), MEMBERS),
    ("style_guide.view_entry", lambda s, w: style_guide.view_entry(w, s.entry.id), MEMBERS),
    ("style_guide.citations_of", lambda s, w: style_guide.citations_of(w, s.entry.id), MEMBERS),
    ("style_guide.propose_entry", lambda s, w: style_guide.propose_entry(w, ENTRY), MEMBERS),
    (
        "style_guide.revise_entry",
        lambda s, w: style_guide.revise_entry(w, s.entry.id, replace(ENTRY, works="x"), "why"),
        MEMBERS,
    ),
    ("style_guide.try_entry", lambda s, w: style_guide.try_entry(w, s.entry.id, True), MEMBERS),
    (
        "style_guide.move_entry",
        lambda s, w: style_guide.move_entry(w, s.entry.id, EntryState.ON_TRIAL, "why"),
        MEMBERS,
    ),
    (
        "style_guide.move_entry to an end",
        lambda s, w: style_guide.move_entry(w, s.entry.id, EntryState.RETIRED, "why"),
        TEACHERS,
    ),
    (
        "style_guide.comment_source",
        lambda s, w: style_guide.comment_source(w, s.review.id, s.comment_id),
        IN_CLASS,
    ),
    (
        "style_guide.comment_source outside",
        lambda s, w: style_guide.comment_source(w, s.secret_review.id, s.secret_comment_id),
        AUTHOR | CONSULTANT,
    ),
    ("style_guide.quotations_asked", lambda s, w: style_guide.quotations_asked(w), MEMBERS),
    (
        "style_guide.answer_quotation",
        lambda s, w: style_guide.answer_quotation(w, s.quotation_id, True),
        AUTHOR,
    ),
    ("submissions.submit_draft", submit, AUTHOR),
    ("submissions.require_ready", be_ready, AUTHOR),
    (
        "submissions.submissions_of_draft",
        lambda s, w: submissions.submissions_of_draft(w, s.draft.id),
        AUTHOR,
    ),
    ("submissions.my_submissions", lambda s, w: submissions.my_submissions(w), MEMBERS),
    (
        "submissions.find_submission",
        lambda s, w: submissions.find_submission(w, s.letter.id),
        IN_CLASS,
    ),
    (
        "submissions.find_submission outside",
        lambda s, w: submissions.find_submission(w, s.secret.id),
        AUTHOR | CONSULTANT,
    ),
    (
        "submissions.find_submission outside, not claimed",
        lambda s, w: submissions.find_submission(w, s.waiting_secret.id),
        AUTHOR,
    ),
    ("submissions.readers_to_choose", lambda s, w: submissions.readers_to_choose(w), MEMBERS),
    (
        "annotation_export.export_my_annotations",
        lambda s, w: annotation_export.export_my_annotations(w),
        MEMBERS,
    ),
    (
        "annotation_export.export_class_annotations",
        lambda s, w: annotation_export.export_class_annotations(w, s.work.assignment.id),
        TEACHER,
    ),
    ("annotations.carried", lambda s, w: annotations.carried(w, s.letter.id), IN_CLASS),
    (
        "annotations.carried outside",
        lambda s, w: annotations.carried(w, s.waiting_secret.id),
        AUTHOR,
    ),
    (
        "annotations.carried_into_draft",
        lambda s, w: annotations.carried_into_draft(w, s.draft.id),
        AUTHOR,
    ),
    (
        "annotations.place_comment",
        lambda s, w: annotations.place_comment(
            w, s.secret_comment_id, s.waiting_secret.id, 0, 4, exact="More"
        ),
        AUTHOR,
    ),
    (
        "annotations.remove_placement",
        lambda s, w: annotations.remove_placement(w, s.secret_comment_id, s.waiting_secret.id),
        AUTHOR,
    ),
    (
        "annotations.place_comment on another’s text",
        lambda s, w: annotations.place_comment(w, s.comment_id, s.waiting_secret.id, 0, 4),
        frozenset(),
    ),
    (
        "class_texts.class_texts",
        lambda s, w: class_texts.class_texts(w, s.work.assignment.id),
        TEACHER,
    ),
    ("class_texts.class_text", lambda s, w: class_texts.class_text(w, s.letter.id), TEACHER),
    (
        "class_texts.class_text outside",
        lambda s, w: class_texts.class_text(w, s.secret.id),
        frozenset(),
    ),
    ("editing.edits_in_draft", lambda s, w: editing.edits_in_draft(w, s.draft.id), AUTHOR),
    ("editing.take_edit", lambda s, w: editing.take_edit(w, s.comment_id), AUTHOR),
    ("editing.put_edit_back", lambda s, w: editing.put_edit_back(w, s.comment_id), AUTHOR),
    (
        "threads.reply_to",
        lambda s, w: threads.reply_to(w, s.review.id, s.comment_id, "!"),
        IN_CLASS,
    ),
    (
        "threads.reply_to a summary",
        lambda s, w: threads.reply_to(w, s.review.id, f"{s.review.id}:summary", "!"),
        IN_CLASS,
    ),
    (
        "threads.reply_to outside",
        lambda s, w: threads.reply_to(w, s.secret_review.id, s.secret_comment_id, "!"),
        AUTHOR | CONSULTANT,
    ),
    (
        "threads.reply_to what is not handed in",
        lambda s, w: threads.reply_to(w, s.held.id, s.note_id, "!"),
        frozenset(),
    ),
    ("threads.change_reply", lambda s, w: threads.change_reply(w, s.reply_id, "?"), REVIEWER),
    ("threads.remove_reply", lambda s, w: threads.remove_reply(w, s.reply_id), REVIEWER),
    (
        "threads.let_rest",
        lambda s, w: threads.let_rest(w, s.review.id, s.comment_id),
        IN_CLASS,
    ),
    ("threads.threads_on", lambda s, w: threads.threads_on(w, s.review.id), IN_CLASS),
    (
        "threads.threads_on outside",
        lambda s, w: threads.threads_on(w, s.secret_review.id),
        AUTHOR | CONSULTANT,
    ),
    ("threads.waiting_threads", lambda s, w: threads.waiting_threads(w), MEMBERS),
    (
        "importing.begin_upload",
        lambda s, w: importing.begin_upload(w, s.draft.id, "a.md", 2),
        AUTHOR,
    ),
    (
        "importing.take_chunk",
        lambda s, w: importing.take_chunk(w, importing.Upload(s.draft.id, "a.md", 2), 0, b"Hi"),
        AUTHOR,
    ),
    (
        "importing.begin_reading",
        lambda s, w: importing.begin_reading(w, uploaded(s)).result(),
        AUTHOR,
    ),
    (
        "importing.begin_pasting",
        lambda s, w: importing.begin_pasting(w, s.draft.id, "<b>Hi</b>").result(),
        AUTHOR,
    ),
    (
        "importing.keep_what_stands",
        lambda s, w: importing.keep_what_stands(w, s.draft.id),
        AUTHOR,
    ),
    ("versions.versions_of", lambda s, w: versions.versions_of(w, s.draft.id), IN_CLASS),
    (
        "versions.versions_of outside",
        lambda s, w: versions.versions_of(w, s.secret.draft_id),
        AUTHOR | CONSULTANT,
    ),
    ("versions.compare", lambda s, w: versions.compare(w, s.draft.id, 1), AUTHOR),
    (
        "versions.compare two of which a reader has read one",
        lambda s, w: versions.compare(w, s.secret.draft_id, 1, 2),
        AUTHOR,
    ),
    ("versions.restore", lambda s, w: versions.restore(w, s.draft.id, s.letter.id), AUTHOR),
    ("versions.forget_kept", forget_kept, AUTHOR),
    ("welcome.own_welcome_note", lambda s, w: welcome.own_welcome_note(w), MEMBERS),
    ("welcome.welcome_step", lambda s, w: welcome.welcome_step(w), MEMBERS),
    (
        "welcome.add_welcome_note",
        lambda s, w: welcome.add_welcome_note(w, 0, 3, "!"),
        MEMBERS,
    ),
    (
        "welcome.finish_welcome",
        lambda s, w: welcome.finish_welcome(w, "Lines.", "Clear?"),
        MEMBERS,
    ),
    ("welcome.skip_welcome", lambda s, w: welcome.skip_welcome(w), MEMBERS),
    *learning_verbs.verbs(MEMBERS, TEACHER, AUTHOR, REVIEWER),
]
# Verbs that act for nobody in particular (the server's doors, start-up), and pure ones.
DOORS = {
    "accounts": {
        "group_of_join_code",
        "join_class",
        "add_member",
        "enrol",
        "sign_in",
        "invite",
        "invited_member",
        "redeem_invitation",
        "has_passphrase",
        "member_of_sign_in",
        "sign_out",
        "end_sign_ins",
    },
    "classes": {"found_center", "read_roster"},
    "links": {"join_url", "welcome_url", "sign_in_url"},
    "reporting": {"file_name"},
    "reviewing": {"gentle_notes"},
}
# Parts of other verbs, which have asked already.
PARTS = {
    **learning_verbs.PARTS,
    "assignments": {"rubric_of", "policies_of", "with_starts"},
    "back_evaluations": {"answers_to", "answer_of", "is_rated"},
    "assignment_forms": {
        "locks_of",
        "fields_of",
        "check_locks",
        "starts_of",
        "criteria_of",
        "changed_rubric",
        "check_consensus",
    },
    "leases": {"assigned_until", "leases_follow"},
    "extensions": {
        "has_texts_after_closing",
        "may_read_text",
        "hand_in_now",
        "reviews_due_for",
        "may_write",
        "may_read",
        "may_hand_in_review",
        "reading_end",
    },
    "answering": {"received_review"},
    "feedback": {"comments_in"},
    "taken_edits": {"standing", "settle", "undo", "holding"},
    "annotations": {"carried_by_reader"},
    "revision_memos": {"proposed_choice"},
    "circles": {
        "makers_of",
        "take_out_of_circle",
        "notes_on",
        "put_circle",
        "students_in",
        "stamp_of",
    },
    "circle_proposals": {
        "require_makers",
        "who_is_free",
        "own_wishes",
        "open_proposal",
        "has_lapsed",
        "with_names",
    },
    "circle_mates": {
        "standing_circles",
        "are_in_one_circle",
        "assignments_with_pen_names",
        "mates_by_member",
        "mates_in_turn",
        "circle_of",
    },
    "names": {
        "name_of",
        "name_for",
        "author_name",
        "reviewer_name",
        "pen_name",
        "names_at_desk",
        "names_on_feedback",
        "names_announced",
        "names_on_entry",
        "as_seen_by",
        "own_name_told",
    },
    "results": {"asks_for_levels", "results_file"},
    "reviews": {"renew", "free_claim", "assignment_of", "record_on"},
    "board": {"lease_until", "has_reviewed", "claims_allowed_in", "has_a_hand_free"},
    "confidences": {"consultation_of", "may_answer", "knows_the_writer", "as_offered"},
    "consulting": {"task_of_request", "free_what_consultants_read"},
    "threads": {"can_talk_on"},
    "offering": {
        "offerings",
        "offering_of",
        "task_for_actor",
        "assignments_in_review",
        "reads_in",
        "past_of",
    },
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    clock = SettableClock()
    path = tmp_path_factory.mktemp("scene") / "center.db"
    scene = build_scene(f"sqlite:///{path}", clock)
    scene.work.center.store.close()  # type: ignore[attr-defined]
    scene.path = path  # type: ignore[attr-defined]
    return scene


@pytest.fixture
def scene(built: Scene, tmp_path: Path) -> Iterator[Scene]:
    """A copy of the scene for each test."""
    source = built.path  # type: ignore[attr-defined]
    for file in source.parent.glob("center.db*"):
        shutil.copy(file, tmp_path)
    center = opened(tmp_path / "center.db", built.work.clock)
    plain = Scene(**{k: v for k, v in vars(built).items() if k != "path"})
    yield plain.of(center)
    center.store.close()


@pytest.mark.parametrize("role", list(ROLES))
@pytest.mark.parametrize(
    ("verb", "allowed"),
    [pytest.param(verb, allowed, id=name) for name, verb, allowed in TABLE],
)
def test_who_may_do_what(scene: Scene, role: str, verb: Verb, allowed: frozenset[str]) -> None:
    who = scene.who(role)
    before = who.store.revision()
    if role in allowed:
        verb(scene, who)
    elif role == NOBODY and allowed >= MEMBERS:
        _does_nothing_for_nobody(scene, who, verb)
    else:
        with pytest.raises((NotAllowed, NotFound, NotSignedIn)):
            verb(scene, who)
    if role not in allowed:
        assert who.store.revision() == before, "a refusal leaves nothing behind"


def _does_nothing_for_nobody(scene: Scene, nobody: Session, verb: Verb) -> None:
    """What is open to every member may answer nobody with nothing of their own, or refuse."""
    try:
        verb(scene, nobody)
    except (NotAllowed, NotFound, NotSignedIn):
        return


def public_functions(module: Any) -> set[str]:
    return {
        name
        for name, found in inspect.getmembers(module, inspect.isfunction)
        if not name.startswith("_") and found.__module__ == module.__name__
    }


def test_no_verb_is_left_out() -> None:
    """A new verb comes into the table, or is named as a door or a part."""
    tried = {name.split(" ")[0] for name, _, _ in TABLE}
    known = {
        f"{module}.{name}"
        for group in (DOORS, PARTS)
        for module, names in group.items()
        for name in names
    }
    found = {
        f"{info.name}.{name}"
        for info in pkgutil.iter_modules(writing_center.services.__path__)
        for name in public_functions(import_module(f"writing_center.services.{info.name}"))
    }
    assert found - tried - known == set()
    assert (tried | known) - found == set(), "what is gone leaves the table too"
