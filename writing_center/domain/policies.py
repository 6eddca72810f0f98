"""What holds for an assignment, in plain words: told to everybody before it matters."""

from .assignments import Assignment, Naming, ReadersFrom
from .rubrics import Rubric

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
READERS = {
    ReadersFrom.CLASS: "Your readers are from your own class.",
    ReadersFrom.OTHER_CLASSES: "Your readers are from other classes of the center, not from yours.",
    ReadersFrom.CENTER: "Anybody in the center may be your reader.",
}
NAMES = {
    Naming.OPEN: "Writers and readers see each other’s names throughout.",
    Naming.PEN_NAMES_FIRST: (
        "While they review, writers and readers have pen names. Once a review is in, its writer "
        "and its reader see each other’s names. Two readers of one draft keep their pen names "
        "towards each other."
    ),
    Naming.SINGLE_BLIND: (
        "Readers see the writer’s name. Writers do not learn who their readers were, and readers "
        "of one draft do not learn it of each other: they have pen names."
    ),
    Naming.DOUBLE_BLIND: (
        "Writers and readers do not learn each other’s names, then or later: they have pen names."
    ),
}
CIRCLE_MATES = "You are in one circle, so you see each other’s names."
FOR_READERS = {
    Naming.OPEN: "You see each other’s names.",
    Naming.PEN_NAMES_FIRST: (
        "While you write you see a pen name; once your review is in, you both see names."
    ),
    Naming.SINGLE_BLIND: "You see the writer’s name; the writer does not learn yours.",
    Naming.DOUBLE_BLIND: "Neither of you learns the other’s name.",
}
FOR_WRITERS = {
    Naming.OPEN: "You and your readers see each other’s names.",
    Naming.PEN_NAMES_FIRST: (
        "Your readers see a pen name while they write. Once a review is in, you both see names."
    ),
    Naming.SINGLE_BLIND: (
        "Your readers see your name; you see their pen names. Your teacher knows who they are."
    ),
    Naming.DOUBLE_BLIND: (
        "You and your readers see each other’s pen names. Your teacher knows who is who."
    ),
}
NAMES_IN_SHORT = {
    Naming.OPEN: "names throughout",
    Naming.PEN_NAMES_FIRST: "pen names while reviewing, then names",
    Naming.SINGLE_BLIND: "readers stay unnamed",
    Naming.DOUBLE_BLIND: "nobody is named",
}
FROM_IN_SHORT = {
    ReadersFrom.CLASS: "from the class",
    ReadersFrom.OTHER_CLASSES: "from other classes",
    ReadersFrom.CENTER: "from the whole center",
}


def policies_in_words(
    assignment: Assignment, rubric: Rubric | None = None, second: Rubric | None = None
) -> tuple[str, ...]:
    """Sentences for students: who reads whom, who sees what and when, what late means.

    ``rubric`` and ``second`` are the criteria of the first and of later drafts, where known.
    """
    return (
        _readers(assignment),
        names_in_words(assignment.naming),
        _late(assignment),
        _claims(assignment),
        *_levels(assignment, rubric, second),
        *_own_review(assignment),
        _edits(assignment),
        "You see what others wrote about a draft once your own review of it is in.",
        "You say how helpful each review was; its reader sees that without your name.",
        "Your teacher sees what you hand in, with names, and never your working draft.",
    )


def in_short(
    assignment: Assignment, rubric: Rubric | None = None, second: Rubric | None = None
) -> str:
    """The policies in one sentence, for the teacher who looks whether they are right."""
    levels = any(one.has_levels for one in (rubric, second) if one is not None)
    circles = ", circles first" if assignment.circles_first else ""
    parts = [
        f"{_count(assignment.reviews_wanted, 'reader', 'readers')} for each draft, "
        f"{FROM_IN_SHORT[assignment.readers_from]}{circles}",
        f"{_count(assignment.reviews_due, 'review', 'reviews')} from each student",
        NAMES_IN_SHORT[assignment.naming],
        "levels in words" if levels else "no levels",
        *(["other criteria for the second round"] if second is not None else []),
        *(["writers review their own text first"] if assignment.self_review else []),
        *(["suggested edits"] if assignment.suggested_edits else []),
        "late drafts are refused"
        if assignment.refuses_late
        else "late drafts are marked, not lost",
    ]
    if assignment.rounds > 1:
        parts.insert(0, f"{NUMBERS[assignment.rounds]} rounds of reading")
    sentence = "; ".join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}."


def does_not_fit(wanted: int, due: int, readers_from: ReadersFrom, students: int) -> str:
    """A sentence for the teacher where readers for each draft (``wanted``), reviews from each
    student (``due``) and the class do not fit together; empty where they do, where others read
    than the class, and as long as nobody has joined. Never a block: people fall ill, and read more.
    """
    if readers_from is not ReadersFrom.CLASS:
        return ""
    readers, reviews = _count(wanted, "reader", "readers"), _count(due, "review", "reviews")
    if students > 1 and max(wanted, due) >= students:
        others = _count(students - 1, "other", "others")
        return (
            f"The class is too small for {readers} for each draft and {reviews} from each student: "
            f"with {students} students, everybody has {others} to read and be read by."
        )
    both = f"{readers} for each draft, but {reviews} from each student: "
    if due < wanted:
        missing = _count(wanted - due, "reader", "readers")
        return f"{both[0].upper()}{both[1:]}{missing} of every draft will have to read more."
    if due > wanted:
        return f"{both[0].upper()}{both[1:]}there will not be enough drafts to read for everybody."
    return ""


def _readers(assignment: Assignment) -> str:
    wanted = _count(assignment.reviews_wanted, "reader", "readers")
    due = _count(assignment.reviews_due, "draft", "drafts")
    first = f"Every draft gets {wanted}, and you read {due}; more is welcome."
    circles = (
        " If you are in a circle, your draft goes to it first, for two days at most; then to "
        "anybody."
        if assignment.circles_first
        else ""
    )
    return f"{first} {READERS[assignment.readers_from]}{circles} Consultants may read too."


def names_in_words(naming: Naming) -> str:
    """Who is named when, in an assignment with this policy."""
    circles = "" if naming is Naming.OPEN else " Within a circle, names are open."
    return f"{NAMES[naming]}{circles}"


def names_for_reader(naming: Naming, own_pen_name: str = "", *, is_in: bool = False) -> str:
    """The same, to somebody who reads a draft, or whose review of it is in; with what they are
    called, where it stays so."""
    if is_in and naming is Naming.PEN_NAMES_FIRST:
        return FOR_READERS[Naming.OPEN]
    own = f" Here you are called {own_pen_name}." if own_pen_name else ""
    return f"{FOR_READERS[naming]}{own}"


def names_for_writer(naming: Naming) -> str:
    """The same, to somebody who reads what others say about their draft."""
    return FOR_WRITERS[naming]


def _late(assignment: Assignment) -> str:
    if assignment.refuses_late:
        return (
            "A draft is taken until its date, and not after it. If you need more time, ask your "
            "teacher before."
        )
    return "A draft that comes after its date is marked late, and is read like the others."


def _claims(assignment: Assignment) -> str:
    held = NUMBERS[min(assignment.claims_at_a_time, 10)]
    at_a_time = (
        "You hold one at a time."
        if assignment.claims_at_a_time == 1
        else f"You may hold {held} at a time, and one the first time."
    )
    return (
        f"A draft that you take is yours to read for {_hours(assignment.claim_hours)}, never past "
        f"the end of the phase; writing in the review renews it. {at_a_time}"
    )


def _levels(
    assignment: Assignment, rubric: Rubric | None, second: Rubric | None
) -> tuple[str, ...]:
    first = rubric is not None and rubric.has_levels
    later = second.has_levels if second is not None else first
    if not first and not later:
        return ("Nobody gives levels, points or grades here.",)
    which = "for every draft" if first and later else "for first drafts only"
    if later and not first:
        which = "from the second draft on"
    told = (
        f"Readers choose levels, in words, {which}. You see them after you have said how helpful "
        "the review was: the middle one, how many readers, and how far apart they were."
    )
    if assignment.weighs_readers:
        told += " Beside it stands a value that trusts steady readers more."
    return (told,)


def _own_review(assignment: Assignment) -> tuple[str, ...]:
    if not assignment.self_review:
        return ()
    return (
        "Before you see what your readers wrote, you review your own text with the same questions. "
        "One line is enough, and their answers open at the latest when the revision begins.",
    )


def _edits(assignment: Assignment) -> str:
    if assignment.suggested_edits:
        return "Readers may suggest other words, which you can take over with one click."
    return "Readers comment; the words stay yours."


def _hours(hours: float) -> str:
    if hours < 1:
        return f"{hours * 60:.0f} minutes"
    return "one hour" if hours == 1 else f"{hours:g} hours"


def _count(number: int, one: str, many: str) -> str:
    words = NUMBERS[number] if 0 <= number < len(NUMBERS) else str(number)
    return f"{words} {one if number == 1 else many}"
