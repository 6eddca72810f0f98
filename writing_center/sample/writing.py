"""The sample's assignments and drafts."""

from collections.abc import Iterator
from functools import partial

from ..domain.assignments import Phase
from ..domain.reviews import Choice
from ..services import assignments, drafts
from ..services.revision_memos import Told, hand_in_with_memo
from .content import AssignmentText, DraftText, HandedIn, text_of
from .play import Event, Play
from .reading import comment_id

TEACHER = "calloway"


def assignment_events(play: Play, texts: list[AssignmentText]) -> Iterator[Event]:
    """The events by which assignments are set."""
    for text in texts:
        yield play.event(text.made, partial(_set, play, text))


def draft_events(play: Play, texts: list[DraftText]) -> Iterator[Event]:
    """The events by which drafts are begun, saved and handed in."""
    for draft in texts:
        yield play.event(draft.started, partial(_start, play, draft))
        for number, handed_in in enumerate(draft.submission, start=1):
            yield play.event(handed_in.at, partial(_hand_in, play, draft, number, handed_in))
        if draft.saved:
            yield play.event(draft.saved, partial(_save_unfinished, play, draft))


def _set(play: Play, text: AssignmentText) -> None:
    form = assignments.AssignmentForm(
        title=text.title,
        prompt=text.prompt.strip(),
        criteria=[
            assignments.CriterionForm(criterion.name, criterion.question, criterion.levels)
            for criterion in text.criteria
        ],
        starts={Phase(phase): play.calendar.at(when) for phase, when in text.phases.items()},
        claim_hours=text.claim_hours,
    )
    session = play.session(TEACHER)
    assignment = assignments.make_assignment(session, play.group_id, form)
    play.assignments[text.key] = assignment.id
    rubric = assignments.rubric_of(session, assignment.id)
    if rubric is not None:
        for given, made in zip(text.criteria, rubric.criteria, strict=True):
            play.criteria[text.key, given.key] = made.id


def _start(play: Play, draft: DraftText) -> None:
    assignment_id = play.assignments[draft.assignment] if draft.assignment else None
    session = play.session(draft.author)
    play.drafts[draft.key] = drafts.start_draft(session, assignment_id, draft.title).id


def _hand_in(play: Play, draft: DraftText, number: int, handed_in: HandedIn) -> None:
    _save(play, draft, number, text_of(draft.key, number))
    session, draft_id = play.session(draft.author), play.drafts[draft.key]
    drafts.describe_draft(session, draft_id, request=handed_in.request, help_had=handed_in.help_had)
    told = {
        comment_id(play, one.reader, f"{draft.key}-{number - 1}", one.on): Told(
            Choice(one.choice), one.reason
        )
        for one in handed_in.told
    }
    submission = hand_in_with_memo(session, draft_id, told, handed_in.opening)
    play.submissions[f"{draft.key}-{number}"] = submission.id


def _save_unfinished(play: Play, draft: DraftText) -> None:
    _save(play, draft, 1, text_of(draft.key, "draft"))
    if draft.request:
        session = play.session(draft.author)
        drafts.describe_draft(session, play.drafts[draft.key], request=draft.request)


def _save(play: Play, draft: DraftText, number: int, text: str) -> None:
    session, draft_id = play.session(draft.author), play.drafts[draft.key]
    based_on = drafts.find_draft(session, draft_id).version
    drafts.save_text(session, draft_id, drafts.Save(text, based_on, "sample", number))
