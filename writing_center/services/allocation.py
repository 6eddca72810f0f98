"""The teacher gives a whole class its readers: seen before it is done, and done as it was seen.

What a reader is given is a claim like any other (so it is shown, renewed, given back and declined
like any other) that lasts to the end of the phase and does not count against the cap.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ..domain.activity import Did
from ..domain.assignments import Assignment, ReadersFrom, phase_at, review_since, takes_reviews
from ..domain.conflicts import Conflict, PairKind, PairRule, away_from
from ..domain.errors import NotAllowed, PhaseClosed, PlanChanged
from ..domain.matching import Matching, Pair, Text, match
from ..domain.people import Role
from ..domain.reviews import Claim, ClaimState, Freed, Review, latest_only, takes_a_place
from ..domain.submissions import Submission
from .assignments import find_assignment
from .circle_mates import mates_by_member, mates_in_turn
from .leases import assigned_until
from .names import name_of
from .offering import Past, past_of
from .session import Session


@dataclass(frozen=True)
class PlannedText:
    """A text that somebody is given; ``wished`` by the teacher, ``extra`` over its number,
    ``from_circle`` when its writer is in the reader's circle."""

    author: str
    title: str
    wished: bool
    extra: bool
    from_circle: bool = False


@dataclass(frozen=True)
class PlanRow:
    """What one reader is given, beside the ``under_way`` that they read already."""

    reader: str
    texts: tuple[PlannedText, ...]
    under_way: int

    @property
    def total(self) -> int:
        """How many they read then."""
        return len(self.texts) + self.under_way


@dataclass(frozen=True)
class Plan:
    """Who would read whom. ``stamp`` stands for exactly these pairs; ``problems`` say what can't
    be, and for whom; ``mutual`` names those who read each other and are in no circle. What is given
    is there to read ``until`` then."""

    assignment: Assignment
    rows: tuple[PlanRow, ...]
    given: int
    texts: int
    least: int
    most: int
    problems: tuple[str, ...]
    mutual: tuple[str, ...]
    stamp: str
    until: datetime


def plan_readers(
    session: Session, assignment_id: str, *, shuffle: int = 0, everybody: bool = False
) -> Plan:
    """What ``assign_readers`` would do now; nothing is changed. The class's teachers only.

    ``shuffle`` chooses another plan; ``everybody`` gives texts to those as well who have not
    handed in. Raises NotAllowed where readers come from other classes.
    """
    return _work_out(session, assignment_id, shuffle, everybody).plan


def assign_readers(
    session: Session,
    assignment_id: str,
    stamp: str,
    *,
    shuffle: int = 0,
    everybody: bool = False,
) -> Plan:
    """Do what the plan with this ``stamp`` showed. The class's teachers only.

    What is under way stays as it is, so it can be done again for who comes late. Raises
    PlanChanged when it would be another plan by now, PhaseClosed outside review and revision.
    """
    with session.store.transaction():
        work = _work_out(session, assignment_id, shuffle, everybody)
        assignment = work.plan.assignment
        if not takes_reviews(phase_at(assignment, session.clock.now())):
            raise PhaseClosed(f"“{assignment.title}” is not in its review phase: begin it first.")
        if work.plan.stamp != stamp:
            raise PlanChanged
        _give(session, work)
        session.record(
            Did.READERS_ASSIGNED, group_id=assignment.group_id, assignment_id=assignment.id
        )
        return work.plan


@dataclass(frozen=True)
class _Class:
    """What a plan is made from. ``claims`` are those on the ``newest`` submissions, by text;
    ``past`` is what became of earlier ones."""

    assignment: Assignment
    students: frozenset[str]
    submissions: Sequence[Submission]
    newest: Mapping[str, Submission]
    claims: Mapping[str, Sequence[Claim]]
    conflicts: Sequence[Conflict]
    rules: Sequence[PairRule]
    past: Past


@dataclass(frozen=True)
class _Work:
    here: _Class
    matching: Matching
    plan: Plan


def _work_out(session: Session, assignment_id: str, shuffle: int, everybody: bool) -> _Work:
    here = _read(session, assignment_id)
    now = session.clock.now()
    must, impossible = _musts(session, here)
    under_way = _under_way(session, here, now)
    matching = match(
        sorted(_readers(here, everybody) | {reader for reader, _ in must}),
        _texts(session, here, now),
        under_way=under_way,
        must=must,
        due=here.assignment.reviews_due,
        seed=f"{assignment_id}/{shuffle}",
    )
    return _Work(here, matching, _plan(session, here, matching, must, impossible, under_way))


def _read(session: Session, assignment_id: str) -> _Class:
    store = session.store
    assignment = find_assignment(session, assignment_id)
    session.require_teacher_of(assignment.group_id)
    if assignment.readers_from is ReadersFrom.OTHER_CLASSES:
        raise NotAllowed(
            "The readers of this assignment come from other classes; they choose for themselves."
        )
    places = store.memberships.where(group_id=assignment.group_id)
    here = {place.member_id for place in places}
    found = store.submissions.where(assignment_id=assignment_id)
    submissions = [s for s in found if not here.isdisjoint(s.author_ids)]
    newest = {s.id: s for s in latest_only(submissions)}
    return _Class(
        assignment,
        frozenset(place.member_id for place in places if place.role is Role.STUDENT),
        submissions,
        newest,
        {id: store.claims.where(submission_id=id) for id in newest},
        store.conflicts.all(),
        store.pair_rules.where(assignment_id=assignment_id),
        past_of(session, submissions),
    )


def _readers(here: _Class, everybody: bool) -> set[str]:
    if everybody:
        return set(here.students)
    authors = {id for submission in here.newest.values() for id in submission.author_ids}
    return authors & here.students


def _texts(session: Session, here: _Class, now: datetime) -> list[Text]:
    mates = mates_in_turn(session, here.assignment)
    away = _away(here)
    texts = []
    for submission in here.newest.values():
        claims = here.claims[submission.id]
        closed = _refused(here, submission)
        closed |= {id for author in submission.author_ids for id in away.get(author, ())}
        texts.append(
            Text(
                submission.id,
                submission.author_ids,
                submission.readers_wanted,
                frozenset(c.reviewer_id for c in claims if takes_a_place(c, now)),
                frozenset(closed),
                tuple(sorted(here.past.readers.get(submission.draft_id, ()))),
                mates.get(submission.author_id, ()),
            )
        )
    return texts


def _away(here: _Class) -> dict[str, frozenset[str]]:
    named = {id for c in here.conflicts for id in (c.member_id, c.other_id)}
    named |= {id for r in here.rules for id in (r.reader_id, r.author_id)}
    return {id: away_from(id, here.conflicts, here.rules) for id in named}


def _under_way(session: Session, here: _Class, now: datetime) -> Counter[str]:
    """What everybody has taken since the review phase began: other texts' earlier drafts too."""
    since = review_since(here.assignment, now)
    older = [s.id for s in here.submissions if s.id not in here.newest]
    claims = [c for found in here.claims.values() for c in found]
    claims += [c for id in older for c in session.store.claims.where(submission_id=id)]
    return Counter(
        c.reviewer_id
        for c in claims
        if takes_a_place(c, now) and (since is None or c.claimed_at >= since)
    )


def _musts(session: Session, here: _Class) -> tuple[list[Pair], list[str]]:
    """The teacher's wishes as pairs of a reader and a text, and what can't be, in words."""
    texts: dict[str, list[Submission]] = {}
    for submission in here.newest.values():
        for id in submission.author_ids:
            texts.setdefault(id, []).append(submission)
    away = _away(here)
    pairs, impossible = [], []
    for rule in here.rules:
        if rule.kind is not PairKind.READS:
            continue
        reader, author = name_of(session, rule.reader_id), name_of(session, rule.author_id)
        missing = [id for id in (rule.reader_id, rule.author_id) if id not in here.students]
        reasons = {one.id: _why_not(here, away, rule, one) for one in texts.get(rule.author_id, ())}
        can = [id for id, reason in reasons.items() if not reason]
        if missing:
            gone = reader if missing[0] == rule.reader_id else author
            impossible.append(f"{reader} is to read {author}; {gone} is not in the class any more.")
        elif can:
            pairs.append((rule.reader_id, can[0]))
        else:
            why = next(iter(reasons.values()), "who has not handed in yet")
            impossible.append(f"{reader} is to read {author}, {why}.")
    return pairs, impossible


def _why_not(
    here: _Class, away: Mapping[str, frozenset[str]], rule: PairRule, text: Submission
) -> str:
    """Why the reader of a wish can't have this text; empty where they can."""
    of_draft = (one for one in here.submissions if one.draft_id == text.draft_id)
    if any(rule.reader_id in one.author_ids for one in of_draft):
        return "but they wrote the text together"
    if away.get(rule.reader_id, frozenset()).intersection(text.author_ids):
        return "but the two are kept apart"
    if rule.reader_id in _refused(here, text):
        return "but has given the text back"
    return ""


def _refused(here: _Class, text: Submission) -> set[str]:
    """Who gave this text back, or declined or wrote an earlier one of the same draft."""
    gave_back = {
        claim.reviewer_id
        for claim in here.claims[text.id]
        if claim.state is ClaimState.DECLINED
        or (claim.state is ClaimState.RELEASED and claim.freed is Freed.BY_READER)
    }
    return gave_back | here.past.closed_to.get(text.draft_id, set())


def _plan(
    session: Session,
    here: _Class,
    matching: Matching,
    must: Sequence[Pair],
    impossible: Sequence[str],
    under_way: Mapping[str, int],
) -> Plan:
    names = {id: name_of(session, id) for id in _everybody(here, matching)}
    circles = mates_by_member(session, here.assignment)
    given: dict[str, list[PlannedText]] = {reader: [] for reader in matching.loads}
    for pair in matching.pairs:
        text = here.newest[pair[1]]
        authors = " and ".join(names[id] for id in text.author_ids)
        is_near = pair[0] in circles.get(text.author_id, ())
        given[pair[0]].append(
            PlannedText(authors, text.title, pair in must, pair in matching.extra, is_near)
        )
    rows = [PlanRow(names[id], tuple(texts), under_way.get(id, 0)) for id, texts in given.items()]
    return Plan(
        assignment=here.assignment,
        rows=tuple(sorted(rows, key=lambda row: row.reader.casefold())),
        given=len(matching.pairs),
        texts=len(here.newest),
        least=min(matching.loads.values(), default=0),
        most=max(matching.loads.values(), default=0),
        problems=(*impossible, *_lacks(here, matching, names)),
        mutual=tuple(sorted(" and ".join(sorted(names[i] for i in p)) for p in matching.mutual)),
        stamp=_stamp(matching),
        until=assigned_until(here.assignment, session.clock.now()),
    )


def _everybody(here: _Class, matching: Matching) -> set[str]:
    found = {id for submission in here.newest.values() for id in submission.author_ids}
    return found | set(matching.loads) | {id for pair in matching.mutual for id in pair}


def _lacks(here: _Class, matching: Matching, names: Mapping[str, str]) -> list[str]:
    found = []
    for id, lacking in matching.short.items():
        text = here.newest[id]
        has = text.readers_wanted - lacking
        found.append(
            f"“{text.title}” by {' and '.join(names[one] for one in text.author_ids)} gets {has} "
            f"of {text.readers_wanted} readers: nobody else in the class may read it."
        )
    return found


def _stamp(matching: Matching) -> str:
    told = "\n".join(f"{reader} {text}" for reader, text in sorted(matching.pairs))
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def _give(session: Session, work: _Work) -> None:
    now = session.clock.now()
    end = work.plan.until
    claims, reviews = [], []
    for reader, text in work.matching.pairs:
        claim = Claim(
            session.fresh_id(),
            text,
            reader,
            now,
            end,
            assigned_by_id=session.actor_id,
            is_extra=(reader, text) in work.matching.extra,
        )
        own = next((c for c in work.here.claims[text] if c.reviewer_id == reader), None)
        claims.append(replace(claim, id=own.id) if own else claim)
        if own is None:
            reviews.append(Review(claim.id, text, reader, now, now))
    session.store.claims.add_many(claims)
    session.store.reviews.add_many(reviews)
