// Comments beside the draft that is being written: a button leads to the passage in the editor.

// Where `words` stand in `text`, nearest to `near`; -1 when they don't.
function nearest(text, words, near) {
  let best = -1;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    if (best < 0 || Math.abs(at - near) < Math.abs(best - near)) best = at;
  }
  return best;
}

// How far down in a textarea the character at `offset` stands.
function depthOf(area, offset) {
  const twin = document.createElement("div");
  const style = getComputedStyle(area);
  for (const name of ["font", "lineHeight", "letterSpacing", "padding", "border", "boxSizing"]) {
    twin.style[name] = style[name];
  }
  twin.style.cssText += "position:absolute;visibility:hidden;white-space:pre-wrap;overflow-wrap:break-word;";
  twin.style.width = `${area.offsetWidth}px`;
  twin.textContent = area.value.slice(0, offset);
  const end = document.createElement("span");
  end.textContent = "|";
  twin.append(end);
  area.insertAdjacentElement("afterend", twin);
  const depth = end.offsetTop;
  twin.remove();
  return depth;
}

hooks.places = (root, live) => {
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-goes]");
    if (!button) return;
    const area = live.root.querySelector("#draft-text");
    if (!area) return;
    const words = button.dataset.words;
    const before = [...area.value].slice(0, Number(button.dataset.goes)).join("");
    const at = nearest(area.value, words, before.length);
    if (at < 0) {
      live.say("You have changed these words since; look for them in your text.");
      return;
    }
    area.focus({ preventScroll: true });
    area.setSelectionRange(at, at + words.length);
    const depth = depthOf(area, at);
    area.scrollTop = depth - area.clientHeight / 3;
    const top = area.getBoundingClientRect().top + depth - area.scrollTop;
    window.scrollBy({ top: top - innerHeight / 3 });
  });
  return {};
};
