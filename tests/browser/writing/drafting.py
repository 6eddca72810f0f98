"""A draft in the editor: opening it, typing into it, and a page that does not hear the center."""

from playwright.sync_api import Locator, Page
from server.chromium import wait_until_open

from writing_center.domain.submissions import Draft

from ..desks import go

DEAF = """
  const held = []; // what comes late is not lost
  const Native = window.WebSocket;
  window.WebSocket = class extends Native {
    constructor(...where) {
      super(...where);
      this.addEventListener("message", (event) => {
        if (!window.isDeaf) return;
        event.stopImmediatePropagation();
        const { data, origin } = event;
        const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
        window.missed += new TextDecoder().decode(bytes);
        held.push(() => this.dispatchEvent(new MessageEvent("message", { data, origin })));
      });
    }
  };
  window.missed = "";
  window.forget = () => held.splice(0);
  window.listen = () => {
    window.isDeaf = false;
    for (const deliver of held.splice(0)) deliver();
  };
"""


def at_the_draft(page: Page, draft: Draft) -> Page:
    if page.get_by_role("dialog").count() or page.locator("#wc-connection").is_visible():
        reopen(page)  # another test has failed here
    go(page, "/write")
    go(page, f"/write/{draft.id}")
    return page


def paper(page: Page) -> Locator:
    return page.get_by_label("Your text", exact=True)


def type_at_the_end(page: Page, words: str) -> None:
    paper(page).press("ControlOrMeta+End")
    page.keyboard.insert_text(words)


def reopen(page: Page) -> None:
    """Load the page anew, at its place."""
    page.reload()
    wait_until_open(page)
