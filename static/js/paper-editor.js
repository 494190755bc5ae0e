// The paper editor beside htmx: keeps the focus and the list of sections when the board or the bank comes back.

import { placeOf, returnTo } from "./focus.js";

const REDRAWN = ["board", "bank"];
const target = document.getElementById("add-to");
const places = new Map(); // id of what is about to be redrawn → where the focus was in it

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (REDRAWN.includes(detail.target.id)) places.set(detail.target.id, placeOf(detail.target));
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

document.addEventListener("htmx:afterSettle", () => {
  const isNewBoard = places.has("board");
  for (const [id, place] of places) returnTo(document.getElementById(id), place);
  places.clear();
  if (isNewBoard) document.body.dispatchEvent(new Event("board-changed"));
});
