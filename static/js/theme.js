// Light or dark, before the first paint: the person's choice, or else the system's. Loaded in <head>, not as a module.
(() => {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;

  function chosen() {
    try {
      return localStorage.getItem("theme") || "system";
    } catch {
      return "system"; // storage may be forbidden; the page must still show
    }
  }

  function apply() {
    const choice = chosen();
    const theme = choice === "system" ? (system.matches ? "dark" : "light") : choice;
    root.dataset.theme = theme;
    document.querySelector('meta[name="theme-color"]')?.setAttribute("content", theme === "dark" ? "#13161c" : "#faf7f0");
    for (const button of document.querySelectorAll("[data-theme-set]")) {
      button.setAttribute("aria-pressed", String(button.dataset.themeSet === choice));
    }
  }

  function choose(choice) {
    try {
      localStorage.setItem("theme", choice);
    } catch {
      root.dataset.theme = choice;
      return;
    }
    apply();
  }

  apply();
  system.addEventListener("change", apply);
  addEventListener("storage", apply);
  addEventListener("DOMContentLoaded", apply);
  addEventListener("click", (event) => {
    const set = event.target.closest?.("[data-theme-set]");
    if (set) choose(set.dataset.themeSet);
    if (event.target.closest?.("[data-theme-cycle]")) choose(root.dataset.theme === "dark" ? "light" : "dark");
  });
})();
