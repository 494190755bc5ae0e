import { after, at, stem } from "../../questions/blocks.js";
import { element, lines, texts } from "../../questions/elements.js";

export const blank = () => ({ answer: { accepted: [] } });

export const fields = (spec, path, editor) => [
  stem(spec, path, editor),
  lines(texts.accepted, spec.answer, "accepted", at(path, "answer"), editor),
  element("label", { class: "check" }, [
    element("input", { type: "checkbox", checked: Boolean(spec.case_sensitive), onchange: (event) => { spec.case_sensitive = event.target.checked; editor.changed(); } }),
    element("span", {}, [texts.caseSensitive]),
  ]),
  ...after(spec, path, editor),
];
