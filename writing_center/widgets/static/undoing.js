// Changes of a <textarea> by script that Ctrl+Z undoes like typing. Where that can't be, what the
// browser remembers from before is of no use any more: undone then, it would put old words where
// they never stood.

// "insertText" lays the whole text out for every line: lines times signs, half a second's worth.
const MOST_TYPED = 4_000_000;
// "insertHTML", where a browser lets a <textarea> have it, takes 55 ms for 175,000 signs; the
// other way is kept for what is short, since every browser has it.
const FEW_LINES = 12;

// <textarea> → { text, undone, returns }: it can be undone up to this text; `returns` counts how
// often an edit has led back to that same text since, which is undone like any other.
const barriers = new WeakMap();

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
  area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  endUndoing(area);
}

// Puts another text into the paper; the caret stays in its words, and the page where it is.
function replaceText(area, text) {
  const old = area.value;
  if (old === text) return;
  const [from, to] = [area.selectionStart, area.selectionEnd].map((at) => moved(at, old, text));
  const { start, tail } = stretch(old, text);
  inItsPlace(area, () => {
    if (document.activeElement === area) {
      area.setSelectionRange(start, old.length - tail);
      typeInto(area, text.slice(start, text.length - tail));
    } else {
      area.value = text;
      endUndoing(area);
    }
    area.setSelectionRange(from, to);
  });
}

function endUndoing(area) {
  barriers.set(area, { text: area.value, undone: 0, returns: 0 });
}

// What is typed in one go is one step for the browser; after this, something new begins.
function closeStep(area) {
  const { selectionStart: start, selectionEnd: end } = area;
  area.setSelectionRange(0, area.value.length);
  area.setSelectionRange(start, end);
}

// Undoing ends at the barrier; what was undone since can be done again.
function keepFromUndoing(area) {
  // What is never kept does not come in: taken out afterwards, undoing would bring it back.
  area.addEventListener("beforeinput", (event) => {
    const text = event.data ?? event.dataTransfer?.getData("text/plain");
    if (!text?.includes("\0") || event.isComposing) return;
    event.preventDefault();
    typeInto(area, asKept(text));
  });
  area.addEventListener("beforeinput", (event) => {
    const barrier = barriers.get(area);
    if (!barrier) return;
    const isHere = area.value === barrier.text;
    const isBack = event.inputType === "historyUndo" && isHere && !barrier.returns;
    const isForth = event.inputType === "historyRedo" && !barrier.undone;
    if (isBack || isForth) event.preventDefault();
    else if (event.inputType === "historyUndo" && isHere) barrier.returns -= 1;
  });
  area.addEventListener("input", (event) => {
    const barrier = barriers.get(area);
    if (!barrier) return;
    const { inputType } = event;
    if (inputType === "historyUndo") barrier.undone += 1;
    else barrier.undone = inputType === "historyRedo" ? barrier.undone - 1 : 0;
    if (inputType === "historyUndo" || area.value !== barrier.text || event.isComposing) return;
    barrier.returns += 1;
    closeStep(area); // so that undoing stops here, and the count is right
  });
}

// ---- words of an input method -------------------------------------------------------------

const composed = new WeakMap(); // <textarea> → since when an input method is at work on a word

function followWords(area) {
  area.addEventListener("compositionstart", () => composed.set(area, Date.now()));
  area.addEventListener("compositionend", () => composed.delete(area));
}

async function wordIsFinished(area) {
  if (!composed.has(area)) return;
  await new Promise((resolve) => {
    area.addEventListener("compositionend", resolve, { once: true });
    setTimeout(resolve, LONGEST_WORD);
  });
}
