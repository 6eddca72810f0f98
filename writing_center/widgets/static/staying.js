// What is looked at stays where it is on the screen while the text above it changes.

const LAID_OUT_LIKE = [
  "font", "lineHeight", "letterSpacing", "wordSpacing", "tabSize", "padding", "border", "boxSizing",
];

// Calls `read(heightOf)`, where heightOf(offset) is how far down on the screen that character of
// the <textarea> stands: a twin of it is laid out meanwhile, since the browser does not say.
function withHeights(area, read) {
  const twin = document.createElement("div");
  const style = getComputedStyle(area);
  for (const name of LAID_OUT_LIKE) twin.style[name] = style[name];
  twin.style.cssText +=
    "position:absolute;visibility:hidden;white-space:pre-wrap;overflow-wrap:break-word;";
  twin.style.width = `${area.offsetWidth}px`;
  twin.dir = area.dir;
  const text = twin.appendChild(document.createTextNode(`${area.value}|`));
  area.insertAdjacentElement("afterend", twin);
  const range = document.createRange();
  const above = area.getBoundingClientRect().top - area.scrollTop - twin.getBoundingClientRect().top;
  const heightOf = (offset) => {
    range.setStart(text, offset);
    range.setEnd(text, offset + 1);
    return above + range.getBoundingClientRect().top;
  };
  try {
    return read(heightOf);
  } finally {
    twin.remove();
  }
}

// Where somebody is in the text: at the caret, or, where that is out of sight, at the first line
// on the screen.
function whereLooked(area, heightOf) {
  const caret = area.selectionStart;
  const height = heightOf(caret);
  if (height >= 0 && height < window.innerHeight) return { at: caret, height };
  let [low, high] = [0, area.value.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (heightOf(middle) < 0) low = middle + 1;
    else high = middle;
  }
  return { at: low, height: heightOf(low) };
}

// Does `act`, which changes the text of `area`.
function inItsPlace(area, act) {
  if (!area.checkVisibility()) {
    act();
    return;
  }
  const [x, y] = [window.scrollX, window.scrollY];
  const old = area.value;
  const { at, height } = withHeights(area, (heightOf) => whereLooked(area, heightOf));
  act();
  window.scrollTo(x, y);
  if (stretch(old, area.value).start > at) return;
  const now = withHeights(area, (heightOf) => heightOf(moved(at, old, area.value)));
  window.scrollBy(0, now - height);
}
