// The editor's fields for typed maths: key, test, form, known mistakes, and answers to try against the key.

import { csrfToken } from "./app.js";
import { setMath } from "./math.js";
import { add, element, field, group, select, texts, tools } from "./question-elements.js";

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

/** Named wrong answers; `name` is "value" or "option". */
export function mistakes(spec, path, editor, name = "value") {
  const list = spec.wrong ?? [];
  const rows = list.map((entry, number) => element("div", { class: "entry" }, [
    element("div", { class: "cluster cluster--between" }, [
      field(texts.wrongAnswer, entry, name, at(path, `wrong.${number}.${name}`), editor, { short: true }),
      tools(list, number, path, { ...editor, draw: () => { if (!list.length) delete spec.wrong; editor.draw(); } }, 0),
    ]),
    field(texts.misconception, entry, "misconception", at(path, `wrong.${number}.misconception`), editor, { rows: 1 }),
  ]));
  const more = () => {
    spec.wrong = [...list, { [name]: "", misconception: "" }];
    editor.draw(at(path, `wrong.${list.length}.${name}`));
  };
  return group(texts.mistakes, [...rows, add(texts.addMistake, more)]);
}

function tried(row) {
  const reading = element("span", {}, [row.latex === null ? row.problem.detail : ""]);
  if (row.latex !== null) {
    reading.className = "math";
    reading.dataset.tex = row.latex;
    setMath(reading);
  }
  const verdict = element("span", { class: `badge badge--${{ right: "good", partly: "warn", wrong: "bad" }[row.verdict] ?? "plain"}` }, [texts[`verdict_${row.verdict}`]]);
  return element("tr", {}, [element("td", {}, [element("code", {}, [row.answer])]), element("td", {}, [reading]), element("td", {}, [verdict]), element("td", { class: "small" }, [row.why])]);
}

let attempts = ""; // kept while fields are drawn anew

function tryAnswers(spec) {
  const said = element("p", { class: "field__hint", role: "status" }, []);
  const body = element("tbody", {}, []);
  const heads = [texts.answer, texts.reading, texts.verdict, texts.why].map((word) => element("th", { scope: "col" }, [word]));
  const table = element("table", { class: "table", hidden: true }, [element("thead", {}, [element("tr", {}, heads)]), body]);
  const box = element("textarea", { rows: 3, "aria-label": texts.tryAnswers, placeholder: "x^2 + 2x + 1", oninput: (event) => { attempts = event.target.value; } });
  box.value = attempts;
  const check = async () => {
    const answers = box.value.split("\n").map((line) => line.trim()).filter(Boolean).slice(0, 20);
    if (!answers.length) return;
    said.textContent = texts.trying;
    try {
      const headers = { "Content-Type": "application/json", "X-CSRFToken": csrfToken() };
      const answer = await fetch(document.getElementById("question-form").dataset.check, { method: "POST", headers, body: JSON.stringify({ key: spec.answer.value, test: spec.test, answers }) });
      const result = await answer.json();
      if (answer.ok) body.replaceChildren(...result.answers.map(tried));
      table.hidden = !answer.ok;
      said.textContent = answer.ok ? "" : result.detail;
    } catch {
      said.textContent = texts.tryFailed;
    }
  };
  const button = element("button", { type: "button", class: "btn btn--small", onclick: check }, [texts.tryThem]);
  return group(texts.tryAnswers, [element("p", { class: "field__hint" }, [texts.tryHint]), box, element("div", {}, [button]), said, element("div", { class: "table-scroll" }, [table])]);
}

/** Everything of a question of typed maths between its stem and its solution. */
export function mathsFields(spec, path, editor) {
  spec.test ??= { test: "equivalent" };
  spec.answer ??= { value: "" };
  return [
    field(texts.key, spec.answer, "value", at(path, "answer"), editor, { hint: texts.keyHint }),
    testOptions(spec, path, editor),
    letters(spec, path, editor),
    forms(spec, path, editor),
    mistakes(spec, path, editor),
    ...(spec.template ? [] : [tryAnswers(spec)]),
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
