// One question on the screen, and the palette that shows and reaches all of them.

import { mayAct } from "../shortcuts.js";

const LETTERS_WITHOUT_FIELD = ["MATH-FIELD", "TEXTAREA", "INPUT", "SELECT"];

export class Palette {
  constructor(notes, { isAnswered }) {
    this.notes = notes;
    this.isAnswered = isAnswered;
    this.screens = [...document.querySelectorAll(".room-question")];
    this.questions = this.screens.filter((screen) => screen.dataset.item);
    this.cells = new Map([...document.querySelectorAll("[data-goto]")].map((cell) => [cell.dataset.goto, cell]));
    this.panel = document.getElementById("palette-panel");
    for (const [name, cell] of this.cells) cell.addEventListener("click", () => this.go(this.named(name)));
    document.getElementById("previous").addEventListener("click", () => this.step(-1));
    document.getElementById("next").addEventListener("click", () => this.step(1));
    this.opener = document.getElementById("open-palette");
    this.closer = document.getElementById("close-palette");
    this.opener.addEventListener("click", () => this.unfold(true));
    this.closer.addEventListener("click", () => this.unfold(false));
    document.addEventListener("keydown", (event) => this.key(event));
    for (const question of this.questions) {
      question.querySelector("[data-flag]").addEventListener("click", () => this.flag(question));
    }
  }

  /** On a phone the palette lies over the paper; it takes the keyboard focus, and gives it back. */
  unfold(isOpen) {
    this.panel.classList.toggle("is-open", isOpen);
    this.opener.setAttribute("aria-expanded", String(isOpen));
    for (const beneath of document.querySelectorAll(".room__questions, .room-bar, .room-nav")) beneath.inert = isOpen;
    (isOpen ? this.closer : this.opener).focus();
  }

  named(name) {
    return this.screens.findIndex((screen) => (screen.dataset.item ?? screen.id) === name);
  }

  /** Show screen number `place`; the address keeps it over a reload. */
  go(place) {
    this.place = Math.min(Math.max(place, 0), this.screens.length - 1);
    const screen = this.screens[this.place];
    for (const other of this.screens) other.hidden = other !== screen;
    if (this.panel.classList.contains("is-open")) this.unfold(false);
    history.replaceState(null, "", `#${screen.id}`);
    if (screen.dataset.item) this.notes.seen.add(screen.dataset.item);
    this.notes.keep();
    document.getElementById("previous").disabled = this.place === 0;
    document.getElementById("next").disabled = this.place === this.screens.length - 1;
    scrollTo({ top: 0 });
    screen.focus({ preventScroll: true });
    this.draw();
  }

  step(by) {
    this.go(this.place + by);
  }

  flag(question) {
    const { item } = question.dataset;
    if (!this.notes.flagged.delete(item)) this.notes.flagged.add(item);
    this.notes.keep();
    this.draw();
  }

  /** Colours, signs and words of the palette, the flag's button, and the count; returns {answered, all}. */
  draw() {
    const { question: word, answered, flagged } = this.panel.dataset;
    for (const question of this.questions) {
      const { item, label } = question.dataset;
      const has = this.isAnswered(question);
      const isFlagged = this.notes.flagged.has(item);
      const cell = this.cells.get(item);
      cell.classList.toggle("palette__cell--answered", has);
      cell.classList.toggle("palette__cell--seen", !has && this.notes.seen.has(item));
      cell.classList.toggle("palette__cell--flagged", isFlagged);
      const said = [`${word} ${label}`, has && answered, isFlagged && flagged].filter(Boolean);
      cell.setAttribute("aria-label", said.join(", "));
      question.querySelector("[data-flag]").setAttribute("aria-pressed", String(isFlagged));
    }
    for (const [name, cell] of this.cells) {
      if (this.named(name) === this.place) cell.setAttribute("aria-current", "true");
      else cell.removeAttribute("aria-current");
    }
    const count = this.count();
    for (const node of document.querySelectorAll("[data-progress]")) {
      node.textContent = node.dataset.text.replace("{answered}", count.answered).replace("{all}", count.all);
    }
    const place = document.querySelector("[data-place]");
    const { label } = this.screens[this.place]?.dataset ?? {};
    place.textContent = label ? place.dataset.text.replace("{n}", label).replace("{all}", this.questions.at(-1).dataset.label) : place.dataset.sheets;
    return count;
  }

  /** Of a choice, as many count as the paper asks for: {answered, all, open: the questions without an answer}. */
  count() {
    const groups = new Map();
    for (const question of this.questions) {
      const { group, item, pick } = question.dataset;
      const of = groups.get(group || item) ?? { pick: group ? Number(pick) : 1, answered: 0, open: [] };
      if (this.isAnswered(question)) of.answered += 1;
      else of.open.push(question);
      groups.set(group || item, of);
    }
    const all = [...groups.values()];
    return {
      answered: all.reduce((sum, { answered, pick }) => sum + Math.min(answered, pick), 0),
      all: all.reduce((sum, { pick }) => sum + pick, 0),
      open: all.flatMap(({ answered, pick, open }) => (answered >= pick ? [] : open)),
    };
  }

  key(event) {
    const { target } = event;
    const isTyping = LETTERS_WITHOUT_FIELD.includes(target.tagName) && !["radio", "checkbox"].includes(target.type);
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (!mayAct(event)) return;
    // Arrows in a group of radio buttons choose; elsewhere they turn the page.
    if (target.type === "radio" && event.key.startsWith("Arrow")) return;
    const screen = this.screens[this.place];
    if (this.panel.classList.contains("is-open")) {
      if (event.key === "Escape") this.unfold(false);
      return;
    }
    if (event.key === "ArrowRight") this.step(1);
    else if (event.key === "ArrowLeft") this.step(-1);
    else if (event.key.toLowerCase() === "f" && screen.dataset.item) this.flag(screen);
    else if (/^[1-8]$/.test(event.key)) screen.querySelectorAll("[data-answer] .option input")[event.key - 1]?.click();
    else return;
    event.preventDefault();
  }
}
