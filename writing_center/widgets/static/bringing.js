// Bringing a text in: a file in pieces, each of them acknowledged, or what a word processor put on
// the clipboard. The kernel reads it; the editor takes it in as an edit that can be undone.

const PIECE = 480_000; // bytes; a message must stay far below 10 MB
const LARGEST_BROUGHT = 50_000_000;
const LARGEST_PASTED = 4_000_000;
const LARGEST_DRAFT = 400_000;
const PASTE_WITHIN = 4000;
const LOOK_FIRST = 60;
const LOOK_LATER = 250;
const FORMATTED = [
  "b, strong, i, em, u, h1, h2, h3, h4, h5, h6, ul, ol, table, blockquote, a[href], sup, sub, s,",
  "del, strike, code, pre, img, [class*='Quote'], [style*='mso-list']",
].join(" ");

function inBase64(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(new Error("This file can’t be read any more. Choose it again."));
    reader.readAsDataURL(blob);
  });
}

// Browsers copy how a text looked, also where it looked like any other ("font-weight: 400").
function looksOf({ style }) {
  return (
    /^(bold|[6-9]\d\d)/.test(style.fontWeight) ||
    /^(italic|oblique)/.test(style.fontStyle) ||
    /^(super|sub)$/.test(style.verticalAlign) ||
    /line-through|underline/.test(style.textDecoration || style.textDecorationLine)
  );
}

// What a code editor colours is source, Markdown perhaps, and stays as it was typed.
function isSource({ style }) {
  return /^pre/.test(style.whiteSpace) && /monospace/i.test(style.fontFamily);
}

const NOTE = /\[\^([^\s[\]]+)\]/g;
const WRITTEN_NOTE = /^ {0,3}\[\^([^\s[\]]+)\]:/gm;

// The footnotes of a text that comes in keep their own: where a name is taken in the draft, it
// becomes another one, and numbers go on after those that are there.
function withOwnNotes(text, draft) {
  const named = (from, pattern) => new Set([...from.matchAll(pattern)].map((one) => one[1]));
  const [coming, there] = [named(text, NOTE), named(draft, NOTE)];
  const written = new Set([...named(text, WRITTEN_NOTE), ...named(draft, WRITTEN_NOTE)]);
  const taken = [...coming].filter((name) => there.has(name) && written.has(name));
  if (!taken.length) return text;
  const isNumber = (name) => /^\d{1,6}$/.test(name);
  const most = Math.max(0, ...[...there].filter(isNumber).map(Number));
  const names = new Map();
  for (const name of coming) {
    if (isNumber(name) && taken.some(isNumber)) names.set(name, String(Number(name) + most));
    else if (taken.includes(name)) names.set(name, freeName(name, coming, there));
  }
  return text.replace(NOTE, (all, name) => (names.has(name) ? `[^${names.get(name)}]` : all));
}

function freeName(name, ...taken) {
  let number = 2;
  while (taken.some((names) => names.has(`${name}-${number}`))) number += 1;
  return `${name}-${number}`;
}

// A text of several blocks begins and ends in a paragraph of its own.
function fitting(text, before, after) {
  const isBlock = /\n\n/.test(text) || /^(#+ |[-*+] |[>|]|\d+[.)] |```)/.test(text);
  if (!isBlock) return text;
  const head = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const tail = !after || after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
  return head + text + tail;
}

// Where a place is when `length` signs stand between `from` and `to`.
function pushed(at, from, to, length) {
  if (at >= to) return at + length - (to - from);
  return at > from ? from + length : at;
}

class Bringing {
  constructor(node, live) {
    Object.assign(this, { node, live });
    this.draft = node.dataset.draft;
    this.round = 0; // a new file ends what was going on with the one before
    this.pastes = []; // what was pasted and is still being read, one after the other
    this.editor = node.parentElement.querySelector(".wc-editor");
    this.area = this.editor.querySelector("textarea");
    this.field = this.find("input[type=file]");
    this.field.addEventListener("change", () => {
      if (this.field.files.length) this.bring(this.field.files[0]);
    });
    node.addEventListener("click", (event) => this.click(event));
    this.area.addEventListener("paste", this.onPaste = (event) => this.paste(event));
    this.editor.addEventListener("wc-finish", this.onFinish = ({ detail }) => {
      detail.pastes.push(this.line);
    });
    this.editor.addEventListener("wc-hurry", this.onHurry = () => this.hurry());
    this.editor.addEventListener("dragover", this.onOver = (event) => this.over(event));
    this.editor.addEventListener("dragleave", this.onAway = () => this.aim(false));
    this.editor.addEventListener("drop", this.onDrop = (event) => this.drop(event));
    // A file that misses the paper must not take the page away.
    this.onMiss = (event) => {
      const isFile = [...event.dataTransfer.types].includes("Files");
      if (isFile && live.isPage && event.target !== this.field) event.preventDefault();
    };
    for (const kind of ["dragover", "drop"]) window.addEventListener(kind, this.onMiss);
  }

  find(selector) {
    return this.node.querySelector(selector);
  }

  destroy() {
    this.hurry();
    this.round += 1;
    this.isGone = true;
    this.area.removeEventListener("paste", this.onPaste);
    this.editor.removeEventListener("wc-finish", this.onFinish);
    this.editor.removeEventListener("wc-hurry", this.onHurry);
    this.editor.removeEventListener("dragover", this.onOver);
    this.editor.removeEventListener("dragleave", this.onAway);
    this.editor.removeEventListener("drop", this.onDrop);
    for (const kind of ["dragover", "drop"]) window.removeEventListener(kind, this.onMiss);
  }

  async ask(name, args, seconds) {
    const reply = await this.live.send(name, args, seconds);
    if (reply.error) throw new Error(reply.error);
    return reply;
  }

  // ---- a file -----------------------------------------------------------------------------

  over(event) {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    this.aim(true);
  }

  aim(isAimed) {
    this.editor.classList.toggle("is-aimed", isAimed);
  }

  drop(event) {
    this.aim(false);
    const [file] = event.dataTransfer.files;
    if (!file) return;
    event.preventDefault();
    this.bring(file);
  }

  async bring(file) {
    const round = (this.round += 1);
    const isOver = () => round !== this.round;
    this.clear();
    this.find("details").open = true;
    try {
      if (file.size > LARGEST_BROUGHT) {
        throw new Error(
          "This file is larger than 50 MB. Pictures make files large, and are left out anyway: " +
            "take them out, or copy the text and paste it."
        );
      }
      const upload = await this.sendAll(file, isOver);
      if (isOver()) return;
      this.way(1, "Reading…");
      await this.ask("bring_read", { upload });
      const made = await this.made(upload, isOver, true);
      if (made) await this.came(made, file.name);
    } catch (error) {
      if (!isOver()) this.failed(error.message);
    } finally {
      if (!isOver()) {
        this.find("[data-way]").hidden = true;
        this.field.value = "";
      }
    }
  }

  async sendAll(file, isOver) {
    const { name, size } = file;
    this.way(0, "Sending…");
    const { upload } = await this.ask("bring_begin", { draft: this.draft, name, size });
    for (let number = 0; number * PIECE < size && !isOver(); number += 1) {
      const data = await inBase64(file.slice(number * PIECE, (number + 1) * PIECE));
      const { received } = await this.ask("bring_chunk", { upload, number, data }, 30);
      if (isOver()) break;
      this.way(received / size, `Sending… ${Math.round((received / size) * 100)} %`);
    }
    return upload;
  }

  async made(upload, isOver, preview) {
    for (let wait = LOOK_FIRST; !isOver(); wait = LOOK_LATER) {
      await new Promise((resolve) => setTimeout(resolve, wait));
      if (isOver()) break;
      const reply = await this.ask("bring_state", { upload, preview });
      if (reply.done) return reply;
    }
    return null;
  }

  way(share, words) {
    this.find("[data-way]").hidden = false;
    this.find("progress").value = share;
    this.find("[data-way-told]").textContent = words;
    if (share === 0 || share === 1) this.tell(words);
  }

  tell(words) {
    this.find("[data-bring-told]").textContent = words;
  }

  clear() {
    this.find("[data-problem]").hidden = true;
    this.find("[data-result]").hidden = true;
    this.text = "";
  }

  failed(sentence) {
    const problem = this.find("[data-problem]");
    problem.textContent = sentence;
    problem.hidden = false;
    // Whoever chose the file goes on from here; whoever dropped it onto the text stays there.
    const at = document.activeElement;
    if (at === document.body || this.node.contains(at)) problem.focus();
  }

  click(event) {
    const button = event.target.closest("button");
    if (!button) return;
    if ("stop" in button.dataset) this.stop();
    else if ("put" in button.dataset) this.put(button.dataset.put);
    else if ("back" in button.dataset) this.takeOut();
  }

  stop() {
    this.round += 1;
    this.find("[data-way]").hidden = true;
    this.field.value = "";
    this.field.focus();
    this.tell("Stopped. Nothing was brought in.");
    this.live.send("bring_stop", {}).catch(() => {});
  }

  // ---- into the draft ---------------------------------------------------------------------

  async came({ text, title, left_out: losses, notes, preview }, name) {
    this.text = text;
    this.name = name;
    const look = this.find("[data-preview]");
    look.innerHTML = preview; // made and sanitised by the server
    const words = inWords(wordsIn(look.textContent)); // Markdown's signs are none
    const called = title && title !== name ? ` (“${title}”)` : "";
    const isEmpty = !this.area.value.trim();
    this.find("[data-came]").textContent = `${words} came out of ${name}${called}.`;
    const list = this.find("[data-losses]");
    list.replaceChildren(
      ...[...notes, ...losses].map((sentence) => {
        const item = document.createElement("li");
        item.textContent = sentence;
        return item;
      })
    );
    list.hidden = !list.children.length;
    this.find("[data-look]").hidden = this.find("[data-ask]").hidden = false;
    this.find("[data-done]").hidden = true;
    this.find("[data-result]").hidden = false;
    if (isEmpty) this.bringIn(text, 0, "It is in your draft now.");
    this.find("[data-result]").focus();
  }

  // Says what was done, and how it is undone: not everybody knows Ctrl+Z.
  bringIn(text, from, sentence) {
    const { area } = this;
    const before = area.value;
    if (!this.insert(text, from, before.length)) return;
    this.earlier = { before, after: area.value };
    this.find("[data-problem]").hidden = true;
    this.find("[data-look]").hidden = this.find("[data-ask]").hidden = true;
    this.find("[data-came]").textContent += ` ${sentence}`;
    this.find("[data-done]").hidden = false;
    this.find("[data-result]").focus({ preventScroll: true });
    this.find("[data-result]").scrollIntoView({ block: "nearest" });
  }

  takeOut() {
    const { before, after } = this.earlier;
    if (this.area.value !== after) {
      this.failed("You have gone on writing since. What is too much can be deleted by hand.");
      return;
    }
    this.insert(before, 0, after.length);
    this.clear();
    this.live.say("Your draft is as it was.");
  }

  async put(where) {
    const { area, text } = this;
    if (!where) {
      this.clear();
      this.field.focus();
      return;
    }
    if (where === "all") {
      try {
        await this.live.settle();
        await this.ask("bring_keep", { draft: this.draft });
      } catch (error) {
        this.failed(error.message);
        return;
      }
      this.bringIn(text, 0, "It is in place of your text, which is kept among this draft’s versions.");
    } else {
      const end = area.value.trimEnd().length;
      const before = area.value.slice(0, end);
      const added = (before ? "\n\n" : "") + withOwnNotes(text, before);
      this.bringIn(added, end, "It stands below yours now.");
    }
  }

  // Whether there was room for it.
  insert(text, from, to) {
    const length = this.area.value.length - (to - from) + text.length;
    if (length > LARGEST_DRAFT) {
      this.failed(
        `Together these would be ${length.toLocaleString()} characters; a draft takes up to ` +
          `${LARGEST_DRAFT.toLocaleString()}. Your text is as it was.`
      );
      return false;
    }
    this.area.focus({ preventScroll: true });
    this.area.setSelectionRange(from, to);
    this.area.dispatchEvent(new CustomEvent("wc-insert", { detail: { text }, bubbles: true }));
    return true;
  }

  // ---- what is pasted ---------------------------------------------------------------------

  paste(event) {
    const board = event.clipboardData;
    if (!board) return;
    const [file] = board.files;
    const plain = board.getData("text/plain");
    const html = board.getData("text/html").replace(/data:[^"'\s)>]{200,}/g, "");
    if (file && !plain && !html) {
      event.preventDefault();
      this.bring(file);
      return;
    }
    const isLong = html.length > LARGEST_PASTED;
    if (!html || isLong || this.live.isLost || !this.isFormatted(html)) return;
    event.preventDefault();
    this.line = this.takeNext(html, plain, this.line);
  }

  // In the order in which they were pasted: one is read when the one before stands there.
  async takeNext(html, plain, before) {
    const { selectionStart: start, selectionEnd: end, value } = this.area;
    const place = { start, end, value, plain, isIn: false };
    this.pastes.push(place);
    await Promise.allSettled([before]);
    if (!place.isIn) await this.take(html, place);
  }

  // In a document that nobody sees nothing runs and nothing is fetched.
  isFormatted(html) {
    const { body } = new DOMParser().parseFromString(html, "text/html");
    const tops = [...body.children].filter((element) => element.textContent.trim());
    if (tops.length && tops.every((element) => element.tagName !== "PRE" && isSource(element))) {
      return false;
    }
    return Boolean(body.querySelector(FORMATTED)) || [...body.querySelectorAll("[style]")].some(looksOf);
  }

  async take(html, place) {
    let made = null;
    let problem = "";
    this.live.say("Pasting…");
    try {
      made = await this.inTime(this.pasted(html, place));
      await wordIsFinished(this.area);
    } catch (error) {
      problem = error.message;
    }
    if (place.isIn || !this.area.isConnected) return;
    this.putIn(place, made);
    this.live.say(
      made ? made.left_out.join(" ") || "Pasted." : `Pasted as plain text. ${problem}`.trim()
    );
  }

  // The connection is gone, or the page is about to be: its looks can't be read any more, the
  // words stay.
  hurry() {
    for (const place of [...this.pastes]) if (this.area.isConnected) this.putIn(place, null);
  }

  putIn(place, made) {
    const { area } = this;
    place.isIn = true;
    this.pastes.splice(this.pastes.indexOf(place), 1);
    // Somebody may have typed on while this was read.
    const from = moved(place.start, place.value, area.value);
    const to = place.value === area.value ? place.end : from;
    const [before, after] = [area.value.slice(0, from), area.value.slice(to)];
    const text = made ? fitting(withOwnNotes(made.text, before + after), before, after) : place.plain;
    this.pushOn(from, to, text.length, () => this.goingOn(from, to, () => this.insert(text, from, to)));
  }

  // Whoever went on somewhere else stays there, with the caret and with the line that it is in.
  goingOn(from, to, insert) {
    const { area } = this;
    const { selectionStart: start, selectionEnd: end, value } = area;
    const at = document.activeElement;
    if (at === area && start === from && end === to) return insert();
    let isIn = false;
    inItsPlace(area, () => {
      isIn = insert();
      const length = area.value.length - value.length + to - from;
      const places = [start, end].map((one) => pushed(one, from, to, length));
      if (isIn) area.setSelectionRange(...places);
    });
    if (at !== area && at !== document.body) at.focus({ preventScroll: true });
    return isIn;
  }

  // What is pasted next at the same place stands behind this.
  pushOn(from, to, length, insert) {
    for (const place of this.pastes) {
      place.start = moved(place.start, place.value, this.area.value);
      place.end = moved(place.end, place.value, this.area.value);
    }
    const isIn = insert();
    for (const place of this.pastes) {
      const push = (at) => pushed(at, from, to, length);
      if (isIn) [place.start, place.end] = [push(place.start), push(place.end)];
      place.value = this.area.value;
    }
  }

  async pasted(html, place) {
    const { upload } = await this.ask("bring_paste", { draft: this.draft, html });
    return this.made(upload, () => place.isIn, false);
  }

  inTime(promise) {
    return Promise.race([
      promise,
      new Promise((_resolve, reject) => {
        setTimeout(() => reject(new Error("Its formatting took too long to read.")), PASTE_WITHIN);
      }),
    ]);
  }
}

hooks.bringing = (node, live) => {
  const bringing = new Bringing(node, live);
  return { update() {}, destroy: () => bringing.destroy() };
};
