// The same draft was changed in two places: both texts are shown, the one to go on with is
// chosen, and the other one is kept whatever is chosen.

const BENEATH = "\n\n* * *\n\n";

// `mine` or `theirs` in its box, with what the other one does not have marked and in sight.
function showSide(box, text, other) {
  const { start, tail } = stretch(other, text);
  const mark = document.createElement("mark");
  mark.textContent = text.slice(start, text.length - tail);
  box.replaceChildren(text.slice(0, start), mark, text.slice(text.length - tail));
  return () => {
    box.scrollTop = Math.max(0, mark.offsetTop - box.offsetTop - box.clientHeight / 3);
  };
}

// Opens the dialog and resolves with { choice, text }: how to go on. `keepOther(choice)` puts
// what is not chosen away first, and may fail: then it is said, and nothing has happened.
function askWhich(dialog, mine, theirs, keepOther) {
  const form = dialog.querySelector("form");
  const problem = dialog.querySelector("[data-problem]");
  const sights = [
    showSide(dialog.querySelector("[data-mine]"), mine, theirs),
    showSide(dialog.querySelector("[data-theirs]"), theirs, mine),
  ];
  const texts = { mine, theirs, both: mine + BENEATH + theirs };
  problem.hidden = true;
  return new Promise((resolve) => {
    let choice = "";
    const open = () => {
      dialog.showModal();
      for (const look of sights) look();
    };
    form.onsubmit = async (event) => {
      event.preventDefault();
      if (form.inert || !event.submitter?.value) return;
      form.inert = true;
      try {
        await keepOther(event.submitter.value);
        choice = event.submitter.value;
        dialog.close();
      } catch (error) {
        problem.textContent = error.message;
        problem.hidden = false;
      } finally {
        form.inert = false;
      }
    };
    // Escape is no choice, and no way out.
    dialog.oncancel = (event) => event.preventDefault();
    dialog.onclose = () => {
      if (choice) resolve({ choice, text: texts[choice] });
      else if (dialog.isConnected) open();
    };
    open();
  });
}
