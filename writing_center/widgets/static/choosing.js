// Two wordings of one field: the one that stands in it, and another that was typed elsewhere.
// Nothing is lost before somebody chooses.

// A box below `field` with the other wording; a new rendering of the page leaves it where it is.
// `choices` are pairs: what a button says, and what it does.
function offerOther(field, title, text, choices) {
  const box = document.createElement("div");
  box.className = "wc-notice wc-other-words";
  box.dataset.own = "";
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", title);
  const heading = document.createElement("p");
  heading.textContent = title;
  const words = document.createElement("blockquote");
  words.className = "wc-quote wc-whole-text";
  words.dir = "auto";
  words.textContent = text;
  const actions = document.createElement("div");
  actions.className = "wc-actions";
  for (const [label, act] of choices) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => {
      box.remove();
      act();
      field.focus();
    });
    actions.append(button);
  }
  box.append(heading, words, actions);
  (field.closest(".wc-field") || field).insertAdjacentElement("afterend", box);
  return box;
}

// What is seen of a field's value: the chosen words, where it is a choice.
function wordsOf(field, value) {
  const words =
    field.localName === "select"
      ? [...field.options].find((one) => value && one.value === value)?.textContent
      : value;
  return words?.trim() ? words : "(nothing)";
}

// Both wordings in one field, where there is room for them.
function together(one, other) {
  return [one, other].filter((words) => words.trim()).join("\n\n");
}
