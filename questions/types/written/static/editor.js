import { after, at, freeKey, stem, sumOf } from "../../questions/blocks.js";
import { add, element, field, group, lines, texts, tools, total } from "../../questions/elements.js";

export const blank = () => ({ scheme: [{ key: "s1", label: "", marks: "1" }] });

export const fields = (spec, path, editor) => [stem(spec, path, editor), scheme(spec, path, editor), ...after(spec, path, editor)];

function scheme(spec, path, editor) {
  const steps = spec.scheme.map((step, number) => {
    const here = at(path, `scheme.${number}`);
    return element("div", { class: "entry" }, [
      element("div", { class: "entry__line entry__line--step" }, [
        field(`${number + 1}. ${texts.step}`, step, "label", `${here}.label`, editor, { rows: 1 }),
        field(texts.marks, step, "marks", `${here}.marks`, editor, { short: true }),
        tools(spec.scheme, number, path, editor, 1),
      ]),
      lines(texts.alternatives, step, "alternatives", `${here}.alternatives`, editor, { optional: true }),
    ]);
  });
  const more = () => {
    spec.scheme.push({ key: freeKey(spec.scheme, "s"), label: "", marks: "1" });
    editor.draw(at(path, `scheme.${spec.scheme.length - 1}.label`));
  };
  const sum = total(texts.total, () => sumOf(spec.scheme), editor.marks);
  return group(texts.scheme, [...steps, element("div", { "data-path": at(path, "scheme") }), sum, add(texts.addStep, more)]);
}
