// Copying a message. A school's network is no secure context: there is no navigator.clipboard, so
// the text is selected and copied as a person would; if even that is refused, it stays selected.

hooks.copy = (node) => {
  const field = node.querySelector("textarea");
  const told = node.querySelector("[data-copied]");
  const copy = () => {
    field.focus();
    field.select();
    let done = false;
    try {
      done = document.execCommand("copy");
    } catch {
      done = false;
    }
    told.textContent = done ? "Copied." : "It is selected: copy it with your keyboard.";
  };
  const button = node.querySelector("[data-copies]");
  button.addEventListener("click", copy);
  return {
    update(to) {
      const wanted = to.querySelector("textarea").textContent.replace(/^\n/, "");
      if (field.value !== wanted) {
        field.value = wanted;
        told.textContent = "";
      }
    },
    destroy() {
      button.removeEventListener("click", copy);
    },
  };
};
