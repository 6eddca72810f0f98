"""Falls silent when something in a page runs, leaves it, or asks for something."""

from collections import Counter
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Error, Frame, Page

from .listening import Ear
from .payloads import CANARY

TRAP = """(() => {
  const caught = (what) => window.wcCaught(what.slice(0, 300));
  for (const name of ["wcx", "alert", "confirm", "prompt", "print", "MsgBox"]) {
    Object.defineProperty(window, name, { value: (...said) => caught(`${name}(${said})`) });
  }
  addEventListener("securitypolicyviolation", (event) =>
    caught(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
})()"""
OPEN = """() => {
  const all = (where) => Document.prototype.querySelectorAll.call(document, where);
  for (const one of all("details")) one.open = true;
  for (const one of all(".wc-app dialog")) one.setAttribute("open", "");
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
AUDIT = r"""([own, where]) => {
  const found = [];
  const say = (node, what) => found.push(`${what}: ${node.cloneNode(false).outerHTML.slice(0, 200)}`);
  const never = `script, template, iframe, frame, frameset, object, embed, portal, link,
    style, base, meta, img, picture, video, audio, source, track, marquee, math, applet, bgsound,
    xmp, plaintext, noembed, noframes, animate, set, animateTransform, animateMotion,
    foreignObject, use, image, feImage, svg a, svg style, keygen, isindex, form[action=""],
    [wcx], [id^=wcx], [name^=wcx], [class~=wcx], [data-do=wcx], [is], [slot], [nonce], [popover]`;
  const addresses = ["href", "src", "action", "formaction", "data", "poster", "background", "ping",
    "srcset", "xlink:href", "cite", "longdesc", "manifest", "codebase"];
  const isOwn = (url) => url.startsWith("blob:") || url.startsWith("about:") || url.startsWith(own);
  const attributes = Object.getOwnPropertyDescriptor(Element.prototype, "attributes").get;
  const all = (where) => Document.prototype.querySelectorAll.call(document, where);
  for (const node of all(where)) {
    if (node.matches(never)) say(node, "element");
    for (const { name, value } of attributes.call(node)) {
      if (/^on/i.test(name) || name === "srcdoc" || name === "http-equiv") say(node, "handler");
      if (name === "style" && /url\(|expression|binding|@import|image-set/i.test(value)) say(node, "style");
      if (!addresses.includes(name)) continue;
      const url = URL.canParse(value, document.baseURI)
        ? new URL(value, document.baseURI).href : `nowhere:${value}`;
      const isLink = node.localName === "a" && name === "href" && /^(https?|mailto):/.test(url);
      if (isOwn(url)) { if (/^[^#]*wc-canary|#\/wc-canary/.test(url)) say(node, "address within"); }
      else if (!isLink) say(node, "address");
      else if (node.target !== "_blank" || !/noopener/.test(node.rel)) say(node, "way out");
    }
  }
  for (const id of ["jupyter-config-data", "rendered_cells", "wc-main", "wc-connection", "wcx"]) {
    const many = all(`[id="${id}"]`).length;
    if (many > (id === "wcx" ? 0 : 1)) found.push(`${many} × #${id}`);
  }
  if (all("base").length) found.push("base");
  if ({}.wcx) found.push("prototype");
  return found;
}"""
MARKS = r"""() => {
  const typed = [...document.querySelectorAll("input, textarea")].map((field) => field.value);
  return [document.documentElement.outerHTML, ...typed].join(" ").match(/wcf\w+?z\b/g) || [];
}"""
OURS = "header, header *, .wc-app, .wc-app *"
"""What is on a page beside the front end's own shell."""
BLANK = ("about:", "chrome-error:")


@dataclass
class Canary:
    """Listens to browsers; ``problems`` are what it noticed, with the place where it was."""

    url: str
    ear: Ear = field(default_factory=Ear)
    problems: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)

    def watch(self, context: BrowserContext) -> BrowserContext:
        """All of this browser's pages, from now on."""
        context.expose_binding("wcCaught", lambda source, what: self._caught(what, source["page"]))
        context.add_init_script(TRAP)
        context.on("page", self._opened)
        self.ear.listen(context)
        return context

    def look(self, page: Page, place: str, where: str = OURS) -> None:
        """Open whatever is folded, then look at everything that is there."""
        try:
            page.evaluate(OPEN)
            found = page.evaluate(AUDIT, [self.url, where])
            self.seen.update(page.evaluate(MARKS))
        except Error as error:  # the page is gone, or the browser's own words mean another thing
            found = [str(error)]
        self.problems += [f"{place}: {one}" for one in found]
        self.listen_at(place)

    def listen_at(self, place: str) -> None:
        """What was asked for, and what scripts complained about, until now."""
        asked = [url for url in self.ear.asked if CANARY in url] + self.ear.elsewhere(self.url)
        said = self.ear.complaints
        self.problems += [f"{place}: {one}" for one in (*map("asked for {}".format, asked), *said)]
        self.ear.asked.clear()
        said.clear()

    def _caught(self, what: str, page: Page) -> None:
        self.problems.append(f"{page.url}: {what}")

    def _opened(self, page: Page) -> None:
        page.on("frameattached", lambda frame: self._caught(f"frame {frame.name}", page))
        page.on("framenavigated", self._went)
        page.on("popup", lambda popup: self._caught(f"window {popup.url}", page))

    def _went(self, frame: Frame) -> None:
        if not frame.url.startswith((self.url, *BLANK)):
            self._caught(f"went to {frame.url}", frame.page)
