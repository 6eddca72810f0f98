// A form whose fields are saved while they are typed: <form data-hook="autosave"
// data-save="event" data-store="a name for this browser's copy">. Only what was changed here is
// sent, with what stood there when it was: another window or device may have changed it since.
// Then both wordings are shown, and the field waits for a choice.

const CHOOSE =
  "You wrote here in another window or on another device too. Choose below the field what stands; both are still here.";
const ELSEWHERE = "In another window, or on another device, you wrote here:";

function onlySome(values, isWanted) {
  return Object.fromEntries(Object.entries(values).filter(([name]) => isWanted(name)));
}

hooks.autosave = (form, live) => {
  form.dataset.wcKept = "";
  const saved = valueByName(form); // as the server has it
  const sent = {}; // and what it may have by now: sent, and not confirmed
  const other = new Map(); // fields that wait for a choice, with their boxes
  const here = new OpenHere(`wc:${form.dataset.member}:${form.dataset.store}`, (told) => follow(told.values));
  const tell = (state) => tellState(live, form, state);

  function changes() {
    const now = Object.entries(valueByName(form));
    return Object.fromEntries(now.filter(([name, value]) => value !== saved[name]));
  }

  function shelve() {
    const values = changes();
    if (Object.keys(values).length) shelf.put(here.key, { base: saved, sent, values, at: Date.now() });
    else shelf.drop(here.key);
    return values;
  }

  function settled(name, value) {
    saved[name] = value;
    delete sent[name];
  }

  // What was saved elsewhere; where nothing is changed here, this form follows.
  function follow(values) {
    for (const [name, value] of Object.entries(values || {})) {
      const field = form.elements[name];
      if (!field || other.has(name) || field.value !== saved[name]) continue;
      settled(name, value);
      setField(field, value);
    }
  }

  const saver = new Saver(async () => {
    const values = onlySome(changes(), (name) => !other.has(name));
    if (!Object.keys(values).length) {
      shelve();
      if (other.size) tell("unsaved");
      return !other.size;
    }
    const was = {};
    for (const [name, value] of Object.entries(values)) {
      was[name] = [saved[name], ...(sent[name] || [])];
      sent[name] = [...(sent[name] || []).slice(-4), value];
    }
    shelve();
    const reply = await live.send(form.dataset.save, { ...argsOf(form), ...values, was }, 8, true);
    if (reply.error) {
      tell("unsaved");
      showError(form, reply.error, reply.field);
      if (!reply.field) saver.retry();
      return false;
    }
    const elsewhere = reply.elsewhere || {};
    for (const [name, value] of Object.entries(values)) {
      if (!(name in elsewhere)) settled(name, value);
    }
    here.tell({ values: onlySome(saved, (name) => name in values && !(name in elsewhere)) });
    for (const [name, value] of Object.entries(elsewhere)) ask(name, value);
    if (Object.keys(shelve()).some((name) => !other.has(name))) saver.dirty = true;
    hear(live, reply.told || {});
    if (other.size) tell("unsaved");
    return !other.size;
  }, tell);

  function ask(name, theirs) {
    const field = form.elements[name];
    if (!field) return;
    other.get(name)?.remove();
    const go = (value) => {
      other.delete(name);
      settled(name, theirs);
      setField(field, value);
      keep();
    };
    const choices = [
      ["Keep mine", () => go(field.value)],
      ["Take the other", () => go(theirs)],
    ];
    if (field.localName === "textarea") {
      choices.push(["Put both here", () => go(together(field.value, theirs))]);
    }
    other.set(name, offerOther(field, ELSEWHERE, wordsOf(field, theirs), choices));
    live.say(CHOOSE);
  }

  const keep = () => {
    shelve();
    saver.touch();
  };
  form.addEventListener("input", keep);
  // It comes when a field is left, too, where there may be nothing new.
  form.addEventListener("change", () => Object.keys(changes()).length && keep());
  // Enter in a line of text must not hand everything in.
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.localName === "input") event.preventDefault();
  });

  // What a window that is gone has kept, and the server never got. Where something else was saved
  // since, that stands; what was kept is shown beside it, and stays kept until somebody decides.
  function goOnWith([key, kept]) {
    for (const [name, value] of Object.entries(kept.values || {})) {
      const field = form.elements[name];
      if (!field || typeof value !== "string" || field.value === value) continue;
      const known = [kept.base?.[name], ...(kept.sent?.[name] || [])];
      if (field.value === saved[name] && known.includes(saved[name])) setField(field, value);
      else {
        const aside = `${here.thing}:${randomName()}`;
        shelf.put(aside, { ...kept, values: { [name]: value } });
        showEarlier(field, value, aside);
      }
    }
    keep();
    if (key !== here.key) shelf.drop(key);
  }
  here.own.forEach(goOnWith);
  here.leftBehind().then((found) => found.forEach(goOnWith));

  // What is typed and not yet saved stays; the rest follows the server.
  function prepare(to) {
    const unsaved = changes();
    for (const field of to.elements) {
      const mine = field.name && form.elements[field.name];
      if (!mine || field.localName === "button") continue;
      if (!(field.name in unsaved)) settled(field.name, field.value);
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
    follow,
    flush: () => (other.size ? Promise.reject(new Error(CHOOSE)) : saver.flush()),
    ask: () => saver.ask(),
    lost: () => Object.keys(changes()).length && tell("unsaved"),
    back: () => (Object.keys(changes()).length ? saver.back() : tell("saved")),
    destroy: () => {
      here.close();
      saver.stop();
      tell(null);
    },
  };
};
