"""The sentences that all renderers share."""

from datetime import date, datetime

from ..domain.reviews import Choice
from .model import (
    Fate,
    FeedbackReport,
    GivenToOthers,
    LevelLine,
    MadeOfIt,
    PassageRemark,
    ReportedReview,
    ReportedSubmission,
    ToldLine,
)

CHOICE_WORDS = {
    Choice.WILL_DO: "You will do this",
    Choice.CONSIDERING: "You are considering this",
    Choice.DECLINED: "You decided against it",
    Choice.DONE: "You did this",
}
FATE_WORDS = {
    Fate.STILL_THERE: "the passage is still there, word for word",
    Fate.CHANGED: "the passage has changed",
    Fate.GONE: "the passage is gone",
}
HELPFULNESS_WORDS = (
    "",
    "not yet helpful",
    "a little helpful",
    "helpful",
    "very helpful",
    "more helpful than hoped for",
)
LONGEST_IN_A_LINE = 100
NOTHING = (
    "No draft was handed in, and no answer came, in the time that this report is about. "
    "It is never too late for a first draft."
)
WHAT_YOU_DID = "What you did with your readers’ comments"
OWN_LOOK = "How you saw it yourself"
NO_REVIEW = "Nobody has answered this draft yet."


def heading(report: FeedbackReport) -> str:
    """The report's title."""
    return f"Feedback for {report.student}"


def day(at: date | datetime) -> str:
    """A day as it is read out: "5 October 2026"."""
    return f"{at.day} {at:%B %Y}"


def span(report: FeedbackReport) -> str:
    """What time and what assignment the report is about; empty when it is about everything."""
    parts = []
    if report.assignment:
        parts.append(f"“{report.assignment}”")
    if report.since and report.until:
        parts.append(f"{day(report.since)} to {day(report.until)}")
    elif report.since:
        parts.append(f"since {day(report.since)}")
    elif report.until:
        parts.append(f"until {day(report.until)}")
    return ", ".join(parts)


def about(report: FeedbackReport) -> str:
    """One line under the title: class, span, and when the report was made."""
    parts = [*report.classes, span(report), f"made on {day(report.made_at)}"]
    return " · ".join(part for part in parts if part)


def overview(report: FeedbackReport) -> str:
    """What is in the report, in a sentence."""
    drafts = len(report.submissions)
    reviews = sum(len(submission.reviews) for submission in report.submissions)
    decided = sum(
        decision is not None
        for submission in report.submissions
        for decision in _decisions(submission)
    )
    return (
        f"You handed in {number(drafts, 'draft')}, got {number(reviews, 'answer')} from readers, "
        f"and decided on {number(decided, 'comment')}."
    )


def given(gift: GivenToOthers) -> str:
    """What the student did for others, in a sentence; empty when there was nothing."""
    parts = []
    if gift.reviews:
        parts.append(
            f"answered {number(gift.reviews, 'draft')} of others, with "
            f"{number(gift.comments, 'comment')} beside their passages"
        )
    if gift.entries:
        titles = ", ".join(f"“{title}”" for title in gift.entries)
        parts.append(f"proposed {titles} for the style guide")
    return f"You {', and '.join(parts)}." if parts else ""


def submission_line(submission: ReportedSubmission) -> str:
    """When the draft was handed in, for what, and how long it is."""
    place = submission.assignment or "a request of your own"
    return f"{place} · {day(submission.at)} · {number(submission.words, 'word')}"


def decided(decision: MadeOfIt | None) -> str:
    """What the author made of a comment, with the reason; empty when they have not said."""
    if decision is None:
        return ""
    words = CHOICE_WORDS[decision.choice]
    return f"{words}: {decision.reason}" if decision.reason else f"{words}."


def fate(remark: PassageRemark, submission: ReportedSubmission) -> str:
    """What became of the passage in the next draft; empty while there is none."""
    if remark.fate is None or submission.next_number is None:
        return ""
    return f"In Draft {submission.next_number} {FATE_WORDS[remark.fate]}."


def told(line: ToldLine) -> str:
    """What the author said of a comment on handing the next draft in, in one line."""
    about = line.about[:1].upper() + line.about[1:]
    on = f", on “{shortened(line.passage)}”" if line.passage else ""
    words = CHOICE_WORDS[line.choice]
    after = f" In this draft {FATE_WORDS[line.fate]}." if line.fate else ""
    reason = line.reason.rstrip()
    stop = "" if reason[-1:] in ".!?…" else "."
    said = f"{words}: {reason}{stop}" if reason else f"{words}."
    return f"{about}{on}. {said}{after}"


def shortened(passage: str) -> str:
    """The beginning of a passage, on one line."""
    line = " ".join(passage.split())
    return line if len(line) <= LONGEST_IN_A_LINE else f"{line[:LONGEST_IN_A_LINE].rstrip()}…"


def revision(submission: ReportedSubmission) -> str:
    """What came after: the next draft, and what became of the passages commented on."""
    if submission.next_number is None:
        return ""
    fates = [p.fate for review in submission.reviews for p in review.passages if p.fate]
    words = number(submission.words_next or 0, "word")
    line = f"You revised it: Draft {submission.next_number} has {words}."
    if not fates:
        return line
    counts = [(fates.count(one), one) for one in Fate]
    told = ", ".join(f"{count} {one}" for count, one in counts if count)
    passages = number(len(fates), "passage")
    return f"{line} Of {passages} that readers commented on: {told}."


def level_line(line: LevelLine) -> str:
    """Levels in words: the middle, how many readers, how far apart; and what a teacher set."""
    readers = _readers_line(line) if line.count else "no reader chose a level"
    if not line.set_to:
        return readers
    return f"{readers}. {line.set_by} set “{line.set_to}”: {line.reason}"


def _readers_line(line: LevelLine) -> str:
    middle = " to ".join(f"“{word}”" for word in line.middle)
    if line.count == 1:
        return f"{middle} (1 reader)"
    if line.lowest == line.highest:
        everybody = "both readers" if line.count == 2 else f"all {line.count} readers"
        return f"{middle} ({everybody})"
    if line.count == 2:
        return f"“{line.lowest}” to one reader, “{line.highest}” to the other"
    apart = f"from “{line.lowest}” to “{line.highest}”"
    return f"{middle} in the middle; {line.count} readers, {apart}"


def kind(remark: PassageRemark) -> str:
    """What a comment on a passage is about, as a label."""
    return remark.kind[0].upper() + remark.kind[1:]


def with_own(submission: ReportedSubmission) -> list[ReportedReview]:
    """The readers' reviews, and at the end the writer's own, if it is there."""
    own = [submission.own] if submission.own else []
    return [*submission.reviews, *own]


def number(count: int, noun: str) -> str:
    """A count with its noun: "1 draft", "2 drafts", "1,204 words"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _decisions(submission: ReportedSubmission) -> list[MadeOfIt | None]:
    found: list[MadeOfIt | None] = []
    for review in submission.reviews:
        whole = (review.answer, review.summary, review.suggestion)
        found += [one.decision for one in whole if one is not None]
        found += [reading.decision for reading in review.readings]
        found += [remark.decision for remark in review.passages]
    return found
