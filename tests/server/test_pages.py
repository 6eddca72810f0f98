import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from writing_center.domain.people import Member
from writing_center.server.pages import Turns
from writing_center.server.places import PAGES, notebook_root

from .conftest import kernels
from .running import RunningCenter, running_center
from .visitors import Visitor

NOT_SERVED = [
    "voila/tree",
    "voila/tree/notebooks",
    "voila/files/desk.ipynb",
    "voila/render/desk.ipynb",
    "voila/api/contents",
    "voila/api/contents/desk.ipynb",
    "voila/templates/lab/static/voila.js",
    "voila/query/0-0-0-0-0",
    "api/kernels",
    "api/contents",
    "files/desk.ipynb",
    "tree",
    "desk.ipynb",
    "writing-center.db",
    ".writing-center-key",
    "login",
    "logout",
    "assets/x/center/../../app.py",
    "assets/x/center/",
    "assets/x/elsewhere/page.css",
    "healthz/more",
]
PUBLIC = ["sign-in", "welcome", "healthz", "join/none", "nowhere"]


@pytest.mark.parametrize("path", NOT_SERVED)
def test_nothing_else_is_served(visitor: Visitor, path: str) -> None:
    answer = visitor.get(path)
    assert answer.status_code == 404, answer.text


def test_encoded_dots_lead_nowhere(visitor: Visitor) -> None:
    for path in ("..%2f..%2fapp.py", "%2e%2e/%2e%2e/app.py", "..%5c..%5capp.py", "/etc/passwd"):
        assert visitor.get(f"assets/x/center/{path}").status_code in (403, 404)


def test_health_needs_no_sign_in(stranger: Visitor) -> None:
    answer = stranger.get("healthz")
    assert (answer.status_code, answer.text) == (200, "ok")


def _is_safe(answer: httpx.Response) -> bool:
    policy = answer.headers.get("content-security-policy", "")
    return (
        "default-src 'none'" in policy
        and "http" not in policy
        and "unsafe-eval" not in policy
        and "script-src 'self' blob:;" in policy
        and answer.headers["x-content-type-options"] == "nosniff"
        and answer.headers["x-frame-options"] == "DENY"
        and answer.headers["referrer-policy"] == "same-origin"
    )


@pytest.mark.parametrize("path", ["", "broken", "teacher/class", "passphrase", *PUBLIC])
def test_every_answer_keeps_to_itself(visitor: Visitor, stranger: Visitor, path: str) -> None:
    assert _is_safe(visitor.get(path))
    assert _is_safe(stranger.get(path))


def test_assets_and_kernels_keep_to_themselves_too(visitor: Visitor) -> None:
    page = visitor.open_page()
    assert _is_safe(visitor.get(f"{page.config['fullStaticUrl']}/voila.js"))
    assert _is_safe(visitor.get(f"{page.config['fullStaticUrl']}/none.js"))
    policy = visitor.get(f"api/kernels/{page.kernel_id}").headers["content-security-policy"]
    assert "default-src 'none'" in policy


def test_a_student_may_not_open_a_teachers_page(served: RunningCenter, visitor: Visitor) -> None:
    before = {process.pid for process in kernels(served)}
    answer = visitor.get("teacher/class")
    assert answer.status_code == 403
    assert "This page is for teachers." in answer.text
    assert {process.pid for process in kernels(served)} <= before


def test_a_teacher_may(served: RunningCenter, teacher: Member) -> None:
    page = Visitor(served, teacher).open_page("teacher/class")
    assert "/teacher/class" in page.html


def test_a_student_is_not_shown_where_teachers_go(visitor: Visitor) -> None:
    assert "/teacher/" not in visitor.open_page().html


@pytest.mark.parametrize("query", ["?template=lab", "?theme=dark", "?template=../../x"])
def test_the_template_is_not_the_clients_to_choose(visitor: Visitor, query: str) -> None:
    answer = visitor.get(query)
    assert answer.status_code == 200
    assert 'id="wc-main"' in answer.text
    assert "cdn" not in answer.text


def test_a_page_asks_for_nothing_from_elsewhere(visitor: Visitor) -> None:
    page = visitor.open_page()
    assert "//" not in page.html.replace("<!DOCTYPE", "").replace("://127.0.0.1", "")


def test_a_page_shows_the_member_safely(served: RunningCenter) -> None:
    member = served.add("Ana <script>alert(1)</script>")
    html = Visitor(served, member).open_page().html
    assert "<script>alert" not in html
    assert "Ana &lt;script&gt;" in html


def test_assets_are_kept_for_ever_by_their_address(visitor: Visitor) -> None:
    page = visitor.open_page()
    url = page.config["fullStaticUrl"]
    assert "immutable" in visitor.get(f"{url}/voila.js").headers["cache-control"]
    assert visitor.get("assets/old/voila/voila.js").headers["cache-control"] == "no-cache"
    assert visitor.get(url.replace("/voila", "/center/center.css")).status_code == 200


def test_only_three_extensions_are_loaded(visitor: Visitor) -> None:
    names = [e["name"] for e in visitor.open_page().config["federated_extensions"]]
    assert sorted(names) == [
        "@jupyter-widgets/jupyterlab-manager",
        "@voila-dashboards/widgets-manager8",
        "anywidget",
    ]


def test_the_farewell_of_a_page_has_its_token(visitor: Visitor) -> None:
    visitor.http.cookies.delete("_xsrf")
    page = visitor.open_page()
    assert visitor.http.cookies["_xsrf"]
    answer = visitor.post(f"voila/api/shutdown/{page.kernel_id}")
    assert answer.status_code == 204


def test_everything_is_below_the_base_url(tmp_path, served: RunningCenter) -> None:  # type: ignore[no-untyped-def]
    with running_center(
        tmp_path, pages=served.pages, notebooks=served.notebooks, base_url="school/writing"
    ) as center:
        assert center.url.endswith("/school/writing/")
        root = center.url.removesuffix("school/writing/")
        visitor = Visitor(center, center.add("Ada"))
        page = visitor.open_page()
        assert page.config["baseUrl"] == "/school/writing/"
        assert visitor.get(f"api/kernels/{page.kernel_id}").status_code == 200
        assert httpx.get(root).status_code == 404
        assert httpx.get(f"{root}school/writing", follow_redirects=False).status_code in (301, 302)
        asked = httpx.get(center.url, follow_redirects=False)
        assert asked.headers["location"] == "/school/writing/sign-in?next=%2Fschool%2Fwriting%2F"


def test_a_page_that_can_not_be_made_says_so_and_ends(visitor: Visitor) -> None:
    page = visitor.get("missing")
    assert "This page could not be opened" in page.text
    assert page.text.rstrip().endswith("</html>")
    assert 'voila.js"></script>' not in page.text


def test_the_frame_comes_before_the_kernel(visitor: Visitor) -> None:
    with visitor.http.stream("GET", "") as answer:
        parts = answer.iter_text()
        first = next(parts)
        rest = "".join(parts)
    assert "Opening the writing center" in first
    assert "kernelId" not in first
    assert "kernelId" in rest


async def _open_three(turns: Turns, done: list[str]) -> None:
    async def page(name: str, end: asyncio.Event) -> None:
        async with turns.take():
            done.append(name)
            await end.wait()

    ends = [asyncio.Event() for _ in range(3)]
    pages = [asyncio.create_task(page(str(i), ends[i])) for i in range(3)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert done == ["0", "1"]
    ends[0].set()
    await pages[0]
    await asyncio.sleep(0)
    assert done == ["0", "1", "2"]
    ends[1].set()
    ends[2].set()
    await asyncio.gather(*pages)


def in_a_loop_of_its_own(work: Coroutine[Any, Any, None]) -> None:
    # In another thread: this one may have a browser's loop.
    with ThreadPoolExecutor(1) as threads:
        threads.submit(asyncio.run, work).result()


def test_pages_open_in_turn() -> None:
    in_a_loop_of_its_own(_open_three(Turns(2), []))


def test_a_page_that_takes_too_long_does_not_keep_others_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("writing_center.server.pages.LONGEST_TURN", 0.05)

    async def run() -> None:
        turns = Turns(1)
        async with turns.take(), asyncio.timeout(5), turns.take():
            pass
        async with asyncio.timeout(5), turns.take():
            await asyncio.sleep(0)

    in_a_loop_of_its_own(run())


def test_every_page_has_its_notebook() -> None:
    missing = [p.notebook for p in PAGES if not (notebook_root() / p.notebook).is_file()]
    assert not missing
