// The draft editor and self-saving forms. What is typed is sent at most a second later, also
// while typing goes on, and kept in this browser until the server has confirmed it.

const SAVE_EVERY = 800;
const UNSAVED = "What you typed last is not saved yet, so this has to wait. It is still here.";

const shelf = {
  get(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  },
  put(key, value) {
    try {
      localStorage.setItem(key, JSON.stringify(value));
    } catch {
      // Private windows and full disks: the draft is still saved on the server.
    }
  },
  drop(key) {
    try {
      localStorage.removeItem(key);
    } catch {
      // As above.
    }
  },
};

function randomName() {
  const words = new Uint32Array(4);
  crypto.getRandomValues(words);
  return [...words].map((word) => word.toString(36)).join("");
}

function isHigh(unit) {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit) {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

function countPoints(text, from, to) {
  let count = 0;
  for (let i = from; i < to; i += 1) {
    if (!(isLow(text.charCodeAt(i)) && i > 0 && isHigh(text.charCodeAt(i - 1)))) count += 1;
  }
  return count;
}

// The one stretch in which `after` differs from `before`, counted in code points.
function difference(before, after) {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  if (start > 0 && isHigh(before.charCodeAt(start - 1))) start -= 1;
  let tail = 0;
  while (
    tail < most - start &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail += 1;
  }
  if (tail > 0 && isLow(before.charCodeAt(before.length - tail))) tail -= 1;
  return {
    at: countPoints(before, 0, start),
    remove: countPoints(before, start, before.length - tail),
    insert: after.slice(start, after.length - tail),
  };
}

function wordsIn(text) {
  const found = text.trim().match(/\S+/g);
  return found ? found.length : 0;
}

// Calls `save` soon after `touch`, never two at a time, and tells whether all is saved.
class Saver {
  constructor(save, tell) {
    this.save = save;
    this.tell = tell;
    this.dirty = false;
    this.running = null;
    this.timer = null;
    this.isSaved = true;
    this.isGone = false;
  }

  say(state) {
    if (!this.isGone) this.tell(state);
  }

  touch() {
    this.dirty = true;
    this.say("saving");
    if (!this.timer) this.timer = setTimeout(() => this.run(), SAVE_EVERY);
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
        if (this.isGone || !this.dirty || this.timer) return;
        this.timer = setTimeout(() => this.run(), SAVE_EVERY);
      });
    return this.running;
  }

  retry() {
    if (this.isGone) return;
    this.dirty = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.run(), 3000);
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

// One line for everything on the page that saves itself: it tells the worst of them.
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
}

hooks.editor = (node, live) => {
  node.dataset.wcKept = "";
  const area = node.querySelector("textarea");
  const counter = node.querySelector("[data-word-count]");
  const draft = node.dataset.draft;
  const key = `wc:${node.dataset.member}:${draft}`;
  const tab = randomName();
  const keep = () => shelf.put(key, { text: area.value, version, tab });
  let known = area.value;
  let version = Number(node.dataset.version);
  let number = 0;
  let conflict = false;
  let pending = null; // a save without an answer so far: it is sent again just as it was

  const tell = (state) => tellState(live, node, state);
  const count = () => {
    if (counter) counter.textContent = `${wordsIn(area.value)} words`;
  };

  const saver = new Saver(async () => {
    if (conflict) return false;
    const text = pending ? pending.text : area.value;
    if (text === known) {
      shelf.drop(key);
      return true;
    }
    if (!pending) {
      number += 1;
      pending = { text, args: { draft, tab, number, based_on: version, ...difference(known, text) } };
    }
    const reply = await live.send("save_text", pending.args, 8);
    pending = null;
    if (reply.conflict) {
      settleConflict(reply.conflict);
      return false;
    }
    if (reply.error) {
      tell("unsaved");
      live.say(reply.error);
      if (!reply.field) saver.retry();
      return false;
    }
    known = text;
    version = reply.version;
    if (area.value === text) shelf.drop(key);
    else {
      keep();
      saver.dirty = true;
    }
    return true;
  }, tell);

  function settleConflict(theirs) {
    conflict = true;
    tell("unsaved");
    const dialog = live.root.querySelector("#wc-conflict");
    if (!dialog) return;
    dialog.querySelector("[data-theirs]").textContent = theirs.text;
    dialog.querySelector("[data-mine]").textContent = area.value;
    dialog.returnValue = ""; // it still holds what was chosen the last time
    dialog.onclose = () => {
      const choice = dialog.returnValue;
      if (choice !== "mine" && choice !== "theirs") {
        dialog.showModal();
        return;
      }
      conflict = false;
      known = theirs.text;
      version = theirs.version;
      if (choice === "theirs") {
        area.value = theirs.text;
        shelf.drop(key);
        tell("saved");
      } else saver.touch();
      count();
    };
    dialog.showModal();
  }

  area.addEventListener("input", () => {
    keep();
    saver.touch();
    count();
  });

  const kept = shelf.get(key);
  if (kept && kept.text !== known) {
    // The last save came from the page that kept this: only its answer was lost.
    if (kept.version === version || (kept.tab && kept.tab === node.dataset.writer)) {
      area.value = kept.text;
      live.say("What you typed before the connection was lost is back.");
      saver.touch();
    } else {
      const theirs = { text: known, version };
      area.value = kept.text;
      settleConflict(theirs);
    }
  } else {
    shelf.drop(key);
    tell("saved");
  }
  count();

  // Somebody comes back to this window, having gone on writing in another one.
  function takeNewer(to) {
    const isTouched = pending || conflict || saver.dirty || area.value !== known;
    if (isTouched || Number(to.dataset.version) <= version) return;
    version = Number(to.dataset.version);
    known = to.querySelector("textarea").value;
    if (area.value !== known) area.value = known;
    count();
  }

  return {
    update(to) {
      // The text belongs to the person typing: it changes only where nothing new was typed.
      node.dataset.version = to.dataset.version;
      takeNewer(to);
    },
    flush: () => saver.flush(),
    lost: () => tell("unsaved"),
    back: () => conflict || saver.touch(),
    destroy: () => {
      saver.stop();
      tell(null);
    },
  };
};

// A long form that is kept in this browser until it is sent: <form data-hook="kept"
// data-member data-store="a name for this browser's copy">.
hooks.kept = (form) => {
  const key = `wc:${form.dataset.member}:${form.dataset.store}`;
  form.dataset.wcKept = "";
  form.addEventListener("input", async () => shelf.put(key, await valuesOf(form)));
  for (const [name, value] of Object.entries(shelf.get(key) || {})) {
    const field = form.elements[name];
    if (field && typeof value === "string" && field.type !== "file") {
      field.value = field.type === "datetime-local" ? localMoment(value) : value;
    }
  }
  return {
    update(to) {
      to.dataset.wcKept = "";
      morphAttributes(form, to);
      morphChildren(form, to);
    },
    done: () => shelf.drop(key),
  };
};

// Small things that a save changes on the page, without rendering it: <… data-told="name">.
function hear(live, told) {
  for (const [name, value] of Object.entries(told)) {
    for (const node of live.root.querySelectorAll(`[data-told="${CSS.escape(name)}"]`)) {
      if (node.localName === "time") node.setAttribute("datetime", value);
      else node.textContent = value;
      if ("hides" in node.dataset) node.hidden = !value;
    }
  }
  localise(live.root);
}

function valueByName(form) {
  const values = {};
  for (const field of form.elements) {
    if (field.name && field.localName !== "button") values[field.name] = field.value;
  }
  return values;
}

// Both were changed, here and on another device: the newer stands, the other is not lost.
function showEarlier(field, text) {
  if (!text.trim()) return;
  const box = document.createElement("details");
  box.className = "wc-notice";
  box.open = true;
  const title = document.createElement("summary");
  title.textContent = "Typed earlier in this browser, and never saved";
  const words = document.createElement("p");
  words.className = "wc-whole-text";
  words.textContent = text;
  box.append(title, words);
  field.insertAdjacentElement("afterend", box);
}

// A form whose fields are saved while they are typed: <form data-hook="autosave"
// data-save="event" data-store="a name for this browser's copy">. Only what was changed here is
// sent: another device may have changed the rest.
hooks.autosave = (form, live) => {
  form.dataset.wcKept = "";
  const key = `wc:${form.dataset.member}:${form.dataset.store}`;
  const saved = valueByName(form);
  const tell = (state) => tellState(live, form, state);

  function changes() {
    const now = Object.entries(valueByName(form));
    return Object.fromEntries(now.filter(([name, value]) => value !== saved[name]));
  }

  function shelve() {
    const values = changes();
    if (Object.keys(values).length) shelf.put(key, { base: saved, values });
    else shelf.drop(key);
    return values;
  }

  const saver = new Saver(async () => {
    const values = changes();
    if (!Object.keys(values).length) {
      shelf.drop(key);
      return true;
    }
    const reply = await live.send(form.dataset.save, { ...argsOf(form), ...values }, 8);
    if (reply.error) {
      tell("unsaved");
      showError(form, reply.error, reply.field);
      if (!reply.field) saver.retry();
      return false;
    }
    Object.assign(saved, values);
    if (Object.keys(shelve()).length) saver.dirty = true;
    hear(live, reply.told || {});
    return true;
  }, tell);

  const keep = () => {
    shelve();
    saver.touch();
  };
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  // Enter in a line of text must not hand everything in.
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.localName === "input") event.preventDefault();
  });

  const kept = shelf.get(key);
  for (const [name, value] of Object.entries((kept && kept.values) || {})) {
    const field = form.elements[name];
    if (!field || typeof value !== "string" || field.value === value) continue;
    if (field.value === kept.base[name]) {
      field.value = value;
      saver.touch();
    } else showEarlier(field, value);
  }
  if (kept && !saver.dirty) shelf.drop(key);

  // What is typed and not yet saved stays; the rest follows the server.
  function prepare(to) {
    const unsaved = changes();
    for (const field of to.elements) {
      const mine = field.name && form.elements[field.name];
      if (!mine || field.localName === "button") continue;
      if (!(field.name in unsaved)) saved[field.name] = field.value;
      else if (field.localName === "textarea") field.textContent = mine.defaultValue;
      else if (field.localName === "input") field.setAttribute("value", mine.defaultValue);
      else field.innerHTML = mine.innerHTML;
    }
  }

  return {
    update(to) {
      to.dataset.wcKept = "";
      prepare(to);
      morphAttributes(form, to);
      morphChildren(form, to);
    },
    flush: () => saver.flush(),
    lost: () => tell("unsaved"),
    back: () => (Object.keys(changes()).length ? saver.touch() : tell("saved")),
    destroy: () => {
      saver.stop();
      tell(null);
    },
  };
};
