// The question editor: one object (the specification) and fields that write into it. The server judges; what it
// found wrong comes back by path ("options.1.text") and is shown at the field of that path.

import { placeOf, returnTo } from "../focus.js";
import { element, idOf, texts } from "./elements.js";
import { watchMath } from "../math.js";
import { layFields } from "../maths-field.js";

const form = document.getElementById("question-form");
const place = document.getElementById("spec-fields");
const preview = document.getElementById("preview");
const source = form.elements.spec;
const faults = JSON.parse(document.getElementById("spec-errors").textContent);
const kept = {}; // what was written for another type, should its author come back to it

/** {code: {label, canBePart, blank(editor), fields(spec, path, editor)}}: each type has a module of its own. */
const types = new Map(await Promise.all(
  JSON.parse(document.getElementById("question-types").textContent).map(async ({ code, module, ...type }) => [code, { ...type, ...(await import(module)) }]),
));
/** The specification that an author of `type` begins with. */
const blank = (type) => ({ stem: "", ...types.get(type).blank(editor) });
const editor = { draw, changed, blank, types, marks: () => form.elements.marks.value };

const state = { type: form.elements.type.value, spec: null };
try {
  state.spec = JSON.parse(source.value);
} catch {
  state.spec = blank(state.type);
}

/** Write all fields again. The focus goes to the field or tool `name` (its path), else it stays where it was. */
function draw(name = "") {
  const was = placeOf(place);
  place.replaceChildren(...types.get(state.type).fields(state.spec, "", editor));
  for (const node of place.querySelectorAll("[data-path]")) {
    const said = faults[node.dataset.path];
    if (!said) continue;
    node.id ||= idOf(node.dataset.path);
    if (node.tagName === "DIV") node.tabIndex = -1; // a group of controls: the list of errors leads to it
    else node.setAttribute("aria-invalid", "true");
    node.setAttribute("aria-describedby", [node.getAttribute("aria-describedby"), `${node.id}-error`].filter(Boolean).join(" "));
    node.after(element("ul", { class: "errorlist", id: `${node.id}-error` }, said.map((text) => element("li", {}, [text]))));
  }
  layFields(place);
  const asked = `:is([data-path="${CSS.escape(name)}"], [data-keep="${CSS.escape(name)}"])`;
  returnTo(place, name ? { name: asked, rank: was?.rank ?? 0 } : was);
  changed();
}

let timer = 0;
let asked = 0;

function changed() {
  source.value = JSON.stringify(state.spec);
  for (const node of place.querySelectorAll("[data-total]")) node.dispatchEvent(new Event("recount"));
  clearTimeout(timer);
  timer = setTimeout(showPreview, 350);
}

async function showPreview() {
  const number = (asked += 1);
  const body = JSON.stringify({ type: state.type, marks: form.elements.marks.value, spec: state.spec });
  const headers = { "Content-Type": "application/json", "X-CSRFToken": document.body.dataset.csrf };
  try {
    const answer = await fetch(form.dataset.preview, { method: "POST", headers, body });
    if (!answer.ok || number !== asked) return;
    const whole = new DOMParser().parseFromString(await answer.text(), "text/html");
    preview.replaceChildren(...whole.body.childNodes);
    watchMath(preview, { now: true });
  } catch {
    // Offline: the preview waits for the next change; what is written stays in the form.
  }
}

function changeType() {
  kept[state.type] = state.spec;
  const { stem = "", solution, hint } = state.spec;
  state.type = form.elements.type.value;
  state.spec = kept[state.type] ?? { ...blank(state.type), stem, ...(solution && { solution }), ...(hint && { hint }) };
  for (const path of Object.keys(faults)) delete faults[path];
  draw();
}

/** Only chapters of the chosen subject, only topics of the chosen chapter, can be chosen. */
function narrow() {
  const subject = form.elements.subject.selectedOptions[0]?.textContent;
  for (const group of form.elements.chapter.querySelectorAll("optgroup")) {
    group.hidden = group.disabled = group.label !== subject;
  }
  if (form.elements.chapter.selectedOptions[0]?.parentElement.disabled) form.elements.chapter.value = "";
  const chapter = form.elements.chapter.value;
  for (const option of form.elements.topic.options) {
    option.hidden = option.disabled = Boolean(option.value) && (!chapter || !option.value.startsWith(`${chapter}.`));
  }
  if (form.elements.topic.selectedOptions[0]?.disabled) form.elements.topic.value = "";
}

let isDirty = false;
form.addEventListener("input", () => { isDirty = true; });
form.addEventListener("submit", () => { isDirty = false; });
addEventListener("beforeunload", (event) => isDirty && event.preventDefault());
form.elements.type.addEventListener("change", changeType);
form.elements.marks.addEventListener("input", changed);
form.elements.subject.addEventListener("change", narrow);
form.elements.chapter.addEventListener("change", narrow);
place.setAttribute("aria-label", texts.stem);
narrow();
draw();
