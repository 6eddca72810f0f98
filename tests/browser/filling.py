"""What the sample class has none of, put into its store: so that every page has something of
everything to show."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from itertools import product
from typing import Any, get_args, get_origin, get_type_hints

from writing_center.domain.annotations import Passage, Placement, passage_at
from writing_center.domain.circles import Circle
from writing_center.domain.conflicts import Conflict
from writing_center.domain.consultations import Consultation, Share, Stage, share_id
from writing_center.domain.deadlines import Extension
from writing_center.domain.kept_texts import KeptText
from writing_center.domain.pen_names import Part, PenName, pen_name_id
from writing_center.domain.people import Role
from writing_center.domain.plans import MemoLine, PlanNote, RevisionMemo
from writing_center.domain.practice import PracticeReview, PracticeText, Showing
from writing_center.domain.reanchoring import Fate
from writing_center.domain.reviews import (
    BackEvaluation,
    CriterionReading,
    EarlierRating,
    Review,
)
from writing_center.domain.self_review import SelfReview
from writing_center.domain.submissions import Submission
from writing_center.domain.taken_edits import TakenEdit
from writing_center.domain.threads import Reply
from writing_center.domain.welcome import TEXT, WelcomeNote
from writing_center.sample.build import SampleClass
from writing_center.services.session import Center, Session
from writing_center.storage.center_store import CenterStore

from .hostile_center import collections, text_fields


class Filling:
    """Fills a sample class up."""

    def __init__(self, center: Center, people: SampleClass) -> None:
        self.store: CenterStore = center.store  # type: ignore[assignment]
        self.now = center.clock.now()
        self.session = Session(center.store, center.clock, people.teacher.member_id)
        self.reader, self.writer = people.reader.member_id, people.writer.member_id
        self.newcomer = people.newcomer.member_id
        self.group = self.store.groups.all()[0]
        mine = self.store.submissions.where(author_id=self.writer)
        self.newest = max(mine, key=lambda one: one.number)
        self.first = next(
            one for one in mine if one.draft_id == self.newest.draft_id and one.number == 1
        )
        self.review = self._review_of(self.first)
        self.note = self.store.annotations.where(review_id=self.review.id)[0]

    def fill(self) -> None:
        """Something of everything."""
        with self.store.transaction():
            for thing in self._things():
                self._collection(type(thing)).put(thing)
            for records in collections(self.store):
                if not records.count() and any(text_fields(records._type)):
                    records.put(self.make(records._type))

    def _things(self) -> Iterator[Any]:
        yield self.make(Extension, until=self.now + timedelta(days=2))
        for by in (self.writer, self.reader):
            yield self.make(Conflict, member_id=by, by_id=by, other_id=self._student(5))
        yield self.make(Conflict, other_id=self.reader, group_id=self.group.id)
        yield from self._circle()
        yield self.make(KeptText)
        yield self.make(WelcomeNote, id=self.newcomer, passage=passage_at(TEXT, 0, 20))
        yield from self._edits()
        yield from self._pen_names()
        yield from self._talk()
        yield self.make(PlanNote)
        for one in self.store.submissions.where(draft_id=self.newest.draft_id):
            lines = tuple(self.make(MemoLine, fate=fate) for fate in Fate)
            yield self.make(RevisionMemo, id=one.id, lines=lines)
        yield self._changed_answer()
        yield from self._practice()
        yield from self._consultation()
        asks = self.store.assignments.find(self.newest.assignment_id or "")
        yield replace(asks, self_review=True, suggested_edits=True)  # type: ignore[type-var]
        yield self.make(SelfReview, id=self.newest.id, review=self._whole(), annotations=())

    def _circle(self) -> Iterator[Circle]:
        kept = self.store.circles
        if not any(c.ended_at is None and self.writer in c.member_ids for c in kept.all()):
            members = (self.writer, self.reader, self._student(4))
            yield self.make(Circle, member_ids=members, since=self.now)

    def _edits(self) -> Iterator[Any]:
        notes = self.store.annotations.all()
        for note in notes[::3]:
            yield replace(note, replacement="x")
        place = f"{self.note.id}:{self.newest.id}"
        yield self.make(Placement, id=place, annotation_id=self.note.id)
        draft = self.store.drafts.find(self.newest.draft_id)
        assert draft
        yield self.make(TakenEdit, id=self.note.id, passage=passage_at(draft.text, 0, 9))

    def _changed_answer(self) -> BackEvaluation:
        """Somebody has just changed what they said to the reader, who hears the old words still."""
        mine = {one.id for one in self.store.reviews.where(reviewer_id=self.reader)}
        told = [one for one in self.store.back_evaluations.all() if one.of_review in mine]
        said = Counter(one.author_id for one in told)
        known = next(one for one in told if said[one.author_id] == 1)
        before = EarlierRating(known.helpfulness, known.at, "x", (), "x")
        return replace(known, at=self.now, earlier=(before,))

    def _pen_names(self) -> Iterator[PenName]:
        everybody = product(self.store.assignments.all(), self.store.members.all(), Part)
        for assignment, member, part in everybody:
            id = pen_name_id(assignment.id, member.id, part)
            yield self.make(
                PenName, id=id, assignment_id=assignment.id, member_id=member.id, part=part
            )

    def _talk(self) -> Iterator[Reply]:
        for note in self.store.annotations.all():
            yield self.make(
                Reply,
                comment_id=note.id,
                review_id=note.review_id,
                submission_id=note.submission_id,
                author_id=note.author_id,
            )

    def _practice(self) -> Iterator[Any]:
        text = self.make(PracticeText, text=self.first.text, is_open=True, review=self._whole())
        notes = (replace(self.note, id=self.session.fresh_id()),)
        yield replace(text, annotations=notes, rubric=self.store.rubrics.all()[0])
        for who in (self.reader, self.writer):
            yield self.make(
                PracticeReview,
                id=f"{text.id}:{who}",
                practice_id=text.id,
                member_id=who,
                review=self._whole(),
                annotations=notes,
                shown=Showing.NAMED,
            )
        closed = self.make(PracticeText, text=self.first.text, annotations=())
        yield closed
        yield self.make(
            PracticeReview, practice_id=closed.id, member_id=self.writer, annotations=notes
        )

    def _consultation(self) -> Iterator[Any]:
        students = {one.member_id for one in self.store.memberships.where(role=Role.STUDENT)}
        found = self.store.submissions.where(assignment_id=None)
        asked = next(one for one in found if one.author_id in students)
        yield replace(asked, stage=str(Stage.OUTLINE))
        yield self.make(Consultation, id=asked.id, writer_id=asked.author_id)
        yield self.make(
            Share,
            id=share_id(asked.id, self.session.actor_id),
            submission_id=asked.id,
            writer_id=asked.author_id,
        )

    def _whole(self) -> Review:
        """A review that is in, with every part filled."""
        rubric = self.store.rubrics.all()[0]
        readings = tuple(CriterionReading(one.id, "x", "x", 0) for one in rubric.criteria)
        return self.make(Review, submitted_at=self.now, readings=readings)

    # ---- things of any kind

    def make(self, kind: Any, **given: Any) -> Any:
        """A thing of this kind: what is not ``given`` is something plausible."""
        hints = get_type_hints(kind)
        for one in fields(kind):
            is_open = one.default is MISSING and one.default_factory is MISSING
            if one.name not in given and (is_open or hints[one.name] is str):
                given[one.name] = self._plausible(one.name, hints[one.name])
        return kind(**given)

    def _plausible(self, name: str, hint: Any) -> Any:
        if name == "id":
            return self.session.fresh_id()
        if name.endswith("_id"):
            return self._known(name)
        if hint in (bool, int, float):
            return hint(1)
        if hint is str:
            return "x"
        if hint is datetime:
            return self.now
        if get_origin(hint) is tuple:
            return tuple(self._plausible(name, part) for part in get_args(hint)[:1])
        if isinstance(hint, type) and issubclass(hint, Enum):
            return next(iter(hint))
        if hint is Passage:
            return passage_at(self.newest.text, 5, 60)
        return self.make(hint) if is_dataclass(hint) else None

    def _known(self, name: str) -> str:
        return {
            "group_id": self.group.id,
            "assignment_id": self.newest.assignment_id or "",
            "draft_id": self.newest.draft_id,
            "submission_id": self.newest.id,
            "review_id": self.review.id,
            "annotation_id": self.note.id,
            "comment_id": self.note.id,
            "reviewer_id": self.reader,
            "reader_id": self.reader,
            "other_id": self.reader,
            "by_id": self.session.actor_id,
            "made_by_id": self.session.actor_id,
            "teacher_id": self.session.actor_id,
            "entry_id": self.store.entries.all()[0].id,
        }.get(name, self.writer)

    def _student(self, place: int) -> str:
        return self.store.memberships.where(group_id=self.group.id)[place].member_id

    def _review_of(self, submission: Submission) -> Review:
        found = self.store.reviews.where(submission_id=submission.id)
        return next(
            one
            for one in found
            if one.submitted_at and self.store.annotations.count(review_id=one.id)
        )

    def _collection(self, kind: type) -> Any:
        return next(one for one in collections(self.store) if one._type is kind)


def fill(center: Center, people: SampleClass) -> None:
    """Put something of everything into a sample class."""
    Filling(center, people).fill()
