"""Reports and exports of a class whose every word is a payload do nothing but be read."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import nbformat
import pypdf
import pytest
from nbconvert.filters import markdown2html
from playwright.sync_api import Browser, Error, Page

from writing_center.reports.csv import FORMULA_STARTS
from writing_center.reports.rendering import Format, render
from writing_center.services.annotation_export import (
    export_class_annotations,
    export_my_annotations,
)
from writing_center.services.report_contents import feedback_report
from writing_center.services.reporting import zip_reports
from writing_center.services.results import results_csv
from writing_center.services.session import Session

from .canary import Canary
from .hostile_places import HostileClass, hostile_class
from .payloads import CLOBBERING, FRAMES, HANDLERS, IMAGES, MUTATIONS, STYLES

ACTING = {
    *("/JS", "/JavaScript", "/URI", "/OpenAction", "/AA", "/Launch", "/EmbeddedFile", "/GoToR"),
    *("/SubmitForm", "/ImportData", "/RichMedia", "/XFA", "/Movie", "/Rendition"),
}
"""What a PDF would do beyond being read."""


INERT = {
    "}*{background:url(http://127.0.0.1:9/wc-canary.png)}",
    "red;background:url(http://127.0.0.1:9/wc-canary.png)",
    "<img src='http://127.0.0.1:9/wc-canary?x=",
    "<a title='&#x3c;img src=x onerror=wcx(1)&#x3e;'>wcx</a>",
}
"""Payloads for other places than the middle of a page."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> HostileClass:
    return hostile_class(tmp_path_factory.mktemp("hostile"))


@pytest.fixture
def outside(browser: Browser, tmp_path: Path) -> Iterator[tuple[Canary, Page]]:
    """A page of nobody's, for files that somebody was sent."""
    canary = Canary(f"{tmp_path.as_uri()}/")
    context = canary.watch(browser.new_context(bypass_csp=True))
    yield canary, context.new_page()
    context.close()


def test_nothing_happens_in_a_report(
    hostile: HostileClass, outside: tuple[Canary, Page], tmp_path: Path
) -> None:
    canary, page = outside
    session = hostile.session("writer")
    report = feedback_report(session, session.actor_id)
    notebook = nbformat.reads(render(report, Format.NOTEBOOK).decode(), as_version=4)
    cells = "\n".join(markdown2html(cell.source) for cell in notebook.cells)
    files = {
        "page": render(report, Format.HTML).decode(),
        "notebook": f"<!DOCTYPE html><meta charset=utf-8><body>{cells}",
    }
    for name, content in files.items():
        path = tmp_path / f"{name}.html"
        path.write_text(content, "utf-8")
        page.goto(path.as_uri())
        assert page.locator("body").inner_text().count("wcx(1)") > 200
        canary.look(page, name, where="body, body *")
    assert canary.problems == []
    assert sorted(_acting(render(report, Format.PDF))) == []


def _acting(content: bytes) -> set[str]:
    reader = pypdf.PdfReader(io.BytesIO(content))
    assert "wcx(1)" in "".join(page.extract_text() for page in reader.pages[:3])
    things = [one.get_object() for one in pypdf.PdfWriter(clone_from=reader)._objects if one]
    return ACTING & {name for thing in things for name in _names(thing)}


def _names(thing: object) -> Iterable[str]:
    if isinstance(thing, dict):
        for key, value in thing.items():
            yield from (str(key), *_names(value))
    elif isinstance(thing, list):
        for value in thing:
            yield from _names(value)
    elif isinstance(thing, pypdf.generic.NameObject):
        yield str(thing)


def test_names_in_an_archive_lead_nowhere(hostile: HostileClass) -> None:
    teacher = hostile.session("teacher")
    content = zip_reports(teacher, _group_id(teacher), ["html"])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
    assert len(names) > 5
    assert [n for n in names if not re.fullmatch(r"[\w '’-]+\.html", n) or len(n) > 200] == []


def test_a_table_has_no_formulas(hostile: HostileClass) -> None:
    assignment_id = hostile.routes["level set"].split("/")[2]
    content = results_csv(hostile.session("teacher"), assignment_id).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(content)) for cell in row]
    assert any("wcx(1)" in cell for cell in cells)
    assert [one for one in cells if one.lstrip(" \xa0").startswith(FORMULA_STARTS)] == []


def test_comments_go_out_as_data(hostile: HostileClass) -> None:
    teacher, writer = hostile.session("teacher"), hostile.session("writer")
    assignment_id = hostile.routes["readers"].split("/")[2]
    for exported in (
        export_my_annotations(writer),
        export_class_annotations(teacher, assignment_id),
    ):
        items = json.loads(exported)["first"]["items"]
        assert "wcx(1)" in json.dumps(items)


def _group_id(session: Session) -> str:
    return str(session.store.groups.all()[0].id)


def test_the_canary_notices(outside: tuple[Canary, Page], tmp_path: Path) -> None:
    """Payloads to which nothing was done, one by one."""
    canary, first = outside
    (tmp_path / "bare.html").write_text("")
    unnoticed = []
    for payload in (*HANDLERS, *IMAGES, *MUTATIONS, *STYLES, *CLOBBERING, *FRAMES):
        canary.problems.clear()
        page = first.context.new_page()  # one that leads away would take the next one along
        page.goto(f"{canary.url}bare.html")
        with suppress(Error):  # the page may be gone: that is noticed, too
            page.set_content(f"<body><p>{payload}</p></body>")
            canary.look(page, "bare", where="body *")
        canary.listen_at("bare")
        if not canary.problems:
            unnoticed.append(payload)
        page.close()
    assert set(unnoticed) == INERT
