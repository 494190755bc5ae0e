// The answers in a question's controls. How one is read and shown is known by the module of its type, which the page
// names beside the controls (data-module).

const addresses = [...document.querySelectorAll("[data-answer]")].map((box) => box.dataset.module);
const modules = new Map(await Promise.all([...new Set(addresses)].map(async (address) => [address, await import(address)])));

const boxesOf = (question) => [...question.querySelectorAll("[data-answer]")];
const readOne = (box) => modules.get(box.dataset.module).read(box);

/** The answer in a question's controls, by part where it has parts; null when empty. */
export function readAnswer(question) {
  const boxes = boxesOf(question);
  if (!boxes[0].dataset.part) return readOne(boxes[0]);
  const parts = {};
  for (const box of boxes) {
    const answer = readOne(box);
    if (answer) parts[box.dataset.part] = answer;
  }
  return Object.keys(parts).length ? { parts } : null;
}

/** Put `answer` into a question's controls. */
export function showAnswer(question, answer) {
  for (const box of boxesOf(question)) {
    modules.get(box.dataset.module).show(box, box.dataset.part ? answer?.parts?.[box.dataset.part] : answer);
  }
}

/** Whether one type of answer is chosen rather than typed: then there is no need to wait for the next key. */
export function isChosen(target) {
  return target.type === "radio" || target.type === "checkbox";
}
