import { after, freeKey, stem, sumOf } from "../../questions/blocks.js";
import { add, element, field, select, texts, tools, total } from "../../questions/elements.js";

const FIRST = "numeric"; // the type of a new part

export const blank = (editor) => ({ parts: ["i", "ii", "iii"].map((key) => blankPart(key, editor)) });

export const fields = (spec, path, editor) => [stem(spec, path, editor), ...parts(spec, editor), ...after(spec, path, editor)];

function blankPart(key, editor) {
  return { key, label: `(${key})`, type: FIRST, marks: "1", ...editor.blank(FIRST) };
}

function parts(spec, editor) {
  const choices = [...editor.types].filter(([, type]) => type.canBePart).map(([code, type]) => [code, type.label]);
  const cards = spec.parts.map((part, number) => {
    const here = `parts.${number}`;
    const retype = (type) => {
      const { key, label, marks, choice, stem: question } = part;
      spec.parts[number] = { key, label, type, marks, ...(choice && { choice }), ...editor.blank(type), stem: question };
      editor.draw();
    };
    return element("div", { class: "part-card stack" }, [
      element("div", { class: "cluster cluster--between" }, [element("strong", {}, [`${texts.part} ${number + 1}`]), tools(spec.parts, number, here, editor, 1)]),
      element("div", { class: "form__row" }, [
        field(texts.label, part, "label", `${here}.label`, editor),
        select(texts.type, part.type, choices, `${here}.type`, retype),
        field(texts.marks, part, "marks", `${here}.marks`, editor),
        field(texts.choice, part, "choice", `${here}.choice`, editor, { optional: true }),
      ]),
      ...editor.types.get(part.type).fields(part, here, { ...editor, marks: () => part.marks }),
    ]);
  });
  const more = () => { spec.parts.push(blankPart(freeKey(spec.parts, "p"), editor)); editor.draw(`parts.${spec.parts.length - 1}.label`); };
  const counted = () => sumOf(spec.parts.filter((part, number) => !part.choice || spec.parts.findIndex((other) => other.choice === part.choice) === number));
  return [...cards, element("div", { "data-path": "parts" }), total(texts.partsTotal, counted, editor.marks), add(texts.addPart, more)];
}
