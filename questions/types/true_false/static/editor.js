import { after, at, stem } from "../../questions/blocks.js";
import { select, texts } from "../../questions/elements.js";

export const blank = () => ({ answer: { value: true } });

export const fields = (spec, path, editor) => [
  stem(spec, path, editor),
  select(texts.value, String(spec.answer.value), [["true", texts.true], ["false", texts.false]], at(path, "answer"), (value) => { spec.answer.value = value === "true"; editor.changed(); }),
  ...after(spec, path, editor),
];
