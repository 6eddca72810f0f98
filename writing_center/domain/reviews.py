"""Who reads what: review tasks, claims, reviews, and what the author makes of them.

The rules, as one list (DESIGN §5):

1. A submission wants a number of readers. Every live claim and every review counts as one.
2. A claim is a lease: it runs out by the clock, whether or not anybody looks. What was written
   is kept, and the same reviewer may claim it again (the same claim, its clock restarted).
3. Nobody reads their own text, nor the same submission twice, nor a draft they declined: not the
   next submission of it either.
4. A newer submission of the same draft closes the tasks of the earlier ones; claims that are
   live may still be fulfilled.
5. A text that a teacher gave to a reader is a claim like any other, but for its length (to the
   end of the phase) and the cap (it does not count).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from .annotations import Annotation, CommentKind, Passage
from .rubrics import Rubric
from .submissions import Submission


class ClaimState(StrEnum):
    """What became of a claim. Expiry is read off the clock, not stored."""

    HELD = "held"
    RELEASED = "released"
    DECLINED = "declined"
    FULFILLED = "fulfilled"


class Freed(StrEnum):
    """Why a claim was released."""

    BY_READER = "given back"
    LEFT_CLASS = "left the class"
    ENDED_BY_WRITER = "ended by the writer"
    NO_CONSULTANT = "no consultant"
    IS_WRITER = "is named as a writer"


@dataclass(frozen=True)
class Claim:
    """A reviewer's time-limited lease on one review of a submission.

    ``assigned_by_id`` is the teacher who gave it to the reviewer, empty where they took it
    themselves; ``is_extra`` when the submission had its readers already and none was short.
    ``freed`` says why, of one that is released.
    """

    id: str
    submission_id: str
    reviewer_id: str
    claimed_at: datetime
    expires_at: datetime
    state: ClaimState = ClaimState.HELD
    reason: str = ""
    assigned_by_id: str = ""
    is_extra: bool = False
    freed: Freed = Freed.BY_READER


@dataclass(frozen=True)
class CriterionReading:
    """What a reviewer says about one criterion: where, and what they see there.

    ``level`` counts from 0 (the lowest), None where no level is asked for or given.
    """

    criterion_id: str
    place: str = ""
    description: str = ""
    level: int | None = None


@dataclass(frozen=True)
class Review:
    """An answer to an author's request. ``id`` is its claim's; unsubmitted ones are private.

    The whole is said in three steps: ``describe`` what the text does, ``evaluate`` how well it
    does that, ``suggest`` what to try. ``summary`` is the whole in one piece.
    """

    id: str
    submission_id: str
    reviewer_id: str
    started_at: datetime
    saved_at: datetime
    answer: str = ""
    readings: tuple[CriterionReading, ...] = ()
    summary: str = ""
    submitted_at: datetime | None = None
    describe: str = ""
    evaluate: str = ""
    suggest: str = ""

    @property
    def on_the_whole(self) -> str:
        """What the review says about the text as a whole, without what it suggests."""
        return "\n\n".join(one for one in (self.summary, self.describe, self.evaluate) if one)


class Choice(StrEnum):
    """What an author decides about a comment."""

    WILL_DO = "will do"
    CONSIDERING = "considering"
    DECLINED = "declined"
    DONE = "done"


@dataclass(frozen=True)
class Decision:
    """One line of a revision plan; ``id`` is the comment's. A reasoned refusal is uptake too."""

    id: str
    review_id: str
    submission_id: str
    author_id: str
    choice: Choice
    reason: str
    at: datetime


@dataclass(frozen=True)
class EarlierRating:
    """What an author said about a review before they changed their mind.

    The words stand here only as long as the reviewer hears them and not yet the new ones. ``why``
    is None where a store from before kept none.
    """

    helpfulness: int
    at: datetime
    why: str | None = None
    reasons: tuple[str, ...] = ()
    thanks: str = ""


@dataclass(frozen=True)
class BackEvaluation:
    """An author's answer to a review: how helpful (1–5) and why. Each who wrote the text has one.

    ``reasons`` are keys of ``answering.Reason``; ``earlier`` holds the ratings that this one
    replaced, oldest first: the first was given before the author saw any levels.
    """

    id: str
    author_id: str
    helpfulness: int
    why: str
    at: datetime
    reasons: tuple[str, ...] = ()
    thanks: str = ""
    earlier: tuple[EarlierRating, ...] = ()
    review_id: str = ""

    @property
    def of_review(self) -> str:
        """The id of the review. Old answers were one a review, and had its id."""
        return self.review_id or self.id


@dataclass(frozen=True)
class Comment:
    """Anything a review says that its author can decide on: the answer to the request, a reading
    of a criterion (``place`` says where), a comment on a passage (``replacement`` are the words
    that it suggests instead), the whole, what to try."""

    id: str
    review_id: str
    about: str
    body: str
    passage: Passage | None = None
    cites: str | None = None
    place: str = ""
    replacement: str | None = None

    @property
    def is_praise(self) -> bool:
        """Whether it says that a passage worked: then there is nothing to decide on."""
        return self.passage is not None and self.about == CommentKind.WORKED


@dataclass(frozen=True)
class Reserve:
    """Places of a submission that are kept for some at first: for those who read its earlier
    draft, or for a circle. ``places`` of the wanted ones are theirs until ``until``."""

    for_ids: frozenset[str]
    places: int
    until: datetime


@dataclass(frozen=True)
class ReviewTask:
    """The need for one more review of a submission. ``taken`` counts reviews and live claims;
    ``taker_ids`` are whose they are. ``closed_to`` are those who can't read it: they said so of
    it, or of an earlier submission of its draft, or wrote one."""

    submission: Submission
    taken: int
    answered: int
    taker_ids: frozenset[str] = frozenset()
    reserve: Reserve | None = None
    closed_to: frozenset[str] = frozenset()

    @property
    def is_open(self) -> bool:
        """Whether another reader is still wanted."""
        return self.taken < self.submission.readers_wanted


def is_live(claim: Claim, now: datetime) -> bool:
    """Whether the lease is held and has not run out."""
    return claim.state is ClaimState.HELD and now < claim.expires_at


def has_expired(claim: Claim, now: datetime) -> bool:
    """Whether the lease ran out before a review came of it."""
    return claim.state is ClaimState.HELD and now >= claim.expires_at


def takes_a_place(claim: Claim, now: datetime) -> bool:
    """Whether the claim fills one of the submission's wanted readings."""
    return claim.state is ClaimState.FULFILLED or is_live(claim, now)


def is_ending(claim: Claim, now: datetime) -> bool:
    """Whether less than a quarter of the lease is left."""
    return is_live(claim, now) and now > ending_from(claim)


def ending_from(claim: Claim) -> datetime:
    """When the last quarter of the lease begins."""
    return claim.expires_at - (claim.expires_at - claim.claimed_at) / 4


def lease_end(now: datetime, hours: float, phase_end: datetime | None) -> datetime:
    """When a claim made now runs out: after ``hours``, never past the end of the phase."""
    end = now + timedelta(hours=hours)
    return min(end, phase_end) if phase_end is not None else end


DAYS_TO_GO_ON = 7
PART_TO_GO_ON = 0.3


def enough_to_go_on(answered: int, wanted: int, waited: timedelta) -> bool:
    """Whether a submission has the answers that its author needs to go on.

    All that it wanted; or, after seven days (a class may be too small), max(1, ⌊0.3·wanted⌋):
    the rule of ORA2's flexible peer grading.
    """
    if waited < timedelta(days=DAYS_TO_GO_ON):
        return answered >= wanted
    return answered >= min(wanted, max(1, int(PART_TO_GO_ON * wanted)))


def task_of(
    submission: Submission,
    claims: Iterable[Claim],
    now: datetime,
    closed_to: Iterable[str] = (),
) -> ReviewTask:
    """How far the readings of a submission have come, from the claims on it. ``closed_to``
    declined or wrote an earlier submission of its draft."""
    mine = [claim for claim in claims if claim.submission_id == submission.id]
    return ReviewTask(
        submission,
        taken=sum(takes_a_place(claim, now) for claim in mine),
        answered=sum(claim.state is ClaimState.FULFILLED for claim in mine),
        taker_ids=frozenset(c.reviewer_id for c in mine if takes_a_place(c, now)),
        closed_to=decliners(mine) | frozenset(closed_to),
    )


def decliners(claims: Iterable[Claim]) -> frozenset[str]:
    """Who said of any of these that they can't read it."""
    return frozenset(c.reviewer_id for c in claims if c.state is ClaimState.DECLINED)


def latest_only(submissions: Iterable[Submission]) -> list[Submission]:
    """The newest submission of each draft, in the order in which the drafts first came in."""
    newest: dict[str, Submission] = {}
    for submission in submissions:
        known = newest.get(submission.draft_id)
        if known is None or known.number < submission.number:
            newest[submission.draft_id] = submission
    return list(newest.values())


def without_levels(review: Review) -> Review:
    """``review`` as its author sees it before they have said how helpful it was."""
    readings = tuple(replace(reading, level=None) for reading in review.readings)
    return replace(review, readings=readings)


def comments_of(
    review: Review, annotations: Sequence[Annotation], rubric: Rubric | None
) -> list[Comment]:
    """Everything in a review that its author can decide on, passages in text order."""
    found = []
    if review.answer:
        found.append(Comment(f"{review.id}:answer", review.id, "Your question", review.answer))
    names = {c.id: c.name for c in rubric.criteria} if rubric else {}
    for reading in review.readings:
        if reading.place or reading.description:
            found.append(
                Comment(
                    f"{review.id}:{reading.criterion_id}",
                    review.id,
                    names.get(reading.criterion_id, "Criterion"),
                    reading.description,
                    place=reading.place,
                )
            )
    own = [note for note in annotations if note.review_id == review.id]
    for note in sorted(own, key=lambda note: (note.passage.start, note.made_at)):
        found.append(
            Comment(
                note.id,
                review.id,
                str(note.kind),
                note.body,
                note.passage,
                note.cites,
                replacement=note.replacement,
            )
        )
    if review.on_the_whole:
        whole = Comment(f"{review.id}:summary", review.id, "On the whole", review.on_the_whole)
        found.append(whole)
    if review.suggest:
        found.append(Comment(f"{review.id}:suggest", review.id, "One thing to try", review.suggest))
    return found
