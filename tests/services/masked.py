"""A class whose names are unmistakable, and what must not be known in it, by whom, until when.

The expectations here are written down a second time, apart from the code that decides.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from writing_center.domain.assignments import Naming, Phase
from writing_center.domain.reviews import Choice, Claim
from writing_center.domain.style_guide import Entry
from writing_center.domain.submissions import Submission
from writing_center.services import (
    answering,
    assignments,
    feedback,
    quoting,
    reviewing,
    style_guide,
    threads,
    welcome,
)
from writing_center.services.plans import ReceivedComment
from writing_center.services.revision_memos import Told, account_of, hand_in_with_memo
from writing_center.services.session import Session

from .class_at_work import ENTRY, ClassAtWork

AUTHOR = "Annazyx Quillfeazyx"
READER = "Raszyx Oldenbarzyx"
FELLOW = "Othezyx Pumpernizyx"
BYSTANDER = "Bryzyx Standerzyx"
PEOPLE = (BYSTANDER, READER, FELLOW, AUTHOR)
BLIND = (Naming.PEN_NAMES_FIRST, Naming.SINGLE_BLIND, Naming.DOUBLE_BLIND)


def email_of(name: str) -> str:
    return f"{name.split()[0].casefold()}.mail@school.example"


def tokens_of(name: str, member_id: str) -> tuple[str, ...]:
    """What gives somebody away: any part of the name, the address, the id."""
    return (*(part.casefold() for part in name.split()), email_of(name), member_id)


@dataclass
class Fact:
    """Somebody wrote, read or proposed something; ``ids`` are what it is addressed by, ``place``
    the address where it would be told, if that is one alone."""

    person: str
    ids: frozenset[str]
    is_open_to: Callable[[str], bool]
    place: str = ""


@dataclass
class Masked:
    """The story of one text: handed in by AUTHOR, read by READER and FELLOW; READER has a text
    of their own there, which nobody reads, and BYSTANDER only looks."""

    work: ClassAtWork
    naming: Naming
    first: Submission | None = None
    second: Submission | None = None
    own: Submission | None = None
    claims: dict[str, Claim] = field(default_factory=dict)
    again: Claim | None = None
    entry: Entry | None = None
    answered: set[str] = field(default_factory=set)
    is_closed: bool = False

    def who(self, name: str) -> Session:
        return self.work.people[name]

    def tokens(self, name: str) -> tuple[str, ...]:
        return tokens_of(name, self.who(name).actor_id)

    def story(self) -> Iterator[str]:
        """Tells it, and stops where somebody might look around."""
        self._handed_in()
        yield "handed in"
        self._being_read()
        yield "being read"
        self._answers(READER)
        yield "answered"
        self._answers(FELLOW)
        self._talked_about()
        yield "talked about"
        self._second_draft()
        yield "second draft"
        self._closed()
        yield "closed"

    def tell_until(self, stage: str) -> None:
        for reached in self.story():
            if reached == stage:
                return

    def facts(self) -> list[Fact]:
        """Who wrote and who read what, as far as it has happened."""
        found = [
            Fact(AUTHOR, self._work_of(AUTHOR), self._knows_author),
            Fact(READER, self._work_of(READER), lambda viewer: self._sees_writers()),
        ]
        found += [
            Fact(name, self._review_ids(claim), self._knows_reader(name))
            for name, claim in self.claims.items()
        ]
        if self.entry is not None:
            ids, place = frozenset({self.entry.id}), f"/guide/{self.entry.id}"
            found.append(Fact(READER, ids, self._knows_proposer, place))
        if self.is_closed:
            found.append(Fact(FELLOW, frozenset(), lambda viewer: True))  # tried the entry
        return found

    def closed_facts(self, viewer: str) -> list[Fact]:
        return [f for f in self.facts() if f.person != viewer and not f.is_open_to(viewer)]

    def strangers(self, viewer: str) -> set[str]:
        """Of whom the viewer may find nothing at all."""
        known = {f.person for f in self.facts() if f.is_open_to(viewer)}
        return set(PEOPLE) - known - {viewer}

    def _handed_in(self) -> None:
        work, store = self.work, self.work.center.store
        for name in PEOPLE:
            member = work.joins(name).actor
            store.members.put(replace(member, email=email_of(name)))
            welcome.skip_welcome(self.who(name))
        store.assignments.put(replace(work.assignment, naming=self.naming))
        self.first = work.hands_in(self.who(AUTHOR))
        self.own = work.hands_in(self.who(READER), "Another text, of another writer.")
        work.begins(Phase.REVIEW)

    def _being_read(self) -> None:
        assert self.first
        for name in (READER, FELLOW):
            self.claims[name] = self.work.claims(self.who(name), self.first)
            self.work.fills(self.who(name), self.claims[name])
            self.work.clock.forward(minutes=5)

    def _answers(self, name: str) -> None:
        reviewing.submit_review(self.who(name), self.claims[name].id)
        self.answered.add(name)
        self.work.clock.forward(minutes=5)

    def _talked_about(self) -> None:
        assert self.first
        author, reader = self.who(AUTHOR), self.who(READER)
        for answer in feedback.feedback_on(author, self.first.id).answers:
            comment = next(one for one in answer.comments if one.passage)
            review_id = answer.review.id
            feedback.decide(author, review_id, comment.id, Choice.CONSIDERING, "Perhaps.")
            answering.rate_review(author, review_id, 4, "It helped.")
            threads.reply_to(author, review_id, comment.id, "Which person?")
            threads.reply_to(
                self.work.session(answer.review.reviewer_id), review_id, comment.id, "Her."
            )
            threads.reply_to(self.work.teacher, review_id, comment.id, "Good question.")
        note = self._note()
        source = style_guide.comment_source(reader, self.claims[READER].id, note)
        self.entry = style_guide.propose_entry(reader, ENTRY, source=source, quote=True)
        [(quotation, _)] = quoting.quotations_asked(author)
        quoting.answer_quotation(author, quotation.id, True)

    def _second_draft(self) -> None:
        text = "Buses stop at eight now. My sister works until ten. Nobody asked the drivers."
        author = self.who(AUTHOR)
        self.work.writes(author, text)
        told = {one.id: Told(Choice.DECLINED, "She stays.") for one in self._planned()}
        assert len(told) == 2
        draft_id = self.work.drafts_of(author)[0].id
        self.second = hand_in_with_memo(author, draft_id, told, "I looked again.")
        self.work.clock.forward(minutes=1)
        self.again = self.work.claims(self.who(READER), self.second)
        reviewing.save_review(self.who(READER), self.again.id, answer="Better.")

    def _planned(self) -> tuple[ReceivedComment, ...]:
        draft = self.work.drafts_of(self.who(AUTHOR))[0]
        return account_of(self.who(AUTHOR), draft.id).asked

    def _closed(self) -> None:
        assert self.entry
        style_guide.try_entry(self.who(FELLOW), self.entry.id, True, "It did.")
        assignments.start_phase(self.work.teacher, self.work.assignment.id, Phase.CLOSED)
        self.is_closed = True

    def _note(self) -> str:
        note = self.work.center.store.annotations.first(review_id=self.claims[READER].id)
        assert note
        return note.id

    def _work_of(self, name: str) -> frozenset[str]:
        handed_in = self.work.center.store.submissions.where(author_id=self.who(name).actor_id)
        return frozenset({one.id for one in handed_in} | {one.draft_id for one in handed_in})

    def _review_ids(self, claim: Claim) -> frozenset[str]:
        notes = self.work.center.store.annotations.where(review_id=claim.id)
        return frozenset({claim.id, *(note.id for note in notes)})

    def _sees_writers(self) -> bool:
        return self.naming in (Naming.OPEN, Naming.SINGLE_BLIND)

    def _knows_author(self, viewer: str) -> bool:
        first = self.naming is Naming.PEN_NAMES_FIRST
        return self._sees_writers() or (first and viewer in self.answered)

    def _knows_reader(self, name: str) -> Callable[[str], bool]:
        def knows(viewer: str) -> bool:
            first = self.naming is Naming.PEN_NAMES_FIRST
            is_in = name in self.answered
            return self.naming is Naming.OPEN or (first and viewer == AUTHOR and is_in)

        return knows

    def _knows_proposer(self, viewer: str) -> bool:
        if self.naming is Naming.PEN_NAMES_FIRST:
            return viewer == AUTHOR or self.is_closed
        return self.naming is Naming.OPEN
