"""What a teacher sees: no working draft, no request outside assignments, nor that there was one."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from settable_clock import SettableClock

from writing_center.domain.consultations import talk_id
from writing_center.domain.errors import NotFound, WritingCenterError
from writing_center.domain.submissions import Draft, Submission
from writing_center.services import asking, consulting, report_contents, sharing, threads
from writing_center.services.home import home
from writing_center.widgets.class_desk import ClassDesk
from writing_center.widgets.dashboards import ParticipationDashboard, RepertoireDashboard
from writing_center.widgets.desk import Desk
from writing_center.widgets.writing_desk import WritingDesk

from .confidential_center import (
    CONSULTANT,
    IDS,
    SECRET,
    WORKING,
    Center,
    a_center,
    everything,
    page_of,
    pages,
    pages_of,
)
from .permission_table import TABLE
from .scene import Scene, build_scene

MARKS = re.compile(r"\b[0-9a-f]{6}(?=\.(ipynb|html|pdf)$)")
# The renderer numbers the parts of its pictures through.
STAMP = re.compile(r"(?<=data-arg-stamp=\")[0-9a-f]{32}")
PICTURE = re.compile(r"(?<=\bchart-)[0-9a-f]{8}|(?<=\bclip)\d+")
TEACHERS_DESKS = (ClassDesk, ParticipationDashboard, RepertoireDashboard, WritingDesk)
WHO_IS_A_CONSULTANT = ("WritingDesk /consult/ask",)
"""That somebody is one is no secret; whom they answer is."""
UNKNOWN = "0192f0aa-0000-7000-8000-000000000000"


@pytest.fixture(scope="module")
def center(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Center]:
    """Ann has asked. Nothing is changed in it by those who look."""
    made = a_center(tmp_path_factory.mktemp("with") / "center.db", with_secret=True)
    yield made
    made.work.center.store.close()  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def seen(center: Center, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """All that the teacher sees of it."""
    return everything(center, tmp_path_factory.mktemp("reports"))


@pytest.fixture
def own_center(tmp_path: Path) -> Iterator[Center]:
    """The same, for who changes something."""
    made = a_center(tmp_path / "center.db", with_secret=True)
    yield made
    made.work.center.store.close()  # type: ignore[attr-defined]


def without_ids(words: str) -> str:
    """Ids are chance; the first that appears is called 1, and so on."""
    known: dict[str, str] = {}
    return IDS.sub(lambda found: known.setdefault(found[0], f"id {len(known) + 1}"), words)


def test_nothing_of_a_private_request_shows(center: Center, seen: dict[str, str]) -> None:
    assert len(seen) > 150
    assert len(center.hidden) > 40
    for place, words in seen.items():
        assert SECRET not in words, place
        if place in WHO_IS_A_CONSULTANT:
            continue
        for told in (CONSULTANT, CONSULTANT.split()[1]):
            assert told not in words, place
        # A page of an address that was guessed may repeat that address, and nothing else.
        known = set(IDS.findall(words)) - set(IDS.findall(place))
        assert not known & center.hidden, place


def test_no_place_of_a_desk_is_left_out(center: Center, seen: dict[str, str]) -> None:
    """A new view of a desk that a teacher can open is walked through too."""
    for kind in TEACHERS_DESKS:
        names = {f"{kind.__name__} /{name}" for name in kind(center.work.teacher).views}
        missed = {name for name in names if not any(place.startswith(name) for place in seen)}
        assert not missed


def test_nothing_of_a_working_draft_shows(seen: dict[str, str]) -> None:
    for place, words in seen.items():
        assert WORKING not in words, place


def test_the_secret_and_the_draft_are_there_for_those_two(center: Center) -> None:
    """The walk above would find them: it does where they belong."""
    work = center.work
    ann, con = work.people["Ann"], work.people[CONSULTANT]
    for who, told in ((ann, CONSULTANT), (con, "Ann")):
        shown = "".join(pages_of(WritingDesk(who), ["/consult", *center.routes]).values())
        assert shown.count(SECRET) > 20
        assert told in shown
    assert WORKING in "".join(
        pages_of(WritingDesk(ann), [f"/write/{work.drafts_of(ann)[0].id}"]).values()
    )
    report = report_contents.feedback_report(ann, ann.actor_id, include_private=True)
    assert SECRET in repr(report)
    assert SECRET not in repr(report_contents.feedback_report(ann, ann.actor_id))


def test_no_number_tells_that_there_was_one(
    center: Center, seen: dict[str, str], tmp_path: Path
) -> None:
    """Everything that a teacher gets is, but for ids, what it would be had nobody asked."""
    without = a_center(tmp_path / "without.db", with_secret=False)
    known = {place: told for place, told in seen.items() if not _is_guessed(center, place)}
    theirs = _plain(center, known)
    others = _plain(without, everything(without, tmp_path / "without"))
    assert theirs.keys() == others.keys()
    for place, words in theirs.items():
        assert words == others[place], place
    without.work.center.store.close()  # type: ignore[attr-defined]


def _is_guessed(center: Center, place: str) -> bool:
    return any(place.endswith(f"Desk {r}") or place.endswith(f"board {r}") for r in center.routes)


def _plain(center: Center, seen: dict[str, str]) -> dict[str, str]:
    """Without what is chance: ids and what is reckoned from them (the marks in file names and on
    pictures, the stamps of plans), the join link's code."""
    code = center.work.group.join_code
    return {
        without_ids(MARKS.sub("", place)): without_ids(
            PICTURE.sub("", STAMP.sub("", words.replace(code, "code")))
        )
        for place, words in seen.items()
    }


@pytest.mark.parametrize("kind", TEACHERS_DESKS)
def test_a_guessed_address_shows_what_any_other_shows(center: Center, kind: type[Desk]) -> None:
    """Who asks for something secret learns no more than who asks for nothing at all."""
    routes = [route for route in center.routes if not route.startswith("/consult/ask")]
    desk = kind(center.work.teacher)
    for route in routes:
        told, other = page_of(desk, route), page_of(desk, _with_unknown(center, route))
        assert _with_unknown(center, told) == other, route


def _with_unknown(center: Center, words: str) -> str:
    return IDS.sub(lambda id: UNKNOWN if id[0] in center.hidden else id[0], words)


def test_an_open_page_of_the_teacher_does_not_move(own_center: Center) -> None:
    """That somebody asks, takes, talks and shares nothing sends not a byte to the teacher."""
    work = own_center.work
    desks = [kind(work.teacher) for kind in TEACHERS_DESKS]
    sent: list[object] = []
    for desk, route in zip(desks, ("/", "/", "/", "/"), strict=True):
        desk.handle("go", {"route": route, "zone": "UTC"})
        desk.observe(lambda change: sent.append(change), names="html")
    ann, con = work.people["Ann"], work.people[CONSULTANT]
    asked = asking.ask_consultant(ann, SECRET + " live", stage=asking.Stage.PROMPT)
    for desk in desks:
        desk.follow()
    claim = work.claims(con, asked)
    threads.reply_to(con, claim.id, talk_id(claim.id), SECRET)
    for desk in desks:
        desk.follow()
    assert sent == []
    assert any(desk.has_news() is False for desk in desks), "they did look"


def test_every_verb_gives_a_teacher_nothing_of_it(tmp_path: Path) -> None:
    """Whatever a teacher may call, in the table of who may do what: no word, no id comes back."""
    scene = build_scene(f"sqlite:///{tmp_path}/scene.db", SettableClock())
    store, teacher = scene.work.center.store, scene.work.teacher
    hidden = _hidden_of(scene)
    tried = 0
    for name, verb, allowed in TABLE:
        if "teacher" not in allowed or name.startswith("accounts.set"):
            continue
        try:
            told = repr(verb(scene, teacher))
        except WritingCenterError as error:  # an earlier verb has changed what this one needs
            told = str(error)
        else:
            tried += 1
        assert not hidden & set(IDS.findall(told)), name
        assert "More secrets" not in told, name
    assert tried > 80
    store.close()  # type: ignore[attr-defined]


def _hidden_of(scene: Scene) -> set[str]:
    store, secret = scene.work.center.store, scene.secret
    of_it = [scene.secret, scene.waiting_secret, *store.drafts.where(id=secret.draft_id)]
    of_it += store.claims.where(submission_id=secret.id)
    of_it += store.annotations.where(submission_id=secret.id)
    of_it += [a for a in store.activities.all() if a.submission_id == secret.id]
    return {one.id for one in of_it}


def test_what_the_writer_shares_shows_and_nothing_beside_it(own_center: Center) -> None:
    """The teacher reads the one that is shared, until it is taken back."""
    center = own_center
    work, teacher = center.work, center.work.teacher
    ann = work.people["Ann"]
    one = next(r for r in asking.my_requests(ann) if r.answers and r.submission.stage)
    before = repr(home(teacher))
    sharing.share_with(ann, one.submission.id, teacher.actor_id)
    desk = WritingDesk(teacher)
    page = pages_of(desk, [f"/consult/shared/{one.submission.id}"]).popitem()[1]
    assert SECRET in page
    assert {id for id in IDS.findall(page) if id in center.hidden} <= _ids_of(center, one)
    others = [r.submission for r in asking.my_requests(ann) if r != one]
    for other in others:
        with pytest.raises(NotFound):
            sharing.read_shared(teacher, other.id)
    with pytest.raises(NotFound):
        consulting.talks_about(teacher, one.submission.id)
    sharing.stop_sharing(ann, one.submission.id, teacher.actor_id)
    assert repr(home(teacher)) == before
    assert SECRET not in "".join(pages(center).values())


def _ids_of(center: Center, one: asking.OwnRequest) -> set[str]:
    store, id = center.work.center.store, one.submission.id
    of_it = [*store.reviews.where(submission_id=id), *store.annotations.where(submission_id=id)]
    of_it += store.replies.where(submission_id=id)
    return {id, *(thing.id for thing in of_it)}


@pytest.mark.parametrize("kind", [Draft, Submission])
def test_ids_are_what_the_walk_takes_them_for(center: Center, kind: type) -> None:
    store = center.work.center.store
    things = store.drafts.all() if kind is Draft else store.submissions.all()
    assert all(IDS.fullmatch(thing.id) for thing in things)
