// The pages around signing in: show a passphrase, take a link's secret out of the address bar.
(() => {
  const addToggle = (button) => {
    const input = document.getElementById(button.getAttribute("aria-controls"));
    button.hidden = false;
    button.addEventListener("click", () => {
      const shown = input.type === "text";
      input.type = shown ? "password" : "text";
      button.setAttribute("aria-pressed", String(!shown));
      button.firstChild.textContent = shown ? "Show" : "Hide";
    });
    // Password managers learn from password fields only.
    input.form.addEventListener("submit", () => { input.type = "password"; });
  };
  document.querySelectorAll(".wc-secret__toggle").forEach(addToggle);

  const takeSecret = () => {
    const field = document.getElementById("welcome-secret");
    if (!field) return;
    let secret = location.hash.slice(1);
    try { secret = decodeURIComponent(secret); } catch { /* not encoded after all */ }
    if (secret) field.value = secret;
    history.replaceState(null, "", location.pathname);
    document.getElementById("welcome-form").hidden = !field.value;
    document.getElementById("welcome-empty").hidden = Boolean(field.value);
  };
  takeSecret();
  addEventListener("hashchange", takeSecret);

  // A second click would send the form twice, and use a one-time link up for nothing.
  document.querySelectorAll("form").forEach((form) => {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "yes";
    });
  });
  addEventListener("pageshow", () => {
    document.querySelectorAll("form").forEach((form) => { delete form.dataset.sent; });
  });

  // Back to the very place: the part after # is known to the browser alone.
  const next = document.querySelector('input[name="next"]');
  if (next && location.hash.startsWith("#/")) next.value += location.hash;

  const problem = document.querySelector('[aria-invalid="true"]') || document.querySelector("#name");
  if (problem && !problem.value) problem.focus();

  document.querySelector(".wc-skip").addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById("wc-main").focus();
  });
})();
