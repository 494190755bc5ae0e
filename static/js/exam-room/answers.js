// Between the controls on the page and answers as the API takes them (docs/question-format.md).

const CHOICE = ["single_choice", "assertion_reason", "true_false"];

function readOne(box) {
  const { type } = box.dataset;
  if (CHOICE.includes(type)) {
    const value = box.querySelector("input:checked")?.value;
    if (value === undefined) return null;
    return type === "true_false" ? { value: value === "true" } : { option: value };
  }
  if (type === "multiple_choice") {
    const options = [...box.querySelectorAll("input:checked")].map((input) => input.value);
    return options.length ? { options } : null;
  }
  const text = box.querySelector("input, textarea").value;
  if (!text.trim()) return null;
  return type === "numeric" ? { value: text } : { text };
}

function showOne(box, answer) {
  const { type } = box.dataset;
  if (CHOICE.includes(type) || type === "multiple_choice") {
    const chosen = type === "true_false" ? [String(answer?.value)] : (answer?.options ?? [answer?.option]);
    for (const input of box.querySelectorAll("input")) input.checked = chosen.includes(input.value);
  } else {
    const input = box.querySelector("input, textarea");
    input.value = answer?.text ?? answer?.value ?? "";
    input.dispatchEvent(new Event("shown")); // for the field that lies over it (maths-field.js)
  }
}

/** The answer that stands in a question's controls; null when empty. */
export function readAnswer(question) {
  const boxes = [...question.querySelectorAll("[data-answer]")];
  if (question.dataset.type !== "case_study") return readOne(boxes[0]);
  const parts = {};
  for (const box of boxes) {
    const answer = readOne(box);
    if (answer) parts[box.dataset.part] = answer;
  }
  return Object.keys(parts).length ? { parts } : null;
}

/** Put `answer` into a question's controls. */
export function showAnswer(question, answer) {
  for (const box of question.querySelectorAll("[data-answer]")) {
    showOne(box, box.dataset.part ? answer?.parts?.[box.dataset.part] : answer);
  }
}

/** Whether one type of answer is chosen rather than typed: then there is no need to wait for the next key. */
export function isChosen(target) {
  return target.type === "radio" || target.type === "checkbox";
}
