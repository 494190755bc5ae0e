import { after, mistakes, parametric, stem } from "../../questions/blocks.js";
import { blankOptions, options } from "./options.js";

export const blank = () => ({ options: blankOptions(), answer: { option: "a" } });

export const fields = (spec, path, editor) => [
  stem(spec, path, editor),
  options(spec, path, editor, false),
  mistakes(spec, path, editor, { name: "option" }),
  ...parametric(spec, path, editor),
  ...after(spec, path, editor),
];
