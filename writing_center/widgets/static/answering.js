// The text stays in view while the form beside it is filled in, if somebody wants that and there
// is room. Remembered in this browser. The class is on the frame, which no rendering touches: the
// text keeps how far it was scrolled.

const IN_VIEW = "wc-text-in-view";

function wantsTextInView() {
  try {
    return localStorage.getItem(IN_VIEW) === "yes";
  } catch {
    return false;
  }
}

hooks.answering = (root) => {
  const frame = root.closest(".wc-app");
  const apply = () => {
    const wanted = wantsTextInView();
    frame.classList.toggle("has-text-in-view", wanted);
    root.querySelector("[data-in-view]").setAttribute("aria-pressed", String(wanted));
    const text = root.querySelector("[data-text]");
    if (wanted) text.tabIndex = 0; // it scrolls by itself: keys must reach it
    else text.removeAttribute("tabindex");
  };
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-in-view]");
    if (!button) return;
    const before = button.getBoundingClientRect().top;
    try {
      localStorage.setItem(IN_VIEW, wantsTextInView() ? "no" : "yes");
    } catch {
      return; // nothing can be kept in this browser
    }
    apply();
    scrollBy(0, button.getBoundingClientRect().top - before);
  });
  apply();
  return {
    update(to) {
      morphAttributes(root, to);
      morphChildren(root, to);
      apply();
    },
  };
};
