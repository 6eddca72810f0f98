const RETURN_WITHIN = 60_000;

// Where the caret was when the page had to be loaded anew: <textarea> at the same place again.
const caret = {
  key: "wc-caret",
  leave(draft, area) {
    if (document.activeElement !== area) return;
    const { selectionStart: start, selectionEnd: end } = area;
    const isAlone = document.body.classList.contains("wc-alone");
    const left = { draft, start, end, isAlone, scroll: window.scrollY, at: Date.now() };
    try {
      sessionStorage.setItem(this.key, JSON.stringify(left));
    } catch {
      // Then the caret begins anew.
    }
  },
  // What was left at this draft a moment ago, once.
  comeBack(draft) {
    try {
      const left = JSON.parse(sessionStorage.getItem(this.key));
      sessionStorage.removeItem(this.key);
      return left && left.draft === draft && Date.now() - left.at < RETURN_WITHIN ? left : null;
    } catch {
      return null;
    }
  },
};
