import { after, at, stem } from "../../questions/blocks.js";
import { lines, texts } from "../../questions/elements.js";

export const blank = () => ({ lines: [], answer: { order: [] } });

export const fields = (spec, path, editor) => {
  const kept = { texts: spec.lines.map((line) => line.text) };
  const write = {
    changed() {
      spec.lines = kept.texts.map((text, number) => ({ id: String.fromCharCode(97 + number), text }));
      spec.answer.order = spec.lines.map((line) => line.id);
      editor.changed();
    },
  };
  return [stem(spec, path, editor), lines(texts.inOrderLines, kept, "texts", at(path, "lines"), write), ...after(spec, path, editor)];
};
