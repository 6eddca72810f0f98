"""What a teacher sees: no working draft, no request outside assignments, nor that there was one."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pypdf import PdfReader
from settable_clock import SettableClock

from writing_center.domain.assignments import Phase
from writing_center.domain.submissions import Draft, Submission
from writing_center.services import (
    annotation_export,
    annotations,
    answering,
    class_texts,
    dashboards,
    drafts,
    feedback,
    home,
    report_contents,
    reporting,
    reviews,
    style_guide,
    submissions,
    threads,
)
from writing_center.widgets.class_desk import ClassDesk
from writing_center.widgets.dashboards import ParticipationDashboard, RepertoireDashboard
from writing_center.widgets.desk import Desk
from writing_center.widgets.writing_desk import WritingDesk

from .class_at_work import ENTRY, TEXT, ClassAtWork, class_at_work

FORMATS = ("ipynb", "html", "pdf")
SECRET = "Zanzibar"
WORKING = "Quagmire"
CONSULTANT = "Constance Xylander"
IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[57][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
MARKS = re.compile(r"\b[0-9a-f]{6}(?=\.(ipynb|html|pdf)$)")
# The renderer numbers the parts of its pictures through.
PICTURE = re.compile(r"(?<=\bchart-)[0-9a-f]{8}|(?<=\bclip)\d+")


@dataclass
class Center:
    """A class at work; ``hidden`` are the ids of what is none of the teacher's business."""

    work: ClassAtWork
    hidden: set[str]
    routes: list[str]


def a_center(path: Path, *, with_secret: bool) -> Center:
    """A class in which Ann, perhaps, asked a consultant something on her own."""
    work = class_at_work(f"sqlite:///{path}", SettableClock())
    ann, bo, cy = (work.joins(name) for name in ("Ann", "Bo", "Cy"))
    con = work.comes(CONSULTANT, is_consultant=True)
    entry = style_guide.propose_entry(bo, ENTRY)
    letter, bos = work.hands_in(ann), work.hands_in(bo)
    work.begins(Phase.REVIEW)
    work.answers(bo, letter, cites=entry.id)
    answering.rate_review(ann, work.center.store.reviews.all()[0].id, 4)
    work.claims(cy, bos)
    work.writes(ann, TEXT + f" {WORKING} unfinished.")
    work.writes(cy, f"{WORKING}.", title=WORKING, request=WORKING, help_had=WORKING)
    center = Center(work, set(), ["/review/x", "/feedback/x"])
    if with_secret:
        moment = work.clock.time
        _ask_in_secret(center, ann, con, entry.id)
        work.clock.time = moment
    work.clock.forward(hours=20)
    return center


def _ask_in_secret(center: Center, ann, con, entry_id: str) -> None:
    work, store = center.work, center.work.center.store
    before = {activity.id for activity in store.activities.all()}
    words = {"title": SECRET, "request": SECRET, "help_had": SECRET}
    first = work.hands_in(ann, TEXT + SECRET, private=True, **words)
    review = work.answers(con, first, cites=entry_id)
    comment = feedback.feedback_on(ann, first.id).answers[0].comments[0]
    answering.rate_review(ann, review.id, 5, SECRET)
    asked = threads.reply_to(ann, review.id, comment.id, SECRET)
    said = threads.reply_to(con, review.id, comment.id, SECRET)
    second = work.hands_in(ann, TEXT + SECRET + "!", private=True, **words)
    note = store.annotations.first(review_id=review.id)
    annotations.place_comment(ann, note.id, second.id, 0, 5)
    claim = work.claims(con, second)
    work.fills(con, claim)
    draft = store.drafts.find(first.draft_id)
    notes = store.annotations.where(author_id=con.actor_id)
    center.hidden = {
        *(thing.id for thing in (draft, first, second, review, claim, asked, said, *notes)),
        *(a.id for a in store.activities.all() if a.id not in before),
        con.actor_id,
    }
    center.routes = [
        f"/review/{review.id}",
        f"/review/{claim.id}",
        f"/review/given/{review.id}",
        f"/feedback/{first.id}",
        f"/write/{draft.id}",
        f"/write/{draft.id}/1",
        f"/guide/propose/{review.id}/{comment.id}",
        f"/assignment/{draft.id}",
        f"/texts/{draft.id}/{first.id}",
        f"/class/{draft.id}",
    ]


@pytest.fixture
def center(tmp_path: Path) -> Iterator[Center]:
    made = a_center(tmp_path / "center.db", with_secret=True)
    yield made
    made.work.center.store.close()  # type: ignore[attr-defined]


@pytest.fixture
def without(tmp_path: Path) -> Iterator[Center]:
    """The same class, had Ann asked nobody."""
    made = a_center(tmp_path / "without.db", with_secret=False)
    yield made
    made.work.center.store.close()  # type: ignore[attr-defined]


def pages_of(desk: Desk, routes: list[str]) -> dict[str, str]:
    found = {}
    for route in routes:
        desk.handle("go", {"route": route, "zone": "Europe/Berlin"})
        found[f"{type(desk).__name__} {route}"] = str(desk.html)
    return found


def pages(center: Center) -> dict[str, str]:
    """Every page of every desk that a teacher may open, and some that they may guess."""
    work = center.work
    group, assignment = work.group.id, work.assignment.id
    inside = work.center.store.submissions.first(assignment_id=assignment)
    routes = ["/", f"/class/{group}", f"/class/{group}/{assignment}", f"/assignment/{assignment}"]
    routes += [f"/texts/{assignment}", f"/texts/{assignment}/{inside.id}"]
    routes += ["/charter", f"/assignment/new/{group}", *center.routes]
    own = ["/", "/write", "/review", "/feedback", "/guide", "/guide/propose", "/me"]
    own += [f"/guide/{entry.id}" for entry in work.center.store.entries.all()]
    own += [f"/feedback/{inside.id}", f"/write/{inside.draft_id}", *center.routes]
    return {
        **pages_of(ClassDesk(work.teacher), routes),
        **pages_of(ParticipationDashboard(work.teacher), routes),
        **pages_of(RepertoireDashboard(work.teacher), routes),
        **pages_of(WritingDesk(work.teacher), own),
    }


def words_of(name: str, content: bytes) -> str:
    """What a person, or a program, finds in a file."""
    if name.endswith(".pdf"):
        reader = PdfReader(io.BytesIO(content))
        return " ".join(page.extract_text() for page in reader.pages) + str(reader.metadata)
    return content.decode()


def files(center: Center, folder: Path) -> dict[str, str]:
    """Every report in every format: exported, zipped, and for one assignment."""
    work, found = center.work, {}
    for about in (None, work.assignment.id):
        paths = reporting.export_reports(
            work.teacher, work.group.id, folder, FORMATS, assignment_id=about
        )
        found |= {f"{about and 'about'} {p.name}": words_of(p.name, p.read_bytes()) for p in paths}
    content = reporting.zip_reports(work.teacher, work.group.id, FORMATS)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            found[f"zip {name}"] = words_of(name, archive.read(name))
    return found


def values(center: Center) -> dict[str, str]:
    """What the services give a teacher, as it is written down."""
    work, who = center.work, center.work.teacher
    found: dict[str, object] = {
        "participation": dashboards.participation(who, work.group.id),
        "of one": dashboards.participation(who, work.group.id, work.assignment.id),
        "repertoire": dashboards.repertoire(who),
        "home": home.home(who),
        "board": reviews.review_board(who),
        "readers": submissions.readers_to_choose(work.people["Cy"]) and "",
        "drafts": drafts.my_drafts(who),
        "guide": [style_guide.view_entry(who, entry.id) for entry in style_guide.search_guide(who)],
        "reports": [
            report_contents.feedback_report(who, student.id, include_private=True)
            for student in report_contents.students_of_reports(who, work.group.id)
        ],
        "comments": annotation_export.export_class_annotations(who, work.assignment.id),
        "texts": class_texts.class_texts(who, work.assignment.id),
        "threads": threads.waiting_threads(who),
        "needs": dashboards.who_needs_something_in(who, work.group.id),
    }
    return {name: repr(value) for name, value in found.items()}


def everything(center: Center, folder: Path) -> dict[str, str]:
    return {**values(center), **pages(center), **files(center, folder)}


def without_ids(words: str) -> str:
    """Ids are chance; the first that appears is called 1, and so on."""
    known: dict[str, str] = {}
    return IDS.sub(lambda found: known.setdefault(found[0], f"id {len(known) + 1}"), words)


def test_nothing_of_a_private_request_shows(center: Center, tmp_path: Path) -> None:
    seen = everything(center, tmp_path / "reports")
    assert len(seen) > 40
    for place, words in seen.items():
        for told in (SECRET, CONSULTANT, CONSULTANT.split()[1]):
            assert told not in words, place
        # A page of an address that was guessed may repeat that address, and nothing else.
        known = set(IDS.findall(words)) - set(IDS.findall(place))
        assert not known & center.hidden, place


def test_nothing_of_a_working_draft_shows(center: Center, tmp_path: Path) -> None:
    for place, words in everything(center, tmp_path / "reports").items():
        assert WORKING not in words, place


def test_the_secret_and_the_draft_are_there_for_those_two(center: Center) -> None:
    """The walk above would find them: it does where they belong."""
    work = center.work
    ann, con = work.people["Ann"], work.people[CONSULTANT]
    for who, told in ((ann, CONSULTANT), (con, "Ann")):
        shown = "".join(pages_of(WritingDesk(who), center.routes).values())
        assert SECRET in shown
        assert told in shown
    assert WORKING in "".join(
        pages_of(WritingDesk(ann), [f"/write/{work.drafts_of(ann)[0].id}"]).values()
    )
    report = report_contents.feedback_report(ann, ann.actor_id, include_private=True)
    assert SECRET in repr(report)
    assert SECRET not in repr(report_contents.feedback_report(ann, ann.actor_id))


def test_no_number_tells_that_there_was_one(
    center: Center, without: Center, tmp_path: Path
) -> None:
    """Everything that a teacher gets is, but for ids, what it would be had nobody asked."""
    for one in (center, without):
        one.routes = []
    theirs = _plain(center, everything(center, tmp_path / "with"))
    others = _plain(without, everything(without, tmp_path / "without"))
    assert theirs.keys() == others.keys()
    for place, words in theirs.items():
        assert words == others[place], place


def _plain(center: Center, seen: dict[str, str]) -> dict[str, str]:
    """Without what is chance: ids, the marks in file names and on pictures, the join link's code."""
    code = center.work.group.join_code
    return {
        without_ids(MARKS.sub("", place)): without_ids(PICTURE.sub("", words.replace(code, "code")))
        for place, words in seen.items()
    }


@pytest.mark.parametrize("kind", [Draft, Submission])
def test_ids_are_what_the_walk_takes_them_for(center: Center, kind: type) -> None:
    store = center.work.center.store
    things = store.drafts.all() if kind is Draft else store.submissions.all()
    assert all(IDS.fullmatch(thing.id) for thing in things)
