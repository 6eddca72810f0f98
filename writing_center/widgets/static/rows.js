// The rows of a wide table stand each in a paragraph of its own, and scroll as one.

function takeRowsAlong(row) {
  if (!row.matches || !row.matches(".wc-text--wide")) return;
  for (const way of ["previousElementSibling", "nextElementSibling"]) {
    for (let near = row.parentElement[way]; near; near = near[way]) {
      const other = near.firstElementChild;
      if (!other || !other.matches(".wc-text--row, .wc-text--divider")) break;
      if (other.matches(".wc-text--wide")) other.scrollLeft = row.scrollLeft;
    }
  }
}

// Keys reach a row, or a text beside its form, that scrolls by itself, and stop at no other.
function reachWhatScrolls(page) {
  for (const one of page.querySelectorAll(".wc-text--wide, [data-text]")) {
    const [whole, seen] = one.matches("[data-text]")
      ? [one.scrollHeight, one.clientHeight]
      : [one.scrollWidth, one.clientWidth];
    if (whole > seen) one.tabIndex = 0;
    else one.removeAttribute("tabindex");
  }
}
