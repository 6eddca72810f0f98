// Comments beside their text. They stand near their passages and never over each other; a comment
// and its passage light up together; links lead from one to the other, n and p through all of them.

const ROOM_FOR_TWO_COLUMNS = 880; // px
const GAP = 12; // px between two comments

// Where to put things of these heights, in order and without overlap, as near as can be to where
// they would like to be (least squares: neighbours that are in each other's way move together).
function spread(wishes, heights) {
  const blocks = [];
  let above = 0;
  wishes.forEach((wish, i) => {
    let block = { sum: wish - above, count: 1, from: i };
    above += heights[i] + GAP;
    while (blocks.length) {
      const last = blocks[blocks.length - 1];
      if (last.sum / last.count <= block.sum / block.count) break;
      blocks.pop();
      block = { sum: last.sum + block.sum, count: last.count + block.count, from: last.from };
    }
    blocks.push(block);
  });
  const places = [];
  above = 0;
  blocks.forEach((block, b) => {
    const until = b + 1 < blocks.length ? blocks[b + 1].from : wishes.length;
    for (let i = block.from; i < until; i += 1) {
      places.push(Math.max(0, block.sum / block.count) + above);
      above += heights[i] + GAP;
    }
  });
  return places;
}

function notesOf(sheet) {
  return [...sheet.querySelectorAll(".wc-beside > .wc-note")];
}

function placeBeside(sheet) {
  const isBeside = sheet.clientWidth >= ROOM_FOR_TWO_COLUMNS;
  sheet.classList.toggle("is-beside", isBeside);
  sheet.style.setProperty("--wc-sheet-width", `${sheet.clientWidth}px`);
  const notes = notesOf(sheet);
  clamp(sheet);
  if (!isBeside || !notes.length) {
    for (const note of notes) note.style.removeProperty("top");
    sheet.style.removeProperty("min-height");
    return;
  }
  const top = sheet.getBoundingClientRect().top;
  const first = sheet.querySelector(".wc-para").getBoundingClientRect().top - top;
  const wishes = notes.map((note) => {
    const mark = sheet.querySelector(`.wc-ref[data-pair="${CSS.escape(note.dataset.pair)}"]`);
    const near = mark || note.closest(".wc-para");
    return near.getBoundingClientRect().top - top - first;
  });
  const frames = notes.map((note) => note.closest(".wc-para").getBoundingClientRect().top - top);
  const heights = notes.map((note) => note.offsetHeight);
  const places = spread(wishes, heights);
  notes.forEach((note, i) => {
    note.style.top = `${Math.round(first + places[i] - frames[i])}px`;
  });
  const last = notes.length - 1;
  sheet.style.minHeight = `${Math.ceil(first + places[last] + heights[last])}px`;
}

// A very long comment is folded beside a text, and opened by a button. It is read out whole.
function clamp(sheet) {
  for (const note of notesOf(sheet)) {
    const body = note.querySelector("[data-clamp]");
    let button = note.querySelector("[data-unclamp]");
    const isOpen = note.wcIsOpen === true;
    body.classList.toggle("is-clamped", !isOpen);
    const isLong = isOpen || body.scrollHeight > body.clientHeight + 8;
    if (isLong && !button) {
      button = document.createElement("button");
      button.type = "button";
      button.className = "wc-button--quiet";
      button.dataset.unclamp = "";
      button.dataset.key = "unclamp";
      body.after(button);
    }
    if (!button) continue;
    button.hidden = !isLong;
    button.textContent = isOpen ? "Less" : "All of it";
    button.setAttribute("aria-expanded", String(isOpen));
  }
}

// The links between a comment and its passage, and the keys from comment to comment.
function lead(sheet, target) {
  if (!target) return;
  const note = target.closest(".wc-note");
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    fold.open = true;
  }
  target.focus({ preventScroll: true });
  const shown = note || target;
  const box = shown.getBoundingClientRect();
  const pane = shown.closest("[data-text]");
  const seen = pane && pane.scrollHeight > pane.clientHeight
    ? pane.getBoundingClientRect() : { top: 0, bottom: innerHeight };
  if (box.top < Math.max(0, seen.top) || box.bottom > Math.min(innerHeight, seen.bottom)) {
    shown.scrollIntoView({ block: box.height > innerHeight * 0.8 ? "start" : "center" });
  }
}

function neighbour(sheet, from, step) {
  const holder = from.closest("[data-pair]");
  const id = holder ? holder.dataset.pair.split(" ")[0] : "";
  const notes = notesOf(sheet);
  const here = notes.findIndex((note) => note.dataset.pair === id);
  const next = notes[here + step];
  return next ? next.querySelector(".wc-note-number") : null;
}

hooks.pairs = (root) => {
  const find = (id) => root.querySelector(`#${CSS.escape(id)}`);
  const light = (event, on) => {
    const holder = event.target.closest("[data-pair]");
    if (!holder) return;
    for (const id of holder.dataset.pair.split(" ")) {
      for (const other of root.querySelectorAll(`[data-pair~="${CSS.escape(id)}"]`)) {
        other.classList.toggle("is-lit", on);
      }
    }
  };
  for (const [name, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
    root.addEventListener(name, (event) => light(event, on));
  }
  root.addEventListener("click", (event) => {
    const fold = event.target.closest("[data-unclamp]");
    if (fold) {
      const note = fold.closest(".wc-note");
      note.wcIsOpen = !note.wcIsOpen;
      placeBeside(root);
    }
    const link = event.target.closest("[data-to]");
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    lead(root, find(link.dataset.to));
  });
  root.addEventListener("keydown", (event) => {
    const step = { n: 1, p: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey || isEditable(event.target)) return;
    const next = neighbour(root, event.target, step);
    if (!next) return;
    event.preventDefault();
    lead(root, next);
  });
  // What is unfolded, loaded or turned changes heights: everything moves before it is painted.
  const watcher = new ResizeObserver(() => placeBeside(root));
  const watch = () => {
    watcher.disconnect();
    watcher.observe(root);
    for (const note of notesOf(root)) watcher.observe(note);
  };
  placeBeside(root);
  watch();
  return {
    update(to) {
      // Rendering takes the unfolding buttons away; whoever stands on one stays there.
      const here = document.activeElement?.closest("[data-unclamp]")?.closest(".wc-note");
      morphAttributes(root, to);
      morphChildren(root, to);
      placeBeside(root);
      watch();
      if (here?.isConnected) here.querySelector("[data-unclamp]")?.focus({ preventScroll: true });
    },
    destroy: () => watcher.disconnect(),
  };
};
