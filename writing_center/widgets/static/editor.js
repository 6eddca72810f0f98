// The draft editor: a plain <textarea>. The stretch that changed is sent soon after it was typed,
// also while typing goes on, and kept in this browser until the server has confirmed it.

// The shelf of this browser is not written with every key, but while the next one is awaited: a
// long text takes it longer than a key may take.
const KEEP_EVERY = 200;
const KEEP_WITHIN = 400;
const whenIdle = window.requestIdleCallback || ((act) => setTimeout(act, 0));

class Editor {
  constructor(node, live) {
    this.node = node;
    this.live = live;
    this.area = node.querySelector("textarea");
    this.draft = node.dataset.draft;
    this.thing = `wc:${node.dataset.member}:${this.draft}`;
    this.windows = new OpenHere(this.thing);
    // Each has its own, also after a reload: its saves are numbered anew, and what one has saved
    // must not throw away what another has not.
    this.tab = randomName();
    this.key = this.windows.key = `${this.thing}:${this.tab}`;
    this.known = this.text; // what the server has, as far as we know
    this.isUnsure = false; // what it has is something else: it gets the whole text
    this.isLeft = false; // nobody is here any more: another window may take over what is kept
    this.theirs = null; // what somebody wrote elsewhere, and could not be shown yet
    this.version = Number(node.dataset.version);
    this.number = 0;
    this.hasConflict = false;
    this.pending = null; // a save without an answer so far: it is sent again just as it was
    this.isIntroduced = false; // the kernel knows which draft this tab writes
    this.keeping = null;
    node.dataset.wcKept = "";
    const mustWait = () => Date.now() - composed.get(this.area) < LONGEST_WORD;
    this.saver = new Saver(() => this.save(), (state) => this.tell(state), mustWait);
    this.paper = new Paper(node, this.area, live);
    this.listen();
    this.begin();
  }

  listen() {
    followWords(this.area);
    this.area.addEventListener("compositionend", () => this.theirs && this.saver.touch());
    this.area.addEventListener("input", () => {
      this.isLeft = false;
      if (!this.keeping) this.keepSoon();
      this.saver.touch();
    });
    this.onLeave = () => {
      this.leave();
      caret.leave(this.draft, this.area);
    };
    window.addEventListener("pagehide", this.onLeave);
    document.addEventListener("visibilitychange", this.onHidden = () => this.keepNow());
  }

  get text() {
    return asKept(this.area.value);
  }

  // What a window left behind when it was closed, if the server never got it: the newest; what
  // other windows left comes when the draft is opened next.
  leftBehind() {
    const found = shelf.keysOf(this.thing).map((key) => ({ key, ...shelf.get(key) }));
    return this.newest(found.filter((kept) => kept.isLeft));
  }

  newest(found) {
    for (const { key, text } of found) if (text === this.known) shelf.drop(key);
    const rest = found.filter((kept) => kept.text !== this.known);
    return rest.sort((one, other) => other.at - one.at)[0];
  }

  // A window that crashed could not say that it is gone; one that is alive says so when asked, and
  // what it keeps is left to it.
  async takeOver() {
    const found = await this.windows.leftBehind();
    const isTouched = this.isTouched() || this.saver.isGone;
    const kept = isTouched ? null : this.newest(found.map(([key, one]) => ({ key, ...one })));
    if (kept) this.goOnWith(kept);
  }

  begin() {
    const kept = this.leftBehind();
    const left = caret.comeBack(this.draft);
    if (kept) this.goOnWith(kept);
    else {
      this.tell("saved");
      this.takeOver();
    }
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
    if (this.text !== this.known) this.keep();
  }

  keep() {
    const { text, version, tab, isLeft } = this;
    const isKept = shelf.put(this.key, { text, version, tab, isLeft, at: Date.now() });
    if (isKept) this.node.dataset.wcKept = "";
    else delete this.node.dataset.wcKept; // the banner must not promise it
    return isKept;
  }

  async save() {
    if (this.hasConflict) return false;
    this.takeOut();
    const text = this.pending ? this.pending.text : this.text;
    if (text === this.known && !this.isUnsure) {
      shelf.drop(this.key);
      this.catchUp();
      return true;
    }
    if (!this.pending) this.pending = { text, args: this.change(text) };
    const { args } = this.pending;
    const reply = await this.live.send("save_text", args, 8, true);
    this.pending = null;
    if (reply.conflict && reply.conflict.text !== text) {
      this.settle(reply.conflict);
      return false;
    }
    if (reply.error) return this.refused(reply);
    this.isIntroduced = true;
    this.known = text;
    this.version = (reply.conflict || reply).version; // the same words from elsewhere are no conflict
    this.compare(reply, args);
    if (this.text === this.known && !this.isUnsure) {
      shelf.drop(this.key);
      this.catchUp();
    } else {
      this.keep();
      this.saver.dirty = true;
    }
    return true;
  }

  // What is never kept goes from the paper too, should it have come in all the same.
  takeOut() {
    const { value } = this.area;
    if (value.includes("\0") && !composed.has(this.area)) {
      replaceText(this.area, value.replaceAll("\0", ""));
    }
  }

  // What is kept must never be silently other than what is shown: then the whole text is sent,
  // and what has become of that is shown.
  compare({ sum, kept }, sent) {
    this.isUnsure = !sent.whole && sum !== undefined && sum !== sumOf(this.known);
    if (kept === undefined) return;
    if (this.text === this.known) replaceText(this.area, kept);
    this.known = kept;
    this.live.say("Some signs of your text can’t be kept. It is shown now as it is kept.");
  }

  // Half of a message is its wrapping: the draft is named once, and nothing that is nothing.
  change(text) {
    this.number += 1;
    const args = { tab: this.tab, number: this.number, based_on: this.version };
    if (!this.isIntroduced) args.draft = this.draft;
    if (this.isUnsure) return { ...args, whole: true, insert: text };
    const { at, remove, insert } = difference(this.known, text);
    args.at = at;
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
    await wordIsFinished(this.area);
    const mine = this.text;
    const { choice, text } = await askWhich(dialog, mine, theirs.text, (chosen) =>
      this.keepOther(chosen, mine, theirs)
    );
    this.hasConflict = false;
    this.known = theirs.text;
    this.version = theirs.version;
    this.isUnsure = false;
    this.area.focus({ preventScroll: true });
    replaceText(this.area, text);
    if (choice === "theirs") {
      shelf.drop(this.key);
      this.tell("saved");
      this.saver.isSaved = true;
      this.catchUp();
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

  isTouched() {
    const isAtWork = this.pending || this.hasConflict || composed.has(this.area);
    return isAtWork || this.isUnsure || this.text !== this.known;
  }

  // Somebody wrote on in another window: this one follows, as soon as nothing is new here.
  update(to) {
    const { version, writer } = to.dataset;
    Object.assign(this.node.dataset, { version, writer });
    this.theirs = { version: Number(version), text: to.querySelector("textarea").value };
    this.catchUp();
  }

  catchUp() {
    const { theirs } = this;
    if (!theirs || (this.isTouched() && theirs.version > this.version)) return;
    this.theirs = null;
    if (theirs.version <= this.version) return;
    this.version = theirs.version;
    this.known = theirs.text;
    replaceText(this.area, theirs.text);
    this.paper.changed();
  }

  // What is pasted and still being read goes along.
  async flush() {
    const pastes = [];
    this.node.dispatchEvent(new CustomEvent("wc-finish", { detail: { pastes } }));
    await Promise.allSettled(pastes);
    await this.saver.flush();
  }

  // Nothing more is read: what was pasted stands there as plain text, and is kept.
  leave() {
    this.node.dispatchEvent(new CustomEvent("wc-hurry"));
    this.isLeft = true;
    this.keepNow();
  }

  lost() {
    this.node.dispatchEvent(new CustomEvent("wc-hurry"));
    if (this.text === this.known) return;
    this.keepNow();
    this.tell("unsaved");
  }

  back() {
    if (!this.hasConflict) this.saver.back();
  }

  destroy() {
    this.leave();
    this.windows.close();
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
    flush: () => editor.flush(),
    ask: () => editor.saver.ask(),
    lost: () => editor.lost(),
    back: () => editor.back(),
    destroy: () => editor.destroy(),
  };
};
