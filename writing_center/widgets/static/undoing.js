// Changes of a <textarea> by script that Ctrl+Z undoes like typing. Where that can't be, what the
// browser remembers from before is of no use any more: undone then, it would put old words where
// they never stood.

// "insertText" lays the whole text out for every line: lines times signs, half a second's worth.
const MOST_TYPED = 4_000_000;
// "insertHTML", where a browser lets a <textarea> have it, takes 55 ms for 175,000 signs; the
// other way is kept for what is short, since every browser has it.
const FEW_LINES = 12;

const barriers = new WeakMap(); // <textarea> → { text, undone }: it can be undone up to this text

function inserted(area, text) {
  if (!text) return document.execCommand("delete");
  const lines = text.split("\n").length;
  if (lines > FEW_LINES && insertedAtOnce(area, text)) return true;
  const isLight = lines * (area.value.length + text.length) < MOST_TYPED;
  return isLight && document.execCommand("insertText", false, text);
}

// As a piece of a page that is nothing but this text; what came out differently is taken back.
function insertedAtOnce(area, text) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const wanted = value.slice(0, start) + text + value.slice(end);
  const page = document.createElement("pre");
  page.textContent = text.endsWith("\n") ? `${text}\n` : text; // one at its end is not counted
  const html = page.outerHTML.replace("<pre>", "<pre>\n"); // nor one at its beginning
  const isDone = document.execCommand("insertHTML", false, html);
  if (!isDone || area.value === wanted) return isDone;
  document.execCommand("undo");
  area.setSelectionRange(start, end);
  return false;
}

// Types `text` in place of the selection; unlike a change of .value, it can be undone.
function typeInto(area, text) {
  area.focus({ preventScroll: true });
  const { selectionStart: start, selectionEnd: end } = area;
  if (!text && start === end) return;
  if (document.activeElement === area && inserted(area, text)) return;
  area.setRangeText(text, start, end, "end");
  barriers.set(area, { text: area.value, undone: 0 });
  area.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

// Puts another text into the paper; the caret stays in its words, and the page where it is.
function replaceText(area, text) {
  const old = area.value;
  if (old === text) return;
  const [from, to] = [area.selectionStart, area.selectionEnd].map((at) => moved(at, old, text));
  const [x, y] = [window.scrollX, window.scrollY];
  const { start, tail } = stretch(old, text);
  if (document.activeElement === area) {
    area.setSelectionRange(start, old.length - tail);
    typeInto(area, text.slice(start, text.length - tail));
  } else {
    area.value = text;
    barriers.set(area, { text, undone: 0 });
  }
  area.setSelectionRange(from, to);
  window.scrollTo(x, y);
}

// Undoing ends at the barrier; what was undone since can be done again.
function keepFromUndoing(area) {
  area.addEventListener("beforeinput", (event) => {
    const barrier = barriers.get(area);
    if (!barrier) return;
    const isBack = event.inputType === "historyUndo" && area.value === barrier.text;
    const isForth = event.inputType === "historyRedo" && !barrier.undone;
    if (isBack || isForth) event.preventDefault();
  });
  area.addEventListener("input", (event) => {
    const barrier = barriers.get(area);
    if (!barrier) return;
    if (event.inputType === "historyUndo") barrier.undone += 1;
    else barrier.undone = event.inputType === "historyRedo" ? barrier.undone - 1 : 0;
  });
}
