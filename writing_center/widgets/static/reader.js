// Reading a text and commenting on its passages: by selecting, or from a paragraph's own button.
// Offsets are counted in Unicode code points from the start of the text; each paragraph says in
// data-start where it begins. Only text that belongs to the draft is inside [data-start].

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

// The selected passage inside `root`, or null.
function selectedPassage(root) {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const blocks = [...root.querySelectorAll("[data-start]")].filter((b) => range.intersectsNode(b));
  if (!blocks.length) return null;
  const first = blocks[0];
  const last = blocks[blocks.length - 1];
  const startIn = blockOf(range.startContainer) === first;
  const endIn = blockOf(range.endContainer) === last;
  const start =
    Number(first.dataset.start) +
    (startIn ? pointsBefore(first, range.startContainer, range.startOffset) : 0);
  const end =
    Number(last.dataset.start) +
    (endIn
      ? pointsBefore(last, range.endContainer, range.endOffset)
      : [...last.textContent].length);
  if (end <= start) return null;
  return { start, end, quote: selection.toString().trim() };
}

hooks.reader = (root, live) => {
  const composer = live.root.querySelector("#wc-composer");
  if (!composer) return {};
  const form = composer.querySelector("form");
  const float = document.createElement("button");
  float.type = "button";
  float.className = "wc-button wc-button--primary wc-float";
  float.textContent = "Comment on this passage";
  float.hidden = true;
  root.parentElement.append(float);
  let passage = null;

  function open(found) {
    form.elements.start.value = found.start;
    form.elements.end.value = found.end;
    composer.querySelector("[data-quote]").textContent = found.quote;
    float.hidden = true;
    composer.showModal();
    form.elements.body.focus();
  }

  function follow() {
    const found = composer.open ? null : selectedPassage(root);
    if (!found || !found.quote) {
      float.hidden = true;
      return;
    }
    passage = found;
    const box = document.getSelection().getRangeAt(0).getBoundingClientRect();
    const frame = root.parentElement.getBoundingClientRect();
    float.hidden = false;
    const left = Math.min(box.left - frame.left, frame.width - float.offsetWidth);
    float.style.left = `${Math.max(0, left)}px`;
    float.style.top = `${box.bottom - frame.top + 8}px`;
  }

  const press = (event) => {
    const button = event.target.closest("[data-comment]");
    if (!button) return;
    const block = button.closest(".wc-para").querySelector("[data-start]");
    const start = Number(block.dataset.start);
    const text = block.textContent;
    open({ start, end: start + [...text].length, quote: text });
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

// A comment and its passage light up together.
hooks.pairs = (root) => {
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
  return {
    update(to) {
      morphAttributes(root, to);
      morphChildren(root, to);
    },
  };
};

export default {
  render({ model, el }) {
    const live = new Live(model, el);
    return () => live.destroy();
  },
};
