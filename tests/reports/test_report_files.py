"""Each renderer on an ordinary report, an empty one, and words that try to be something else."""

import html.parser
import io
import json
import re

import nbformat
import pypdf
import pytest
from report_example import EMPTY, HOSTILE, LINES, REPORT, WORLD, with_words

from writing_center.reports.rendering import Format, render

ALL = [REPORT, EMPTY, *map(with_words, (HOSTILE, WORLD, LINES, "\ud800 half", "a\x00b"))]


class Page(html.parser.HTMLParser):
    """Collects the tags, the attributes and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("format", Format)
@pytest.mark.parametrize("report", ALL, ids=range(len(ALL)))
def test_every_report_becomes_every_file(report, format) -> None:
    assert len(render(report, format)) > 500


@pytest.mark.parametrize("format", Format)
def test_the_same_report_is_the_same_file(format) -> None:
    assert render(REPORT, format) == render(REPORT, format)


EXPECTED = (
    "Feedback for Ana Brandt",
    "English 10b",
    "A bus after nine",
    "Ben Okafor",
    "My sister works until half past ten",
    "Here I saw a person and a clock",
    "The stops are on the map",
    "You decided against it",
    "In Draft 2 the passage has changed",
    "Of 4 passages that readers commented on",
    "“carries here and there” to “carries”",
    "very helpful",
    "My brother read it aloud",
    "You answered 3 drafts of others",
    "What you did with your readers’ comments",
    "The demand stands first now.",
    "Suggestion, on “My sister works until ten”. You did this: she works longer on Fridays. In this draft the passage has changed.",
    "On the whole. You decided against it: The council reads short letters.",
    "How you saw it yourself",
    "I hope they know by then.",
    "One thing to try",
)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def text_of(format: Format) -> str:
    content = render(REPORT, format)
    if format is Format.HTML:
        return Page(content.decode()).text
    if format is Format.PDF:
        return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    cells = json.loads(content)["cells"]
    return html.unescape("\n".join("".join(cell["source"]) for cell in cells))


@pytest.mark.parametrize("format", Format)
def test_what_matters_is_in_each_file(format) -> None:
    text = squeezed(text_of(format)).replace("**", "")
    missing = [words for words in EXPECTED if squeezed(words) not in text]
    assert missing == []


def test_notebook_is_valid_and_has_nothing_to_run() -> None:
    for report in ALL:
        notebook = nbformat.reads(render(report, Format.NOTEBOOK).decode(), as_version=4)
        nbformat.validate(notebook)
        assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
        assert {cell.cell_type for cell in notebook.cells} == {"markdown"}


def test_page_has_no_script_and_asks_nobody() -> None:
    page = render(REPORT, Format.HTML).decode()
    assert not re.search(r"https?:|src=|@import|url\(", page)
    assert "script" not in Page(page).tags
    assert any((value or "").startswith("default-src 'none'") for _, value in Page(page).attributes)


def test_hostile_words_stay_words_on_the_page() -> None:
    hostile, ordinary = (
        Page(render(with_words(HOSTILE), Format.HTML).decode()),
        Page(render(REPORT, Format.HTML).decode()),
    )
    assert set(hostile.tags) <= set(ordinary.tags)
    assert {name for name, _ in hostile.attributes} == {name for name, _ in ordinary.attributes}
    assert HOSTILE in hostile.text


def test_hostile_words_are_no_typst_code() -> None:
    content = render(with_words(HOSTILE), Format.PDF)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    assert '#eval("1")' in text
    assert "$x$" in text
    links = [
        a for page in pypdf.PdfReader(io.BytesIO(content)).pages for a in page.get("/Annots", [])
    ]
    assert links == []


def test_pdf_names_its_title_and_language_and_is_tagged() -> None:
    reader = pypdf.PdfReader(io.BytesIO(render(REPORT, Format.PDF)))
    assert reader.metadata is not None
    assert reader.metadata.title == "Feedback for Ana Brandt"
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]


def test_an_empty_report_says_so() -> None:
    assert "never too late" in render(EMPTY, Format.HTML).decode()
