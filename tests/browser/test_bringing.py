"""A text comes into the draft: from a file, dropped, or pasted from a word processor."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from documents.made_files import docx, p, r
from playwright.sync_api import Browser, Locator, Page, expect

from writing_center.services import drafts, versions

from .desks import told, wait_until_saved
from .founded import Founded
from .pasting import PASTE

DROP = """(text) => {
  const editor = document.querySelector(".wc-editor");
  const beside = document.querySelector("h1");
  const files = new DataTransfer();
  files.items.add(new File([text], "dropped.md"));
  for (const kind of ["dragover", "drop"]) {
    const event = new DragEvent(kind, { dataTransfer: files, bubbles: true, cancelable: true });
    if (editor.querySelector("textarea").dispatchEvent(event)) throw new Error(kind);
    const miss = new DragEvent(kind, { dataTransfer: files, bubbles: true, cancelable: true });
    if (beside.dispatchEvent(miss)) throw new Error(`${kind} beside`);
  }
}"""

TWICE = """(texts) => {
  for (const text of texts) {
    const board = new DataTransfer();
    board.setData("text/html", `<b>${text}</b>`);
    board.setData("text/plain", text);
    const event = new ClipboardEvent("paste", { clipboardData: board, cancelable: true });
    document.querySelector("#draft-text").dispatchEvent(event);
  }
}"""
NOTE = """<p>Pasted<sup><a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym">1</a></sup>
text.</p><div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym"
href="#sdfootnote1anc">1</a>Theirs.</p></div>"""

# As VS Code and browsers put it on the clipboard: what is bold there is a colour of its own.
SOURCE = """<meta charset='utf-8'><div style="color: #d4d4d4;font-family: Menlo, 'Courier New', monospace;
font-weight: normal;white-space: pre;"><div><span style="color: #569cd6;font-weight: bold;"># Bees</span></div>
<div><span style="color: #d4d4d4;">are **small**</span></div></div>"""
UNFORMATTED = "<span style='font-weight: 400; font-style: normal; display: inline'>{}</span>"


@pytest.fixture(scope="module")
def page(browser: Browser, founded: Founded) -> Iterator[Page]:
    member = founded.a_student(founded.a_class(), "Wanda Writer")
    session = founded.as_(member)
    draft = drafts.start_draft(session, None, "Brought")
    page = founded.desk(browser, member, f"/write/{draft.id}")
    page.session, page.draft = session, draft  # type: ignore[attr-defined]
    yield page
    page.context.close()


def stored(page: Page) -> str:
    wait_until_saved(page)
    return drafts.find_draft(page.session, page.draft.id).text  # type: ignore[attr-defined]


def paper(page: Page) -> Locator:
    return page.get_by_label("Your text")


def choose(page: Page, folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    page.get_by_label("Choose a file").set_input_files(folder / name)


def test_a_file_comes_in_and_nothing_is_lost(page: Page, tmp_path: Path) -> None:
    # Nothing can be handed in yet; that is said until something is there.
    page.get_by_role("button", name="Hand in Draft 1").click()
    expect(page.get_by_text("There is no text yet.")).to_be_visible()
    paper(page).press("a")
    expect(page.get_by_text("There is no text yet.")).to_have_count(0)
    paper(page).fill("")

    page.get_by_text("Bring a text in").click()
    came = page.get_by_role("region", name="What came in")

    # An empty draft takes it at once; Ctrl+Z takes it away again.
    choose(
        page,
        tmp_path,
        "essay.docx",
        docx(p(r("Ferries"), style="H1") + p(r("They "), r("turn", "b"))),
    )
    expect(came).to_contain_text("3 words came out of essay.docx. It is in your draft now.")
    assert page.evaluate("document.activeElement.ariaLabel") == "What came in"
    expect(paper(page)).to_have_value("# Ferries\n\nThey **turn**")
    assert stored(page) == "# Ferries\n\nThey **turn**"
    paper(page).press("ControlOrMeta+z")
    expect(paper(page)).to_have_value("")
    paper(page).press("ControlOrMeta+Shift+z")
    came.get_by_role("button", name="Take it out again").click()
    expect(paper(page)).to_have_value("")

    # A draft with a text asks; what is added has footnotes of its own.
    paper(page).fill("Mine[^1], mine[^a].\n\n[^1]: A note.\n\n[^a]: B.")
    note = "Theirs[^1] ![x](y.png)[^a]\n\n[^1]: *Another*.\n\n[^a]: C, not[^b]."
    choose(page, tmp_path, "note.md", note.encode())
    expect(came).to_contain_text("came out of note.md")
    expect(came).to_contain_text("1 picture was left out.")
    came.get_by_text("Look at it first").click()
    expect(came.get_by_role("emphasis")).to_have_text("Another")
    came.get_by_role("button", name="Below my text").click()
    both = (
        "Mine[^1], mine[^a].\n\n[^1]: A note.\n\n[^a]: B."
        "\n\nTheirs[^2] [^a-2]\n\n[^2]: *Another*.\n\n[^a-2]: C, not[^b]."
    )
    expect(paper(page)).to_have_value(both)
    expect(came).to_contain_text("It stands below yours now.")

    # A large file comes in pieces; what stood there is kept.
    choose(page, tmp_path, "large.txt", b"<!-- " + b"-" * 11_000_000 + b" -->")
    expect(page.get_by_role("progressbar", name="How much of the file is here")).to_be_visible()
    problem = page.locator(".wc-bringing [role=alert]")
    expect(problem).to_contain_text("11,000,009 characters; a draft takes up to 400,000")
    choose(page, tmp_path, "new.txt", b"Quite new.")
    came.get_by_role("button", name="In place of my text").click()
    expect(paper(page)).to_have_value("Quite new.")
    expect(problem).to_be_hidden()
    assert stored(page) == "Quite new."
    kept = versions.versions_of(page.session, page.draft.id).kept  # type: ignore[attr-defined]
    assert [one.text for one in kept] == [both]

    # What can't be read is a sentence, and the next file comes in all the same.
    choose(page, tmp_path, "scan.docx", b"%PDF-1.7 and so on")
    expect(problem).to_contain_text("This is a PDF")
    expect(problem).to_be_focused()
    page.evaluate(DROP, "Dropped *here*.")
    came.get_by_role("button", name="Leave it").click()
    expect(paper(page)).to_have_value("Quite new.")

    # Somebody thinks better of it.
    choose(page, tmp_path, "huge.txt", b"word " * 2_000_000)
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".wc-bringing [role=status]")).to_contain_text("Stopped")
    expect(page.get_by_role("progressbar")).to_be_hidden()
    choose(page, tmp_path, "last.txt", b"At last.")
    expect(came).to_contain_text("2 words came out of last.txt")


def test_what_is_pasted_keeps_its_looks(page: Page, tmp_path: Path) -> None:
    paper(page).fill("Before. After.")
    page.evaluate("document.querySelector('#draft-text').setSelectionRange(8, 8)")
    html = (
        "<p>A <b>bold</b> <img src='http://127.0.0.1:9/x.png' onerror='window.ran = 1'>word. </p>"
    )
    page.evaluate(PASTE, [html, "A bold word. "])
    expect(paper(page)).to_have_value("Before. A **bold** word.After.")
    told(page, "1 picture was left out.")
    assert page.evaluate("window.ran") is None
    paper(page).press("ControlOrMeta+z")
    expect(paper(page)).to_have_value("Before. After.")

    paper(page).press("ControlOrMeta+End")
    page.evaluate(PASTE, ["<ul><li>one</li><li>two</li></ul>", "one two"])
    expect(paper(page)).to_have_value("Before. After.\n\n- one\n- two")
    page.evaluate(PASTE, ["<span style='color: red'>plain</span>", " plain"])
    expect(paper(page)).to_have_value("Before. After.\n\n- one\n- two plain")
    assert stored(page) == "Before. After.\n\n- one\n- two plain"
    # Markdown that was copied from where it is source, or looked like any other text, is Markdown.
    paper(page).fill("")
    page.evaluate(PASTE, [SOURCE, "# Bees\nare **small**"])
    page.evaluate(PASTE, [UNFORMATTED.format(", *really*"), ", *really*"])
    expect(paper(page)).to_have_value("# Bees\nare **small**, *really*")
    page.evaluate(PASTE, ["<p>10<span style='vertical-align:super'>2</span>*</p>", "102*"])
    expect(paper(page)).to_have_value("# Bees\nare **small**, *really*10²\\*")
    paper(page).fill("Before. After.\n\n- one\n- two plain")
    paper(page).press("ControlOrMeta+End")

    # Nothing that can be read in it: what was copied comes as plain text.
    page.evaluate(PASTE, ["<b></b><img>", "!"])
    expect(paper(page)).to_have_value("Before. After.\n\n- one\n- two plain!")

    # What is pasted in quick succession stands in that order, looks and all.
    paper(page).fill("Q A")
    page.evaluate("document.querySelector('#draft-text').setSelectionRange(1, 1)")
    page.evaluate(TWICE, ["one", "two", "three"])
    expect(paper(page)).to_have_value("Q**one****two****three** A")

    # A note that stands below keeps its call, and what comes in its own.
    paper(page).fill("First.\n\nMine[^1].\n\n[^1]: Mine.\n")
    page.evaluate("document.querySelector('#draft-text').setSelectionRange(6, 6)")
    page.evaluate(PASTE, [NOTE, "Pasted1 text."])
    expect(paper(page)).to_have_value(
        "First.\n\nPasted[^2] text.\n\n[^2]: Theirs.\n\nMine[^1].\n\n[^1]: Mine.\n"
    )
    paper(page).fill("Before. After.\n\n- one\n- two plain!")
    paper(page).press("ControlOrMeta+End")

    # It does not stop a file that is on its way.
    choose(page, tmp_path, "large.txt", b"<!-- " + b"-" * 11_000_000 + b" -->")
    expect(page.get_by_role("progressbar")).to_be_visible()
    page.evaluate(PASTE, ["<b>So</b>", "So"])
    expect(paper(page)).to_have_value("Before. After.\n\n- one\n- two plain!**So**")
    problem = page.locator(".wc-bringing [role=alert]")
    expect(problem).to_contain_text("11,000,009 characters; a draft takes up to 400,000")
    expect(page.get_by_role("progressbar")).to_be_hidden()
