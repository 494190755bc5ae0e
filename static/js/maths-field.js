// Entry of typed maths: a plain text box, over which MathLive is laid where it runs. The box keeps the value, so that
// whatever reads and stores answers knows nothing of this. Under it is shown what the server understood.

import { csrfToken } from "./app.js";
import { setMath } from "./math.js";

const READ_AFTER = 600; // milliseconds of silence
const MODE = "maths-entry"; // in this browser: "field" or "plain"
// What MathLive and the plain box mean alike; anything else typed plainly stays in the plain box.
const SAME_IN_BOTH = /^[\w\s+\-=.()^]*$/;

/** MathLive writes style attributes, which our policy refuses: they arrive as data and are set as properties. */
function obeyPolicy(MathfieldElement) {
  MathfieldElement.fontsDirectory = null; // KaTeX's style sheet brings the same fonts
  MathfieldElement.soundsDirectory = null;
  MathfieldElement.createHTML = (html) =>
    html.replaceAll(/ style="visibility: ?hidden;?"/g, "").replaceAll(/(<[^>]*?)\sstyle=/g, "$1 data-style=");
  setStyles(document.body); // the keyboard for fingers
}

function setStyles(root) {
  const paint = () => {
    for (const node of root.querySelectorAll("[data-style]")) {
      node.style.cssText = node.dataset.style;
      node.removeAttribute("data-style");
    }
  };
  new MutationObserver(paint).observe(root, { subtree: true, childList: true, attributeFilter: ["data-style"] });
  paint();
}

const key = (latex, more = {}) => ({ latex, ...more });
const keys = (words) => words.split(" ").map((word) => key(word));
const EDIT = ["[left]", "[right]", { label: "[backspace]", width: 1.5 }];

const KEYBOARDS = [
  {
    label: "123",
    rows: [
      [...keys("7 8 9"), key("\\frac{#@}{#?}"), key("#@^{2}"), key("#@^{#?}"), key("\\sqrt{#0}")],
      [...keys("4 5 6"), key("\\times"), key("\\div"), key("("), key(")")],
      [...keys("1 2 3"), key("+"), key("-"), key("="), key("\\pi")],
      [key("0"), key("."), key(","), key("x"), ...EDIT],
    ],
  },
  {
    label: "xyz",
    rows: [
      [...keys("a b c d m n p")],
      [...keys("x y z r t \\theta \\alpha")],
      [key("<"), key(">"), key("\\le"), key("\\ge"), key("\\ne"), key("\\pm"), key("^{\\circ}")],
      [key("\\{#0\\}"), key("\\infty"), key("\\cup"), key("\\text{ or }", { label: "or" }), ...EDIT],
    ],
  },
  {
    label: "f(x)",
    rows: [
      [key("\\sin"), key("\\cos"), key("\\tan"), key("\\cot"), key("\\sec"), key("\\operatorname{cosec}", { label: "cosec" })],
      [key("\\sin^{-1}"), key("\\cos^{-1}"), key("\\tan^{-1}"), key("\\log"), key("\\ln"), key("e^{#?}")],
      [key("\\sqrt[#?]{#0}"), key("\\left|#0\\right|"), key("\\vec{#@}"), key("\\hat{i}"), key("\\hat{j}"), key("\\hat{k}")],
      [key("\\frac{dy}{dx}"), key("\\int"), key("\\begin{bmatrix}#0 & #? \\\\ #? & #?\\end{bmatrix}"), ...EDIT],
    ],
  },
];

class Entry {
  constructor(box) {
    this.box = box;
    this.input = box.querySelector("input");
    this.reading = box.querySelector("[data-reading]");
    this.toggle = box.querySelector("[data-toggle]");
    this.input.addEventListener("input", () => this.readSoon());
    this.input.addEventListener("shown", () => this.show());
    this.toggle.addEventListener("click", () => this.switch());
    this.show();
  }

  get wantsField() {
    return Boolean(window.MathfieldElement) && localStorage.getItem(MODE) !== "plain";
  }

  /** The value was set from outside: lay it out as it can be shown. */
  show() {
    const { value } = this.input;
    const isLatex = value.includes("\\");
    this.lay(this.wantsField && (isLatex || SAME_IN_BOTH.test(value)));
    if (value) this.read();
    else this.say("");
  }

  lay(asField) {
    if (asField && !this.field) this.make();
    this.input.hidden = Boolean(asField);
    if (this.field) {
      this.field.hidden = !asField;
      if (asField && this.field.getValue("latex-without-placeholders") !== this.input.value) {
        this.field.setValue(this.input.value, { silenceNotifications: true });
      }
    }
    this.toggle.hidden = !window.MathfieldElement;
    this.toggle.textContent = asField ? this.box.dataset.toPlain : this.box.dataset.toField;
  }

  make() {
    const field = new window.MathfieldElement();
    field.className = "maths-field__field";
    field.setAttribute("aria-label", this.input.labels[0]?.textContent ?? "");
    field.mathVirtualKeyboardPolicy = matchMedia("(pointer: coarse)").matches ? "auto" : "manual";
    field.smartFence = true;
    this.input.before(field);
    field.menuItems = []; // its entries are for authors of papers, not for pupils
    setStyles(field.shadowRoot);
    field.addEventListener("input", (event) => {
      event.stopPropagation();
      this.input.value = field.getValue("latex-without-placeholders");
      this.input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    field.addEventListener("focusin", () => this.box.scrollIntoView({ block: "nearest" }));
    this.field = field;
  }

  /** Between the two ways of writing; what was written goes along as the server reads it. */
  async switch() {
    const toField = this.input.hidden === false;
    localStorage.setItem(MODE, toField ? "field" : "plain");
    if (toField && this.input.value && !this.input.value.includes("\\")) {
      const { latex } = (await ask(this.box.dataset, this.input.value)) ?? {};
      if (latex) {
        this.input.value = latex;
        this.input.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
    this.lay(toField);
    (toField ? this.field : this.input).focus();
  }

  readSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.read(), READ_AFTER);
  }

  async read() {
    const text = this.input.value;
    if (!text.trim()) return this.say("");
    const answer = await ask(this.box.dataset, text);
    if (text !== this.input.value) return undefined;
    // Without a connection nothing is shown: the answer itself is kept all the same.
    if (!answer) return this.say("");
    return answer.latex === null ? this.say(this.box.dataset.unread, { words: answer.problem.detail }) : this.say(this.box.dataset.we, { latex: answer.latex });
  }

  say(lead, { latex, words } = {}) {
    this.reading.textContent = lead;
    this.reading.classList.toggle("maths-field__reading--unread", Boolean(words));
    if (words) this.reading.append(` ${words}`);
    if (latex === undefined) return;
    const math = document.createElement("span");
    math.className = "math";
    math.dataset.tex = latex;
    this.reading.append(" ", math);
    setMath(math);
  }
}

/** How `text` is read; in an attempt in the notation of its question. Null without a connection. */
async function ask({ read, attempt, item, part }, text) {
  const place = attempt ? { attempt: Number(attempt), item: Number(item), part } : {};
  try {
    const answer = await fetch(read, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken() },
      body: JSON.stringify({ text, ...place }),
      signal: AbortSignal.timeout(5000),
    });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

const entries = new WeakMap();

let loading;

/* A page that may never need MathLive names it in `<template id="mathlive">`; it comes with the first field. */
function load() {
  loading ??= new Promise((done) => {
    const { src } = document.getElementById("mathlive")?.dataset ?? {};
    if (!src) return done();
    const script = Object.assign(document.createElement("script"), { src, onload: done, onerror: done });
    document.head.append(script);
    return undefined;
  }).then(prepare);
  return loading;
}

function prepare() {
  if (!window.MathfieldElement) return;
  obeyPolicy(window.MathfieldElement);
  window.mathVirtualKeyboard.layouts = KEYBOARDS;
}

/** Lay MathLive over every `.maths-field` in `root`. */
export function layFields(root = document) {
  const boxes = [...root.querySelectorAll(".maths-field")].filter((box) => !entries.has(box));
  const lay = () => boxes.forEach((box) => box.isConnected && entries.set(box, new Entry(box)));
  if (window.MathfieldElement || !boxes.length) lay();
  else load().then(lay);
}

if (window.MathfieldElement) prepare();
layFields();
