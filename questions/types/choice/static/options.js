// The options of a choice and which of them are right.

import { at } from "../../questions/blocks.js";
import { add, element, group, idOf, texts, tools } from "../../questions/elements.js";
import { pictureTool } from "../../questions/images.js";

const LETTERS = "abcdefgh";

/** How the options of an empty question begin. */
export const blankOptions = () => [..."abcd"].map((id) => ({ id, text: "" }));

/** The fields of the options; `isMany`: more than one may be right. */
export function options(spec, path, editor, isMany) {
  const name = `key-${path}`;
  const isRight = (id) => (isMany ? spec.answer.options.includes(id) : spec.answer.option === id);
  const choose = (id, isOn) => {
    if (!isMany) spec.answer.option = id;
    else spec.answer.options = spec.options.map((o) => o.id).filter((o) => (o === id ? isOn : isRight(o)));
    editor.changed();
  };
  const rows = spec.options.map((option, number) => {
    const label = `${texts.option} ${LETTERS[number].toUpperCase()}`;
    const tick = element("input", {
      type: isMany ? "checkbox" : "radio", name, "data-keep": `${name}-${option.id}`, checked: isRight(option.id), title: texts.right,
      "aria-label": `${label}: ${texts.right}`, onchange: (event) => choose(option.id, event.target.checked),
    });
    const textPath = at(path, `options.${number}.text`);
    const text = element("textarea", {
      id: idOf(textPath), rows: 1, "aria-label": label, placeholder: label, "data-path": textPath,
      oninput: (event) => { option.text = event.target.value; editor.changed(); },
    });
    text.value = option.text;
    return element("div", { class: "entry__line" }, [tick, element("div", {}, [text, pictureTool(text)]), tools(spec.options, number, path, editor, 2)]);
  });
  const more = () => {
    const id = [...LETTERS].find((letter) => !spec.options.some((option) => option.id === letter));
    spec.options.push({ id, text: "" });
    editor.draw(at(path, `options.${spec.options.length - 1}.text`));
  };
  const anchor = element("div", { "data-path": at(path, "answer") });
  return group(`${texts.options} (${texts.right})`, [...rows, anchor, ...(spec.options.length < 8 ? [add(texts.addOption, more)] : [])]);
}
