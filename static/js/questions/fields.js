// The fields of each question type (docs/question-format.md), and how an empty one begins.

import { add, element, field, group, lines, select, texts, tools, total } from "./elements.js";
import { pictureTool } from "./images.js";
import { blankMaths, mathsFields, mistakes, templateField } from "./maths.js";

const LETTERS = "abcdefgh";
const sumOf = (list) => list.reduce((sum, entry) => sum + (Number(entry.marks) || 0), 0);
const freeKey = (list, name) => {
  let number = 1;
  while (list.some((entry) => entry.key === `${name}${number}`)) number += 1;
  return `${name}${number}`;
};

const BLANK = {
  single_choice: () => ({ options: [..."abcd"].map((id) => ({ id, text: "" })), answer: { option: "a" } }),
  multiple_choice: () => ({ options: [..."abcd"].map((id) => ({ id, text: "" })), answer: { options: [] }, partial: "all_or_nothing" }),
  true_false: () => ({ answer: { value: true } }),
  assertion_reason: () => ({ assertion: "", reason: "", answer: { option: "a" } }),
  numeric: () => ({ answer: { value: "" } }),
  short_text: () => ({ answer: { accepted: [] } }),
  expression: blankMaths,
  written: () => ({ scheme: [{ key: "s1", label: "", marks: "1" }] }),
  case_study: () => ({ parts: ["i", "ii", "iii"].map((key) => blankPart(key)) }),
};

/** The specification that an author of `type` begins with. */
export function blank(type) {
  return { stem: "", ...BLANK[type]() };
}

function blankPart(key) {
  return { key, label: `(${key})`, type: "numeric", marks: "1", ...blank("numeric") };
}

const at = (path, name) => (path ? `${path}.${name}` : name);
const withPicture = (node) => { node.append(pictureTool(node.querySelector("textarea"))); return node; };
const stem = (spec, path, editor) => withPicture(field(texts.stem, spec, "stem", at(path, "stem"), editor, { rows: 3, hint: path ? "" : texts.stemHint }));
const after = (spec, path, editor) => [
  withPicture(field(texts.solution, spec, "solution", at(path, "solution"), editor, { rows: 3, optional: true })),
  ...(path ? [] : [field(texts.hint, spec, "hint", "hint", editor, { optional: true })]),
];

function options(spec, path, editor, isMany) {
  const name = `key-${path}`;
  const isRight = (id) => (isMany ? spec.answer.options.includes(id) : spec.answer.option === id);
  const choose = (id, isOn) => {
    if (!isMany) spec.answer.option = id;
    else spec.answer.options = spec.options.map((o) => o.id).filter((o) => (o === id ? isOn : isRight(o)));
    editor.changed();
  };
  const rows = spec.options.map((option, number) => {
    const label = `${texts.option} ${LETTERS[number].toUpperCase()}`;
    const tick = element("input", {
      type: isMany ? "checkbox" : "radio", name, checked: isRight(option.id), title: texts.right,
      "aria-label": `${label}: ${texts.right}`, onchange: (event) => choose(option.id, event.target.checked),
    });
    const text = element("textarea", {
      rows: 1, "aria-label": label, placeholder: label, "data-path": at(path, `options.${number}.text`),
      oninput: (event) => { option.text = event.target.value; editor.changed(); },
    });
    text.value = option.text;
    return element("div", { class: "entry__line" }, [tick, element("div", {}, [text, pictureTool(text)]), tools(spec.options, number, path, editor, 2)]);
  });
  const more = () => {
    const id = [...LETTERS].find((letter) => !spec.options.some((option) => option.id === letter));
    spec.options.push({ id, text: "" });
    editor.draw(at(path, `options.${spec.options.length - 1}.text`));
  };
  const anchor = element("div", { "data-path": at(path, "answer") });
  return group(`${texts.options} (${texts.right})`, [...rows, anchor, ...(spec.options.length < 8 ? [add(texts.addOption, more)] : [])]);
}

const CHOICES = () => [["a", `A · ${texts.assertionKeyA}`], ["b", `B · ${texts.assertionKeyB}`], ["c", `C · ${texts.assertionKeyC}`], ["d", `D · ${texts.assertionKeyD}`]];

function tolerance(spec, path, editor) {
  const kind = spec.tolerance ? Object.keys(spec.tolerance)[0] : "exact";
  const set = (value) => {
    if (value === "exact") delete spec.tolerance;
    else spec.tolerance = { [value]: Object.values(spec.tolerance ?? {})[0] ?? "0.01" };
    editor.draw();
  };
  const kinds = [["exact", texts.exact], ["absolute", texts.absolute], ["relative", texts.relative]];
  const size = spec.tolerance ? [field(texts.value, spec.tolerance, kind, at(path, "tolerance"), editor, { short: true })] : [];
  return [select(texts.tolerance, kind, kinds, at(path, "tolerance-kind"), set), ...size];
}

function scheme(spec, path, editor, worth) {
  const steps = spec.scheme.map((step, number) => {
    const here = at(path, `scheme.${number}`);
    return element("div", { class: "entry" }, [
      element("div", { class: "entry__line entry__line--step" }, [
        field(`${number + 1}. ${texts.step}`, step, "label", `${here}.label`, editor, { rows: 1 }),
        field(texts.marks, step, "marks", `${here}.marks`, editor, { short: true }),
        tools(spec.scheme, number, path, editor, 1),
      ]),
      lines(texts.alternatives, step, "alternatives", `${here}.alternatives`, editor, { optional: true }),
    ]);
  });
  const more = () => {
    spec.scheme.push({ key: freeKey(spec.scheme, "s"), label: "", marks: "1" });
    editor.draw(at(path, `scheme.${spec.scheme.length - 1}.label`));
  };
  const sum = total(texts.total, () => sumOf(spec.scheme), worth);
  return group(texts.scheme, [...steps, element("div", { "data-path": at(path, "scheme") }), sum, add(texts.addStep, more)]);
}

function parts(spec, editor) {
  const names = Object.keys(FIELDS).filter((type) => type !== "case_study");
  const words = Object.fromEntries([...document.getElementById("id_type").options].map((o) => [o.value, o.textContent]));
  const cards = spec.parts.map((part, number) => {
    const here = `parts.${number}`;
    const retype = (type) => {
      const { key, label, marks, choice, stem: question } = part;
      spec.parts[number] = { key, label, type, marks, ...(choice && { choice }), ...blank(type), stem: question };
      editor.draw();
    };
    return element("div", { class: "part-card stack" }, [
      element("div", { class: "cluster cluster--between" }, [element("strong", {}, [`${texts.part} ${number + 1}`]), tools(spec.parts, number, here, editor, 1)]),
      element("div", { class: "form__row" }, [
        field(texts.label, part, "label", `${here}.label`, editor),
        select(texts.type, part.type, names.map((type) => [type, words[type]]), `${here}.type`, retype),
        field(texts.marks, part, "marks", `${here}.marks`, editor),
        field(texts.choice, part, "choice", `${here}.choice`, editor, { optional: true }),
      ]),
      ...FIELDS[part.type](part, here, { ...editor, marks: () => part.marks }),
    ]);
  });
  const more = () => { spec.parts.push(blankPart(freeKey(spec.parts, "p"))); editor.draw(); };
  const counted = () => sumOf(spec.parts.filter((part, number) => !part.choice || spec.parts.findIndex((other) => other.choice === part.choice) === number));
  return [...cards, element("div", { "data-path": "parts" }), total(texts.partsTotal, counted, editor.marks), add(texts.addPart, more)];
}

/** Parts of a case study have no values of their own. */
const parametric = (spec, path, editor) => (path ? [] : [templateField(spec, editor)]);

export const FIELDS = {
  single_choice: (spec, path, editor) => [stem(spec, path, editor), options(spec, path, editor, false), mistakes(spec, path, editor, { name: "option" }), ...parametric(spec, path, editor), ...after(spec, path, editor)],
  multiple_choice: (spec, path, editor) => [
    stem(spec, path, editor),
    options(spec, path, editor, true),
    select(texts.partial, spec.partial ?? "all_or_nothing", ["all_or_nothing", "proportional", "right_minus_wrong"].map((rule) => [rule, texts[rule]]), at(path, "partial"), (value) => { spec.partial = value; editor.changed(); }),
    ...after(spec, path, editor),
  ],
  true_false: (spec, path, editor) => [
    stem(spec, path, editor),
    select(texts.value, String(spec.answer.value), [["true", texts.true], ["false", texts.false]], at(path, "answer"), (value) => { spec.answer.value = value === "true"; editor.changed(); }),
    ...after(spec, path, editor),
  ],
  assertion_reason: (spec, path, editor) => [
    field(texts.assertion, spec, "assertion", at(path, "assertion"), editor, { rows: 2 }),
    field(texts.reason, spec, "reason", at(path, "reason"), editor, { rows: 2 }),
    select(texts.right, spec.answer.option, CHOICES(), at(path, "answer"), (value) => { spec.answer.option = value; editor.changed(); }),
    ...after(spec, path, editor),
  ],
  numeric: (spec, path, editor) => [
    stem(spec, path, editor),
    element("div", { class: "form__row" }, [
      field(texts.value, spec.answer, "value", at(path, "answer"), editor),
      field(texts.unit, spec, "unit", at(path, "unit"), editor, { optional: true }),
      ...tolerance(spec, path, editor),
    ]),
    mistakes(spec, path, editor),
    ...parametric(spec, path, editor),
    ...after(spec, path, editor),
  ],
  short_text: (spec, path, editor) => [
    stem(spec, path, editor),
    lines(texts.accepted, spec.answer, "accepted", at(path, "answer"), editor),
    element("label", { class: "check" }, [
      element("input", { type: "checkbox", checked: Boolean(spec.case_sensitive), onchange: (event) => { spec.case_sensitive = event.target.checked; editor.changed(); } }),
      element("span", {}, [texts.caseSensitive]),
    ]),
    ...after(spec, path, editor),
  ],
  expression: (spec, path, editor) => [stem(spec, path, editor), ...mathsFields(spec, path, editor), ...parametric(spec, path, editor), ...after(spec, path, editor)],
  written: (spec, path, editor) => [stem(spec, path, editor), scheme(spec, path, editor, editor.marks), ...after(spec, path, editor)],
  case_study: (spec, path, editor) => [stem(spec, path, editor), ...parts(spec, editor), ...after(spec, path, editor)],
};
