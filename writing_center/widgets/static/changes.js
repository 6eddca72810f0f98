// A comparison of two drafts: going from one change to the next, and to the other place of what
// moved. The focus stays on the button until "Go there", so that Enter can be pressed again.

const LONGEST_TOLD = 600;

hooks.changes = (node) => {
  let at = 0;

  function shown(selector) {
    return [...node.querySelectorAll(selector)].filter((one) => one.checkVisibility());
  }

  function light(places) {
    for (const old of node.querySelectorAll(".is-lit")) old.classList.remove("is-lit");
    for (const place of places) place.classList.add("is-lit");
    places[0].scrollIntoView({ block: "center" });
  }

  function visit(place) {
    light([place]);
    if (!place.matches("button, a[href]")) place.tabIndex = -1;
    place.focus({ preventScroll: true });
  }

  // The first place with this name that is on the screen: the layout decides which. A line that
  // only goes on with a sentence has no place of its own; then it is the one before.
  function jump(name) {
    const places = shown(`#${CSS.escape(name)}, [data-place="${CSS.escape(name)}"]`);
    const number = Number(name.split("-")[1]);
    if (places.length) visit(places[0]);
    else if (name.startsWith("p-") && number > 1) jump(`p-${number - 1}`);
  }

  function step(by) {
    const places = shown("[data-change]");
    const numbers = [...new Set(places.map((one) => Number(one.dataset.change)))].sort((a, b) => a - b);
    if (!numbers.length) return;
    if (by) at = at ? (at - 1 + by + numbers.length) % numbers.length + 1 : by > 0 ? 1 : numbers.length;
    const here = places.filter((one) => Number(one.dataset.change) === numbers[Math.max(at, 1) - 1]);
    if (!by) {
      visit(here[0]);
      return;
    }
    light(here);
    tell(`Change ${at} of ${numbers.length}`, here.map((one) => one.textContent).join(" "));
  }

  // What changed is on the screen already; who listens hears it with the number.
  function tell(number, words) {
    const place = node.querySelector("[data-step-told]");
    const heard = document.createElement("span");
    heard.className = "wc-visually-hidden";
    const short = words.length > LONGEST_TOLD ? `${words.slice(0, LONGEST_TOLD)}…` : words;
    heard.textContent = `: ${short}`;
    place.replaceChildren(number, heard);
  }

  node.addEventListener("click", (event) => {
    const button = event.target.closest("[data-jump], [data-step]");
    if (!button) return;
    if (button.dataset.jump) jump(button.dataset.jump);
    else step(Number(button.dataset.step));
  });
};
