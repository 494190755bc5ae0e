// A result: which questions are listed, all of them open or closed, and the print of it.

import { watchMath } from "./math.js";

const result = document.getElementById("result");
const items = [...result.querySelectorAll(".result-item")];
const tools = document.getElementById("result-tools");
const said = document.getElementById("result-said");
const opener = document.getElementById("open-all");
const words = { open: opener.textContent, close: opener.dataset.close };
const isLost = (item) => "lost" in item.dataset;

function show(which) {
  for (const item of items) item.hidden = which === "lost" && !isLost(item);
  for (const section of result.querySelectorAll(".result-section")) {
    section.hidden = !section.querySelector(".result-item:not([hidden])");
  }
  const shown = items.filter((item) => !item.hidden).length;
  document.getElementById("nothing-lost").hidden = shown > 0;
  for (const button of tools.querySelectorAll("[data-show]")) {
    button.setAttribute("aria-pressed", String(button.dataset.show === which));
  }
  said.textContent = said.dataset.text.replace("{shown}", shown).replace("{all}", items.length);
}

function openAll(isOpen) {
  for (const item of items) item.open = isOpen;
  opener.setAttribute("aria-pressed", String(isOpen));
  opener.textContent = isOpen ? words.close : words.open;
}

/** Everything on paper: questions open, formulas set, pictures there. */
async function print() {
  const closed = items.filter((item) => !item.open);
  for (const item of closed) item.open = true;
  const pictures = [...result.querySelectorAll("img")];
  for (const picture of pictures) picture.loading = "eager";
  watchMath(result, { now: true });
  const patience = new Promise((resolve) => setTimeout(resolve, 8000));
  await Promise.race([Promise.allSettled(pictures.map((picture) => picture.decode())), patience]);
  addEventListener("afterprint", () => closed.forEach((item) => (item.open = false)), { once: true });
  globalThis.print();
}

/** A link to a question or section shows it, whatever was filtered. */
function follow() {
  const target = document.getElementById(location.hash.slice(1));
  if (!target || !result.contains(target)) return;
  if (target.closest("[hidden]")) show("all");
  if (target.matches(".result-item")) target.open = true;
  target.scrollIntoView();
}

tools.addEventListener("click", ({ target }) => {
  const which = target.closest("[data-show]")?.dataset.show;
  if (which) show(which);
});
opener.addEventListener("click", () => openAll(opener.getAttribute("aria-pressed") !== "true"));
document.getElementById("print").addEventListener("click", print);
addEventListener("beforeprint", () => {
  for (const item of items) item.open = true;
  watchMath(result, { now: true });
});
addEventListener("hashchange", follow);

tools.querySelector('[data-show="all"] [data-count]').textContent = items.length;
tools.querySelector('[data-show="lost"] [data-count]').textContent = items.filter(isLost).length;
tools.hidden = false;
follow();
