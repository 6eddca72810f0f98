// Watches the connection between this page and its kernel, and says within seconds when it is
// gone. Runs before the front end, which opens its websocket with the class made here.
//
// Widgets hear "wc:connection-lost" and "wc:connection-back" on window, and may send
// "wc:no-answer" when a save stays without an answer. What is typed where a widget keeps it in
// this browser (KEPT) does not stop an automatic reload.
(() => {
  const GIVE_UP = 4000;
  const LOOK_AGAIN = 1500;
  const QUIET_CHECK = 20_000;
  const STILL_TYPING = 3000;
  const RELOADS = { most: 3, within: 60_000, key: "wc-reloads" };
  const GONE = "The connection to the writing center is gone. What you typed is kept in this browser.";
  const SLOW = "The writing center does not answer at the moment. What you typed is kept in this browser.";
  const KEPT = '[data-wc-kept], [data-hook="editor"], [data-hook="autosave"]';
  const GONE_TYPED = "The connection to the writing center is gone. Some of what you typed is on this page alone: copy it before you reconnect.";
  const BACK = "The writing center is back. Reconnect to go on.";

  const open = new Set();
  let lostAt = 0; // when the websocket went; 0: it is there
  let ended = false; // the kernel is gone for good
  let shown = false; // the banner is there
  let slow = false; // the banner says that an answer is missing
  let leaving = false;
  let lastKey = 0;

  const pageConfig = () => JSON.parse(document.getElementById("jupyter-config-data")?.textContent || "{}");

  const Native = window.WebSocket;
  class Watched extends Native {
    constructor(url, protocols) {
      super(url, ...(protocols === undefined ? [] : [protocols]));
      if (!String(url).includes("/api/kernels/")) return;
      this.addEventListener("open", () => { open.add(this); back(); });
      this.addEventListener("message", heard);
      this.addEventListener("close", () => { open.delete(this); if (!open.size) lost(); });
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
    if (state === "silent" || Date.now() - lostAt > GIVE_UP) show(GONE);
    setTimeout(look, LOOK_AGAIN);
  }

  function back() {
    if (!lostAt || ended) return;
    lostAt = 0;
    hide();
  }

  function hide() {
    if (!shown) return;
    shown = false;
    document.getElementById("wc-connection").hidden = true;
    dispatchEvent(new CustomEvent("wc:connection-back"));
  }

  // The kernel is there and silent: at work on something long, or stuck.
  async function unanswered() {
    if (shown || leaving) return;
    const state = await kernel();
    if (state === "no") return gone();
    if (state === "silent") return lost();
    slow = true;
    show(SLOW);
  }

  function heard() {
    if (!slow) return;
    slow = false;
    if (!lostAt) hide();
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

  function say(text) {
    const line = document.getElementById("wc-connection-text");
    if (line.textContent !== text) line.textContent = text;
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
    lastKey = Date.now();
    if (event.isTrusted && event.target.matches?.("textarea, input")) event.target.dataset.wcTyped = "";
  }, true);

  // Also fired by links that start a download and leave the page where it is.
  addEventListener("beforeunload", () => {
    leaving = true;
    setTimeout(() => { leaving = false; if (!open.size) lost(); }, 2000);
  });
  addEventListener("pageshow", (event) => { if (event.persisted) reload(); });
  addEventListener("wc:no-answer", unanswered);

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
