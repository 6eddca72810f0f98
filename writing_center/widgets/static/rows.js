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

// Keys reach a row that scrolls, and stop at no other.
function reachRows(page) {
  for (const row of page.querySelectorAll(".wc-text--wide")) {
    if (row.scrollWidth > row.clientWidth) row.tabIndex = 0;
    else row.removeAttribute("tabindex");
  }
}
