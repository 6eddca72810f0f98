// The text stays in view while the form beside it is filled in, if somebody wants that and there
// is room. Remembered in this browser, or where it keeps nothing, until the page is left. The class
// is on the frame, which no rendering touches: the text keeps how far it was scrolled.

const IN_VIEW = "wc-text-in-view";
let isTextInView = shelf.get(IN_VIEW) === true;

hooks.answering = (root) => {
  const frame = root.closest(".wc-app");
  const apply = () => {
    frame.classList.toggle("has-text-in-view", isTextInView);
    root.querySelector("[data-in-view]").setAttribute("aria-pressed", String(isTextInView));
    reachWhatScrolls(root);
  };
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-in-view]");
    if (!button) return;
    const before = button.getBoundingClientRect().top;
    isTextInView = !isTextInView;
    shelf.put(IN_VIEW, isTextInView);
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
