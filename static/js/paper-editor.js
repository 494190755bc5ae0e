// The paper editor beside htmx: keeps the focus and the list of sections when the board comes back.

const target = document.getElementById("add-to");
let focused = "";

document.addEventListener("htmx:beforeRequest", (event) => {
  focused = event.target.id || document.activeElement?.id || "";
});

document.addEventListener("htmx:afterSwap", () => {
  const board = document.getElementById("board");
  if (!board) return;
  const keys = board.dataset.sections.trim().split(/\s+/).filter(Boolean);
  const old = [...target.options].map((option) => option.value);
  if (keys.join() !== old.join()) {
    const chosen = keys.includes(target.value) ? target.value : keys.at(-1);
    target.replaceChildren(...keys.map((key) => new Option(key, key, key === chosen, key === chosen)));
  }
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "board" && !event.detail.elt?.closest?.("#board")) return;
  if (focused) document.getElementById(focused)?.focus();
  document.body.dispatchEvent(new Event("board-changed"));
});
