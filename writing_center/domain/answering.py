"""What authors answer to their reviewers, and what a reviewer may hear of it without a name.

Two rules are decided here; ADR 11 argues for both.

1. A reviewer hears answers, and changes of them, in batches: a batch is complete when two authors
   who did not write together are in it, and an incomplete one is not heard at all. So nothing can
   be put down to one author, neither at once nor by comparing what stood there yesterday with
   what stands there today.
2. A rating is left out where nothing but low levels explains it. Authors rate before they see
   levels, so this can only be a change of mind after them, or an answer to a reader whose low
   levels they had seen on an earlier draft.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from .errors import InvalidInput
from .reviews import BackEvaluation, EarlierRating

PRIOR_MEAN, PRIOR_WEIGHT = 3.5, 5
LOW_RATING, FAR_BELOW_OTHERS = 2, 2


class Reason(StrEnum):
    """Why a review helped, or didn't: a closed list, in the order of the form."""

    CLEAR_PLACE = "clear_place"
    SOMETHING_TO_TRY = "something_to_try"
    CHANGED_MY_VIEW = "changed_my_view"
    ENCOURAGED = "encouraged"
    TOO_VAGUE = "too_vague"
    NOT_MY_QUESTION = "not_my_question"
    TOO_MUCH = "too_much"
    HARD_TO_READ = "hard_to_read"


REASON_WORDS = {
    Reason.CLEAR_PLACE: "showed me where",
    Reason.SOMETHING_TO_TRY: "gave me something to try",
    Reason.CHANGED_MY_VIEW: "changed how I see it",
    Reason.ENCOURAGED: "encouraged me",
    Reason.TOO_VAGUE: "too vague",
    Reason.NOT_MY_QUESTION: "not about my question",
    Reason.TOO_MUCH: "too much at once",
    Reason.HARD_TO_READ: "hard to understand",
}


def chosen_reasons(keys: Iterable[str]) -> tuple[str, ...]:
    """Reasons from a form, each once, in the order of the list. Raises InvalidInput."""
    given = set(keys)
    known = tuple(str(reason) for reason in Reason if reason in given)
    if given - set(known):
        raise InvalidInput("Choose the reasons from the list.", "reasons")
    return known


def first_given(answer: BackEvaluation) -> datetime:
    """When the author first answered the review."""
    return answer.earlier[0].at if answer.earlier else answer.at


def first_rating(answer: BackEvaluation) -> int:
    """What the author said before they had seen any levels."""
    return answer.earlier[0].helpfulness if answer.earlier else answer.helpfulness


def versions_of(answer: BackEvaluation) -> list[BackEvaluation]:
    """What an author said at first and after each change; the last one is what they say now."""
    said = []
    for place, one in enumerate(answer.earlier):
        changes: dict[str, object] = {"helpfulness": one.helpfulness, "at": one.at}
        if one.why is not None:
            changes |= {"why": one.why, "reasons": one.reasons, "thanks": one.thanks}
        said.append(replace(answer, earlier=answer.earlier[:place], **changes))  # type: ignore[arg-type]
    return [*said, answer]


def kept_of(before: BackEvaluation, heard: Collection[datetime]) -> tuple[EarlierRating, ...]:
    """What is kept of an answer that its author changes. The first rating in any case: it was
    given unseen. Then what the reviewer heard, whose moments are ``heard``; of the words only the
    last that were. What nobody has heard is gone."""
    kept: list[EarlierRating] = []
    for place, one in enumerate(versions_of(before)):
        if place and one.at not in heard:
            continue
        kept = [replace(old, why="", reasons=(), thanks="") for old in kept]
        words = (one.why, one.reasons, one.thanks) if one.at in heard else ("", (), "")
        kept.append(EarlierRating(one.helpfulness, one.at, *words))
    return tuple(kept)


class LeftOut(StrEnum):
    """Why a rating is left out. ``left_out_sentence`` says it to people."""

    LOWERED = "lowered after low levels were seen"
    WITHOUT_REASON = "low, without a reason, after low levels on an earlier draft"


@dataclass(frozen=True)
class Standing:
    """What has to be known beside an answer to say whether it counts as it stands.

    ``has_low_levels``: this review's levels are low (see ``results.are_low``). ``had_low_before``:
    before they answered, the author had seen low levels of this reader on an earlier draft.
    ``others``: what the author first said about the other reviews of this draft.
    """

    has_low_levels: bool = False
    had_low_before: bool = False
    others: tuple[int, ...] = ()


@dataclass(frozen=True)
class CountedRating:
    """An answer with the number that counts of it: None where none does. ``coauthor_ids`` wrote
    the text together with who gave it."""

    answer: BackEvaluation
    counts: int | None
    left_out: LeftOut | None = None
    coauthor_ids: tuple[str, ...] = ()

    @property
    def writers(self) -> frozenset[str]:
        """Those among whom a reviewer would look for who said it."""
        return frozenset((self.answer.author_id, *self.coauthor_ids))


def count_rating(answer: BackEvaluation, standing: Standing) -> CountedRating:
    """What counts of an answer's rating.

    Lowered for low levels: what was said before the levels counts on. Low from the start for a
    reader who had given low levels before, with no reason and far below the other readers: none
    counts, until the author says why.
    """
    first = first_rating(answer)
    if standing.has_low_levels and answer.helpfulness < first:
        return CountedRating(answer, first, LeftOut.LOWERED)
    if standing.had_low_before and _is_unexplained(answer, standing.others):
        return CountedRating(answer, None, LeftOut.WITHOUT_REASON)
    return CountedRating(answer, answer.helpfulness)


def counts_anyway(answer: BackEvaluation) -> bool:
    """Whether the rating counts as it stands, whatever stands beside it: most do."""
    return answer.helpfulness >= first_rating(answer) and not _is_bare_and_low(answer)


def _is_bare_and_low(answer: BackEvaluation) -> bool:
    return answer.helpfulness <= LOW_RATING and not answer.why and not answer.reasons


def _is_unexplained(answer: BackEvaluation, others: Sequence[int]) -> bool:
    below = bool(others) and answer.helpfulness <= min(others) - FAR_BELOW_OTHERS
    return below and _is_bare_and_low(answer)


def shrunk_helpfulness(ratings: Sequence[int]) -> float:
    """(Σ + m·k) / (n + k) with m = 3.5 and k = 5: few ratings say little, one says next to
    nothing. The Bayesian average of rating sites, from 1 to 5."""
    return (sum(ratings) + PRIOR_MEAN * PRIOR_WEIGHT) / (len(ratings) + PRIOR_WEIGHT)


@dataclass(frozen=True)
class Heard:
    """What a reviewer may hear: no names, no dates, no numbers of anything.

    Each reason stands once, however many gave it: where all gave it, each of them would be known
    to have done so. Words are in the order of the alphabet. ``helpfulness`` is shrunk, and never
    shown as a number.
    """

    reasons: tuple[Reason, ...]
    words: tuple[str, ...]
    thanks: tuple[str, ...]
    helpfulness: float


def heard_from(answers: Iterable[CountedRating]) -> Heard | None:
    """What the reviewer hears of these answers; None while it could be one author's.

    ``answers`` has every version of each (see ``versions_of``): a change is held back like
    anything new, and until then what was said before stands.
    """
    told = list({one.answer.id: one for one in _complete_batches(answers)}.values())
    if not told:
        return None
    keys = {key for one in told for key in one.answer.reasons}
    return Heard(
        reasons=tuple(reason for reason in Reason if reason in keys),
        words=_in_alphabet(one.answer.why for one in told),
        thanks=_in_alphabet(one.answer.thanks for one in told),
        helpfulness=shrunk_helpfulness([a.counts for a in told if a.counts is not None]),
    )


def heard_moments(answers: Iterable[CountedRating], id: str) -> set[datetime]:
    """When those versions of an answer were given that its reviewer may hear, or might have."""
    return {one.answer.at for one in _complete_batches(answers) if one.answer.id == id}


def how_received(heard: Heard | None) -> str:
    """One sentence about the reviews that a member gave. Their teacher reads the same one."""
    if heard is None:
        return "Nothing can be said yet without naming somebody."
    said = ", ".join(f"“{REASON_WORDS[reason]}”" for reason in heard.reasons)
    return f"{_band(heard.helpfulness)}{f' They said: {said}.' if said else ''}"


def _band(helpfulness: float) -> str:
    if helpfulness >= PRIOR_MEAN + 0.25:
        return "Writers have found these reviews very helpful."
    if helpfulness >= PRIOR_MEAN - 0.25:
        return "Writers have found these reviews helpful."
    return "Writers would like something more from these reviews."


def _complete_batches(answers: Iterable[CountedRating]) -> list[CountedRating]:
    """The versions, in the order in which they were given, up to the last full batch. It is full
    when two are in it who did not write together: co-authors together could still be one voice."""
    inorder = sorted(answers, key=lambda one: (one.answer.at, one.answer.id))
    full = 0
    batch: list[frozenset[str]] = []
    for place, one in enumerate(inorder, start=1):
        batch.append(one.writers)
        if any(one.writers.isdisjoint(other) for other in batch):
            full, batch = place, []
    return inorder[:full]


def _in_alphabet(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted((text for text in set(texts) if text), key=str.casefold))


def left_out_sentence(rating: CountedRating) -> str:
    """What is left out and why: the same words for the teacher and for who gave the rating.
    Empty where nothing is."""
    answer = rating.answer
    if rating.left_out is LeftOut.LOWERED:
        return (
            f"The rating went from {first_rating(answer)} to {answer.helpfulness} after the levels "
            f"were seen, and the levels of this review are low. The {rating.counts} from before "
            "counts; the words are passed on as they are."
        )
    if rating.left_out is LeftOut.WITHOUT_REASON:
        return (
            f"A {answer.helpfulness} with no reason, far below the other readers of this draft, "
            "for a reader whose levels on an earlier draft were low. It does not count until a "
            "reason stands beside it."
        )
    return ""
