// The frame around a notebook page: the menu, the current link, the title, and the moment when
// the first widget appears. Runs before the front end.
(() => {
  // Voilà's front end calls these.
  window.voila_heartbeat = () => {};
  window.voila_process = () => {};
  window.voila_finish = () => {};

  const PATIENCE = 45_000;
  const LOOK_AGAIN = 400;

  // Pages that no link of the menu leads to belong to the one that one comes from.
  const WITHIN = {
    plan: "write",
    versions: "write",
    together: "write",
    practice: "review",
    own: "feedback",
  };

  const routeOf = (hash) => (hash.match(/^#\/([^/?]*)/) || ["", ""])[1];

  function markCurrent() {
    const route = routeOf(location.hash);
    const here = WITHIN[route] || route;
    for (const link of document.querySelectorAll(".wc-nav a")) {
      const url = new URL(link.href);
      const sameRoute = !url.hash || routeOf(url.hash) === here;
      const current = url.pathname === location.pathname && sameRoute;
      if (current) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
      if (current) document.title = `${link.textContent} – Writing Center`;
    }
  }

  function setUpMenu() {
    const menu = document.querySelector(".wc-menu");
    const many = document.querySelectorAll(".wc-nav a").length > 5;
    document.body.classList.toggle("wc-page--many", many);
    const wide = matchMedia(`(min-width: ${many ? 66 : 52}rem)`);
    const fit = () => {
      menu.open = wide.matches;
      document.body.classList.toggle("wc-wide", wide.matches);
    };
    const close = () => { if (!wide.matches) menu.open = false; };
    fit();
    wide.addEventListener("change", fit);
    addEventListener("hashchange", close);
    menu.querySelector(".wc-nav").addEventListener("click", close);
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || wide.matches || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    document.addEventListener("click", (event) => { if (!menu.contains(event.target)) close(); });
  }

  function setUpSkipLink() {
    document.querySelector(".wc-skip").addEventListener("click", (event) => {
      event.preventDefault(); // the part after # is the widgets' address
      document.getElementById("wc-main").focus();
    });
  }

  // The front end makes its own shell and moves the cells into it: bring it back into <main>,
  // without the landmarks that it gives to its empty panels.
  function bringHome(shell) {
    for (const panel of shell.querySelectorAll('[role="banner"], [role="contentinfo"]')) {
      panel.removeAttribute("role");
    }
    const main = document.getElementById("wc-main");
    if (!main.contains(shell)) main.append(shell);
  }

  // A widget is there before its text is.
  const isVisible = (node) => node.offsetHeight > 0 && node.textContent.trim() !== "";

  function watchOpening() {
    const started = performance.now();
    const done = () => {
      clearTimeout(slow);
      clearInterval(looking);
      watcher.disconnect();
      document.getElementById("wc-opening").remove();
      document.getElementById("rendered_cells").removeAttribute("data-waiting");
      performance.measure("wc-opened", { start: 0, end: performance.now() });
      dispatchEvent(new CustomEvent("wc:opened"));
    };
    const look = () => {
      const shell = document.getElementById("main");
      if (shell) bringHome(shell);
      const cells = document.getElementById("rendered_cells");
      if (!cells) return;
      if (cells.querySelector("[data-failed]")) return done();
      const shown = cells.querySelectorAll(".jupyter-widgets, .jp-OutputArea-output > *");
      if ([...shown].some(isVisible)) done();
    };
    const slow = setTimeout(() => {
      const text = document.getElementById("wc-opening-text");
      text.textContent = "This takes longer than it should. ";
      const again = document.createElement("button");
      again.className = "wc-button";
      again.textContent = "Try again";
      again.addEventListener("click", () => location.reload());
      text.after(again);
    }, PATIENCE - started);
    // A panel that was hidden is shown by its class or style alone, which the observer does not
    // see: look again from time to time.
    const looking = setInterval(look, LOOK_AGAIN);
    const watcher = new MutationObserver(look);
    watcher.observe(document.body, { childList: true, subtree: true });
    look();
  }

  const ready = () => {
    setUpMenu();
    setUpSkipLink();
    markCurrent();
    watchOpening();
    addEventListener("hashchange", markCurrent);
  };
  // The body is streamed and complete only when the cells have run: begin with its first parts.
  const waiter = new MutationObserver(() => {
    if (!document.getElementById("rendered_cells")) return;
    waiter.disconnect();
    ready();
  });
  waiter.observe(document.documentElement, { childList: true, subtree: true });
})();
