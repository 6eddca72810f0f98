// Bold and italic as Markdown's marks, set so that they work: around words and not around what
// makes a list, a heading or a quotation; `*` for italic within a word, where `_` is only a sign.

const BEGINNING =
  /^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])|#{1,6}(?=[ \t])|\[\^[^\]\s]+\]:))*[ \t]*(?:\[[ xX]\][ \t]+)?/;
const NO_WORDS = /^\s*(?:(?:[-*_=]\s*){3,}|`{3,}.*|~{3,}.*|[|:\-\s]+)$/;
const IN_A_WORD = /[\p{L}\p{N}\p{M}]/u;
const SIGN = /[\p{P}\p{S}]/u;
const APART = /^$|[\s\p{P}$+<=>^`|~]/u; // beside it, a mark works with any sign at its other side
const IN_PIECES = /[[\]<>`\\]/; // a link's or some code's own signs must not be taken apart

function signBefore(text, at) {
  return [...text.slice(Math.max(0, at - 2), at)].pop() ?? "";
}

function signAt(text, at) {
  return [...text.slice(at, at + 2)][0] ?? "";
}

// ---- the pairs of a line, as CommonMark finds them ----------------------------------------

// The runs of `*` and `_`, without those in code and behind a backslash.
function runsIn(line) {
  const runs = [];
  for (const found of line.matchAll(/\\.|(`+)(?!`).*?(?<!`)\1(?!`)|\*+|_+/gsu)) {
    const [run] = found;
    if (run[0] !== "*" && run[0] !== "_") continue;
    const [at, end] = [found.index, found.index + run.length];
    const [before, after] = [signBefore(line, at), signAt(line, end)];
    const isSpace = (sign) => !sign || /\s/.test(sign);
    const leans = (to, from) => !isSpace(to) && (!SIGN.test(to) || isSpace(from) || SIGN.test(from));
    const [left, right] = [leans(after, before), leans(before, after)];
    const isBar = run[0] === "_";
    const opens = left && (!isBar || !right || SIGN.test(before));
    const closes = right && (!isBar || !left || SIGN.test(after));
    runs.push({ sign: run[0], at, end, size: run.length, opens, closes });
  }
  return runs;
}

// Every pair with the places of its marks: { size, open, from, to, close }, the words from `from`
// to `to`. `size` is 1 for italic, 2 for bold.
function pairsIn(line) {
  const pairs = [];
  const open = [];
  for (const run of runsIn(line)) {
    while (run.closes && run.at < run.end) {
      const index = open.findLastIndex((one) => fits(one, run));
      if (index < 0) break;
      const one = open[index];
      open.length = index + 1;
      const size = Math.min(2, one.end - one.at, run.end - run.at);
      pairs.push({ size, open: one.end - size, from: one.end, to: run.at, close: run.at + size });
      one.end -= size;
      run.at += size;
      if (one.at === one.end) open.pop();
    }
    if (run.opens && run.at < run.end) open.push(run);
  }
  return pairs;
}

function fits(one, run) {
  if (one.sign !== run.sign) return false;
  const isOdd = (one.closes || run.opens) && (one.size + run.size) % 3 === 0;
  return !isOdd || (one.size % 3 === 0 && run.size % 3 === 0);
}

// ---- one line -----------------------------------------------------------------------------

// The words between two places, without white space at the ends; null where there are none.
function wordsBetween(line, from, to) {
  const begin = Math.max(from, BEGINNING.exec(line)[0].length);
  const chosen = line.slice(begin, Math.max(begin, to));
  if (!chosen.trim() || NO_WORDS.test(line)) return null;
  const start = begin + chosen.length - chosen.trimStart().length;
  return [start, start + chosen.trim().length];
}

// The pair of this size that these words are in, wherever its marks are beside other marks.
function pairAround(line, [from, to], size) {
  return pairsIn(line).find((one) => one.size === size && one.open <= from && one.close >= to);
}

// The place between two others without marks at its ends.
function withoutMarks(line, [from, to]) {
  const words = line.slice(from, to);
  const start = from + words.length - words.replace(/^[*_]+/, "").length;
  const end = to - (words.length - words.replace(/[*_]+$/, "").length);
  return start < end ? [start, end] : [from, to];
}

// `line` with these pieces put in or taken out ([at, how much goes, what comes], in any order),
// and where two places of it are then.
function edited(line, places, edits) {
  let text = line;
  let moved = [...places];
  for (const [at, gone, come] of edits.sort((one, other) => other[0] - one[0])) {
    text = text.slice(0, at) + come + text.slice(at + gone);
    moved = moved.map((place, end) => {
      const isBehind = place >= at + gone && !(end && place === at && !gone);
      if (isBehind) return place + come.length - gone;
      return Math.min(place, at);
    });
  }
  return { text, places: moved };
}

function unmarked(pair) {
  return [[pair.open, pair.from - pair.open, ""], [pair.to, pair.close - pair.to, ""]];
}

// The marks around words, where they work: not around a sign that has a letter at its other side.
function marksAround(line, from, to, size) {
  const chosen = line.slice(from, to);
  let [start, end] = [from + chosen.length - chosen.trimStart().length, from + chosen.trimEnd().length];
  const isStuck =
    (SIGN.test(signAt(line, start)) && !APART.test(signBefore(line, start))) ||
    (SIGN.test(signBefore(line, end)) && !APART.test(signAt(line, end)));
  const words = line.slice(start, end);
  const core = words.replace(/^[\p{P}\p{S}\s]+|[\p{P}\p{S}\s]+$/gu, "");
  if (isStuck && core && !IN_PIECES.test(words)) {
    start += words.indexOf(core);
    end = start + core.length;
  }
  if (start >= end) return [];
  const isWithin = IN_A_WORD.test(signBefore(line, start)) || IN_A_WORD.test(signAt(line, end));
  const mark = size === 2 ? "**" : isWithin ? "*" : "_";
  return [[start, 0, mark], [end, 0, mark]];
}

// Marks these words; pairs of the same kind in them, or beside them, become part of the new one.
// Where no mark would work they stay as they are.
function markedLine(line, words, size) {
  const touched = pairsIn(line).filter(
    (one) => one.size === size && one.open <= words[1] && one.close >= words[0]
  );
  const whole = [
    Math.min(words[0], ...touched.map((one) => one.open)),
    Math.max(words[1], ...touched.map((one) => one.close)),
  ];
  const plain = edited(line, whole, touched.flatMap(unmarked));
  const [from, to] = plain.places;
  const edits = marksAround(plain.text, from, to, size);
  const inner = edits.length ? [edits[0][0], edits[1][0]] : [from, to];
  const made = edited(plain.text, inner, edits);
  return pairAround(made.text, made.places, size) ? made : { text: line, places: words };
}

// Takes the mark off these words; where the pair reaches further, the rest of it keeps its own.
function plainLine(line, words, size) {
  const pair = pairAround(line, words, size);
  if (!pair) return { text: line, places: words };
  const inner = withoutMarks(line, words);
  const plain = edited(line, [Math.max(inner[0], pair.from), Math.min(inner[1], pair.to)], unmarked(pair));
  const [from, to] = plain.places;
  const [start, end] = [pair.open, pair.to - (pair.from - pair.open)];
  const isRest = (piece) => IN_A_WORD.test(piece);
  const edits = [];
  if (isRest(plain.text.slice(start, from))) edits.push(...marksAround(plain.text, start, from, size));
  if (isRest(plain.text.slice(to, end))) edits.push(...marksAround(plain.text, to, end, size));
  return edited(plain.text, plain.places, edits);
}

// ---- what is selected ---------------------------------------------------------------------

// Sets a mark (1: italic, 2: bold) on the selected words of every line, or takes it off where all
// of them have it; the words stay selected, so that the same key takes it off again.
function setMark(area, size) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  if (start === end) {
    beginPair(area, size);
    return;
  }
  const first = value.lastIndexOf("\n", start - 1) + 1;
  const lines = value.slice(first, end).split("\n");
  lines[lines.length - 1] += value.slice(end).split("\n", 1)[0];
  let at = first;
  const chosen = lines.map((line) => {
    const words = wordsBetween(line, Math.max(0, start - at), Math.min(line.length, end - at));
    at += line.length + 1;
    return { line, words };
  });
  const marked = chosen.filter(({ words }) => words);
  if (!marked.length) return;
  const isOn = marked.every(({ line, words }) => pairAround(line, words, size));
  putLines(area, first, chosen.map(({ line, words }) => {
    if (!words || (!isOn && pairAround(line, words, size))) return { text: line, places: words };
    return (isOn ? plainLine : markedLine)(line, words, size);
  }));
}

// The lines from `first` on as one edit, with the words in them selected.
function putLines(area, first, lines) {
  const places = [];
  let at = first;
  for (const line of lines) {
    if (line.places) places.push(...line.places.map((place) => at + place));
    at += line.text.length + 1;
  }
  const before = area.value;
  const text = lines.map((line) => line.text).join("\n");
  const length = before.slice(first).split("\n", lines.length).join("\n").length;
  const after = before.slice(0, first) + text + before.slice(first + length);
  const { start, tail } = stretch(before, after);
  area.setSelectionRange(start, before.length - tail);
  typeInto(area, after.slice(start, after.length - tail));
  area.setSelectionRange(places[0], places.at(-1));
}

// ---- while writing ------------------------------------------------------------------------

// Whether a mark was begun and not ended in the line that leads up to the caret.
function isOpen(before, mark) {
  const line = before.slice(before.lastIndexOf("\n") + 1);
  return line.slice(BEGINNING.exec(line)[0].length).split(mark).length % 2 === 0;
}

// Right before the closing mark it is switched off; elsewhere the caret goes into a new pair.
function beginPair(area, size) {
  const { selectionStart: at, value } = area;
  const marks = size === 2 ? ["**"] : ["*", "_"];
  const begun = marks.find((one) => value.startsWith(one, at) && isOpen(value.slice(0, at), one));
  if (begun) {
    leavePair(area, begun);
    return;
  }
  const isWithin = IN_A_WORD.test(signBefore(value, at)) || IN_A_WORD.test(signAt(value, at));
  const mark = isWithin ? marks[0] : marks.at(-1);
  typeInto(area, mark + mark);
  area.setSelectionRange(at + mark.length, at + mark.length);
}

// The caret steps out, and nothing stays of a pair that is empty.
function leavePair(area, mark) {
  const { selectionStart: at, value } = area;
  const size = mark.length;
  const isEmpty = value.slice(at - size, at) === mark;
  area.setSelectionRange(isEmpty ? at - size : at + size, at + size);
  if (isEmpty) typeInto(area, "");
}
