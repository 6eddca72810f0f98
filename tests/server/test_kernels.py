import json
import re

import pytest
import websocket

from writing_center.config import IDENTITY_HEADER, IDENTITY_VARIABLE
from writing_center.domain.people import Member
from writing_center.server.kernels import KERNELS_A_MEMBER
from writing_center.services import accounts

from .conftest import PAGES, kernels, write_pages
from .running import RunningCenter, running_center
from .visitors import Visitor, click, message, received, wait_for_hang_up, wait_until


@pytest.fixture
def other(served: RunningCenter) -> Visitor:
    return Visitor(served, served.add(f"Somebody else {len(served.center.store.members.all())}"))


def test_a_page_talks_to_its_kernel(visitor: Visitor) -> None:
    page = visitor.open_page()
    with visitor.channels(page.kernel_id) as socket:
        socket.send(message("comm_info_request", {}))
        [*_, info] = received(socket, "comm_info_reply")
        button = next(iter(info["content"]["comms"]))
        assert button


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_somebody_elses_kernel_is_refused_over_http(
    visitor: Visitor, other: Visitor, method: str
) -> None:
    page = visitor.open_page()
    headers = {"X-XSRFToken": other.xsrf}
    answer = other.http.request(method, f"api/kernels/{page.kernel_id}", headers=headers)
    assert answer.status_code == 403
    assert visitor.get(f"api/kernels/{page.kernel_id}").status_code == 200


def test_somebody_elses_kernel_is_refused_to_a_websocket(visitor: Visitor, other: Visitor) -> None:
    page = visitor.open_page()
    with (
        pytest.raises(websocket.WebSocketBadStatusException) as refused,
        other.channels(page.kernel_id),
    ):
        pass
    assert refused.value.status_code == 403


def test_a_stranger_is_refused(visitor: Visitor, stranger: Visitor) -> None:
    page = visitor.open_page()
    assert stranger.get(f"api/kernels/{page.kernel_id}").status_code == 403
    with (
        pytest.raises(websocket.WebSocketBadStatusException) as refused,
        stranger.channels(page.kernel_id),
    ):
        pass
    assert refused.value.status_code == 403


def test_a_page_of_another_site_is_refused(visitor: Visitor) -> None:
    page = visitor.open_page()
    with (
        pytest.raises(websocket.WebSocketBadStatusException) as refused,
        visitor.channels(page.kernel_id, origin="http://evil.example"),
    ):
        pass
    assert refused.value.status_code == 403


def test_somebody_elses_kernel_is_not_shut_down(visitor: Visitor, other: Visitor) -> None:
    page = visitor.open_page()
    assert other.post(f"voila/api/shutdown/{page.kernel_id}").status_code == 403
    assert visitor.get(f"api/kernels/{page.kernel_id}").status_code == 200
    assert visitor.http.post(f"voila/api/shutdown/{page.kernel_id}").status_code == 403  # no token
    assert visitor.post(f"voila/api/shutdown/{page.kernel_id}").status_code == 204
    assert visitor.get(f"api/kernels/{page.kernel_id}").status_code == 403


def test_code_is_never_executed_for_a_client(visitor: Visitor) -> None:
    page = visitor.open_page("loud")
    code = {"code": "print('executed')", "silent": False}
    with visitor.channels(page.kernel_id) as socket:
        for channel in ("shell", "control", "stdin"):
            socket.send(message("execute_request", code, channel))
        socket.send(click(page.models[1]))
        messages = received(socket, "still-alive")
    assert not [m for m in messages if m["msg_type"] in ("execute_reply", "stream")]
    assert "executed" not in json.dumps(messages)


def test_no_traceback_leaves_the_server(served: RunningCenter, visitor: Visitor) -> None:
    page = visitor.open_page("loud")
    bad, good = page.models
    with visitor.channels(page.kernel_id) as socket:
        socket.send(click(bad))
        socket.send(click(good))
        messages = received(socket, "still-alive")
        wait_until(lambda: "secret-of-the-kernel" in served.log, why="the log does not say why")
        socket.send(message("comm_info_request", {}))
        messages += received(socket, "comm_info_reply")
    said = json.dumps(messages)
    assert "secret-of-the-kernel" not in said
    assert "printed-secret" not in said
    assert "Traceback" not in said


def test_a_page_that_fails_says_a_sentence(served: RunningCenter, visitor: Visitor) -> None:
    page = visitor.get("broken")
    assert "This page could not be opened" in page.text
    for secret in ("ZeroDivision", "Traceback", "secret_of_the_page", "/usr", "site-packages"):
        assert secret not in page.text
    assert "ZeroDivisionError" in served.log


def test_the_kernel_is_told_who_by_the_server_alone(
    served: RunningCenter, student: Member, other: Visitor
) -> None:
    visitor = Visitor(served, student)
    forged = {
        IDENTITY_HEADER: "teacher",
        IDENTITY_HEADER.lower(): "teacher",
        "X_Writing_Center_Member": "t",
    }
    page = visitor.get("told", headers=forged)
    values = _told(visitor, page.text)
    assert values[IDENTITY_VARIABLE] == student.id
    assert [v for k, v in values.items() if k.startswith("HTTP_")] == [student.id]
    assert values["WRITING_CENTER_URL"] == served.url
    assert values["WRITING_CENTER_SERVED"] == "1"
    assert values["WRITING_CENTER_DATABASE"] == served.database_url
    assert values["cwd"] == str(served.folder)


def _told(visitor: Visitor, html: str) -> dict[str, str]:
    """The values that the page ``told`` shows, out of its widget's state."""
    kernel = re.search(r'"kernelId": "([\w-]+)"', html)
    model = re.search(r'"model_id": "(\w+)"', html)
    assert kernel
    assert model
    with visitor.channels(kernel[1]) as socket:
        socket.send(message("comm_msg", {"comm_id": model[1], "data": {"method": "request_state"}}))
        [*_, last] = received(socket, "TOLD")
    found: dict[str, str] = json.loads(last["content"]["data"]["state"]["value"][4:])
    return found


def test_the_servers_own_environment_is_not_inherited(tmp_path) -> None:  # type: ignore[no-untyped-def]
    startup = tmp_path / "startup.py"
    startup.write_text("import sys; sys.wc_started = True")
    ipython = tmp_path / "ipython" / "profile_default" / "startup"
    ipython.mkdir(parents=True)
    (ipython / "00.py").write_text("import sys; sys.wc_started = True")
    folder = tmp_path / "center"
    folder.mkdir()
    (folder / "ipywidgets.py").write_text("raise SystemExit('the folder is data')")
    (folder / "voila.py").write_text("raise SystemExit('the folder is data')")
    environment = {
        IDENTITY_VARIABLE: "the-teacher",
        "WRITING_CENTER_LAB_MEMBER": "the-teacher",
        "PYTHONSTARTUP": str(startup),
        "IPYTHONDIR": str(tmp_path / "ipython"),
    }
    with running_center(
        folder, pages=PAGES, notebooks=write_pages(folder), environment=environment
    ) as served:
        member = served.add("Ada")
        visitor = Visitor(served, member)
        values = _told(visitor, visitor.get("told").text)
    assert values[IDENTITY_VARIABLE] == member.id
    assert "WRITING_CENTER_LAB_MEMBER" not in values
    assert "PYTHONSTARTUP" not in values
    assert values["started"] is False


def test_a_member_has_only_so_many_kernels(served: RunningCenter, student: Member) -> None:
    visitor = Visitor(served, student)
    pages = [visitor.open_page() for _ in range(KERNELS_A_MEMBER)]
    with visitor.channels(pages[0].kernel_id):
        pages.append(visitor.open_page())
        states = [visitor.get(f"api/kernels/{page.kernel_id}").status_code for page in pages]
    # The oldest has a page that is open; the next oldest has none.
    assert states == [200, 403, *[200] * (KERNELS_A_MEMBER - 1)]


def test_signing_out_ends_the_members_kernels(served: RunningCenter, visitor: Visitor) -> None:
    page = visitor.open_page()
    before = len(kernels(served))
    with visitor.channels(page.kernel_id) as socket:
        visitor.post("sign-out")
        wait_for_hang_up(socket)
    wait_until(lambda: len(kernels(served)) < before, why="its kernel is still there")


def test_a_sign_in_that_was_ended_elsewhere_ends_its_page(
    served: RunningCenter, student: Member
) -> None:
    visitor = Visitor(served, student)
    page = visitor.open_page()
    with visitor.channels(page.kernel_id) as socket:
        accounts.end_sign_ins(served.center, student.id)
        assert not visitor.is_signed_in
        wait_for_hang_up(socket)


def test_a_dead_kernel_is_not_replaced_by_an_empty_one(
    served: RunningCenter, visitor: Visitor
) -> None:
    known = {process.pid for process in kernels(served)}
    page = visitor.open_page()
    [mine] = [process for process in kernels(served) if process.pid not in known]
    with visitor.channels(page.kernel_id) as socket:
        mine.kill()
        wait_for_hang_up(socket)
    assert visitor.get(f"api/kernels/{page.kernel_id}").status_code == 403


def test_a_server_that_stops_leaves_no_kernel_behind(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with running_center(tmp_path, pages=PAGES, notebooks=write_pages(tmp_path)) as served:
        Visitor(served, served.add("Ada")).open_page()
        running = kernels(served)
        assert running
        assert served.stop() == 0
        wait_until(lambda: not any(process.is_running() for process in running))
