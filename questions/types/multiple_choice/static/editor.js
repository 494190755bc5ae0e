import { after, at, stem } from "../../questions/blocks.js";
import { select, texts } from "../../questions/elements.js";
import { blankOptions, options } from "./options.js";

const RULES = ["all_or_nothing", "proportional", "right_minus_wrong"];

export const blank = () => ({ options: blankOptions(), answer: { options: [] }, partial: "all_or_nothing" });

export const fields = (spec, path, editor) => [
  stem(spec, path, editor),
  options(spec, path, editor, true),
  select(texts.partial, spec.partial ?? "all_or_nothing", RULES.map((rule) => [rule, texts[rule]]), at(path, "partial"), (value) => { spec.partial = value; editor.changed(); }),
  ...after(spec, path, editor),
];
