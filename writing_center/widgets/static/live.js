// The thin client of every page: it shows HTML made by the kernel, sends what people do, and
// keeps their focus, their typing and their place while the page changes under them.
//
// Markup that it understands (all of it plain HTML otherwise):
//   data-do="name" data-arg-x="…"   a button: sends the event `name` with {x: …}
//   <form data-do="name">           a form: sends its fields
//   href="#/route"                  a place in this page
//   data-hook="name"                mounts hooks[name] (editor, autosave, reader, …)
//   <time datetime data-style>      shown in the reader's own zone
//   data-opens="id"                 opens that <dialog>; data-closes closes its own

const hooks = {};

function isEditable(node) {
  return node.matches("input:not([type=button]):not([type=submit]), textarea, select");
}

// What a script has put onto the page stays until it takes it away: the kernel knows nothing of it.
function isOwn(node) {
  return node?.nodeType === 1 && "own" in node.dataset;
}

function keyOf(node) {
  return node.nodeType === 1 ? node.dataset.key || node.id || null : null;
}

// ---- morphing: make `from` look like `to` without replacing what can stay ------------------

function morphAttributes(from, to) {
  const isDetails = from.localName === "details" || from.localName === "dialog";
  for (const { name, value } of [...to.attributes]) {
    if (isDetails && name === "open") continue;
    if (from.getAttribute(name) !== value) from.setAttribute(name, value);
  }
  for (const { name } of [...from.attributes]) {
    if (to.hasAttribute(name) || (isDetails && name === "open")) continue;
    if (name === "data-wc-typed") continue;
    // Where the focus was put it stays: without this a heading could not hold it.
    if (name === "tabindex" && from === document.activeElement) continue;
    from.removeAttribute(name);
  }
}

function defaultOf(field) {
  if (field.localName === "select") {
    return [...field.options].map((o) => (o.defaultSelected ? o.value : "")).join("\n");
  }
  return field.type === "checkbox" || field.type === "radio"
    ? String(field.defaultChecked)
    : field.defaultValue;
}

function morphField(from, to) {
  // What somebody typed stays, unless the kernel's own value for the field has changed.
  const changed = defaultOf(from) !== defaultOf(to);
  const typed = { value: from.value, checked: from.checked };
  morphAttributes(from, to);
  if (from.localName !== "input" && from.innerHTML !== to.innerHTML) from.innerHTML = to.innerHTML;
  if (changed) {
    if (from.type !== "file") from.value = to.value;
    from.checked = to.checked;
  } else if (from.type !== "file") {
    from.value = typed.value;
    if (from.localName === "input") from.checked = typed.checked;
  }
}

function canBecome(from, to) {
  return (
    from.nodeType === to.nodeType &&
    from.nodeName === to.nodeName &&
    keyOf(from) === keyOf(to) &&
    (from.nodeType !== 1 || from.dataset.hook === to.dataset.hook)
  );
}

function morphNode(from, to) {
  if (from.nodeType !== 1) {
    if (from.nodeValue !== to.nodeValue) from.nodeValue = to.nodeValue;
    return;
  }
  if (from.wcHook && from.wcHook.update) {
    from.wcHook.update(to);
    return;
  }
  if (isEditable(from)) {
    morphField(from, to);
    return;
  }
  morphAttributes(from, to);
  morphChildren(from, to);
}

function morphChildren(from, to) {
  const keyed = new Map();
  for (const child of from.childNodes) {
    const key = keyOf(child);
    if (key) keyed.set(key, child);
  }
  let current = from.firstChild;
  for (const wanted of [...to.childNodes]) {
    while (isOwn(current)) current = current.nextSibling;
    const key = keyOf(wanted);
    let match = key ? keyed.get(key) : null;
    if (!match && !key && current && canBecome(current, wanted)) match = current;
    if (match && canBecome(match, wanted)) {
      if (match === current) current = current.nextSibling;
      else from.insertBefore(match, current);
      morphNode(match, wanted);
    } else {
      from.insertBefore(wanted, current);
    }
  }
  while (current) {
    const next = current.nextSibling;
    if (!isOwn(current)) {
      unmount(current);
      current.remove();
    }
    current = next;
  }
}

// ---- hooks --------------------------------------------------------------------------------

function unmount(node) {
  if (node.nodeType !== 1) return;
  for (const inner of [node, ...node.querySelectorAll("[data-hook]")]) {
    if (inner.wcHook && inner.wcHook.destroy) inner.wcHook.destroy();
    inner.wcHook = null;
  }
}

function mount(root, live) {
  for (const node of root.querySelectorAll("[data-hook]")) {
    const make = hooks[node.dataset.hook];
    if (make && !node.wcHook) node.wcHook = make(node, live) || {};
  }
}

// ---- times in the reader's own zone -------------------------------------------------------

const dayStyle = { weekday: "short", day: "numeric", month: "short" };
const clockStyle = { hour: "numeric", minute: "2-digit" };

function remaining(at, now) {
  const minutes = Math.round((at - now) / 60000);
  if (minutes <= 0) return "now over";
  if (minutes < 60) return `${minutes} min left`;
  if (minutes < 48 * 60) return `${Math.round(minutes / 60)} h left`;
  return `${Math.round(minutes / 1440)} days left`;
}

function localise(root) {
  const now = new Date();
  for (const node of root.querySelectorAll("time[datetime]")) {
    const at = new Date(node.getAttribute("datetime"));
    if (Number.isNaN(at.getTime())) continue;
    const full = at.toLocaleString(undefined, { ...dayStyle, ...clockStyle });
    const style = node.dataset.style || "moment";
    if (style === "day") node.textContent = at.toLocaleDateString(undefined, dayStyle);
    else if (style === "left") node.textContent = `${remaining(at, now)} (until ${full})`;
    else node.textContent = full;
  }
  for (const node of root.querySelectorAll("[data-soon]")) warn(node, now);
}

// What is soon over says so by the clock, also where nothing happens on the page meanwhile.
function warn(node, now) {
  const isSoon = now > new Date(node.dataset.soon);
  node.classList.toggle("wc-warning", isSoon);
  node.classList.toggle("wc-small", !isSoon);
  const says = node.querySelector("[data-soon-says]");
  const words = isSoon ? says.dataset.soonSays : "";
  if (says.textContent !== words) says.textContent = words;
}

// ---- forms --------------------------------------------------------------------------------

const LARGEST_FILE = 1_000_000;

function readFile(file) {
  if (file.size > LARGEST_FILE) {
    const sentence = "This file is larger than 1 MB; a roster has a line for each student.";
    return Promise.reject(new Error(sentence));
  }
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve({ name: file.name, data: reader.result.split(",")[1] || "" });
    reader.onerror = () => reject(new Error("This file can’t be read. Choose it again."));
    reader.readAsDataURL(file);
  });
}

async function valuesOf(form) {
  const values = {};
  for (const field of form.elements) {
    if (!field.name || field.disabled || field.localName === "button") continue;
    if (field.type === "radio") {
      if (field.checked) values[field.name] = field.value;
    } else if (field.type === "checkbox") {
      if ("many" in field.dataset) {
        values[field.name] = values[field.name] || [];
        if (field.checked) values[field.name].push(field.value);
      } else values[field.name] = field.checked;
    } else if (field.type === "file") {
      values[field.name] = field.files.length ? await readFile(field.files[0]) : null;
    } else values[field.name] = field.value;
  }
  return values;
}

// A half-typed date has an empty value: only the browser knows that something stands there.
const HALF_TYPED = {
  number: "This has to be a number.",
  date: "This day is not whole: choose it, or empty the field.",
  "datetime-local": "The day and the time are not whole: choose both, or empty the field.",
};

function halfTyped(form) {
  return [...form.elements].find((field) => field.validity && field.validity.badInput);
}

function clearErrors(form) {
  for (const old of form.querySelectorAll(".wc-error[data-made]")) old.remove();
  for (const field of form.querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
    const told = (field.getAttribute("aria-describedby") || "").replace(/\S+-error/g, "").trim();
    if (told) field.setAttribute("aria-describedby", told);
    else field.removeAttribute("aria-describedby");
  }
}

function showError(form, message, fieldName) {
  clearErrors(form);
  const note = document.createElement("p");
  note.className = "wc-error";
  note.dataset.made = "1";
  note.setAttribute("role", "alert");
  note.textContent = message;
  const field = fieldName && form.elements[fieldName];
  const isOne = Boolean(field && field.nodeType === 1);
  const target = (isOne ? field : field && field[0]) || null; // the first of several to tick
  if (target) {
    // The place of the error may be folded away.
    for (let up = target.closest("details"); up; up = up.parentElement.closest("details")) {
      up.open = true;
    }
    note.id = `${target.id || `${form.id || form.dataset.key}-${fieldName}`}-error`;
    target.setAttribute("aria-invalid", "true");
    const told = target.getAttribute("aria-describedby");
    target.setAttribute("aria-describedby", told ? `${told} ${note.id}` : note.id);
    const group = isOne ? null : target.closest("fieldset");
    if (group) group.append(note);
    else target.insertAdjacentElement("afterend", note);
    target.focus();
    note.scrollIntoView({ block: "nearest" });
  } else {
    const actions = form.querySelector(".wc-actions");
    if (actions) actions.insertAdjacentElement("beforebegin", note);
    else form.append(note);
  }
}

// ---- the live page ------------------------------------------------------------------------

class Live {
  constructor(model, el) {
    this.model = model;
    this.el = el;
    this.number = 0;
    this.waiting = new Map();
    this.isPage = document.body.classList.contains("wc-page");
    this.route = null;
    this.root = document.createElement("div");
    this.root.className = "wc-app";
    this.notice = document.createElement("div");
    this.notice.className = "wc-toast";
    this.notice.setAttribute("role", "status");
    el.append(this.root, this.notice);
    this.listen();
    this.at = this.place();
    this.send("hello", { route: this.at, zone: this.zone() });
  }

  zone() {
    try {
      return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
    } catch {
      return "UTC";
    }
  }

  place() {
    return this.isPage && location.hash.startsWith("#/") ? location.hash.slice(1) : "/";
  }

  listen() {
    this.onHtml = () => this.show();
    this.onMessage = (message, buffers) => this.receive(message, buffers);
    this.onHash = () => {
      if (!this.isPage || this.place() === this.at) return;
      this.at = this.place();
      this.settled(() => this.send("go", { route: this.at }));
    };
    this.onVisible = () => {
      if (document.visibilityState === "visible") this.settled(() => this.send("look", {}));
    };
    this.isLost = false;
    this.onLost = () => {
      this.isLost = true;
      this.eachHook((hook) => hook.lost && hook.lost());
    };
    this.onBack = () => {
      this.isLost = false;
      this.eachHook((hook) => hook.back && hook.back());
      this.giveUpSaves();
      // What came while nobody could hear it did not come: ask for the page as it stands.
      this.settled(() => this.send("look", { afresh: true }));
    };
    // The frame has heard nothing for a while: ask whether the kernel is there, where that matters
    // because somebody types. A save asks as well.
    this.onQuiet = () => {
      let [saves, asks] = [false, false];
      this.eachHook((hook) => {
        saves ||= Boolean(hook.flush);
        asks = hook.ask?.() || asks;
      });
      if (saves && !asks) this.model.send({ name: "ping" });
    };
    window.addEventListener("wc:quiet", this.onQuiet);
    this.model.on("change:html", this.onHtml);
    this.model.on("msg:custom", this.onMessage);
    window.addEventListener("hashchange", this.onHash);
    window.addEventListener("wc:connection-lost", this.onLost);
    window.addEventListener("wc:connection-back", this.onBack);
    document.addEventListener("visibilitychange", this.onVisible);
    this.root.addEventListener("click", (event) => this.click(event));
    this.root.addEventListener("submit", (event) => this.submit(event));
    this.root.addEventListener("input", (event) => this.typed(event.target));
    this.root.addEventListener("scroll", (event) => takeRowsAlong(event.target), true);
    // In JupyterLab a stray "d d" would delete the notebook's cell.
    this.root.addEventListener("keydown", (event) => event.stopPropagation());
    this.ticking = setInterval(() => localise(this.root), 30000);
    this.sizes = new ResizeObserver(() => reachWhatScrolls(this.root));
    this.sizes.observe(this.root);
  }

  destroy() {
    this.model.off("change:html", this.onHtml);
    this.model.off("msg:custom", this.onMessage);
    this.sizes.disconnect();
    window.removeEventListener("hashchange", this.onHash);
    window.removeEventListener("wc:connection-lost", this.onLost);
    window.removeEventListener("wc:connection-back", this.onBack);
    window.removeEventListener("wc:quiet", this.onQuiet);
    document.removeEventListener("visibilitychange", this.onVisible);
    clearInterval(this.ticking);
    unmount(this.root);
  }

  eachHook(visit) {
    for (const node of this.root.querySelectorAll("[data-hook]")) {
      if (node.wcHook) visit(node.wcHook);
    }
  }

  // Sends an event and resolves with the kernel's reply; rejects when none comes in time. One that
  // may be sent twice (isSave) is given up at once when the connection was gone in between.
  send(name, args, seconds = 20, isSave = false) {
    const number = ++this.number;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(number);
        window.dispatchEvent(new Event("wc:no-answer"));
        reject(new Error("The writing center does not answer. What you typed is still here."));
      }, seconds * 1000);
      this.waiting.set(number, { resolve, reject, timer, isSave });
      this.model.send({ name, args, number });
    }).catch((error) => {
      if (name !== "hello" && name !== "look" && name !== "go") throw error;
      return {};
    });
  }

  giveUpSaves() {
    for (const [number, { isSave, timer, reject }] of this.waiting) {
      if (!isSave) continue;
      clearTimeout(timer);
      this.waiting.delete(number);
      reject(new Error("The connection was gone for a while."));
    }
  }

  receive(message, buffers) {
    if (!message) return;
    if (message.download) this.download(message.download, buffers);
    if (message.progress) this.say(message.progress);
    const open = this.waiting.get(message.number);
    if (!open) return;
    clearTimeout(open.timer);
    this.waiting.delete(message.number);
    if (message.say) this.say(message.say);
    if (message.route) this.follow(message.route);
    open.resolve(message);
  }

  follow(route) {
    this.at = route;
    if (this.isPage && this.place() !== route) {
      history.pushState(null, "", `#${route}`);
      // The page's navigation marks where we are; pushState tells nobody.
      window.dispatchEvent(new HashChangeEvent("hashchange"));
    }
  }

  show() {
    const next = document.createElement("template");
    next.innerHTML = this.model.get("html");
    localise(next.content);
    // What is wrong is said by the kernel, at the field: the browser's own check says nothing
    // where the field is folded away.
    for (const form of next.content.querySelectorAll("form")) form.noValidate = true;
    const first = this.route === null;
    morphChildren(this.root, next.content);
    mount(this.root, this);
    reachWhatScrolls(this.root);
    const view = this.root.querySelector("[data-route]");
    const route = view ? view.dataset.route : "";
    if (view && view.dataset.title && this.isPage) document.title = view.dataset.title;
    if (!first && route !== this.route) this.arrive();
    this.route = route;
  }

  arrive() {
    const heading = this.root.querySelector("h1");
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }

  say(sentence) {
    this.notice.textContent = sentence;
    this.notice.classList.add("is-shown");
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => this.notice.classList.remove("is-shown"), 6000);
  }

  download({ name, type }, buffers) {
    const link = document.createElement("a");
    const url = URL.createObjectURL(new Blob(buffers, { type }));
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  }

  click(event) {
    const node = event.target.closest("[data-do], [data-opens], [data-closes], a[href]");
    if (!node || node.localName === "form") return;
    if (node.localName === "a" && !node.getAttribute("href").startsWith("#/")) {
      // In a notebook, a link must not take the notebook away.
      if (!this.isPage) node.target = "_blank";
      return;
    }
    if (node.dataset.opens) {
      this.root.querySelector(`#${CSS.escape(node.dataset.opens)}`)?.showModal();
    } else if ("closes" in node.dataset) {
      event.preventDefault();
      node.closest("dialog")?.close();
    } else if (node.dataset.do) {
      event.preventDefault();
      this.act(node, node.dataset.do, argsOf(node));
    } else if (!this.isPage) {
      event.preventDefault();
      const route = node.getAttribute("href").slice(1);
      this.settled(() => this.send("go", { route }));
    }
  }

  async submit(event) {
    const form = event.target;
    if (!form.dataset.do) return;
    event.preventDefault();
    clearErrors(form);
    const button = event.submitter || form.querySelector("button");
    let values;
    try {
      values = await valuesOf(form);
    } catch (error) {
      showError(form, error.message);
      return;
    }
    const half = halfTyped(form);
    if (half) {
      showError(form, HALF_TYPED[half.type] || "This is not whole.", half.name);
      return;
    }
    if (event.submitter?.name) values[event.submitter.name] = event.submitter.value;
    await this.act(button, form.dataset.do, { ...argsOf(form), ...values }, form);
  }

  // An error is about what stood there: it goes as soon as that is changed. What is said of a
  // draft stands in another form than its text.
  typed(field) {
    const isText = Boolean(field.closest(".wc-editor"));
    for (const form of this.root.querySelectorAll("form")) {
      if (isText || form.contains(field)) clearErrors(form);
    }
  }

  async act(button, name, args, form = null) {
    if (button?.getAttribute("aria-disabled") === "true") return;
    const above = headingsAbove(this.root, button);
    const around = button?.closest("form, article");
    if (button?.dataset.confirm && !(await this.confirm(button))) return;
    button?.setAttribute("aria-disabled", "true");
    const hook = form?.wcHook; // the page may be another one when the reply is here
    try {
      await this.settle();
      const reply = await this.send(name, args, 120);
      if (!reply.error && hook?.done) hook.done();
      if (reply.stands && hook?.follow) hook.follow(reply.stands);
      this.finish(reply, button, form);
      this.catchFocus(around, above);
    } catch (error) {
      if (form) showError(form, error.message);
      else this.say(error.message);
    } finally {
      button?.removeAttribute("aria-disabled");
    }
  }

  // Asks before something that can't be taken back; the button says what in data-confirm.
  confirm(button) {
    const dialog = document.createElement("dialog");
    const question = document.createElement("p");
    question.id = "wc-confirm-question";
    question.textContent = button.dataset.confirm;
    dialog.setAttribute("aria-labelledby", question.id);
    const form = document.createElement("form");
    form.method = "dialog";
    form.className = "wc-actions";
    for (const [value, words] of [["yes", button.textContent], ["no", "Cancel"]]) {
      const choice = document.createElement("button");
      choice.value = value;
      choice.textContent = words;
      if (value === "yes") choice.className = "wc-button--primary";
      form.append(choice);
    }
    dialog.append(question, form);
    // Beside the rendered page, so that rendering does not take it away.
    const frame = this.root.parentElement.appendChild(document.createElement("div"));
    frame.className = "wc-app wc-app--bare";
    frame.addEventListener("keydown", (event) => event.stopPropagation());
    frame.append(dialog);
    dialog.showModal();
    return new Promise((resolve) => {
      dialog.addEventListener("close", () => {
        frame.remove();
        resolve(dialog.returnValue === "yes");
      });
    });
  }

  // Whatever is typed and not yet saved goes first: a button acts on what is on the screen, or
  // not at all.
  async settle() {
    const flushes = [];
    this.eachHook((hook) => hook.flush && flushes.push(hook.flush()));
    await Promise.all(flushes);
  }

  // The same before going elsewhere, where what can't be saved now stays on the shelf.
  settled(then) {
    return this.settle().catch(() => {}).then(then);
  }

  // What had the focus is gone from the page: what stands beside it in the same form or note takes
  // it, or else the heading above where it was.
  catchFocus(around, above) {
    if (document.activeElement && document.activeElement !== document.body) return;
    const isThere = (one) => one.isConnected && one.getClientRects().length;
    const rest = around && isThere(around) ? [...around.querySelectorAll(FOCUSABLE)] : [];
    const place = [...rest, ...above].find(isThere);
    if (!place) return;
    if (place.tabIndex < 0) place.tabIndex = -1;
    place.focus({ preventScroll: true });
    place.scrollIntoView({ block: "nearest" });
  }

  finish(reply, button, form) {
    if (reply.error) {
      const where = form || button?.closest("form");
      if (where && this.root.contains(where)) showError(where, reply.error, reply.field);
      else this.say(reply.error);
      return;
    }
    if (form && form.isConnected && !("keep" in form.dataset)) form.reset();
    if (form) form.closest("dialog")?.close();
    if (reply.focus) {
      const place = this.root.querySelector(`#${CSS.escape(reply.focus)}`);
      if (place) {
        if (place.tabIndex < 0) place.tabIndex = -1;
        place.focus();
        place.scrollIntoView({ block: "center" });
      }
    }
  }
}

const FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary";

// The headings before a button, and what folds it away, the nearest first.
function headingsAbove(root, button) {
  if (!button) return [];
  const found = [...root.querySelectorAll("h1, h2, h3, summary")];
  const isBefore = (one) => one.compareDocumentPosition(button) & Node.DOCUMENT_POSITION_FOLLOWING;
  return found.filter(isBefore).reverse();
}

function argsOf(node) {
  const args = {};
  for (const [name, value] of Object.entries(node.dataset)) {
    if (name.startsWith("arg")) args[name.slice(3).toLowerCase()] = value;
  }
  return args;
}
