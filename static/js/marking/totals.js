// Sums while marking. The result itself is computed by the server; this only shows the marker's sum so far.
import { keyOf } from "./store.js";

const number = (text) => (text === null || text === undefined ? 0 : Number(text));

/** "1½" for 1.5. */
export function shown(value) {
  const whole = Math.floor(value);
  const rest = { 0.25: "¼", 0.5: "½", 0.75: "¾" }[value - whole];
  if (value === whole) return String(whole);
  return rest ? `${whole || ""}${rest}` : String(value);
}

export function isDecided(store, question, step) {
  return store.marks.get(keyOf(question.item, step.step))?.award != null;
}

/* Parts of a case study that share a choice are alternatives: the best counts. */
function sumOf(question, valueOf) {
  const parts = new Map();
  for (const step of question.steps) parts.set(step.part, (parts.get(step.part) ?? 0) + valueOf(step));
  const best = new Map();
  for (const [key, sum] of parts) {
    const choice = question.parts.find((part) => part.key === key)?.choice || `only ${key}`;
    best.set(choice, Math.max(best.get(choice) ?? 0, sum));
  }
  return [...best.values()].reduce((total, sum) => total + sum, 0);
}

export const gotOf = (store, question) =>
  sumOf(question, (step) => number(store.marks.get(keyOf(question.item, step.step))?.award));
export const mostOf = (question) => sumOf(question, (step) => number(step.marks));

/** {got, most} of all questions; of alternatives the best `pick` count. */
export function totalOf(store, questions) {
  const groups = new Map();
  for (const question of questions) {
    const key = question.group || `only ${question.item}`;
    groups.set(key, [...(groups.get(key) ?? []), question]);
  }
  let [got, most] = [0, 0];
  for (const members of groups.values()) {
    const pick = members[0].group ? (members[0].pick ?? members.length) : 1;
    const sums = members.map((question) => gotOf(store, question)).sort((a, b) => b - a);
    got += sums.slice(0, pick).reduce((sum, value) => sum + value, 0);
    most += mostOf(members[0]) * Math.min(pick, members.length);
  }
  return { got, most };
}
