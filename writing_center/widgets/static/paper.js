// What makes a <textarea> feel like paper: it grows with the text, counts words without hurry,
// sets bold and italic as edits that can be undone, shows how it reads, and can be all there is.

const COUNT_EVERY = 300;
const TELL_AFTER = 1500; // a pause in typing
const BY_HUNDREDS = 100;

function inWords(count) {
  return count === 1 ? "1 word" : `${count.toLocaleString()} words`;
}

class Paper {
  constructor(node, area, live) {
    Object.assign(this, { node, area, live });
    this.counter = node.querySelector("[data-word-count]");
    this.told = node.querySelector("[data-word-told]");
    this.reading = node.querySelector("[data-reading]");
    this.counting = null;
    this.toldAt = null; // the hundreds of words that were said aloud last
    this.canGrow = CSS.supports("field-sizing", "content");
    this.listen();
    this.avoidKeyboard();
  }

  listen() {
    keepFromUndoing(this.area);
    this.area.addEventListener("input", () => this.changed());
    this.area.addEventListener("blur", () => this.fit());
    this.node.addEventListener("keydown", (event) => this.key(event));
    this.node.addEventListener("click", (event) => this.click(event));
    // A button must not take the caret, nor a phone's keyboard, away from the paper.
    this.node.addEventListener("mousedown", (event) => {
      if (event.target.closest("[data-mark]")) event.preventDefault();
    });
    // Whatever brings a text in: new CustomEvent("wc-insert", { detail: { text }, bubbles: true })
    this.node.addEventListener("wc-insert", (event) => {
      typeInto(this.area, asKept(event.detail.text));
    });
    this.onSelect = () => {
      if (document.activeElement === this.area) this.countSoon();
    };
    document.addEventListener("selectionchange", this.onSelect);
    // With nothing in focus, Escape still leads out.
    this.onKey = (event) => {
      if (event.target === document.body) this.key(event);
    };
    document.addEventListener("keydown", this.onKey);
  }

  changed() {
    this.countSoon();
    if (!this.canGrow && this.area.scrollHeight > this.area.clientHeight) this.grow();
  }

  // ---- growing, where the browser does not do it by itself --------------------------------

  grow() {
    this.area.style.height = `${this.area.scrollHeight + 2}px`;
  }

  fit() {
    if (this.canGrow) return;
    const at = window.scrollY;
    this.area.style.height = "auto";
    this.grow();
    window.scrollTo(0, at);
  }

  // ---- counting ---------------------------------------------------------------------------

  countSoon() {
    this.counting ??= setTimeout(() => {
      this.counting = null;
      this.count();
    }, COUNT_EVERY);
  }

  count() {
    const { selectionStart: start, selectionEnd: end, value } = this.area;
    const all = wordsIn(value);
    const isChosen = start !== end && document.activeElement === this.area;
    const chosen = isChosen ? wordsIn(value.slice(start, end)) : 0;
    const words = chosen ? `${chosen.toLocaleString()} of ${inWords(all)}` : inWords(all);
    if (this.counter && this.counter.textContent !== words) this.counter.textContent = words;
    this.toldAt ??= Math.floor(all / BY_HUNDREDS);
    clearTimeout(this.telling);
    this.telling = setTimeout(() => this.tell(all, chosen, words), TELL_AFTER);
  }

  // Aloud only after a pause, and only what is news: a selection, or another hundred.
  tell(all, chosen, words) {
    const hundreds = Math.floor(all / BY_HUNDREDS);
    const isNews = chosen || hundreds !== this.toldAt;
    this.toldAt = hundreds;
    if (this.told && isNews && this.told.textContent !== words) this.told.textContent = words;
  }

  // ---- keys and buttons -------------------------------------------------------------------

  key(event) {
    if (event.isComposing || event.defaultPrevented) return;
    const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey;
    const name = event.key.toLowerCase();
    if (event.key === "Escape") this.leave(event);
    else if (isCommand && event.shiftKey && name === "enter") this.take(event, () => this.toggleAlone());
    else if (isCommand && !event.shiftKey && name === "s") this.take(event, () => this.saveNow());
    else if (event.target !== this.area || event.shiftKey || !isCommand) return;
    else if (name === "b") this.take(event, () => setMark(this.area, 2));
    else if (name === "i") this.take(event, () => setMark(this.area, 1));
  }

  take(event, act) {
    event.preventDefault();
    act();
  }

  leave(event) {
    if (this.live.root.querySelector("dialog[open]")) return;
    if (!this.reading.hidden) this.take(event, () => this.write());
    else if (this.isAlone()) this.take(event, () => this.setAlone(false));
  }

  click(event) {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.mark) setMark(this.area, button.dataset.mark.startsWith("**") ? 2 : 1);
    else if ("alone" in button.dataset) this.toggleAlone();
    else if ("read" in button.dataset) this.toggleReading();
  }

  saveNow() {
    this.node.wcHook.flush().catch((error) => this.live.say(error.message));
  }

  // ---- only the paper -------------------------------------------------------------------

  isAlone() {
    return document.body.classList.contains("wc-alone");
  }

  toggleAlone() {
    this.setAlone(!this.isAlone());
  }

  // The same words stay where they were on the screen, as nearly as the new lines allow.
  setAlone(isAlone) {
    const middle = window.innerHeight / 3;
    const before = this.area.getBoundingClientRect();
    const share = before.height ? (middle - before.top) / before.height : 0;
    document.body.classList.toggle("wc-alone", isAlone);
    for (const button of this.node.querySelectorAll("[data-alone]")) {
      button.setAttribute("aria-pressed", String(isAlone));
    }
    const after = this.area.getBoundingClientRect();
    if (share > 0) window.scrollBy(0, after.top + share * after.height - middle);
    if (this.reading.hidden) this.area.focus({ preventScroll: true });
  }

  // ---- how it reads ---------------------------------------------------------------------

  toggleReading() {
    if (this.reading.hidden) this.read();
    else this.write();
  }

  async read() {
    try {
      await this.node.wcHook.flush(); // with what is pasted and still being read
      const reply = await this.live.send("read", { draft: this.node.dataset.draft });
      if (reply.error) throw new Error(reply.error);
      this.reading.innerHTML = reply.reading; // made and sanitised by the server
    } catch (error) {
      this.live.say(error.message);
      return;
    }
    this.scrolled = window.scrollY;
    this.showReading(true);
    this.reading.focus({ preventScroll: true });
    const top = this.node.getBoundingClientRect().top;
    if (top < 0) window.scrollBy(0, top);
  }

  write() {
    this.showReading(false);
    this.reading.replaceChildren();
    this.area.focus({ preventScroll: true });
    window.scrollTo(0, this.scrolled);
  }

  showReading(isShown) {
    this.reading.hidden = !isShown;
    this.area.hidden = isShown;
    this.node.querySelector("[data-read]").setAttribute("aria-pressed", String(isShown));
    for (const button of this.node.querySelectorAll("[data-mark]")) button.disabled = isShown;
  }

  // ---- a phone's keyboard -----------------------------------------------------------------

  // Where the keyboard lies over the page instead of making it smaller, the bar moves above it.
  avoidKeyboard() {
    const seen = window.visualViewport;
    if (!seen) return;
    this.onView = () => {
      const covered = Math.max(0, window.innerHeight - seen.height - seen.offsetTop);
      const isZoomed = seen.scale > 1.05;
      this.node.style.setProperty("--wc-covered", `${isZoomed ? 0 : Math.round(covered)}px`);
    };
    seen.addEventListener("resize", this.onView);
    seen.addEventListener("scroll", this.onView);
  }

  destroy() {
    clearTimeout(this.counting);
    clearTimeout(this.telling);
    document.removeEventListener("selectionchange", this.onSelect);
    document.removeEventListener("keydown", this.onKey);
    window.visualViewport?.removeEventListener("resize", this.onView);
    window.visualViewport?.removeEventListener("scroll", this.onView);
    document.body.classList.remove("wc-alone");
  }
}
