// The editor's fields for typed maths: key, test, form, known mistakes.

import { after, at, mistakes, parametric, stem } from "../../questions/blocks.js";
import { element, field, group, mathsField, select, texts } from "../../questions/elements.js";
import { tryAnswers, tryWorking } from "./tries.js";

const TESTS = ["equivalent", "set", "equation", "function", "tolerance", "units", "number"];
const FORMS = ["lowest_terms", "expanded", "factorised", "simplified_surd", "single_fraction", "completed_square", "standard_form", "exact"];
const TOLERANCES = ["absolute", "relative", "significant_figures", "decimal_places"];
const KINDS = ["integer", "fraction", "decimal", "exact"];

export const blank = () => ({ test: { test: "equivalent" }, answer: { value: "" } });

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
    element("input", { type: "checkbox", "data-keep": `form-${path}-${name}`, checked: chosen.has(name), onchange: (event) => {
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

export const fields = (spec, path, editor) => [
  stem(spec, path, editor),
  ...mathsFields(spec, path, editor),
  ...parametric(spec, path, editor),
  ...after(spec, path, editor),
];

/** Everything between the stem and the solution. */
function mathsFields(spec, path, editor) {
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
