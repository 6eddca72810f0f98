"""A term of 43 writers, played through the services over simulated weeks, with its bookkeeping."""

import random
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from settable_clock import SettableClock

from writing_center.domain.annotations import CommentKind
from writing_center.domain.assignments import Assignment, Phase
from writing_center.domain.people import Group
from writing_center.domain.reviews import Choice, Claim, CriterionReading
from writing_center.domain.style_guide import EntryState, EntryText
from writing_center.domain.submissions import Submission
from writing_center.services import (
    accounts,
    answering,
    assignments,
    classes,
    drafts,
    feedback,
    quoting,
    reviewing,
    reviews,
    style_guide,
    submissions,
    welcome,
)
from writing_center.services.dashboards import ParticipationView, participation
from writing_center.services.session import Center, Session
from writing_center.storage.center_store import CenterStore

from .argrewrite import CRITERIA, LEVELS, Essay
from .bookkeeping import Tally

IDLE, LATE = "Ida Idle", "Lou Late"
KINDS = ("norm", "style", "norm", "routine", "vocabulary", "story", "norm", "our own kind")
CHOICES = (Choice.WILL_DO, Choice.DECLINED, Choice.CONSIDERING, Choice.DONE)


def name_of(essay: Essay) -> str:
    return f"Writer {essay.writer}"


def title_of(essay: Essay) -> str:
    return f"Self-driving cars, as {essay.writer} sees them"


@dataclass
class Term:
    """The center, everybody in it, the test's own bookkeeping, and views taken on the way."""

    center: Center
    clock: SettableClock
    essays: dict[str, Essay]
    tally: Tally = field(default_factory=Tally)
    people: dict[str, Session] = field(default_factory=dict)
    latest: dict[str, Submission] = field(default_factory=dict)
    entries: dict[str, str] = field(default_factory=dict)
    quoted: dict[str, str] = field(default_factory=dict)
    views: dict[str, ParticipationView] = field(default_factory=dict)
    readers: dict[str, list[str]] = field(default_factory=dict)
    teacher: Session = None  # type: ignore[assignment]
    group: Group = None  # type: ignore[assignment]
    assignment: Assignment = None  # type: ignore[assignment]

    @property
    def names(self) -> list[str]:
        return list(self.essays)

    def look(self, moment: str) -> None:
        """What the teacher's dashboard shows now, and what the bookkeeping has now."""
        self.views[moment] = participation(self.teacher, self.group.id)
        self.views[f"{moment}: expected"] = (  # type: ignore[assignment]
            self.tally.rows(self.clock.now()) if self.tally.weeks else [],
            self.tally.funnel(),
            dict(self.tally.pairs),
        )

    def begins(self, phase: Phase) -> None:
        self.assignment = assignments.start_phase(self.teacher, self.assignment.id, phase)

    def minute(self) -> None:
        self.clock.forward(minutes=1)

    def author_of(self, submission: Submission) -> str:
        return next(n for n, s in self.people.items() if s.actor_id == submission.author_id)


def play(folder: Path, essays: list[Essay]) -> Term:
    """The whole term."""
    clock = SettableClock()
    center = Center(CenterStore.open(f"sqlite:///{folder / 'center.db'}"), clock)
    term = Term(center, clock, {name_of(essay): essay for essay in essays})
    _open(term)
    for name in term.names:
        _join(term, name)
        _hand_in(term, name, 1)
    term.look("drafted")
    _first_round(term)
    _decide_all(term, skip=7)
    _propose(term)
    clock.forward(days=7)
    term.begins(Phase.REVISION)
    for number in (2, 3):
        _later_round(term, number)
        _decide_all(term, skip=0 if number == 3 else 5)
        _tend(term, number)
        clock.forward(days=7)
    _end(term)
    return term


def _open(term: Term) -> None:
    member, secret = classes.found_center(term.center, "Ms Teacher")
    accounts.redeem_invitation(term.center, secret)
    term.teacher = Session(term.center.store, term.clock, member.id)
    season = classes.make_term(term.teacher, "Autumn", date(2026, 10, 1), date(2027, 1, 31))
    term.group = classes.make_group(term.teacher, season.id, "Composition")
    form = assignments.AssignmentForm(
        "Self-driving cars",
        "Should self-driving cars be on our roads? *Argue*.",
        [assignments.CriterionForm(name, f"Where is the {name}?", LEVELS) for name in CRITERIA],
    )
    term.assignment = assignments.make_assignment(term.teacher, term.group.id, form)


def _join(term: Term, name: str) -> None:
    signed = accounts.join_class(term.center, term.group.join_code, name, f"{name} writes")
    term.people[name] = Session(term.center.store, term.clock, signed.member.id)
    welcome.skip_welcome(term.people[name])
    term.minute()


def _hand_in(term: Term, name: str, number: int) -> None:
    who, essay = term.people[name], term.essays[name]
    draft = drafts.start_draft(who, term.assignment.id)
    text = essay.drafts[number - 1]
    half = drafts.save_text(
        who, draft.id, drafts.Save(text[: len(text) // 2], draft.version, f"tab {number}", 1)
    )
    drafts.save_text(who, draft.id, drafts.Save(text, half.version, f"tab {number}", 2))
    drafts.describe_draft(
        who, draft.id, title=title_of(essay), request=f"Does draft {number} convince you?"
    )
    made = submissions.submit_draft(who, draft.id)
    assert made.text == text
    assert made.number == number
    term.latest[name] = made
    term.tally.submissions.append((name, number))
    term.tally.handed_in.add(name)
    if any(term.tally.reviews_of[name, earlier] for earlier in range(1, number)):
        term.tally.revised.add(name)
    term.tally.did("draft", term.clock.now())
    term.minute()


def _first_round(term: Term) -> None:
    """Everybody reads two that they choose from the board, in an order that is drawn once."""
    term.clock.forward(days=7)
    term.begins(Phase.REVIEW)
    term.look("nobody has read")
    drawn = term.names
    random.Random(43).shuffle(drawn)
    many = len(drawn)
    chosen = {name: [drawn[(i + 1) % many], drawn[(i + 7) % many]] for i, name in enumerate(drawn)}
    first = {name: _claim(term, name, wished[0]) for name, wished in chosen.items()}
    term.clock.forward(hours=19)
    term.look("claims are ending")
    for name, claim in first.items():
        _review(term, name, claim, 1)
    reviews.release_review(term.people[drawn[0]], _claim(term, drawn[0], chosen[drawn[0]][1]).id)
    stand_in = _decline(term, drawn[1], chosen[drawn[1]][1], chosen)
    chosen[drawn[1]][1:] = []
    for name, wished in chosen.items():
        for author in wished[1:]:
            _review(term, name, _claim(term, name, author), 1)
    _review(term, stand_in[0], _claim(term, *stand_in), 1)
    term.look("everybody has read")
    for name in term.names:
        term.readers[name] = [author for reader, author in term.tally.pairs if reader == name]


def _decline(term: Term, name: str, author: str, chosen: dict[str, list[str]]) -> tuple[str, str]:
    """Somebody can't read this one; who stands in, and for whom."""
    claim = reviews.claim_review(term.people[name], term.latest[author].id)
    reviews.decline_review(term.people[name], claim.id, "We are related.")
    readers = {reader for reader, wished in chosen.items() if author in wished}
    return next(n for n in term.names if n not in readers and n != author), author


def _claim(term: Term, name: str, author: str) -> Claim:
    submission = term.latest[author]
    board = reviews.review_board(term.people[name])
    assert submission.id in [offer.submission.id for offer in board.offers]
    term.tally.claimed.add(author)
    return reviews.claim_review(term.people[name], submission.id)


def _review(term: Term, name: str, claim: Claim, number: int) -> None:
    """Answer, locate and describe (levels in the last round), two comments on real sentences."""
    who = term.people[name]
    submission = reviewing.open_desk(who, claim.id).submission
    author = term.author_of(submission)
    essay = term.essays[author]
    slot = term.tally.reviews_of[author, number]
    reviewing.save_review(
        who,
        claim.id,
        answer=f"{name} is half convinced by draft {number}.",
        readings=_readings(who, claim, essay, number, slot),
        summary=f"{name} would try the counter-argument first.",
    )
    sentences = essay.sentences[number - 1]
    cited = sorted(term.entries)[slot] if number > 1 and name[-1] in "13" else None
    for place, sentence in enumerate((sentences[slot], sentences[-1 - slot])):
        start = submission.text.index(sentence)
        note = reviewing.add_comment(
            who,
            claim.id,
            start,
            start + len(sentence),
            f"{name} stopped here.",
            exact=sentence,
            kind=list(CommentKind)[(place + slot) % len(CommentKind)],
            cites=term.entries[cited] if cited else None,
        )
        assert note.passage.exact == sentence
    term.minute()
    reviewing.submit_review(who, claim.id)
    now = term.clock.now()
    if cited:
        term.tally.citations[cited] += 1
        term.tally.did("guide", now)
    term.tally.reviewed.add(author)
    term.tally.pairs[name, author] += 1
    term.tally.reviews_of[author, number] += 1
    term.tally.comments_given[name] += 2
    term.tally.did("review", now)


def _readings(
    who: Session, claim: Claim, essay: Essay, number: int, slot: int
) -> list[CriterionReading]:
    criteria = reviewing.open_desk(who, claim.id).rubric.criteria  # type: ignore[union-attr]
    if number < 3:
        return [
            CriterionReading(c.id, f"paragraph {slot + 1}", f"the {c.name} is here")
            for c in criteria[slot::5]
        ]
    return [CriterionReading(c.id, level=essay.levels[slot][c.name]) for c in criteria]


def _decide_all(term: Term, skip: int) -> None:
    """Every author decides on what they received and rates it; each ``skip``-th doesn't."""
    term.clock.forward(days=1)
    for place, name in enumerate(term.names):
        if skip and place % skip == 0:
            continue
        who = term.people[name]
        for answer in feedback.feedback_on(who, term.latest[name].id).answers:
            for number, comment in enumerate(answer.comments):
                choice = CHOICES[(place + number) % len(CHOICES)]
                feedback.decide(who, answer.review.id, comment.id, choice, f"{name} thought.")
                term.tally.decided[name].append(str(choice))
                term.tally.did("decision", term.clock.now())
            answering.rate_review(who, answer.review.id, 1 + place % 5, "Because.")
            term.tally.did("decision", term.clock.now())
            term.tally.answered.add(name)
        term.minute()


def _propose(term: Term) -> None:
    """Some comments become entries: of one's own passage, or of another's, who is asked."""
    for place, kind in enumerate(KINDS):
        author = term.names[place * 5 + 1]
        answer = feedback.feedback_on(term.people[author], term.latest[author].id).answers[0]
        comment = next(c for c in answer.comments if c.passage)
        reader = next(n for n, s in term.people.items() if s.actor_id == answer.review.reviewer_id)
        proposer = author if place % 2 else reader
        who = term.people[proposer]
        title = f"Entry {place}"
        text = EntryText(title, kind, "When you argue", "readers doubt", "show *one* case")
        source = style_guide.comment_source(who, answer.review.id, comment.id)
        entry = style_guide.propose_entry(who, text, source=source, quote=True)
        term.entries[title] = entry.id
        if place % 2:
            term.quoted[title] = comment.passage.exact
        elif place % 4 == 0:
            ((quotation, _),) = quoting.quotations_asked(term.people[author])
            quoting.answer_quotation(term.people[author], quotation.id, True)
            term.quoted[title] = comment.passage.exact
        day = term.clock.now().date()
        term.tally.proposed[title], term.tally.kinds[title] = day, kind
        term.tally.states[title] = "proposed"
        term.tally.proposers[proposer] += 1
        term.tally.did("guide", term.clock.now())
        term.minute()


def _later_round(term: Term, number: int) -> None:
    """The next draft of everybody; its first readers are offered it first, and take it."""
    for place, name in enumerate(term.names):
        if place == len(term.names) // 2:
            term.look(f"half have draft {number}")
        _hand_in(term, name, number)
    term.look(f"draft {number} waits")
    term.clock.forward(days=1)
    for name in term.names:
        for _ in term.readers[name]:
            offer = reviews.review_board(term.people[name]).offers[0]
            author = term.author_of(offer.submission)
            assert author in term.readers[name], "who read the first draft is offered the second"
            _review(term, name, _claim(term, name, author), number)
    term.look(f"draft {number} is read")


def _tend(term: Term, number: int) -> None:
    """The guide is tried, reworded, moved on."""
    titles = sorted(term.entries)
    for place, title in enumerate(titles[: 3 * (number - 1)]):
        name = term.names[place * 4 + number]
        style_guide.try_entry(term.people[name], term.entries[title], place % 3 != 0, "It was so.")
        term.tally.trials[title, place % 3 != 0] += 1
        term.tally.triers[name] += 1
        term.tally.did("guide", term.clock.now())
        if term.tally.states[title] == "proposed":
            term.tally.states[title] = "on trial"
            term.tally.did("guide", term.clock.now())
    who = term.names[number]
    entry = style_guide.find_entry(term.people[who], term.entries["Entry 1"])
    again = EntryText("Entry 1", "style", "When you argue", "readers doubt", f"show {number} cases")
    assert entry.text != again
    style_guide.revise_entry(term.people[who], entry.id, again, "A new case.")
    term.tally.revisers[who] += 1
    term.tally.did("guide", term.clock.now())
    if number == 2:
        for title in titles[:2]:
            _move(term, term.teacher, title, EntryState.ESTABLISHED)
            term.tally.established[title] = term.clock.now().date()
        _move(term, term.teacher, titles[7], EntryState.RETIRED)
    else:
        _move(term, term.people[who], titles[0], EntryState.CONTESTED)
        term.tally.did("guide", term.clock.now())
        _move(term, term.teacher, titles[1], EntryState.INHERITED)


def _move(term: Term, who: Session, title: str, after: EntryState) -> None:
    style_guide.move_entry(who, term.entries[title], after, "It has been seen.")
    term.tally.states[title] = str(after)


def _end(term: Term) -> None:
    """One comes late and finds no reader, one does nothing, and the assignment closes."""
    for name in (LATE, IDLE):
        _join(term, name)
    _comes_late(term)
    term.clock.forward(days=8)
    term.look("two are late")
    term.begins(Phase.CLOSED)
    term.look("the end")


def _comes_late(term: Term) -> None:
    """Two drafts that nobody reads: the second is a new draft, and no revision after a review."""
    who = term.people[LATE]
    draft = drafts.start_draft(who, term.assignment.id, "Late thoughts")
    drafts.describe_draft(who, draft.id, request="Too late?")
    for number, text in ((1, "I am late."), (2, "I am late, and brief.")):
        drafts.save_text(who, draft.id, drafts.Save(text, number - 1, "tab", number))
        assert submissions.submit_draft(who, draft.id).is_late is (number == 1)
        term.tally.submissions.append((LATE, number))
        term.tally.did("draft", term.clock.now())
        term.minute()
    term.tally.handed_in.add(LATE)
