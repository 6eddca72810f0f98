// What changed between two texts, counted as the server counts: in code points, not in the
// browser's 16-bit units. A stretch that cut an emoji in two would be refused there.

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

// The one stretch in which `after` differs from `before`: from `start`, and up to `tail` units
// before the end of either. One pass over each text, however long.
function stretch(before, after) {
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
  return { start, tail };
}

function difference(before, after) {
  const { start, tail } = stretch(before, after);
  return {
    at: countPoints(before, 0, start),
    remove: countPoints(before, start, before.length - tail),
    insert: after.slice(start, after.length - tail),
  };
}

// Where a caret at `place` in `before` belongs in `after`.
function moved(place, before, after) {
  const { start, tail } = stretch(before, after);
  if (place <= start) return place;
  const behind = before.length - tail;
  return place >= behind ? place + after.length - before.length : after.length - tail;
}

// A text as the server keeps it: without NUL, and with U+FFFD for half of a sign. Both have to
// count the same signs, or all that is typed afterwards would come into a wrong place.
function asKept(text) {
  return text.replaceAll("\0", "").replace(/[\ud800-\udfff]/gu, "\ufffd");
}

const SUM_OF = 65521; // Adler-32 (RFC 1950): nothing but two sums, and the server's zlib has it
const MOST_SUMMED = 3800; // bytes, before the second sum would leave 32 bits

// By this both know that they have the same text.
function sumOf(text) {
  const bytes = new TextEncoder().encode(text);
  let [one, two] = [1, 0];
  for (let at = 0; at < bytes.length; at += MOST_SUMMED) {
    for (const byte of bytes.subarray(at, at + MOST_SUMMED)) {
      one += byte;
      two += one;
    }
    one %= SUM_OF;
    two %= SUM_OF;
  }
  return two * 65536 + one;
}
