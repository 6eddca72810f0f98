"""A report with everything in it, and one whose every word is hostile or from far away."""

from dataclasses import replace
from datetime import UTC, date, datetime

from writing_center.domain.annotations import CommentKind
from writing_center.domain.reviews import Choice
from writing_center.reports.model import (
    Fate,
    FeedbackReport,
    GivenToOthers,
    Helpfulness,
    LevelLine,
    MadeOfIt,
    PassageRemark,
    Reading,
    Remark,
    ReportedReview,
    ReportedSubmission,
    ToldLine,
)


def at(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 10, day, hour, tzinfo=UTC)


REVIEW = ReportedReview(
    reviewer="Ben Okafor",
    at=at(7),
    answer=Remark(
        "Yes: by the second paragraph I knew whom you were writing to, and why now.\n\n"
        "I was less sure what you want them to do about it.",
        MadeOfIt(Choice.WILL_DO, "I’ll put the demand into the first paragraph.", at(8)),
    ),
    readings=(
        Reading(
            "What it is about",
            "the second paragraph",
            "“The last bus leaves at nine” told me what the letter is about.",
            "clear",
        ),
        Reading("Where you slowed down", "the list of stops", "I read it twice."),
    ),
    passages=(
        PassageRemark(
            CommentKind.WORKED,
            "My sister works until half past ten, and the last bus leaves at nine.",
            "Here I saw a person and a clock. It made the number on the next line matter.",
            entry="Open with a person, then the number",
            decision=MadeOfIt(Choice.DONE, "", at(9)),
            fate=Fate.STILL_THERE,
        ),
        PassageRemark(
            CommentKind.LOST,
            "Furthermore, the aforementioned stops are likewise affected by this.",
            "Which stops? I had to go back up. Perhaps name two of them.",
            decision=MadeOfIt(
                Choice.DECLINED, "The stops are on the map that goes with the letter.", at(9)
            ),
            fate=Fate.CHANGED,
        ),
        PassageRemark(
            CommentKind.SUGGESTION,
            "In conclusion, I conclude that this is bad.",
            "You could end on what you ask for.",
            fate=Fate.GONE,
        ),
    ),
    summary=Remark("I would sign this. Tell them what to decide, and by when."),
    helpfulness=Helpfulness(4, "You told me where you were when you read it."),
    suggestion=Remark(
        "Begin with the bus that did not come.",
        MadeOfIt(Choice.WILL_DO, "It shows what I mean.", at(9)),
    ),
)
SECOND = replace(
    REVIEW,
    reviewer="Cem Aydın",
    answer=None,
    readings=(),
    passages=REVIEW.passages[1:2],
    helpfulness=None,
)
FIRST_DRAFT = ReportedSubmission(
    title="A bus after nine",
    number=1,
    assignment="Letter to the city council",
    at=at(5),
    words=412,
    request="Do you know by the second paragraph what I want?",
    help_had="My brother read it aloud to me.",
    reviews=(REVIEW, SECOND),
    levels=(
        LevelLine("What it is about", ("clear",), 2, "clear", "clear"),
        LevelLine("How it carries", ("carries mostly",), 3, "carries here and there", "carries"),
        LevelLine("Ending", ("open",), 1, "open", "open"),
    ),
    next_number=2,
    words_next=455,
    own=replace(
        REVIEW,
        reviewer="Ana Brandt",
        answer=Remark("I hope they know by then."),
        readings=(),
        passages=(),
        summary=Remark("It asks, and then it explains."),
        suggestion=None,
        helpfulness=None,
    ),
)
REPORT = FeedbackReport(
    center="Northside Writing Center",
    student="Ana Brandt",
    classes=("English 10b",),
    made_at=at(30),
    submissions=(
        FIRST_DRAFT,
        replace(
            FIRST_DRAFT,
            number=2,
            at=at(12),
            words=455,
            reviews=(),
            levels=(),
            next_number=None,
            words_next=None,
            help_had="",
            request="Is the demand where you need it?",
            opening="The demand stands first now. The drivers are new.",
            told=(
                ToldLine(
                    "suggestion",
                    "My sister works until ten",
                    Choice.DONE,
                    "she works longer on Fridays",
                    Fate.CHANGED,
                ),
                ToldLine("On the whole", "", Choice.DECLINED, "The council reads short letters."),
            ),
        ),
    ),
    given=GivenToOthers(3, 9, ("Name the reader before the problem",)),
    since=date(2026, 10, 1),
    until=date(2026, 10, 31),
)
EMPTY = replace(REPORT, submissions=(), given=GivenToOthers(0, 0, ()), since=None, until=None)

HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> [a](javascript:alert(1)) "
    "![b](http://evil.example/x.png) $x$ \\(y\\) $$z$$ `code` ```fence``` **b** _i_ ~~s~~ "
    '# head | a | b | &lt; &amp; #eval("1") #import "@preview/x" {{ 7*7 }} {% if %} '
    "http://evil.example www.evil.example a@evil.example <http://evil.example> \\begin{x}\\end{x}"
)
WORLD = "日本語のテキスト 😀👩‍👩‍👧 مرحبا بالعالم שלום עולם हिन्दी ไทย \u202eback\u202c e\u0301 \x07 \U0001f1e9\U0001f1ea"
LINES = "    four spaces\n\n1. one\n- two\n===\n---\n> q\n\ttab\n```\nfence\n```\n# no heading\n| a | b |\n|---|---|\n"


def with_words(words: str) -> FeedbackReport:
    """The report in which every word that people can choose is ``words``."""
    made = MadeOfIt(Choice.DECLINED, words, at(9))
    review = ReportedReview(
        words,
        at(7),
        Remark(words, made),
        (Reading(words, words, words, words, made),),
        (PassageRemark(CommentKind.LOST, words, words, words, made, Fate.GONE),),
        Remark(words),
        Helpfulness(1, words),
    )
    submission = replace(
        FIRST_DRAFT,
        title=words,
        assignment=words,
        request=words,
        help_had=words,
        reviews=(review,),
        opening=words,
        told=(ToldLine(words, words, Choice.DECLINED, words, Fate.GONE),),
        levels=(LevelLine(words, (words,), 2, words, words + "2"),),
    )
    return replace(
        REPORT,
        center=words,
        student=words,
        classes=(words,),
        assignment=words,
        submissions=(submission,),
        given=GivenToOthers(1, 1, (words,)),
    )
