"""Where names are hidden they leak through nothing that a student's browser receives.

Every page of the writing desk, every message to it and every file is looked through, for each way
of naming, at every stage of a text's story, as each of the people in it.
"""

import inspect
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from settable_clock import SettableClock

from writing_center.domain.assignments import Naming
from writing_center.services import annotation_export, circles, names, reporting
from writing_center.services.session import Session
from writing_center.widgets.writing_desk import WritingDesk

from .class_at_work import ClassAtWork, class_at_work
from .looking_around import CHOOSERS, Seen, check, routes_of, words_of
from .masked import (
    AUTHOR,
    BLIND,
    BYSTANDER,
    FELLOW,
    PEOPLE,
    READER,
    Masked,
    email_of,
    tokens_of,
)
from .permission_table import TABLE
from .scene import Scene, build_scene

WENT_WRONG = "something went wrong on our side"
FORMATS = ("html", "ipynb", "pdf")
MATES = re.compile(r'<p data-key="circle-.*?</p>', re.DOTALL)
"""Where the start page says who is in one's circle."""
OTHER_NAMES = ("Zacharias Zimmermann the Younger", "Yo Y", "Aa B")
"""From the last of the alphabet to the first, and of other lengths than those hidden."""


class Undo(Exception):
    """Takes back what was done to look at something."""


@contextmanager
def taken_back(session: Session) -> Iterator[None]:
    try:
        with session.store.transaction():
            yield
            raise Undo
    except Undo:
        return


class Overheard(WritingDesk):
    """A writing desk that keeps what it sends to the browser."""

    def __init__(self, session: Session) -> None:
        self.sent: list[str] = []
        super().__init__(session)

    def send(self, content: Any, buffers: Any = None) -> None:
        files = [words_of(content["download"]["name"], bytes(one)) for one in buffers or ()]
        self.sent.append(f"{content} {files}")

    def hears(self, name: str, **args: object) -> str:
        """What the browser gets for an event: the page, and messages."""
        self.sent = []
        self._receive(None, {"name": name, "number": 1, "args": {"zone": "UTC", **args}}, [])
        return f"{self.html} {' '.join(self.sent)}".casefold()


def look_around(masked: Masked, viewer: str, *, files: bool = False) -> Seen:
    """Everything that somebody's browser gets who opens every address."""
    desk, seen = Overheard(masked.who(viewer)), Seen()
    for route in routes_of(masked, desk.views):
        # What an address that was guessed repeats is not told by the center.
        words = desk.hears("go", route=route)
        assert WENT_WRONG not in words, f"{route}, as {viewer}"
        seen.by_place[route] = words.replace(f'data-route="{route}"', "")
    if files:
        desk.hears("go", route="/feedback")
        for format in FORMATS:
            seen.by_place[f"a file: {format}"] = desk.hears("report", format=format)
        seen.by_place["a file: jsonld"] = desk.hears("annotations")
    return seen


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Callable[[Naming], Masked]]:
    """``made(naming)``: a class whose assignment names people so."""
    opened: list[ClassAtWork] = []

    def make(naming: Naming) -> Masked:
        opened.append(class_at_work(f"sqlite:///{tmp_path}/{naming.name}.db", SettableClock()))
        return Masked(opened[-1], naming)

    yield make
    for work in opened:
        work.center.store.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("naming", BLIND)
def test_no_page_and_no_file_tells_a_hidden_name(
    made: Callable[[Naming], Masked], naming: Naming
) -> None:
    masked = made(naming)
    for stage in masked.story():
        for viewer in PEOPLE:
            seen = look_around(masked, viewer, files=stage == "second draft")
            check(masked, viewer, seen, stage)
            if stage == "second draft":
                check_that_names_make_no_difference(masked, viewer, seen)


@pytest.mark.parametrize("naming", BLIND)
def test_a_circle_made_in_the_middle_lifts_no_pen_name(
    made: Callable[[Naming], Masked], naming: Naming
) -> None:
    """Made after the first text was handed in, it changes nothing in this assignment: not for
    what is read already, not for what is begun or handed in later, on no page."""
    masked = made(naming)
    for stage in masked.story():
        if stage == "being read":
            everybody = [masked.who(name).actor_id for name in PEOPLE]
            circles.put_circle(masked.work.teacher, masked.work.group.id, "Owls", everybody)
        for viewer in PEOPLE if masked.claims else ():
            seen = look_around(masked, viewer)
            assert "owls" in seen.by_place["/circle"]
            seen.by_place = {place: MATES.sub("", words) for place, words in seen.by_place.items()}
            check(masked, viewer, seen, stage)
            assert "from your circle" not in " ".join(seen.by_place.values())


def check_that_names_make_no_difference(masked: Masked, viewer: str, seen: Seen) -> None:
    """With other names for the hidden ones, everything is the same: no order, no initial, no
    length of a word depends on them."""
    strangers = masked.strangers(viewer)
    assert strangers
    with taken_back(masked.who(viewer)):
        members = masked.work.center.store.members
        for name, other in zip(sorted(strangers), OTHER_NAMES, strict=False):
            members.put(replace(masked.who(name).actor, name=other, name_key=other.casefold()))
        again = look_around(masked, viewer, files=True)
    for place, words in seen.by_place.items():
        if not place.startswith(CHOOSERS):
            assert again.by_place[place] == words, f"{masked.naming}, {place}, as {viewer}"


def test_open_names_are_found_by_this_walk(made: Callable[[Naming], Masked]) -> None:
    """The walk would find them: it does where everybody is named, on pages and in files."""
    masked = made(Naming.OPEN)
    masked.tell_until("second draft")
    seen = look_around(masked, AUTHOR, files=True)
    places = seen.told(tokens_of(READER, "-"))
    assert masked.first
    assert masked.entry
    assert {f"/feedback/{masked.first.id}", f"/guide/{masked.entry.id}", "/me"} <= places
    assert {f"a file: {one}" for one in (*FORMATS, "jsonld")} <= places
    for viewer, name in ((READER, AUTHOR), (READER, FELLOW), (FELLOW, READER)):
        given = f"/review/given/{masked.claims[viewer].id}"
        assert given in look_around(masked, viewer).told(tokens_of(name, "-"))
    assert "/review" in look_around(masked, BYSTANDER).told(tokens_of(AUTHOR, "-"))


def test_names_open_when_they_were_announced_to(made: Callable[[Naming], Masked]) -> None:
    masked = made(Naming.PEN_NAMES_FIRST)
    masked.tell_until("answered")
    assert masked.first
    reader, author = look_around(masked, READER), look_around(masked, AUTHOR)
    assert f"/review/given/{masked.claims[READER].id}" in reader.told(tokens_of(AUTHOR, "-"))
    assert f"/feedback/{masked.first.id}" in author.told(tokens_of(READER, "-"))


@pytest.mark.parametrize("naming", [Naming.PEN_NAMES_FIRST, Naming.DOUBLE_BLIND])
@pytest.mark.parametrize(
    ("viewer", "stage"),
    [(AUTHOR, "second draft"), (FELLOW, "second draft"), (BYSTANDER, "being read")],
)
def test_no_answer_to_a_button_tells_a_hidden_name(
    made: Callable[[Naming], Masked], naming: Naming, viewer: str, stage: str
) -> None:
    """Every button of every view is pressed, also the hidden ones, with every kind of id."""
    masked = made(naming)
    masked.tell_until(stage)
    who, seen = masked.who(viewer), Seen()
    ids = _ids_to_try(masked)
    for view in Overheard(who).views:
        for button in _buttons(Overheard(who), view):
            for kind, id in ids.items():
                with taken_back(who):
                    desk = Overheard(who)
                    desk.hears("go", route=f"/{view}/{id}")
                    words = desk.hears(button, **_args(masked, id))
                    seen.by_place[f"/{view}: {button} with the {kind}"] = words
    assert len(seen.by_place) > 150
    check(masked, viewer, seen, stage)


def _buttons(desk: Overheard, view: str) -> list[str]:
    methods = inspect.getmembers(desk.views[view], inspect.ismethod)
    return [name.removeprefix("do_") for name, _ in methods if name.startswith("do_")]


def _ids_to_try(masked: Masked) -> dict[str, str]:
    assert masked.first
    assert masked.own
    found = {
        "draft": masked.first.draft_id,
        "text": masked.first.id,
        "text nobody reads": masked.own.id,
        "review": masked.claims[READER].id,
    }
    if masked.again:
        found["review under way"] = masked.again.id
    if masked.entry:
        found["entry"] = masked.entry.id
    return found


def _args(masked: Masked, id: str) -> dict[str, object]:
    note = masked.work.center.store.annotations.first(review_id=masked.claims[READER].id)
    assert note
    words = dict.fromkeys(("body", "reason", "why", "because", "title", "text"), "words")
    return {
        **words,
        "id": id,
        "on": id,
        "draft": id,
        "review": masked.claims[READER].id,
        "comment": note.id,
        "choice": "considering",
        "helpfulness": "3",
        "paragraph": "1",
        "start": 0,
        "end": 5,
        "kind": "worked",
        "format": "html",
        "other": masked.who(BYSTANDER).actor_id,
    }


@pytest.mark.parametrize("naming", BLIND)
def test_a_report_that_is_handed_out_names_whom_its_student_may_know(
    made: Callable[[Naming], Masked], naming: Naming
) -> None:
    masked = made(naming)
    masked.tell_until("second draft")
    work = masked.work
    content = reporting.zip_reports(work.teacher, work.group.id, FORMATS)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: words_of(name, archive.read(name)) for name in archive.namelist()}
    assert len(files) == len(PEOPLE) * len(FORMATS)
    for name in PEOPLE:
        seen = Seen({n: f"{n} {w}".casefold() for n, w in files.items() if n.startswith(name)})
        assert len(seen.by_place) == len(FORMATS)
        check(masked, name, seen, "reports")


def test_teachers_see_names_throughout(made: Callable[[Naming], Masked]) -> None:
    masked = made(Naming.DOUBLE_BLIND)
    masked.tell_until("talked about")
    work = masked.work
    exported = annotation_export.export_class_annotations(work.teacher, work.assignment.id)
    assert masked.first
    assert READER in exported
    assert names.author_name(work.teacher, masked.first) == AUTHOR


# --- every verb of the services -----------------------------------------------------------------

LISTS_OF_PEOPLE = {
    "submissions.readers_to_choose": "whom a writer may ask",
    "coauthors.coauthors_to_choose": "with whom a text was written",
    "conflicts.classmates": "whom one would rather not read",
    "conflicts.my_conflicts": "whom one named oneself",
    "own_circle.my_circles": "classmates with whom one may be a circle",
    "circle_proposals.circles_to_join": "whom one may ask to be let into their circle",
}
MASKS = {
    "Annabel Author": "Annazyx Quillfeazyx",
    "Rae Reviewer": "Raszyx Oldenbarzyx",
    "Bo": "Bozyx Bozyxson",
    "Di": "Dizyx Dizyxson",
}


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    path = tmp_path_factory.mktemp("verbs") / "center.db"
    built = build_scene(f"sqlite:///{path}", SettableClock())
    for proposal in built.work.center.store.circle_proposals.all():
        built.work.center.store.circle_proposals.remove(proposal.id)  # asked by name, of course
    members = built.work.center.store.members
    for name, mask in MASKS.items():
        member = built.work.people[name].actor
        key = mask.casefold()
        members.put(replace(member, name=mask, name_key=key, email=email_of(mask)))
    yield built
    built.work.center.store.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("naming", [Naming.DOUBLE_BLIND, Naming.PEN_NAMES_FIRST])
def test_no_verb_answers_a_student_with_a_hidden_name(scene: Scene, naming: Naming) -> None:
    """What a service gives back, and what it says when it refuses, for every one of them."""
    store = scene.work.center.store
    store.assignments.put(replace(scene.work.assignment, naming=naming))
    for_good = naming is Naming.DOUBLE_BLIND
    hidden = {
        "author": ("Bo", *(["Rae Reviewer"] if for_good else [])),  # Di is in her circle
        "reviewer": ("Bo", "Di", *(["Annabel Author"] if for_good else [])),
        "outsider": tuple(MASKS),
    }
    leaks = []
    for role, people in hidden.items():
        who = scene.who(role)
        tokens = [t for name in people for t in tokens_of(MASKS[name], "-")[:-1]]
        for verb, call, _ in TABLE:
            told = _answer(scene, who, call).casefold()
            if verb.split(" ")[0] not in LISTS_OF_PEOPLE and any(t in told for t in tokens):
                leaks.append(f"{verb}, as the {role}: {[t for t in tokens if t in told]}")
    assert leaks == []


def _answer(scene: Scene, who: Session, call: Callable[[Scene, Session], Any]) -> str:
    told = ""
    with taken_back(who):
        try:
            told = repr(call(scene, who))
        except Exception as error:
            told = str(error)
    return told
