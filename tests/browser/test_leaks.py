"""Everything that a student's browser receives where nobody is named, looked through for names.

(Every page at every stage, in every way of naming, is in ``services/test_leaks.py``; here it is
the whole traffic: documents, scripts, answers, websocket frames, the page as it stands, what the
browser keeps, files.)
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, WebSocket
from server.chromium import open_page, signed_in
from server.running import RunningCenter, running_center
from services.class_at_work import class_at_work
from services.looking_around import Seen, check, words_of
from services.masked import AUTHOR, FELLOW, READER, Masked, tokens_of

from writing_center.domain.assignments import Naming
from writing_center.services.ports import Clock

from .desks import go

STAGE = "second draft"
ASKED_STRAIGHT = ("", "api/me", "api/kernels", "api/sessions", "api/contents", "healthz", "nowhere")


@dataclass
class RealTime:
    """The center's own clock, for a story that would like to move it."""

    clock: Clock

    def now(self) -> datetime:
        return self.clock.now()

    def forward(self, **length: float) -> datetime:
        return self.now()


@dataclass
class Traffic:
    """What a browser received, as it came."""

    bodies: dict[str, bytes] = field(default_factory=dict)
    frames: list[bytes] = field(default_factory=list)
    answers: list[Response] = field(default_factory=list)

    def listen(self, context: BrowserContext) -> None:
        context.on("response", lambda answer: self.answers.append(answer))
        context.on("page", lambda page: page.on("websocket", self._socket))

    def read(self) -> None:
        """Fetch what the answers said (they can't be asked while they come in)."""
        for answer in self.answers:
            if answer.status == 200 and "/static/" not in answer.url:
                self.bodies[answer.url] = answer.body()
        self.answers.clear()

    def _socket(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self.frames.append(_bytes(frame)))


def _bytes(frame: str | bytes) -> bytes:
    return frame.encode() if isinstance(frame, str) else frame


@pytest.fixture(scope="module")
def masked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningCenter, Masked]]:
    """A center where nobody is named, with a second draft under way, being served."""
    with running_center(tmp_path_factory.mktemp("masked")) as served:
        clock = RealTime(served.center.clock)
        work = class_at_work(served.database_url, clock)  # type: ignore[arg-type]
        story = Masked(work, Naming.DOUBLE_BLIND)
        story.tell_until(STAGE)
        yield served, story
        work.center.store.close()  # type: ignore[attr-defined]


def places_of(masked: Masked, viewer: str) -> dict[str, str]:
    """Where the viewer goes, and what the page calls itself there."""
    assert masked.first
    assert masked.second
    assert masked.entry
    first, second = masked.first.id, masked.second.id
    own = {
        AUTHOR: [
            f"/feedback/{first}",
            f"/feedback/{second}/earlier",
            f"/write/{masked.first.draft_id}",
            f"/versions/{masked.first.draft_id}",
            f"/versions/{masked.first.draft_id}/1/2",
        ],
        READER: [
            f"/review/given/{masked.claims[READER].id}",
            f"/review/{masked.again.id if masked.again else ''}",
            f"/versions/{masked.first.draft_id}/1/2",
        ],
    }
    common = ["/", "/review", "/feedback", "/guide", f"/guide/{masked.entry.id}", "/me"]
    refused = f"/review/{masked.claims[FELLOW].id}"
    return {**{route: route for route in (*common, *own[viewer])}, refused: "error"}


@pytest.mark.parametrize("viewer", [AUTHOR, READER])
def test_the_whole_traffic_of_a_visit(
    browser: Browser, masked: tuple[RunningCenter, Masked], viewer: str, tmp_path: Path
) -> None:
    served, story = masked
    context = signed_in(browser, served, story.who(viewer).actor, accept_downloads=True)
    traffic, seen = Traffic(), Seen()
    traffic.listen(context)
    page = open_page(context, served.url)
    for route, shown in places_of(story, viewer).items():
        go(page, route, shown)
        seen.by_place[route] = page.content().casefold()
    _files(page, tmp_path, seen)
    _kept(page, seen)
    for path in ASKED_STRAIGHT:
        seen.by_place[f"asked: {path}"] = (
            context.request.get(f"{served.url}{path}").text().casefold()
        )
    traffic.read()
    assert len(traffic.frames) > len(seen.by_place) / 2
    for number, frame in enumerate(traffic.frames):
        seen.by_place[f"frame {number}"] = frame.decode("utf-8", "replace").casefold()
    for url, body in traffic.bodies.items():
        seen.by_place[f"body of {url}"] = body.decode("utf-8", "replace").casefold()
    check(story, viewer, seen, STAGE)
    # The walk would have found them: it finds one's own name, in the page and in the frames.
    found = seen.told(tokens_of(viewer, "-"))
    assert "/" in found
    assert any(place.startswith("frame") for place in found)
    context.close()


def _files(page: Page, folder: Path, seen: Seen) -> None:
    """The report in each form, and the comments for other programs."""
    go(page, "/feedback")
    buttons = {"PDF": "pdf", "web page": "html", "notebook": "ipynb", "JSON-LD": "jsonld"}
    for label, kind in buttons.items():
        with page.expect_download() as coming:
            page.get_by_role("button", name=label).click()
        path = folder / f"file.{kind}"
        coming.value.save_as(path)
        words = words_of(path.name, path.read_bytes())
        seen.by_place[f"a file: {kind}"] = f"{coming.value.suggested_filename} {words}".casefold()


def _kept(page: Page, seen: Seen) -> None:
    """What the browser keeps for later."""
    kept = "JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])"
    seen.by_place["kept"] = f"{page.evaluate(kept)} {page.context.cookies()}".casefold()
