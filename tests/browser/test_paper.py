"""The editor feels like paper: undo, input methods, counting, marks, long texts, small screens."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from server.chromium import open_page, signed_in

from writing_center.domain.people import Member
from writing_center.domain.submissions import Draft

from .desks import go, status, wait_until_saved
from .founded import Founded

PARAGRAPH = "The ferry turns in front of our house at seven. Whoever is awake hears it.\n\n"
MOST_SENT = 3000  # bytes for fifty keys
SHOWN = """
  () => [...document.querySelectorAll("body *")]
    .filter((node) => node.checkVisibility() && node.innerText?.trim() && !node.children.length)
    .filter((node) => node.getBoundingClientRect().width > 1)
    .map((node) => node.innerText.trim())
"""

BRING = """
  (area, text) =>
    area.dispatchEvent(new CustomEvent("wc-insert", { detail: { text }, bubbles: true }))
"""


@pytest.fixture(scope="module")
def writer(founded: Founded) -> Member:
    return founded.a_student(founded.a_class(), "Wanda Writer")


@pytest.fixture(scope="module")
def page(browser: Browser, founded: Founded, writer: Member) -> Iterator[Page]:
    context = signed_in(browser, founded.served, writer)
    context.set_default_timeout(10_000)
    page = open_page(context, founded.url)
    yield page
    context.close()


@pytest.fixture
def opened(founded: Founded, writer: Member, page: Page) -> "Opened":
    return Opened(founded, writer, page)


class Opened:
    """A draft on its paper."""

    def __init__(self, founded: Founded, writer: Member, page: Page) -> None:
        self.founded, self.writer, self.page = founded, writer, page

    def draft(self, text: str) -> Draft:
        draft = self.founded.a_draft(self.writer, None, text)
        go(self.page, "/write")
        go(self.page, f"/write/{draft.id}")
        return draft

    @property
    def paper(self) -> Locator:
        return self.page.get_by_label("Your text", exact=True)

    @property
    def counter(self) -> Locator:
        return self.page.locator("[data-word-count]")

    def at_end(self) -> None:
        self.paper.press("ControlOrMeta+End")

    def select(self, start: int, end: int) -> None:
        self.paper.evaluate(f"area => {{ area.focus(); area.setSelectionRange({start}, {end}); }}")


def test_undo_reaches_behind_saves_and_refreshes(opened: Opened, page: Page) -> None:
    draft = opened.draft("It begins.")
    opened.at_end()
    for words in (" One.", " Two.", " Three."):
        page.keyboard.type(words)
        wait_until_saved(page)
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert opened.founded.text_of(draft) == "It begins. One. Two. Three."
    for _ in range(20):
        page.keyboard.press("ControlOrMeta+z")
    expect(opened.paper).to_have_value("It begins.")
    page.keyboard.press("ControlOrMeta+Shift+z")
    assert opened.paper.input_value() != "It begins."
    page.keyboard.press("ControlOrMeta+z")
    page.keyboard.press("ControlOrMeta+s")  # a habit: it saves, and no dialog of the browser's
    wait_until_saved(page)
    assert opened.founded.text_of(draft) == "It begins."


def test_an_input_method_finishes_its_words_and_a_save_waits_for_it(
    opened: Opened, page: Page
) -> None:
    draft = opened.draft("はじめ。")
    opened.at_end()
    method = page.context.new_cdp_session(page)
    page.evaluate("window.composed = []")
    opened.paper.evaluate(
        "area => area.addEventListener('compositionend', e => window.composed.push(e.data))"
    )
    for so_far in ("わ", "わた", "わたs", "わたし"):
        method.send(
            "Input.imeSetComposition",
            {"text": so_far, "selectionStart": len(so_far), "selectionEnd": len(so_far)},
        )
    page.wait_for_timeout(2200)  # longer than a save waits otherwise
    assert opened.founded.text_of(draft) == "はじめ。"
    expect(opened.paper).to_have_value("はじめ。わたし")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    method.send("Input.insertText", {"text": "私"})
    expect(opened.paper).to_have_value("はじめ。私")
    wait_until_saved(page)
    assert opened.founded.text_of(draft) == "はじめ。私"
    assert page.evaluate("window.composed.at(-1)") == "私"


def test_words_are_counted_and_told_without_hurry(opened: Opened, page: Page) -> None:
    opened.draft("One two three. " + "word " * 94)
    expect(opened.counter).to_have_text("97 words")
    told = page.locator("[data-word-told]")
    opened.at_end()
    page.keyboard.type("and then more")
    expect(opened.counter).to_have_text("100 words")
    assert told.inner_text() == ""
    expect(told).to_have_text("100 words")
    opened.select(0, 7)
    expect(opened.counter).to_have_text("2 of 100 words")
    expect(told).to_have_text("2 of 100 words")
    assert page.locator("[data-word-count]").get_attribute("role") is None


def test_bold_and_italic_are_edits_like_any_other(opened: Opened, page: Page) -> None:
    draft = opened.draft("A grey ferry.\n\nIt turns.")
    opened.select(2, 7)  # with the space behind it
    page.keyboard.press("ControlOrMeta+b")
    expect(opened.paper).to_have_value("A **grey** ferry.\n\nIt turns.")
    page.keyboard.press("ControlOrMeta+b")
    expect(opened.paper).to_have_value("A grey ferry.\n\nIt turns.")
    page.keyboard.press("ControlOrMeta+z")
    expect(opened.paper).to_have_value("A **grey** ferry.\n\nIt turns.")
    opened.select(19, 28)
    page.get_by_role("button", name="Italic").click()
    expect(opened.paper).to_have_value("A **grey** ferry.\n\n_It turns._")
    expect(opened.paper).to_be_focused()
    opened.select(0, 30)
    page.keyboard.press("ControlOrMeta+i")
    expect(opened.paper).to_have_value("_A **grey** ferry._\n\n_It turns._")
    page.keyboard.press("ControlOrMeta+i")
    expect(opened.paper).to_have_value("A **grey** ferry.\n\nIt turns.")
    page.keyboard.press("ControlOrMeta+z")
    page.keyboard.press("ControlOrMeta+z")
    opened.at_end()
    page.keyboard.press("ControlOrMeta+b")
    page.keyboard.type("bold")
    wait_until_saved(page)
    assert opened.founded.text_of(draft) == "A **grey** ferry.\n\n_It turns._**bold**"
    page.get_by_role("button", name="How it reads").click()
    reading = page.get_by_role("region", name="How it reads")
    expect(reading.locator("strong").first).to_have_text("grey")
    expect(opened.paper).to_be_hidden()
    expect(reading).to_be_focused()
    page.keyboard.press("Escape")
    expect(opened.paper).to_be_focused()
    page.keyboard.type("er")
    while opened.paper.input_value().endswith("er**"):
        page.keyboard.press("ControlOrMeta+z")
    assert opened.paper.input_value().startswith("A **grey** ferry.")


def test_a_mark_is_switched_on_and_off_while_writing(opened: Opened, page: Page) -> None:
    draft = opened.draft("The ")
    opened.at_end()
    page.keyboard.press("ControlOrMeta+b")
    page.keyboard.type("harbour")
    page.keyboard.press("ControlOrMeta+b")
    page.keyboard.type(" smells")
    expect(opened.paper).to_have_value("The **harbour** smells")
    page.get_by_role("button", name="Italic").click()
    expect(opened.paper).to_have_value("The **harbour** smells**")
    page.get_by_role("button", name="Italic").click()
    expect(opened.paper).to_have_value("The **harbour** smells")
    page.keyboard.type(" ")
    for key in "bi":
        page.keyboard.press(f"ControlOrMeta+{key}")
    page.keyboard.type("salt")
    for key in "ib":
        page.keyboard.press(f"ControlOrMeta+{key}")
    page.keyboard.type("y.")
    expect(opened.paper).to_have_value("The **harbour** smells **_salt_**y.")
    opened.select(4, 4)  # before a pair, it does not step in
    page.keyboard.press("ControlOrMeta+b")
    page.keyboard.type("old")
    expect(opened.paper).to_have_value("The **old****harbour** smells **_salt_**y.")
    page.keyboard.press("ControlOrMeta+b")
    page.keyboard.type(" ")
    wait_until_saved(page)
    assert opened.founded.text_of(draft) == "The **old** **harbour** smells **_salt_**y."


# What is selected in a paragraph, how it is marked, what comes of it, and how that reads.
MARKED = (
    ("un[believ]able", "i", "un*believ*able", "un<em>believ</em>able"),
    ("日本[語で]す", "i", "日本*語で*す", "<em>語で</em>"),
    ("日本[語です。]次", "b", "日本**語です**。次", "<strong>語です</strong>"),
    ('say ["hello"]there', "b", 'say "**hello**"there', "<strong>hello</strong>"),
    ("[- one\n- two]", "b", "- **one**\n- **two**", "<li><strong>two</strong></li>"),
    ("[# Title]", "b", "# **Title**", "<strong>Title</strong></h"),
    ("[> 1. quoted]", "i", "> 1. _quoted_", "<li><em>quoted</em></li>"),
    ("[**one** and **two**]", "b", "**one and two**", "<strong>one and two</strong>"),
    ("**far [and] wide**", "b", "**far** and **wide**", "<strong>far</strong> and <strong>"),
    ("**_[salt]_** water", "b", "_salt_ water", "<em>salt</em> water"),
    ("a [*star*] there", "i", "a star there", "a star there"),
    ("A [sentence. ]Next", "b", "A **sentence.** Next", "<strong>sentence.</strong> Next"),
)


def test_marks_stand_where_they_work(opened: Opened, page: Page) -> None:
    plain = [before.replace("[", "").replace("]", "") for before, *_ in MARKED]
    draft = opened.draft("\n\n".join(plain))
    for (before, key, after, _), text in zip(MARKED, plain, strict=True):
        start = opened.paper.input_value().index(f"{text}") + before.index("[")
        opened.select(start, start + before.index("]") - before.index("[") - 1)
        page.keyboard.press(f"ControlOrMeta+{key}")
        assert after in opened.paper.input_value().split("\n\n")
    whole = opened.paper.input_value()
    assert whole == "\n\n".join(after for _, _, after, _ in MARKED)
    opened.select(2, 8)  # the same key takes it off again
    page.keyboard.press("ControlOrMeta+i")
    page.keyboard.press("ControlOrMeta+i")
    expect(opened.paper).to_have_value(whole)
    page.get_by_role("button", name="How it reads").click()
    reading = page.locator("[data-reading]")
    expect(reading).to_contain_text("water")
    read = reading.inner_html()
    for _, _, _, html in MARKED:
        assert html in read
    page.keyboard.press("Escape")
    assert opened.founded.text_of(draft) == whole


def test_what_is_read_stays_where_it_is_while_another_device_writes_above(
    opened: Opened, page: Page
) -> None:
    draft = opened.draft("".join(f"{number}. {PARAGRAPH}" for number in range(80)))
    at = opened.paper.input_value().index("40.")
    opened.select(at, at)
    page.keyboard.type("Here. ")
    wait_until_saved(page)
    place = "() => [window.scrollY, document.querySelector('#draft-text').offsetHeight]"
    for is_typing in (True, False):
        if not is_typing:  # somebody reads elsewhere in it
            page.get_by_label("Title").evaluate("field => field.focus({ preventScroll: true })")
            page.evaluate("window.scrollBy(0, -700)")
        scrolled, height = page.evaluate(place)
        assert scrolled > 300
        added = f"{is_typing}, from the phone.\n\n" * 12
        opened.founded.elsewhere(draft, added + opened.founded.text_of(draft))
        expect(opened.paper).to_have_value(added + opened.founded.text_of(draft)[len(added) :])
        scrolled_then, height_then = page.evaluate(place)
        assert height_then > height + 200
        assert abs(scrolled_then - scrolled - (height_then - height)) <= 2


def test_only_the_paper(opened: Opened, page: Page) -> None:
    opened.draft(PARAGRAPH * 40)
    expect(opened.counter).to_have_text("600 words")
    for width, tools in ((1280, ["How it reads", "Only paper"]), (360, ["Read", "Paper"])):
        page.set_viewport_size({"width": width, "height": 640})
        opened.select(1500, 1500)
        page.keyboard.type("x")  # brings the caret into sight
        page.keyboard.press("Backspace")
        wait_until_saved(page)
        here = page.evaluate("window.scrollY")
        assert here > 300
        page.keyboard.press("Control+Shift+Enter")
        alone = page.get_by_role("button", name="Only paper")
        expect(alone).to_have_attribute("aria-pressed", "true")
        expect(page.get_by_role("navigation")).to_have_count(0)
        expect(page.get_by_label("Title")).to_be_hidden()
        shown = [words for words in page.evaluate(SHOWN) if words != opened.paper.input_value()]
        assert shown == [*tools, "600 words", "Saved"]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        expect(opened.paper).to_be_focused()
        page.keyboard.type("x")
        before = page.evaluate("window.scrollY")
        expect(status(page)).to_have_text("Saving…")
        wait_until_saved(page)
        page.keyboard.press("Backspace")
        wait_until_saved(page)
        assert page.evaluate("window.scrollY") == before
        page.keyboard.press("Escape")
        expect(page.get_by_label("Title")).to_be_visible()
        expect(opened.paper).to_be_focused()
        assert abs(page.evaluate("window.scrollY") - here) < 150
        assert opened.paper.evaluate("area => area.selectionStart") == 1500
    page.keyboard.press("Control+Shift+Enter")
    go(page, "/write")
    expect(page.get_by_role("button", name="Menu").or_(page.locator(".wc-menu"))).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 720})


def test_a_phone(opened: Opened, page: Page) -> None:
    opened.draft(PARAGRAPH * 20)
    page.set_viewport_size({"width": 360, "height": 640})
    paper, bar = opened.paper, page.locator(".wc-editor__bar")
    for field in page.locator("textarea:visible, input[type=text]:visible").all():
        assert float(field.evaluate("f => parseFloat(getComputedStyle(f).fontSize)")) >= 16
    wanted = {
        "spellcheck": "true",
        "autocapitalize": "sentences",
        "enterkeyhint": "enter",
        "lang": "",
        "dir": "auto",
    }
    assert {name: paper.get_attribute(name) for name in wanted} == wanted
    for button in bar.get_by_role("button").all():
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 32
    paper.focus()
    page.evaluate(
        """() => {
          Object.defineProperty(visualViewport, "height", { value: 360, configurable: true });
          visualViewport.dispatchEvent(new Event("resize"));
        }"""
    )  # a keyboard that lies over the page
    page.evaluate("window.scrollTo(0, 400)")
    box = bar.bounding_box()
    assert box
    assert 300 < box["y"] + box["height"] <= 361
    page.evaluate("delete visualViewport.height; visualViewport.dispatchEvent(new Event('resize'))")
    page.set_viewport_size({"width": 1280, "height": 720})


def test_fifty_keys_send_little(opened: Opened, browser: Browser) -> None:
    draft = opened.draft((PARAGRAPH * 600)[:40_000])
    sent: list[int] = []
    context = signed_in(browser, opened.founded.served, opened.writer)
    page = context.new_page()
    page.on("websocket", lambda one: one.on("framesent", lambda frame: sent.append(len(frame))))
    page.goto(f"{opened.founded.url}#/write/{draft.id}")
    paper = page.get_by_label("Your text", exact=True)
    paper.press("ControlOrMeta+End")
    wait_until_saved(page)
    sent.clear()
    page.keyboard.type("ten keys! " * 5, delay=120)  # as most people type
    wait_until_saved(page)
    assert 0 < sum(sent) <= MOST_SENT
    assert opened.founded.text_of(draft).endswith("ten keys! " * 5)
    context.close()


def test_two_hundred_thousand_signs(opened: Opened, page: Page) -> None:
    draft = opened.draft((PARAGRAPH * 3000)[:200_000])
    paper = opened.paper
    for where in ("ControlOrMeta+Home", "ControlOrMeta+End"):
        paper.press(where)
        expect(status(page)).to_have_text("Saved")
        page.keyboard.type("x" * 40, delay=20)
        wait_until_saved(page)
    page.keyboard.type("\n\nThe last line.")
    wait_until_saved(page)
    text = opened.founded.text_of(draft)
    assert text.startswith("x" * 40)
    assert text.endswith("x" * 40 + "\n\nThe last line.")
    expect(opened.counter).to_contain_text("words")
    bar = page.locator(".wc-editor__bar").bounding_box()
    assert bar
    assert bar["y"] + bar["height"] <= 720
    paper.evaluate(
        """area => area.dispatchEvent(new CustomEvent("wc-insert", {
          bubbles: true, detail: { text: "Brought in.\\n\\n".repeat(2000) } }))"""
    )
    wait_until_saved(page)
    assert opened.founded.text_of(draft).endswith("Brought in.\n\n")


def test_undo_never_puts_old_words_where_they_did_not_stand(opened: Opened, page: Page) -> None:
    """A long text that comes in, and what another device wrote, are undone like typing; where
    that can't be, because the paper is not in focus, undoing ends there."""
    draft = opened.draft("Long ago deleted.")
    opened.at_end()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("Delete")
    page.keyboard.type("Intro. ")
    essay = "\n\n".join(f"{number}. <b>& two  spaces {PARAGRAPH.strip()}" for number in range(400))
    opened.paper.evaluate(BRING, f"\n\n{essay}\n")
    expect(opened.paper).to_have_value(f"Intro. \n\n{essay}\n")
    page.keyboard.press("ControlOrMeta+z")
    expect(opened.paper).to_have_value("Intro. ")
    wait_until_saved(page)
    opened.founded.elsewhere(draft, "Intro. From the phone.")
    expect(opened.paper).to_have_value("Intro. From the phone.")
    page.keyboard.type("Mine. ")
    expect(opened.paper).to_have_value("Intro. Mine. From the phone.")
    for _ in range(2):
        page.keyboard.press("ControlOrMeta+z")
    expect(opened.paper).to_have_value("Intro. ")
    wait_until_saved(page)
    page.get_by_label("Title").focus()
    opened.founded.elsewhere(draft, "From the phone alone.")
    expect(opened.paper).to_have_value("From the phone alone.")
    opened.at_end()
    page.keyboard.type("!")
    for _ in range(4):
        page.keyboard.press("ControlOrMeta+z")
    expect(opened.paper).to_have_value("From the phone alone.")
    page.keyboard.press("ControlOrMeta+Shift+z")
    page.keyboard.press("ControlOrMeta+Shift+z")
    expect(opened.paper).to_have_value("From the phone alone.!")
    wait_until_saved(page)
    assert opened.founded.text_of(draft) == "From the phone alone.!"


def types_and_deletes(opened: "Opened", page: Page, start: int) -> None:
    """A sign that is taken back at once, and a paragraph from ``start`` on that is deleted."""
    before = opened.paper.input_value()
    opened.at_end()
    page.keyboard.type("?")
    page.keyboard.press("Backspace")
    page.keyboard.type(" A whole paragraph.")
    opened.select(start, start + 19)
    page.keyboard.press("Delete")
    expect(opened.paper).to_have_value(before)
    page.keyboard.press("ControlOrMeta+z")
    expect(opened.paper).to_have_value(f"{before} A whole paragraph.")


def test_what_was_typed_and_deleted_since_is_undone_up_to_what_another_device_wrote(
    opened: Opened, page: Page
) -> None:
    """Though the same words stand there as before."""
    draft = opened.draft("Before.")
    page.get_by_label("Title").focus()
    opened.founded.elsewhere(draft, "From the phone alone.")
    expect(opened.paper).to_have_value("From the phone alone.")
    opened.at_end()
    page.keyboard.type("!")
    types_and_deletes(opened, page, 22)
    page.keyboard.press("ControlOrMeta+Shift+z")
    expect(opened.paper).to_have_value("From the phone alone.!")
    wait_until_saved(page)
    page.get_by_label("Title").focus()
    opened.founded.elsewhere(draft, "Alone.")
    expect(opened.paper).to_have_value("Alone.")
    types_and_deletes(opened, page, 6)
    for _ in range(6):
        page.keyboard.press("ControlOrMeta+z")
        assert opened.paper.input_value() in ("Alone.", "Alone.?")
    expect(opened.paper).to_have_value("Alone.")
    for _ in range(6):
        page.keyboard.press("ControlOrMeta+Shift+z")
    expect(opened.paper).to_have_value("Alone.")
    page.keyboard.press("ControlOrMeta+z")
    expect(opened.paper).to_have_value("Alone. A whole paragraph.")
