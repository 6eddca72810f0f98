// Signing out while this browser alone has something that was typed: stay, leave it here for the
// next time, or leave nothing behind on a computer that others use too.
(() => {
  // Widgets keep what the center has not confirmed under "wc:<member's id>:…".
  function keptOf(member) {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(`wc:${member}:`));
    } catch {
      return [];
    }
  }

  function forget(member) {
    for (const key of keptOf(member)) localStorage.removeItem(key);
  }

  function leave(form, choice) {
    const { member } = form.dataset;
    if (choice === "forget") {
      forget(member);
      // The page keeps what is typed when it is left; these hear of it after that.
      addEventListener("pagehide", () => forget(member));
      document.addEventListener("visibilitychange", () => forget(member));
    }
    form.submit();
  }

  addEventListener("wc:opened", () => {
    const form = document.querySelector(".wc-member");
    const dialog = document.getElementById("wc-leave");
    form.addEventListener("submit", (event) => {
      if (!keptOf(form.dataset.member).length) return;
      event.preventDefault();
      dialog.returnValue = "";
      dialog.showModal();
    });
    dialog.addEventListener("close", () => {
      if (["keep", "forget"].includes(dialog.returnValue)) leave(form, dialog.returnValue);
    });
  }, { once: true });
})();
