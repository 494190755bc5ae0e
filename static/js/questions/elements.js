// Small building blocks of the question editor. Every control names the path it writes to.

export const texts = JSON.parse(document.getElementById("editor-texts").textContent);
const names = new WeakMap(); // list → what its tools are called by, from one drawing to the next
let lists = 0;

/** The id of the control that writes to `path`: what the list of errors above the form leads to. */
export const idOf = (path) => `spec-${path}`;

function nameOf(list) {
  if (!names.has(list)) names.set(list, `list-${(lists += 1)}`);
  return names.get(list);
}

/** An element with attributes (`on…` are listeners) and children; texts become text, never HTML. */
export function element(name, attributes = {}, children = []) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (typeof value === "boolean") node[key] = value;
    else if (value !== undefined) node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}

/** A labelled control that writes `target[key]`; an empty optional value takes the key away. */
export function field(label, target, key, path, editor, { rows = 0, optional = false, hint = "", short = false } = {}) {
  const id = idOf(path);
  const write = (event) => {
    const { value } = event.target;
    if (optional && !value.trim()) delete target[key];
    else target[key] = value;
    editor.changed();
  };
  const common = { id, "data-path": path, oninput: write, ...(hint && { "aria-describedby": `${id}-hint` }) };
  const control = rows
    ? element("textarea", { ...common, rows }, [])
    : element("input", { ...common, type: "text", class: short ? "input input--short" : "input" });
  control.value = target[key] ?? "";
  const parts = [element("label", { for: id }, [label]), control];
  if (hint) parts.push(element("p", { id: `${id}-hint`, class: "field__hint" }, [hint]));
  return element("div", { class: "field" }, parts);
}

/** A field of typed maths, which maths-field.js lays MathLive over; the box keeps the value. */
export function mathsField(label, target, key, path, editor, options = {}) {
  const box = field(label, target, key, path, editor, options);
  const { read } = document.getElementById("question-form").dataset;
  Object.assign(box.dataset, { read, we: texts.weRead, unread: texts.unread, toPlain: texts.toPlain, toField: texts.toField });
  box.classList.add("maths-field");
  box.querySelector("input").setAttribute("maxlength", "1000");
  box.append(
    element("p", { class: "maths-field__reading small", "data-reading": "", role: "status" }),
    element("div", { class: "cluster cluster--between" }, [
      ...box.querySelectorAll(".field__hint"),
      element("button", { type: "button", class: "btn btn--quiet btn--small", "data-toggle": "", hidden: true }),
    ]),
  );
  return box;
}

/** A field of lines: each line one entry of the list `target[key]`. */
export function lines(label, target, key, path, editor, { optional = false } = {}) {
  const box = { text: (target[key] ?? []).join("\n") };
  const write = {
    changed() {
      const found = box.text.split("\n").map((line) => line.trim()).filter(Boolean);
      if (optional && !found.length) delete target[key];
      else target[key] = found;
      editor.changed();
    },
  };
  return field(label, box, "text", path, write, { rows: 2 });
}

/** A select that writes `target[key]` through `write(value)`. */
export function select(label, value, choices, path, write) {
  const id = idOf(path);
  const options = choices.map(([key, words]) => element("option", { value: key, selected: key === value }, [words]));
  const control = element("select", { id, "data-path": path, onchange: (event) => write(event.target.value) }, options);
  return element("div", { class: "field" }, [element("label", { for: id }, [label]), control]);
}

function tool(sign, label, action, isOff, name) {
  return element("button", { type: "button", "data-keep": name, class: "btn btn--icon btn--small", "aria-label": label, title: label, disabled: isOff, onclick: action }, [sign]);
}

/** Up, down and away for entry `at` of `list`; the focus goes with the entry, or stays with its neighbour. */
export function tools(list, at, path, editor, low) {
  const called = (place, does) => `${nameOf(list)}-${place}-${does}`;
  const swap = (other, does) => () => {
    [list[at], list[other]] = [list[other], list[at]];
    editor.draw(called(other, does));
  };
  const remove = () => {
    list.splice(at, 1);
    editor.draw(called(Math.min(at, list.length - 1), "remove"));
  };
  const name = ` ${at + 1}`;
  return element("div", { class: "entry__tools" }, [
    tool("↑", texts.up + name, swap(at - 1, "up"), at === 0, called(at, "up")),
    tool("↓", texts.down + name, swap(at + 1, "down"), at === list.length - 1, called(at, "down")),
    tool("×", texts.remove + name, remove, list.length <= low, called(at, "remove")),
  ]);
}

export function group(legend, children) {
  return element("fieldset", {}, [element("legend", {}, [legend]), ...children]);
}

export function add(label, action) {
  return element("div", {}, [element("button", { type: "button", class: "btn btn--small", onclick: action }, [`+ ${label}`])]);
}

/** "Steps come to 3 of 5", right while one types. `sum()` and `target()` in marks. */
export function total(label, sum, target) {
  const node = element("p", { class: "running-total", "data-total": "", role: "status" });
  const count_ = () => {
    const [have, want] = [sum(), Number(target())];
    node.textContent = `${label} ${Math.round(have * 100) / 100} ${texts.of} ${want || "?"}`;
    node.classList.toggle("running-total--off", Math.abs(have - want) > 0.001);
  };
  node.addEventListener("recount", count_);
  count_();
  return node;
}
