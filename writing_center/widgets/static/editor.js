// The draft editor: a plain <textarea>. The stretch that changed is sent soon after it was typed,
// also while typing goes on, and kept in this browser until the server has confirmed it.

// The shelf of this browser is not written with every key, but while the next one is awaited: a
// long text takes it longer than a key may take.
const KEEP_EVERY = 200;
const KEEP_WITHIN = 400;
const whenIdle = window.requestIdleCallback || ((act) => setTimeout(act, 0));
const RETURN_WITHIN = 60_000;

// Where the caret was when the page had to be loaded anew: <textarea> at the same place again.
const caret = {
  key: "wc-caret",
  leave(draft, area) {
    if (document.activeElement !== area) return;
    const { selectionStart: start, selectionEnd: end } = area;
    const isAlone = document.body.classList.contains("wc-alone");
    const left = { draft, start, end, isAlone, scroll: window.scrollY, at: Date.now() };
    try {
      sessionStorage.setItem(this.key, JSON.stringify(left));
    } catch {
      // Then the caret begins anew.
    }
  },
  // What was left at this draft a moment ago, once.
  comeBack(draft) {
    try {
      const left = JSON.parse(sessionStorage.getItem(this.key));
      sessionStorage.removeItem(this.key);
      return left && left.draft === draft && Date.now() - left.at < RETURN_WITHIN ? left : null;
    } catch {
      return null;
    }
  },
};

class Editor {
  constructor(node, live) {
    this.node = node;
    this.live = live;
    this.area = node.querySelector("textarea");
    this.draft = node.dataset.draft;
    this.tab = randomName();
    // Each window has its own: what one has saved must not throw away what another has not.
    this.thing = `wc:${node.dataset.member}:${this.draft}`;
    this.key = `${this.thing}:${this.tab}`;
    this.known = this.area.value; // what the server has, as far as we know
    this.version = Number(node.dataset.version);
    this.number = 0;
    this.hasConflict = false;
    this.pending = null; // a save without an answer so far: it is sent again just as it was
    this.isIntroduced = false; // the kernel knows which draft this tab writes
    this.composing = 0; // since when an input method is at work on a word
    this.keeping = null;
    node.dataset.wcKept = "";
    const mustWait = () => this.composing && Date.now() - this.composing < LONGEST_WORD;
    this.saver = new Saver(() => this.save(), (state) => this.tell(state), mustWait);
    this.paper = new Paper(node, this.area, live, this.saver);
    this.listen();
    this.begin();
  }

  listen() {
    this.area.addEventListener("compositionstart", () => { this.composing = Date.now(); });
    this.area.addEventListener("compositionend", () => { this.composing = 0; });
    this.area.addEventListener("input", () => {
      if (!this.keeping) this.keepSoon();
      this.saver.touch();
    });
    this.onLeave = () => {
      this.keepNow();
      caret.leave(this.draft, this.area);
    };
    window.addEventListener("pagehide", this.onLeave);
    document.addEventListener("visibilitychange", this.onHidden = () => this.keepNow());
  }

  // What this browser kept from the last time, if the server never got it: the newest; what other
  // windows left comes when the draft is opened next.
  leftBehind() {
    const found = [];
    for (const key of shelf.keysOf(this.thing)) {
      const kept = shelf.get(key);
      if (!kept || kept.text === this.known) shelf.drop(key);
      else found.push({ key, ...kept });
    }
    return found.sort((one, other) => other.at - one.at)[0];
  }

  begin() {
    const kept = this.leftBehind();
    const left = caret.comeBack(this.draft);
    if (kept) this.goOnWith(kept);
    else this.tell("saved");
    this.paper.changed();
    if (!left) return;
    // A page that is still being put together would lose the focus again.
    const isOpening = document.getElementById("wc-opening");
    if (isOpening) window.addEventListener("wc:opened", () => this.goOn(left), { once: true });
    else this.goOn(left);
  }

  goOnWith(kept) {
    const theirs = { text: this.known, version: this.version };
    replaceText(this.area, kept.text);
    // The last save came from the page that kept this: only its answer was lost.
    const isNext = kept.version === this.version || kept.tab === this.node.dataset.writer;
    // Until it is settled, ours changes what it changed: a reload must ask again.
    if (!isNext) this.version = kept.version;
    if (this.keep()) shelf.drop(kept.key);
    if (!isNext) this.settle(theirs);
    else {
      this.live.say("What you typed before the connection was lost is back.");
      this.saver.touch();
    }
  }

  goOn(left) {
    if (!this.area.isConnected) return;
    if (left.isAlone) this.paper.setAlone(true);
    this.area.focus({ preventScroll: true });
    this.area.setSelectionRange(left.start, left.end);
    window.scrollTo(0, left.scroll);
  }

  tell(state) {
    tellState(this.live, this.node, state);
  }

  keepSoon() {
    this.keeping = setTimeout(() => {
      whenIdle(() => {
        this.keeping = null;
        if (!this.saver.isGone) this.keepNow();
      }, { timeout: KEEP_WITHIN });
    }, KEEP_EVERY);
  }

  keepNow() {
    if (this.area.value !== this.known) this.keep();
  }

  keep() {
    const { version, tab } = this;
    const isKept = shelf.put(this.key, { text: this.area.value, version, tab, at: Date.now() });
    if (isKept) this.node.dataset.wcKept = "";
    else delete this.node.dataset.wcKept; // the banner must not promise it
    return isKept;
  }

  async save() {
    if (this.hasConflict) return false;
    const text = this.pending ? this.pending.text : this.area.value;
    if (text === this.known) {
      shelf.drop(this.key);
      return true;
    }
    if (!this.pending) this.pending = { text, args: this.change(text) };
    const reply = await this.live.send("save_text", this.pending.args, 8, true);
    this.pending = null;
    if (reply.conflict && reply.conflict.text !== text) {
      this.settle(reply.conflict);
      return false;
    }
    if (reply.error) return this.refused(reply);
    this.isIntroduced = true;
    this.known = text;
    this.version = (reply.conflict || reply).version; // the same words from elsewhere are no conflict
    if (this.area.value === text) shelf.drop(this.key);
    else {
      this.keep();
      this.saver.dirty = true;
    }
    return true;
  }

  // Half of a message is its wrapping: the draft is named once, and nothing that is nothing.
  change(text) {
    this.number += 1;
    const { at, remove, insert } = difference(this.known, text);
    const args = { tab: this.tab, number: this.number, based_on: this.version, at };
    if (!this.isIntroduced) args.draft = this.draft;
    if (remove) args.remove = remove;
    if (insert) args.insert = insert;
    return args;
  }

  refused(reply) {
    this.isIntroduced = false;
    this.tell("unsaved");
    this.live.say(reply.error);
    if (!reply.field) this.saver.retry();
    return false;
  }

  // Both texts are there; nothing is saved until one of them is chosen.
  async settle(theirs) {
    this.hasConflict = true;
    this.tell("unsaved");
    const dialog = this.live.root.querySelector("#wc-conflict");
    if (!dialog) return;
    await this.wordIsFinished();
    const mine = this.area.value;
    const { choice, text } = await askWhich(dialog, mine, theirs.text, (chosen) =>
      this.keepOther(chosen, mine, theirs)
    );
    this.hasConflict = false;
    this.known = theirs.text;
    this.version = theirs.version;
    this.area.focus({ preventScroll: true });
    replaceText(this.area, text);
    if (choice === "theirs") {
      shelf.drop(this.key);
      this.tell("saved");
      this.saver.isSaved = true;
    } else {
      this.keep();
      this.saver.touch();
    }
    this.paper.changed();
  }

  // The text that is not chosen becomes a draft of its own.
  async keepOther(choice, mine, theirs) {
    if (choice === "both") return;
    const text = choice === "mine" ? theirs.text : mine;
    const reply = await this.live.send("keep_other", { draft: this.draft, text }, 8);
    if (reply.error) throw new Error(reply.error);
  }

  async wordIsFinished() {
    if (!this.composing) return;
    await new Promise((resolve) => {
      this.area.addEventListener("compositionend", resolve, { once: true });
      setTimeout(resolve, LONGEST_WORD);
    });
  }

  // Somebody wrote on in another window: this one follows, unless something new is typed here.
  update(to) {
    const { version, writer } = to.dataset;
    Object.assign(this.node.dataset, { version, writer });
    const text = this.area.value;
    const isTouched = this.pending || this.hasConflict || this.composing || text !== this.known;
    if (isTouched || Number(version) <= this.version) return;
    this.version = Number(version);
    this.known = to.querySelector("textarea").value;
    replaceText(this.area, this.known);
    this.paper.changed();
  }

  lost() {
    if (this.area.value !== this.known) this.tell("unsaved");
  }

  back() {
    if (!this.hasConflict) this.saver.back();
  }

  destroy() {
    this.keepNow();
    clearTimeout(this.keeping);
    window.removeEventListener("pagehide", this.onLeave);
    document.removeEventListener("visibilitychange", this.onHidden);
    this.saver.stop();
    this.paper.destroy();
    this.tell(null);
  }
}

hooks.editor = (node, live) => {
  const editor = new Editor(node, live);
  return {
    update: (to) => editor.update(to),
    flush: () => editor.saver.flush(),
    ask: () => editor.saver.ask(),
    lost: () => editor.lost(),
    back: () => editor.back(),
    destroy: () => editor.destroy(),
  };
};
