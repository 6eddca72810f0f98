// Forms that are not lost: kept in this browser until they are sent, or saved while typed.

// A long form that is kept in this browser until it is sent: <form data-hook="kept"
// data-member data-store="a name for this browser's copy">.
hooks.kept = (form) => {
  const key = `wc:${form.dataset.member}:${form.dataset.store}`;
  form.dataset.wcKept = "";
  form.addEventListener("input", async () => shelf.put(key, await valuesOf(form)));
  for (const [name, value] of Object.entries(shelf.get(key) || {})) {
    const field = form.elements[name];
    if (field && field.type === "checkbox" && typeof value === "boolean") field.checked = value;
    else if (field && typeof value === "string" && field.type !== "file") field.value = value;
  }
  return {
    update(to) {
      to.dataset.wcKept = "";
      morphAttributes(form, to);
      morphChildren(form, to);
    },
    done: () => shelf.drop(key),
  };
};

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

// Both were changed, here and on another device: the newer stands, the other is not lost.
function showEarlier(field, text) {
  if (!text.trim()) return;
  const box = document.createElement("details");
  box.className = "wc-notice";
  box.open = true;
  const title = document.createElement("summary");
  title.textContent = "Typed earlier in this browser, and never saved";
  const words = document.createElement("p");
  words.className = "wc-whole-text";
  words.textContent = text;
  box.append(title, words);
  field.insertAdjacentElement("afterend", box);
}

// A form whose fields are saved while they are typed: <form data-hook="autosave"
// data-save="event" data-store="a name for this browser's copy">. Only what was changed here is
// sent: another device may have changed the rest.
hooks.autosave = (form, live) => {
  form.dataset.wcKept = "";
  const key = `wc:${form.dataset.member}:${form.dataset.store}`;
  const saved = valueByName(form);
  const tell = (state) => tellState(live, form, state);

  function changes() {
    const now = Object.entries(valueByName(form));
    return Object.fromEntries(now.filter(([name, value]) => value !== saved[name]));
  }

  function shelve() {
    const values = changes();
    if (Object.keys(values).length) shelf.put(key, { base: saved, values });
    else shelf.drop(key);
    return values;
  }

  const saver = new Saver(async () => {
    const values = changes();
    if (!Object.keys(values).length) {
      shelf.drop(key);
      return true;
    }
    const reply = await live.send(form.dataset.save, { ...argsOf(form), ...values }, 8, true);
    if (reply.error) {
      tell("unsaved");
      showError(form, reply.error, reply.field);
      if (!reply.field) saver.retry();
      return false;
    }
    Object.assign(saved, values);
    if (Object.keys(shelve()).length) saver.dirty = true;
    hear(live, reply.told || {});
    return true;
  }, tell);

  const keep = () => {
    shelve();
    saver.touch();
  };
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  // Enter in a line of text must not hand everything in.
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.localName === "input") event.preventDefault();
  });

  const kept = shelf.get(key);
  for (const [name, value] of Object.entries((kept && kept.values) || {})) {
    const field = form.elements[name];
    if (!field || typeof value !== "string" || field.value === value) continue;
    if (field.value === kept.base[name]) {
      field.value = value;
      saver.touch();
    } else showEarlier(field, value);
  }
  if (kept && !saver.dirty) shelf.drop(key);

  // What is typed and not yet saved stays; the rest follows the server.
  function prepare(to) {
    const unsaved = changes();
    for (const field of to.elements) {
      const mine = field.name && form.elements[field.name];
      if (!mine || field.localName === "button") continue;
      if (!(field.name in unsaved)) saved[field.name] = field.value;
      else if (field.localName === "textarea") field.textContent = mine.defaultValue;
      else if (field.localName === "input") field.setAttribute("value", mine.defaultValue);
      else field.innerHTML = mine.innerHTML;
    }
  }

  return {
    update(to) {
      to.dataset.wcKept = "";
      prepare(to);
      morphAttributes(form, to);
      morphChildren(form, to);
    },
    flush: () => saver.flush(),
    ask: () => saver.ask(),
    lost: () => Object.keys(changes()).length && tell("unsaved"),
    back: () => (Object.keys(changes()).length ? saver.back() : tell("saved")),
    destroy: () => {
      saver.stop();
      tell(null);
    },
  };
};

// Filled by the script alone: a new rendering of the page leaves it as it is.
hooks.still = () => ({ update() {} });
