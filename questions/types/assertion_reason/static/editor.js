import { after, at } from "../../questions/blocks.js";
import { field, select, texts } from "../../questions/elements.js";

const OPTIONS = [..."abcd"].map((option) => [option, `${option.toUpperCase()} · ${texts[`assertion_${option}`]}`]);

export const blank = () => ({ assertion: "", reason: "", answer: { option: "a" } });

export const fields = (spec, path, editor) => [
  field(texts.assertion, spec, "assertion", at(path, "assertion"), editor, { rows: 2 }),
  field(texts.reason, spec, "reason", at(path, "reason"), editor, { rows: 2 }),
  select(texts.right, spec.answer.option, OPTIONS, at(path, "answer"), (value) => { spec.answer.option = value; editor.changed(); }),
  ...after(spec, path, editor),
];
