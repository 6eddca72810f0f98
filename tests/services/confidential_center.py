"""A class in which somebody, perhaps, asks consultants; and all that its teacher can look at."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from pypdf import PdfReader
from settable_clock import SettableClock

from writing_center.domain.assignments import Phase
from writing_center.domain.consultations import talk_id
from writing_center.domain.reviews import Choice
from writing_center.services import (
    annotation_export,
    annotations,
    answering,
    asking,
    class_texts,
    classes,
    conflicts,
    consulting,
    dashboards,
    drafts,
    feedback,
    home,
    plans,
    practice,
    report_contents,
    reporting,
    results,
    reviewing,
    reviews,
    revision_memos,
    sharing,
    style_guide,
    submissions,
    threads,
)
from writing_center.services.asking import Stage
from writing_center.services.session import Session
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
HIDDEN = (
    "submissions",
    "consultations",
    "consultation_shares",
    "claims",
    "reviews",
    "annotations",
    "replies",
    "settled_threads",
    "decisions",
    "plan_notes",
    "revision_memos",
    "back_evaluations",
    "placements",
    "activities",
)
"""The collections to which what is asked and answered in secret adds."""


@dataclass
class Center:
    """A class at work; ``hidden`` are the ids of what is none of the teacher's business."""

    work: ClassAtWork
    hidden: set[str] = field(default_factory=set)
    routes: list[str] = field(default_factory=list)
    secrets: dict[str, str] = field(default_factory=dict)

    def in_secret(self, act: Callable[[], None]) -> None:
        """Do something of which time itself knows nothing, and note what came of it."""
        store, moment = self.work.center.store, self.work.clock.time
        before = {name: {one.id for one in getattr(store, name).all()} for name in HIDDEN}
        act()
        self.work.clock.time = moment
        for name, known in before.items():
            new = {one.id for one in getattr(store, name).all()} - known
            self.hidden |= {part for id in new for part in IDS.findall(id)} - {
                self.work.teacher.actor_id
            }


def a_center(path: Path, *, with_secret: bool) -> Center:
    """A class in which Ann, perhaps, asked consultants: one of another class, and her classmate
    Cy; about a task, a draft that she had not handed in, and one of her own."""
    work = class_at_work(f"sqlite:///{path}", SettableClock())
    ann, bo, cy = (work.joins(name) for name in ("Ann", "Bo", "Cy"))
    con = work.comes(CONSULTANT, is_consultant=True)
    classes.make_consultant(work.teacher, work.group.id, cy.actor_id, True)
    center = Center(work)
    if with_secret:
        center.in_secret(lambda: _ask_about_the_task(center, ann, con, cy))
    entry = style_guide.propose_entry(bo, ENTRY)
    letter, bos = work.hands_in(ann), work.hands_in(bo)
    work.begins(Phase.REVIEW)
    work.answers(bo, letter, cites=entry.id)
    answering.rate_review(ann, work.center.store.reviews.where(reviewer_id=bo.actor_id)[0].id, 4)
    work.claims(cy, bos)
    work.writes(ann, TEXT + f" {WORKING} unfinished.")
    plans.add_plan_note(ann, letter.draft_id, WORKING)
    work.writes(cy, f"{WORKING}.", title=WORKING, request=WORKING, help_had=WORKING)
    if with_secret:
        center.in_secret(lambda: _ask_about_my_own(center, ann, con, cy, entry.id))
        center.hidden.add(con.actor_id)
        center.hidden.add(center.secrets["draft"])
    work.clock.forward(hours=20)
    return center


def _ask_about_the_task(center: Center, ann: Session, con: Session, cy: Session) -> None:
    """Before the first line; then with a draft for the class that is not handed in."""
    work, assignment = center.work, center.work.assignment.id
    early = asking.ask_consultant(ann, SECRET, stage=Stage.PROMPT, assignment_id=assignment)
    claim = work.claims(con, early)
    threads.reply_to(con, claim.id, talk_id(claim.id), SECRET)
    threads.reply_to(ann, claim.id, talk_id(claim.id), SECRET)
    reviewing.save_review(con, claim.id, answer=SECRET)
    reviewing.submit_review(con, claim.id)
    draft = work.writes(ann, TEXT)
    sent = asking.ask_consultant(ann, SECRET, stage=Stage.OUTLINE, draft_id=draft.id)
    work.answers(cy, sent)
    by_name = asking.ask_consultant(
        ann, SECRET + "?", stage=Stage.DRAFT, draft_id=draft.id, for_id=cy.actor_id
    )
    held = work.claims(cy, by_name)
    threads.reply_to(cy, held.id, talk_id(held.id), SECRET)
    asking.end_conversation(ann, by_name.id)
    taken_back = asking.ask_consultant(ann, SECRET + "!", stage=Stage.PROMPT)
    asking.withdraw_request(ann, taken_back.id)
    shared = asking.ask_consultant(ann, SECRET + "?!", stage=Stage.PROMPT)
    sharing.share_with(ann, shared.id, work.teacher.actor_id)
    center.secrets["unshared"] = sharing.shared_requests(work.teacher)[0].share.id
    sharing.stop_sharing(ann, shared.id, work.teacher.actor_id)
    for one in (early, sent, by_name, taken_back, shared):
        center.routes += [f"/consult/shared/{one.id}", f"/feedback/{one.id}"]
        center.routes += [f"/versions/{one.draft_id}", f"/texts/{assignment}/{one.id}"]
        center.routes += [f"/results/{assignment}/{one.id}"]
    center.routes += [f"/review/{claim.id}", f"/review/{held.id}", f"/review/given/{claim.id}"]
    work.writes(ann, TEXT)


def _ask_about_my_own(
    center: Center, ann: Session, con: Session, cy: Session, entry_id: str
) -> None:
    """A draft of Ann's own, handed in to consultants, answered, talked about, handed in again."""
    work, store = center.work, center.work.center.store
    words = {"title": SECRET, "request": SECRET, "help_had": SECRET}
    first = work.hands_in(ann, TEXT + SECRET, private=True, **words)
    review = work.answers(con, first, cites=entry_id)
    comment = feedback.feedback_on(ann, first.id).answers[0].comments[0]
    answering.rate_review(ann, review.id, 5, SECRET)
    threads.reply_to(ann, review.id, comment.id, SECRET)
    threads.reply_to(con, review.id, comment.id, SECRET)
    feedback.decide(ann, review.id, comment.id, Choice.WILL_DO, SECRET)
    plans.add_plan_note(ann, first.draft_id, SECRET)
    work.writes(ann, TEXT + SECRET + "!", private=True, **words)
    told = {comment.id: revision_memos.Told(Choice.DONE, SECRET)}
    second = revision_memos.hand_in_with_memo(ann, first.draft_id, told, SECRET)
    work.clock.forward(minutes=1)
    note = store.annotations.first(review_id=review.id)
    annotations.place_comment(ann, note.id, second.id, 0, 5)
    claim = work.claims(cy, second)
    work.fills(cy, claim, cites=entry_id)
    draft_id = center.secrets["draft"] = first.draft_id
    center.routes += [
        f"/review/{review.id}",
        f"/review/{claim.id}",
        f"/review/given/{review.id}",
        f"/feedback/{first.id}",
        f"/write/{draft_id}",
        f"/write/{draft_id}/1",
        f"/plan/{draft_id}",
        f"/plan/{draft_id}/hand-in",
        f"/consult/ask/draft/{draft_id}",
        f"/guide/propose/{review.id}/{comment.id}",
        f"/assignment/{draft_id}",
        f"/texts/{draft_id}/{first.id}",
        f"/class/{draft_id}",
    ]


def page_of(desk: Desk, route: str) -> str:
    """What a route of a desk shows."""
    desk.handle("go", {"route": route, "zone": "Europe/Berlin"})
    return str(desk.html)


def pages_of(desk: Desk, routes: list[str]) -> dict[str, str]:
    """What each of these routes of a desk shows."""
    return {f"{type(desk).__name__} {route}": page_of(desk, route) for route in routes}


def pages(center: Center) -> dict[str, str]:
    """Every page of every desk that a teacher may open, and some that they may guess."""
    work = center.work
    group, assignment = work.group.id, work.assignment.id
    inside = work.center.store.submissions.first(assignment_id=assignment)
    routes = ["/", f"/class/{group}", f"/class/{group}/{assignment}", f"/assignment/{assignment}"]
    routes += [f"/texts/{assignment}", f"/texts/{assignment}/{inside.id}"]
    routes += [f"/versions/{inside.draft_id}", f"/results/{assignment}", f"/readers/{assignment}"]
    routes += [f"/results/{assignment}/{inside.id}", f"/circles/{group}", f"/practice/{group}"]
    routes += ["/charter", f"/assignment/new/{group}", *center.routes]
    own = ["/", "/write", "/review", "/feedback", "/guide", "/guide/propose", "/me", "/consult"]
    own += ["/consult/ask", "/circle", "/practice", "/apart", "/welcome"]
    own += [f"/guide/{entry.id}" for entry in work.center.store.entries.all()]
    own += [f"/feedback/{inside.id}", f"/write/{inside.draft_id}", f"/plan/{inside.draft_id}"]
    own += [f"/own/{inside.id}", f"/together/{inside.draft_id}", f"/texts/{assignment}"]
    own += [f"/texts/{assignment}/{inside.id}", f"/versions/{inside.draft_id}", *center.routes]
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
    group, assignment = work.group.id, work.assignment.id
    inside = [one.submission for one in class_texts.class_texts(who, assignment)]
    found: dict[str, object] = {
        "participation": dashboards.participation(who, group),
        "of one": dashboards.participation(who, group, assignment),
        "repertoire": dashboards.repertoire(who),
        "home": home.home(who),
        "board": reviews.review_board(who),
        "readers": submissions.readers_to_choose(work.people["Cy"]) and "",
        "drafts": drafts.my_drafts(who),
        "guide": [style_guide.view_entry(who, entry.id) for entry in style_guide.search_guide(who)],
        "reports": [
            report_contents.feedback_report(who, student.id, include_private=True)
            for student in report_contents.students_of_reports(who, group)
        ],
        "comments": annotation_export.export_class_annotations(who, assignment),
        "texts": class_texts.class_texts(who, assignment),
        "text": [class_texts.class_text(who, one.id) for one in inside],
        "threads": threads.waiting_threads(who),
        "needs": dashboards.who_needs_something_in(who, group),
        "results": results.class_results(who, assignment),
        "csv": results.results_csv(who, assignment),
        "conflicts": conflicts.conflicts_in(who, group),
        "practice": practice.my_practice(who),
        "requests": consulting.open_requests(who),
        "conversations": consulting.my_conversations(who),
        "asked": asking.my_requests(who),
        "shared": sharing.shared_requests(who),
    }
    return {name: repr(value) for name, value in found.items()}


def everything(center: Center, folder: Path) -> dict[str, str]:
    """All that a teacher sees, exports or is told."""
    return {**values(center), **pages(center), **files(center, folder)}
