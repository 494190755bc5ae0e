// The editor's fields for typed maths: key, test, form, known mistakes.

import { add, element, field, group, mathsField, select, texts, tools } from "./elements.js";
import { tryAnswers, tryWorking } from "./tries.js";

const at = (path, name) => (path ? `${path}.${name}` : name);
const TESTS = ["equivalent", "set", "equation", "function", "tolerance", "units", "number"];
const FORMS = ["lowest_terms", "expanded", "factorised", "simplified_surd", "single_fraction", "completed_square", "standard_form", "exact"];
const TOLERANCES = ["absolute", "relative", "significant_figures", "decimal_places"];
const KINDS = ["integer", "fraction", "decimal", "exact"];

/** How an empty question of typed maths begins. */
export const blankMaths = () => ({ test: { test: "equivalent" }, answer: { value: "" } });

const named = (names, prefix) => names.map((name) => [name, texts[`${prefix}_${name}`]]);

function testOptions(spec, path, editor) {
  const { test } = spec;
  const here = at(path, "test");
  const set = (name, value) => {
    if (value) test[name] = value;
    else delete test[name];
    editor.draw();
  };
  const rows = [select(texts.test, test.test, named(TESTS, "test"), `${here}.test`, (value) => {
    spec.test = { test: value, ...(test.variables && { variables: test.variables }), ...(test.form && { form: test.form }), ...(value === "tolerance" && { tolerance: { absolute: "0.01" } }) };
    editor.draw();
  })];
  if (test.test === "tolerance") {
    const [kind, size] = Object.entries(test.tolerance ?? { absolute: "" })[0];
    rows.push(select(texts.tolerance, kind, named(TOLERANCES, "tolerance"), `${here}.tolerance`, (value) => set("tolerance", { [value]: value.includes("_") ? "2" : size })));
    rows.push(field(texts.size, test.tolerance, kind, `${here}.size`, editor, { short: true }));
  }
  if (test.test === "units") rows.push(select(texts.units, test.units ?? "convertible", named(["convertible", "exact"], "units"), `${here}.units`, (value) => set("units", value)));
  if (test.test === "number") rows.push(select(texts.number, test.number ?? "exact", named(KINDS, "number"), `${here}.number`, (value) => set("number", value)));
  return element("div", { class: "form__row" }, rows);
}

/** Letters and what they may be, a line each: "x: positive", "t: (0, 1)". */
function letters(spec, path, editor) {
  const box = { text: Object.entries(spec.test.variables ?? {}).map(([name, range]) => `${name}: ${range}`).join("\n") };
  const write = {
    changed() {
      const pairs = box.text.split("\n").map((line) => line.split(":").map((word) => word.trim())).filter(([name, range]) => name && range);
      if (pairs.length) spec.test.variables = Object.fromEntries(pairs);
      else delete spec.test.variables;
      editor.changed();
    },
  };
  return field(texts.letters, box, "text", at(path, "test.variables"), write, { rows: 1, hint: texts.lettersHint });
}

function forms(spec, path, editor) {
  const chosen = new Set([spec.test.form ?? []].flat());
  const boxes = FORMS.map((name) => element("label", { class: "check" }, [
    element("input", { type: "checkbox", checked: chosen.has(name), onchange: (event) => {
      if (event.target.checked) chosen.add(name);
      else chosen.delete(name);
      if (chosen.size) spec.test.form = [...chosen];
      else { delete spec.test.form; delete spec.form_share; }
      editor.draw();
    } }),
    element("span", {}, [texts[`form_${name}`]]),
  ]));
  const share = chosen.size ? [field(texts.formShare, spec, "form_share", at(path, "form_share"), editor, { short: true, optional: true, hint: texts.formShareHint })] : [];
  return group(texts.form, [element("div", { class: "cluster", "data-path": at(path, "test.form") }, boxes), ...share]);
}

/** Named wrong answers; `name` is "value" or "option", `box` makes the field of one. */
export function mistakes(spec, path, editor, { name = "value", box = field } = {}) {
  const list = spec.wrong ?? [];
  const rows = list.map((entry, number) => {
    const wrong = box(texts.wrongAnswer, entry, name, at(path, `wrong.${number}.${name}`), editor, { short: name === "option" });
    wrong.classList.add("grow");
    const draw = () => { if (!list.length) delete spec.wrong; editor.draw(); };
    return element("div", { class: "entry" }, [
      element("div", { class: "cluster cluster--between" }, [wrong, tools(list, number, path, { ...editor, draw }, 0)]),
      field(texts.misconception, entry, "misconception", at(path, `wrong.${number}.misconception`), editor, { rows: 1 }),
    ]);
  });
  const more = () => {
    spec.wrong = [...list, { [name]: "", misconception: "" }];
    editor.draw(at(path, `wrong.${list.length}.${name}`));
  };
  return group(texts.mistakes, [...rows, add(texts.addMistake, more)]);
}

/** Everything of a question of typed maths between its stem and its solution. */
export function mathsFields(spec, path, editor) {
  spec.test ??= { test: "equivalent" };
  spec.answer ??= { value: "" };
  const box = spec.template ? field : mathsField; // {{a}} is no maths yet
  return [
    box(texts.key, spec.answer, "value", at(path, "answer"), editor, { hint: texts.keyHint }),
    testOptions(spec, path, editor),
    letters(spec, path, editor),
    forms(spec, path, editor),
    mistakes(spec, path, editor, { box }),
    ...(spec.template ? [] : [tryAnswers(spec), tryWorking(spec)]),
  ];
}

/** The template as JSON; docs/templates.md tells its parts. */
export function templateField(spec, editor) {
  const box = { text: spec.template ? JSON.stringify(spec.template, null, 1) : "" };
  const write = {
    changed() {
      try {
        if (box.text.trim()) spec.template = JSON.parse(box.text);
        else delete spec.template;
      } catch {
        spec.template = box.text; // the server says that this is no template
      }
      editor.changed();
    },
  };
  const shown = field(texts.template, box, "text", "template", write, { rows: spec.template ? 8 : 2, hint: texts.templateHint });
  return element("details", { open: Boolean(spec.template) }, [element("summary", {}, [texts.template]), shown]);
}
