// Reading a text and commenting on its passages: by selecting, or from a paragraph's own button.
// Offsets are counted in Unicode code points from the start of the text; each paragraph says in
// data-start where it begins. Only text that belongs to the draft is inside [data-start], and all of
// it: marks of Markdown too, which are hidden.

function pointsBefore(block, container, offset) {
  const range = document.createRange();
  range.selectNodeContents(block);
  range.setEnd(container, offset);
  return [...range.toString()].length;
}

function blockOf(node) {
  const element = node.nodeType === 1 ? node : node.parentElement;
  return element ? element.closest("[data-start]") : null;
}

// The text of a block, node by node, with its offsets; Markdown's marks are there but hidden.
function partsOf(block) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const parts = [];
  let at = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const points = [...node.data];
    const isMark = node.parentElement.closest(".wc-md") !== null;
    const cell = node.parentElement.closest(".wc-cell");
    parts.push({ points, isMark, cell, from: at, to: at + points.length });
    at += points.length;
  }
  return parts;
}

// What is seen between two offsets in a block: perhaps nothing. A table's cells are kept apart.
function shownIn(block, from, to) {
  const cells = new Map();
  for (const { points, isMark, cell, from: at } of partsOf(block)) {
    if (isMark) continue;
    const within = points.slice(Math.max(0, from - at), Math.max(0, to - at)).join("");
    cells.set(cell, (cells.get(cell) || "") + within);
  }
  return [...cells.values()].filter(Boolean).join(" ");
}

// A selection that begins or ends at hidden marks could begin or end behind them or before them:
// it is the words alone.
function behindMarks(block, offset) {
  let at = offset;
  for (const one of partsOf(block)) if (one.isMark && one.from <= at && at < one.to) at = one.to;
  return at;
}

function beforeMarks(block, offset) {
  let at = offset;
  for (const one of partsOf(block).reverse()) if (one.isMark && one.from < at && at <= one.to) at = one.from;
  return at;
}

// The selected passage inside `root`, or null: what is seen (quote) and what is written (source).
function selectedPassage(root) {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const blocks = [...root.querySelectorAll("[data-start]")].filter((b) => range.intersectsNode(b));
  if (!blocks.length) return null;
  const first = blocks[0];
  const last = blocks[blocks.length - 1];
  const from =
    blockOf(range.startContainer) === first
      ? behindMarks(first, pointsBefore(first, range.startContainer, range.startOffset))
      : 0;
  const to =
    blockOf(range.endContainer) === last
      ? beforeMarks(last, pointsBefore(last, range.endContainer, range.endOffset))
      : [...last.textContent].length;
  const start = Number(first.dataset.start) + from;
  const end = Number(last.dataset.start) + to;
  if (end <= start) return null;
  const inBlock = (block) => [block === first ? from : 0, block === last ? to : Infinity];
  const shown = blocks.map((block) => shownIn(block, ...inBlock(block))).join("\n").trim();
  const source = writtenIn(blocks, from, end);
  return { start, end, quote: shown || source, source, sentences: [], last };
}

// Neighbouring blocks as they are written, with the empty lines between them.
function writtenIn(blocks, from, end) {
  const start = Number(blocks[0].dataset.start);
  const points = [];
  for (const block of blocks) {
    while (start + points.length < Number(block.dataset.start)) points.push("\n");
    points.push(...block.textContent);
  }
  return points.slice(from, end - start).join("").trim();
}

// A whole paragraph, with its sentences.
function wholeParagraph(block) {
  const start = Number(block.dataset.start);
  const points = [...block.textContent];
  const part = (from, to) => {
    const source = points.slice(from - start, to - start).join("");
    const quote = shownIn(block, from - start, to - start).trim() || source;
    return { start: from, end: to, quote, source };
  };
  const sentences = (block.dataset.sentences || "").trim().split(" ").filter(Boolean);
  return {
    ...part(start, start + points.length),
    sentences: sentences.map((one) => part(...one.split("-").map(Number))),
  };
}

// The fields in which a passage can be narrowed, and other words for it suggested.
class PassageFields {
  constructor(composer) {
    this.form = composer.querySelector("form");
    this.quote = composer.querySelector("[data-quote]");
    this.choice = composer.querySelector("[data-choose-sentence]");
    this.narrow = composer.querySelector(".wc-narrow");
    this.suggests = composer.querySelector("[data-suggests]");
    this.other = composer.querySelector("[data-other-words]");
    this.begunFor = new Map(); // other words that were typed for a passage and not sent
    this.choice?.querySelector("select").addEventListener("change", (e) => this.choose(e.target));
    this.form.elements.words?.addEventListener("input", () => this.prefill());
    this.suggests?.addEventListener("change", () => this.suggest());
  }

  open(found) {
    this.remember();
    const begun = this.begun(found);
    this.found = [found, ...found.sentences];
    if (this.narrow) this.narrow.open = false;
    if (this.form.elements.words) this.form.elements.words.value = "";
    if (this.choice) this.offer(found);
    this.take(begun || found);
    if (!this.suggests) return;
    this.suggests.checked = Boolean(begun);
    if (begun) this.form.elements.replacement.value = begun.words;
    this.suggest();
  }

  // The page was loaded anew, or somebody looks at something else first.
  remember() {
    const { start, end, replacement } = this.form.elements;
    if (!this.suggests || !start.value) return;
    const place = `${start.value}-${end.value}`;
    const isBegun = this.suggests.checked && replacement.value !== this.filled;
    if (isBegun) this.begunFor.set(place, replacement.value);
    else this.begunFor.delete(place);
  }

  begun(found) {
    const places = [found, ...found.sentences];
    const one = places.find(({ start, end }) => this.begunFor.has(`${start}-${end}`));
    return one ? { ...one, words: this.begunFor.get(`${one.start}-${one.end}`) } : null;
  }

  offer(found) {
    const select = this.choice.querySelector("select");
    this.choice.hidden = !found.sentences.length;
    select.replaceChildren(
      ...this.found.map((one, i) => {
        const words = one.quote.length > 70 ? `${one.quote.slice(0, 70)}…` : one.quote;
        return new Option(i ? `${i}: ${words}` : "the whole paragraph", i);
      }),
    );
  }

  choose(select) {
    this.take(this.found[Number(select.value)]);
  }

  take(passage) {
    this.passage = passage;
    const at = this.found.findIndex((one) => one.start === passage.start && one.end === passage.end);
    if (this.choice) this.choice.querySelector("select").value = Math.max(at, 0);
    this.form.elements.start.value = passage.start;
    this.form.elements.end.value = passage.end;
    this.quote.textContent = passage.quote;
    this.filled = null;
    this.prefill();
  }

  prefill() {
    const field = this.form.elements.replacement;
    if (!field || (this.filled !== null && field.value !== this.filled)) return;
    this.filled = this.form.elements.words?.value.trim() || this.passage.source;
    field.value = this.filled;
  }

  suggest() {
    this.other.hidden = !this.suggests.checked;
    const kind = this.form.querySelector('[name="kind"][value="suggestion"]');
    if (this.suggests.checked && kind) kind.checked = true;
  }
}

hooks.reader = (root, live) => {
  const composer = live.root.querySelector(`#${root.dataset.composer}`);
  if (!composer) return {};
  const form = composer.querySelector("form");
  const float = document.createElement("button");
  float.type = "button";
  float.className = "wc-button wc-button--primary wc-float";
  float.textContent = root.dataset.label || "Comment on this passage";
  float.hidden = true;
  float.dataset.key = "float";
  const fields = new PassageFields(composer);
  let passage = null;

  function open(found) {
    fields.open(found);
    float.hidden = true;
    composer.showModal();
    // First what it is, where that is not chosen yet; then the words.
    const isChosen = form.querySelector('[name="kind"]:checked');
    (isChosen ? form.elements.body : form.querySelector("[data-first]"))?.focus();
  }

  function follow() {
    const found = composer.open ? null : selectedPassage(root);
    if (!found || !found.quote) {
      float.hidden = true;
      return;
    }
    passage = found;
    // After the passage, where Tab comes to it. Rendering takes it away.
    found.last.closest(".wc-para").querySelector(".wc-beside").prepend(float);
    float.hidden = false;
    if (!float.offsetParent) return; // for fingers it stands at the edge of the screen
    const box = document.getSelection().getRangeAt(0).getBoundingClientRect();
    const frame = float.offsetParent.getBoundingClientRect();
    const left = Math.min(box.left - frame.left, frame.width - float.offsetWidth);
    float.style.left = `${Math.max(0, left)}px`;
    float.style.top = `${box.bottom - frame.top + 8}px`;
  }

  const press = (event) => {
    const button = event.target.closest("[data-comment]");
    if (!button) return;
    const block = button.closest(".wc-para").querySelector("[data-start]");
    open(wholeParagraph(block));
  };

  float.addEventListener("mousedown", (event) => event.preventDefault());
  float.addEventListener("click", () => passage && open(passage));
  root.addEventListener("click", press);
  document.addEventListener("selectionchange", follow);

  return {
    update(to) {
      morphAttributes(root, to);
      morphChildren(root, to);
    },
    destroy() {
      document.removeEventListener("selectionchange", follow);
      float.remove();
    },
  };
};

// What is being written in a dialog is not touched by what others do meanwhile.
hooks.composer = (dialog) => ({
  update(to) {
    if (dialog.open) return;
    morphAttributes(dialog, to);
    morphChildren(dialog, to);
  },
});

export default {
  render({ model, el }) {
    const live = new Live(model, el);
    return () => live.destroy();
  },
};
