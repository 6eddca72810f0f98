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
