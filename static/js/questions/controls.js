// Between the controls of one answer and the answer as the API takes it (docs/question-format.md): what the modules
// of question types for the exam room have in common. Each has `read(box)`, null when empty, and `show(box, answer)`.

/** One of several options, kept under `name`; `as` turns the value of a radio button into what is kept. */
export const oneOf = (name, as = (value) => value) => ({
  read(box) {
    const value = box.querySelector("input:checked")?.value;
    return value === undefined ? null : { [name]: as(value) };
  },
  show(box, answer) {
    for (const input of box.querySelectorAll("input")) input.checked = Boolean(answer) && as(input.value) === answer[name];
  },
});

/** Several options, kept as a list under `name`. */
export const manyOf = (name) => ({
  read(box) {
    const chosen = [...box.querySelectorAll("input:checked")].map((input) => input.value);
    return chosen.length ? { [name]: chosen } : null;
  },
  show(box, answer) {
    for (const input of box.querySelectorAll("input")) input.checked = answer?.[name]?.includes(input.value) ?? false;
  },
});

/** Text in a box, kept under `name`. */
export const written = (name) => ({
  read(box) {
    const text = box.querySelector("input, textarea").value;
    return text.trim() ? { [name]: text } : null;
  },
  show(box, answer) {
    const input = box.querySelector("input, textarea");
    input.value = answer?.[name] ?? "";
    input.dispatchEvent(new Event("shown")); // for the field that lies over it (maths-field.js)
  },
});
