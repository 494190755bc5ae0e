import { after, at, mistakes, parametric, stem } from "../../questions/blocks.js";
import { element, field, select, texts } from "../../questions/elements.js";

export const blank = () => ({ answer: { value: "" } });

export const fields = (spec, path, editor) => [
  stem(spec, path, editor),
  element("div", { class: "form__row" }, [
    field(texts.value, spec.answer, "value", at(path, "answer"), editor),
    field(texts.unit, spec, "unit", at(path, "unit"), editor, { optional: true }),
    ...tolerance(spec, path, editor),
  ]),
  mistakes(spec, path, editor),
  ...parametric(spec, path, editor),
  ...after(spec, path, editor),
];

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
