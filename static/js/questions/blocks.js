// Blocks of fields that several question types share (docs/question-format.md).

import { add, element, field, group, texts, tools } from "./elements.js";
import { pictureTool } from "./images.js";

/** The path of a field inside the question or part at `path`. */
export const at = (path, name) => (path ? `${path}.${name}` : name);

/** A key that no entry of the list has yet: s1, s2, … */
export function freeKey(list, name) {
  let number = 1;
  while (list.some((entry) => entry.key === `${name}${number}`)) number += 1;
  return `${name}${number}`;
}

export const sumOf = (list) => list.reduce((sum, entry) => sum + (Number(entry.marks) || 0), 0);

const withPicture = (node) => { node.append(pictureTool(node.querySelector("textarea"))); return node; };

/** What is asked. */
export const stem = (spec, path, editor) => withPicture(field(texts.stem, spec, "stem", at(path, "stem"), editor, { rows: 3, hint: path ? "" : texts.stemHint }));

/** What follows in every question: solution and hint. */
export const after = (spec, path, editor) => [
  withPicture(field(texts.solution, spec, "solution", at(path, "solution"), editor, { rows: 3, optional: true })),
  ...(path ? [] : [field(texts.hint, spec, "hint", "hint", editor, { optional: true })]),
];

/** Named wrong answers; `name` is "value" or "option", `box` makes the field of one. */
export function mistakes(spec, path, editor, { name = "value", box = field } = {}) {
  const list = spec.wrong ?? [];
  const rows = list.map((entry, number) => {
    const wrong = box(texts.wrongAnswer, entry, name, at(path, `wrong.${number}.${name}`), editor, { short: name === "option" });
    wrong.classList.add("grow");
    const draw = (name) => { if (!list.length) delete spec.wrong; editor.draw(name); };
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

/** The template as JSON; docs/templates.md describes its parts. Parts of a case study have no values of their own. */
export function parametric(spec, path, editor) {
  if (path) return [];
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
  return [element("details", { open: Boolean(spec.template) }, [element("summary", {}, [texts.template]), shown])];
}
