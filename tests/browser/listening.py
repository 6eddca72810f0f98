"""Hears everything that a browser asks for, and everything that goes wrong in it."""

from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Page, Response

INSIDE = ("data:", "blob:", "about:")


@dataclass
class Ear:
    """What was asked for, of whom; the headers of pages; what scripts complained about."""

    asked: list[str] = field(default_factory=list)
    policies: dict[str, str] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)

    def listen(self, context: BrowserContext) -> None:
        """Hear all of this browser's pages, from now on."""
        context.on("request", lambda request: self.asked.append(request.url))
        context.on("response", self._answered)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("page", self._opened)

    def elsewhere(self, url: str) -> list[str]:
        """What was asked of anybody but the center at ``url``."""
        own = url.split("://")[1]
        return [
            asked
            for asked in self.asked
            if not asked.startswith(INSIDE) and asked.partition("://")[2].find(own) != 0
        ]

    def _opened(self, page: Page) -> None:
        page.on("websocket", lambda socket: self.asked.append(socket.url))
        page.on("console", lambda line: self._said(line.type, line.text))
        page.on("dialog", lambda dialog: (self._said("error", dialog.message), dialog.dismiss()))

    def _said(self, kind: str, text: str) -> None:
        # The browser itself notes every answer that is an error; those pages are asked for here.
        if kind == "error" and not text.startswith("Failed to load resource"):
            self.complaints.append(text)

    def _answered(self, response: Response) -> None:
        if response.request.resource_type == "document":
            self.policies[response.url] = response.headers.get("content-security-policy", "")
