// Watches the connection between this page and its kernel, and says within seconds when it is
// gone. Runs before the front end, which opens its websocket with the class made here.
//
// Widgets hear "wc:connection-lost" and "wc:connection-back" on window, and may send
// "wc:no-answer" when a save stays without an answer. They hear "wc:quiet" when nothing has come
// for a while, and may ask the kernel something: a kernel that hangs, or a network that swallows
// everything, is only noticed by what does not come. What is typed where a widget keeps it in
// this browser (KEPT) does not stop an automatic reload.
(() => {
  const GIVE_UP = 3000;
  const QUIET = 1500; // nothing heard for so long: ask
  const PATIENCE = 2200; // and nothing since somebody asked: say so
  const DIAL_AGAIN = 6000; // a connection that is open and dead is hung up
  const NO_DIAL = 10_000; // the server is there, the front end does not come back to it
  const SOMEBODY_HERE = 120_000; // after that without a key or a touch nobody is asked
  const LOOK_AGAIN = 1500;
  const QUIET_CHECK = 20_000;
  const STILL_TYPING = 3000;
  const RELOADS = { most: 3, within: 60_000, key: "wc-reloads" };
  const GONE = "The connection to the writing center is gone.";
  const SLOW = "The writing center does not answer at the moment.";
  const BACK = "The writing center is back. Reconnect to go on.";
  const SAFE = " What you typed is kept in this browser.";
  const ON_THIS_PAGE = " Some of what you typed is on this page alone: copy it before you reconnect.";
  const KEPT = "[data-wc-kept]";

  const open = new Set();
  let lostAt = 0; // when the websocket went; 0: it is there
  let ended = false; // the kernel is gone for good
  let shown = false; // the banner is there
  let slow = false; // the banner says that an answer is missing
  let leaving = false;
  let lastKey = 0;
  let askedAt = 0; // when something was sent that nothing has followed yet
  let heardAt = Date.now();
  let hereAt = Date.now(); // the last key or touch
  let isOpened = false;
  let reachableAt = 0; // since when the server answers while the websocket is gone

  const pageConfig = () => JSON.parse(document.getElementById("jupyter-config-data")?.textContent || "{}");

  const Native = window.WebSocket;
  class Watched extends Native {
    constructor(url, protocols) {
      super(url, ...(protocols === undefined ? [] : [protocols]));
      if (!String(url).includes("/api/kernels/")) return;
      this.isKernels = true;
      this.addEventListener("open", () => { open.add(this); askedAt = 0; back(); });
      this.addEventListener("message", heard);
      this.addEventListener("close", () => { open.delete(this); if (!open.size) lost(); });
    }

    send(data) {
      if (this.isKernels) askedAt ||= Date.now();
      super.send(data);
    }
  }
  window.WebSocket = Watched;

  // "yes": the kernel is there. "no": the server says that it is not. "silent": no answer.
  async function kernel() {
    const { baseUrl, kernelId } = pageConfig();
    try {
      const answer = await fetch(`${baseUrl}api/kernels/${kernelId}`, {
        cache: "no-store", signal: timeout(3000),
      });
      if (answer.ok) return (await answer.json()).execution_state === "dead" ? "no" : "yes";
      return answer.status >= 500 ? "silent" : "no";
    } catch {
      return "silent";
    }
  }

  function timeout(milliseconds) {
    const control = new AbortController();
    setTimeout(() => control.abort(), milliseconds);
    return control.signal;
  }

  async function serverAnswers() {
    try {
      return (await fetch(`${pageConfig().baseUrl}healthz`, { cache: "no-store", signal: timeout(3000) })).ok;
    } catch {
      return false;
    }
  }

  function lost() {
    if (leaving || lostAt) return;
    lostAt = Date.now();
    setTimeout(look, 300);
  }

  async function look() {
    if (!lostAt || ended || leaving) return;
    const state = await kernel();
    if (!lostAt || ended || leaving) return;
    if (state === "no") return gone();
    if (state === "yes" && open.size) return back();
    const since = Date.now() - lostAt;
    if (state === "silent" || since > GIVE_UP) show(GONE);
    if (state === "yes") reachableAt ||= Date.now();
    else reachableAt = 0;
    // The front end waits longer with every attempt, and gives up in the end.
    if (reachableAt && Date.now() - reachableAt > NO_DIAL && mayReload()) return reload();
    setTimeout(look, LOOK_AGAIN);
  }

  function back() {
    if (!lostAt || ended) return;
    lostAt = reachableAt = 0;
    if (!slow) hide();
  }

  function hide() {
    if (!shown) return;
    shown = false;
    document.getElementById("wc-connection").hidden = true;
    dispatchEvent(new CustomEvent("wc:connection-back"));
  }

  // Nothing comes: the kernel is at work on something long, or stuck, or the network is gone.
  async function unanswered() {
    if (slow || shown || leaving) return;
    slow = true;
    show(SLOW);
    const state = await kernel();
    if (!slow || ended || leaving) return;
    if (state === "no") gone();
    else if (state === "silent") lost();
    else setTimeout(dialAgain, DIAL_AGAIN);
  }

  // An open connection may be dead without knowing it. The front end makes a new one at once.
  function dialAgain() {
    if (!slow || lostAt || ended || leaving) return;
    for (const socket of open) socket.close();
  }

  function heard() {
    heardAt = Date.now();
    askedAt = 0;
    if (!slow) return;
    slow = false;
    if (!lostAt) hide();
  }

  // Four times a second. A computer that slept has heard nothing, and knows nothing.
  let lookedAt = Date.now();
  function listen() {
    const now = Date.now();
    if (now - lookedAt > 3000) [heardAt, askedAt] = [now, askedAt && now];
    lookedAt = now;
    if (!isOpened || leaving || lostAt || ended || document.hidden) return;
    if (askedAt && now - askedAt > PATIENCE) unanswered();
    else if (!askedAt && now - heardAt > QUIET && now - hereAt < SOMEBODY_HERE) {
      dispatchEvent(new CustomEvent("wc:quiet"));
    }
  }

  // The kernel will not come again. When the server is there, a new page is all that is needed.
  function gone() {
    if (ended) return;
    ended = true;
    lostAt ||= Date.now();
    show(GONE);
    askForServer();
  }

  async function askForServer() {
    const answers = await serverAnswers();
    if (answers && mayReload()) return reload();
    say(answers ? BACK : GONE);
    setTimeout(askForServer, LOOK_AGAIN);
  }

  function show(text) {
    say(text);
    if (shown) return;
    shown = true;
    document.getElementById("wc-connection").hidden = false;
    dispatchEvent(new CustomEvent("wc:connection-lost"));
  }

  // How it stands, and where what was typed is.
  function say(text) {
    const line = document.getElementById("wc-connection-text");
    const safe = text === BACK ? "" : SAFE;
    const words = text + (typedAndNotKept() ? ON_THIS_PAGE : safe);
    if (line.textContent !== words) line.textContent = words;
  }

  function typedAndNotKept() {
    const fields = document.querySelectorAll('#wc-main [data-wc-typed]');
    return [...fields].some((field) => field.value && !field.closest(KEPT));
  }

  function mayReload() {
    if (typedAndNotKept() || Date.now() - lastKey < STILL_TYPING) return false;
    let times = [];
    try { times = JSON.parse(sessionStorage.getItem(RELOADS.key) || "[]"); } catch { return false; }
    times = times.filter((time) => Date.now() - time < RELOADS.within);
    if (times.length >= RELOADS.most) return false;
    sessionStorage.setItem(RELOADS.key, JSON.stringify([...times, Date.now()]));
    return true;
  }

  function reload() {
    leaving = true;
    location.reload();
  }

  document.addEventListener("input", (event) => {
    lastKey = hereAt = Date.now();
    if (event.isTrusted && event.target.matches?.("textarea, input")) event.target.dataset.wcTyped = "";
  }, true);

  // Also fired by links that start a download and leave the page where it is.
  addEventListener("beforeunload", () => {
    leaving = true;
    setTimeout(() => { leaving = false; if (!open.size) lost(); }, 2000);
  });
  addEventListener("pageshow", (event) => { if (event.persisted) reload(); });
  addEventListener("wc:no-answer", unanswered);
  addEventListener("wc:opened", () => { isOpened = true; heardAt = Date.now(); askedAt = 0; });
  for (const kind of ["keydown", "pointerdown", "scroll"]) {
    addEventListener(kind, () => { hereAt = Date.now(); }, { capture: true, passive: true });
  }
  setInterval(listen, 250);

  const check = async () => {
    if (leaving || lostAt || !open.size) return;
    const state = await kernel();
    if (leaving || lostAt) return;
    if (state === "no") gone();
    else if (state === "silent") lost();
  };
  setInterval(check, QUIET_CHECK);
  addEventListener("online", check);
  addEventListener("offline", check);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) check(); });
  document.addEventListener("click", (event) => { if (event.target.id === "wc-reconnect") reload(); });
})();
