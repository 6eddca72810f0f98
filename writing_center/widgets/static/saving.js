// Saving while somebody types: a shelf in this browser for what the server has not confirmed,
// a clock that saves along the way, and one line that tells how it stands.

// A steady typist is never more than two seconds behind; and a message has half a kilobyte of
// wrapping, so saving more often would send more wrapping than words.
const SAVE_EVERY = 1700;
const TRY_AGAIN = 3000;
const LONGEST_WORD = 5000; // how long a save waits for an input method to finish its word
const UNSAVED = "What you typed last is not saved yet, so this has to wait. It is still here.";

const shelf = {
  get(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  },
  // Whether it could be kept: private windows and full disks keep nothing.
  put(key, value) {
    try {
      localStorage.setItem(key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  },
  // The keys under which something is kept of one thing: by each window under its own.
  keysOf(thing) {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(`${thing}:`));
    } catch {
      return [];
    }
  },
  drop(key) {
    try {
      localStorage.removeItem(key);
    } catch {
      // There is nothing on it then.
    }
  },
};

function randomName() {
  const words = new Uint32Array(1);
  crypto.getRandomValues(words);
  return words[0].toString(36);
}

// Calls `save` soon after `touch`, never two at a time, and tells whether all is saved. While
// `mustWait` says so, a save waits a little.
class Saver {
  constructor(save, tell, mustWait = () => false) {
    this.save = save;
    this.tell = tell;
    this.mustWait = mustWait;
    this.dirty = false;
    this.running = null;
    this.timer = null;
    this.isSaved = true;
    this.isGone = false;
    this.isBack = false;
  }

  say(state) {
    if (!this.isGone) this.tell(state);
  }

  touch() {
    this.dirty = true;
    this.say("saving");
    this.later(SAVE_EVERY);
  }

  later(milliseconds) {
    if (!this.timer) this.timer = setTimeout(() => this.due(), milliseconds);
  }

  due() {
    this.timer = null;
    if (this.mustWait()) this.later(200);
    else this.run();
  }

  run() {
    clearTimeout(this.timer);
    this.timer = null;
    if (this.running) return this.running;
    if (!this.dirty) return Promise.resolve();
    this.dirty = false;
    this.running = this.save()
      .then((isSaved) => {
        this.isSaved = isSaved;
        if (isSaved) this.say(this.dirty ? "saving" : "saved");
      })
      .catch(() => {
        this.isSaved = false;
        this.say("unsaved");
        this.retry();
      })
      .finally(() => {
        this.running = null;
        if (!this.isGone && this.dirty) this.later(SAVE_EVERY);
      });
    return this.running;
  }

  // Nothing was heard for a while: save now what would be saved soon. Whether there was anything.
  ask() {
    if (!this.dirty || this.running || this.mustWait()) return false;
    this.run();
    return true;
  }

  retry() {
    if (this.isGone) return;
    this.dirty = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.due(), this.isBack ? 100 : TRY_AGAIN);
    this.isBack = false;
  }

  // The connection is there again: what was on its way when it went is sent once more.
  back() {
    this.isBack = this.running !== null;
    this.touch();
  }

  async flush() {
    if (!this.isSaved) this.dirty = true;
    await this.run();
    if (this.dirty) await this.run();
    if (!this.isSaved) throw new Error(UNSAVED);
  }

  // The page moved on. What is not saved stays on this browser's shelf.
  stop() {
    this.isGone = true;
    clearTimeout(this.timer);
    this.timer = null;
  }
}

const SAVE_WORDS = { saved: "Saved", saving: "Saving…", unsaved: "Not saved" };

// One line for everything on the page that saves itself: it tells the worst of them. Aloud
// (data-save-told) only what matters: that something is not saved, and that it is again.
function tellState(live, who, state) {
  live.saving = live.saving || new Map();
  if (state) live.saving.set(who, state);
  else live.saving.delete(who);
  const states = [...live.saving.values()];
  // Without a connection nothing is on its way.
  if (live.isLost && states.includes("saving")) states.push("unsaved");
  const worst = ["unsaved", "saving"].find((one) => states.includes(one)) || "saved";
  for (const node of live.root.querySelectorAll("[data-save-status]")) {
    if (node.dataset.state === worst) continue;
    node.textContent = SAVE_WORDS[worst];
    node.dataset.state = worst;
  }
  for (const node of live.root.querySelectorAll("[data-save-told]")) {
    const wasUnsaved = node.textContent === SAVE_WORDS.unsaved;
    if (worst === "unsaved" || (worst === "saved" && wasUnsaved)) {
      if (node.textContent !== SAVE_WORDS[worst]) node.textContent = SAVE_WORDS[worst];
    }
  }
}
