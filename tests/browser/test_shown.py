"""A text is read as it is meant, and commented on by the offsets of what was written."""

from playwright.sync_api import Browser, Locator, Page, expect

from writing_center.domain.assignments import Phase
from writing_center.services import reviews

from .founded import Founded
from .inspecting import violations
from .test_comments import drag, write
from .test_narrow import check as check_narrow

TEXT = """\
## In the evening

The **boats** come *in*, as [the gulls](https://example.org/gulls) do. **Nobody** waits \\*there\\*.

- one gull
  - and another

> She **never** looked up.

| When | Who |
| --- | --- |
| at *seven* | my grandmother |

* * *

| Mo | Tu | We | Th | Fr |
| --- | --- | --- | --- | --- |
| herring | none | none | none | herring |

An end*ing without a pair, and [no link](javascript:wcx(1)), and `code` 🎈**s**."""
SHOWN = """() => [...document.querySelectorAll(".wc-sheet .wc-text")].map((one) => one.innerText)"""
SOURCE = """() => [...document.querySelectorAll(".wc-sheet [data-start]")]
  .map((one) => [Number(one.dataset.start), one.textContent])"""
ACROSS = """([from, to]) => {
  const all = [...document.querySelectorAll(".wc-sheet [data-start]")].flatMap((block) => {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    const nodes = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) nodes.push(node);
    return nodes;
  });
  const holding = (words) =>
    all.find((node) => node.data === words) || all.find((node) => node.data.includes(words));
  const [first, last] = [holding(from), holding(to)];
  const end = last.data.indexOf(to) + to.length;
  getSelection().setBaseAndExtent(first, first.data.indexOf(from), last, end);
}"""


def test_a_text_is_read_as_it_is_meant(browser: Browser, founded: Founded) -> None:
    group = founded.a_class()
    assignment = founded.an_assignment(group)
    wanda, rita = (
        founded.a_student(group, f"{name} {group.id[-6:]}") for name in ("Wanda", "Rita")
    )
    first = founded.hands_in(wanda, assignment, TEXT)
    founded.begin(assignment, Phase.REVIEW)
    claim = reviews.claim_review(founded.as_(rita), first.id)
    page = founded.desk(browser, rita, f"/review/{claim.id}")
    expect(page.locator("[data-start]").first).to_be_visible()
    looks(page)
    by_mouse_up_to_a_mark(page)
    across_marks(page)
    assert violations(page) == []
    wide = page.get_by_role("group", name="A row of a wide table")
    expect(wide.first).not_to_have_attribute("tabindex", "0")
    page.set_viewport_size({"width": 360, "height": 740})
    check_narrow(page)
    expect(wide.first).to_have_attribute("tabindex", "0")
    assert violations(page) == []
    kept = founded.served.center.store.annotations.where(review_id=claim.id)
    assert {note.passage.exact for note in kept} == {
        "boats",
        "never** looked up.\n\n| When",
        "in*, as [the gulls",
        "When",
        "one gull\n  - and another",
        "another",
        "🎈**s",
    }
    assert all(TEXT[note.passage.start : note.passage.end] == note.passage.exact for note in kept)
    page.context.close()


def looks(page: Page) -> None:
    shown = [line.replace("\n", " ") for line in page.evaluate(SHOWN)]
    assert [line for line in shown if "---" not in line] == [
        "In the evening",
        "The boats come in, as the gulls do. Nobody waits *there*.",
        "one gull",
        "and another",
        "She never looked up.",
        "When Who",
        "at seven my grandmother",
        "",
        "Mo Tu We Th Fr",
        "herring none none none herring",
        "An end*ing without a pair, and [no link](javascript:wcx(1)), and code 🎈s.",
    ]
    for start, words in page.evaluate(SOURCE):
        assert TEXT[start : start + len(words)] == words, "every sign is there, where it was"
    expect(page.get_by_role("heading", name="In the evening", level=2)).to_be_visible()
    link = page.get_by_role("link", name="the gulls")
    expect(link).to_have_attribute("href", "https://example.org/gulls")
    expect(link).to_have_attribute("target", "_blank")
    expect(page.get_by_role("button", name="Comment on paragraph 7")).to_have_count(0)


def select(page: Page, first: str, last: str) -> Locator:
    page.evaluate(ACROSS, [first, last])
    page.get_by_role("button", name="Comment on this passage").click()
    return page.get_by_role("dialog")


def by_mouse_up_to_a_mark(page: Page) -> None:
    drag(page, "boats")
    page.get_by_role("button", name="Comment on this passage").click()
    expect(page.get_by_role("dialog").locator("blockquote")).to_have_text("boats")
    write(page, "By the mouse.")
    expect(page.locator("mark strong")).to_have_text("boats")


def across_marks(page: Page) -> None:
    """Where a selection begins or ends among hidden marks, it is the words alone."""
    for first, last, quoted in (
        ("in", "the gulls", "in, as the gulls"),
        ("one gull", "> ", "one gull\nand another"),
        ("never", "When", "never looked up.\nWhen"),
        ("| ", "When", "When"),
        ("  - ", "another", "and another"),
        ("🎈", "s", "🎈s"),
    ):
        dialog = select(page, first, last)
        expect(dialog.locator("blockquote")).to_have_text(quoted)
        if quoted == "and another":
            dialog.locator("summary").click()
            dialog.get_by_label("Only these words").fill("another")
        write(page, f"About {quoted}.")
