// Forms that are not lost: kept in this browser until they are sent.

// A long form that is kept in this browser until it is sent: <form data-hook="kept"
// data-member data-store="a name for this browser's copy">.
hooks.kept = (form) => {
  const here = new OpenHere(`wc:${form.dataset.member}:${form.dataset.store}`);
  const keep = async () => shelf.put(here.key, { values: await valuesOf(form), at: Date.now() });
  const isBlank = () => [...form.elements].every((field) => !field.name || isAsItCame(field));
  form.dataset.wcKept = "";
  form.addEventListener("input", keep);

  // What a window that is gone has kept. What was begun here meanwhile stays; both are shown.
  function goOnWith([key, kept]) {
    const values = Object.entries(kept.values || {});
    if (!isBlank()) {
      const [name, words] = values.find(([one, value]) => isWritten(form.elements[one], value)) || [];
      if (name && words !== form.elements[name].value) showEarlier(form.elements[name], words, key);
      else shelf.drop(key);
      return;
    }
    for (const [name, value] of values) setField(form.elements[name], value);
    const fold = form.closest("details:not([open])");
    if (fold && !isBlank()) fold.open = true;
    keep().then(() => key === here.key || shelf.drop(key));
  }
  here.own.forEach(goOnWith);
  here.leftBehind().then((found) => found.forEach(goOnWith));

  return {
    update(to) {
      to.dataset.wcKept = "";
      morphAttributes(form, to);
      morphChildren(form, to);
    },
    done: () => shelf.drop(here.key),
    destroy: () => here.close(),
  };
};

function isAsItCame(field) {
  if (field.type === "hidden" || field.localName === "button") return true;
  if (field.type === "checkbox" || field.type === "radio") return field.checked === field.defaultChecked;
  if (field.localName !== "select") return field.value === field.defaultValue;
  const wanted = [...field.options].find((one) => one.defaultSelected) || field.options[0];
  return !wanted || wanted.selected;
}

function isWritten(field, value) {
  return field?.localName === "textarea" && typeof value === "string" && value.trim();
}

function setField(field, value) {
  if (!field) return;
  if (field.type === "checkbox" && typeof value === "boolean") field.checked = value;
  else if (typeof value === "string" && field.type !== "file") field.value = value;
}

// Small things that a save changes on the page, without rendering it: <… data-told="name">.
function hear(live, told) {
  for (const [name, value] of Object.entries(told)) {
    for (const node of live.root.querySelectorAll(`[data-told="${CSS.escape(name)}"]`)) {
      if ("soon" in node.dataset) node.dataset.soon = value;
      else if (node.localName === "time") node.setAttribute("datetime", value);
      else node.textContent = value;
      if ("hides" in node.dataset) node.hidden = !value;
    }
  }
  localise(live.root);
}

function valueByName(form) {
  const values = {};
  for (const field of form.elements) {
    if (field.name && field.localName !== "button") values[field.name] = field.value;
  }
  return values;
}

// What was typed in a window that is gone, beside what stands here now. It is kept until somebody
// has decided.
function showEarlier(field, text, key) {
  if (!text.trim()) return;
  offerOther(field, "Typed earlier in this browser, and never saved:", wordsOf(field, text), [
    [
      "Put it here",
      () => {
        setField(field, field.localName === "textarea" ? together(field.value, text) : text);
        field.dispatchEvent(new Event("input", { bubbles: true }));
        shelf.drop(key);
      },
    ],
    ["Throw it away", () => shelf.drop(key)],
  ]);
}

// Filled by the script alone: a new rendering of the page leaves it as it is.
hooks.still = () => ({ update() {} });
