// What an app does with the types of the document: an answer by the type of its question, a refusal by its code.
import type { components, paths } from "./api";

type Item = components["schemas"]["AskedItemOut"];
type Answer = components["schemas"]["Answer"];

export function answerTo(item: Item): Answer | null {
  switch (item.type) {
    case "single_choice":
      return { option: item.spec.options[0].id };
    case "numeric":
      return { value: item.spec.unit ? "3" : "12" };
    case "case_study":
      return { parts: Object.fromEntries(item.spec.parts.map((part) => [part.key, { text: part.label }])) };
    default:
      return null;
  }
}

type Save = paths["/api/v1/attempts/{id}/responses"]["post"];
type Refused = Save["responses"][409]["content"]["application/problem+json"];

export function whatNow(refused: Refused): string {
  return refused.code === "attempt_closed" ? `closed at ${refused.server_now}` : refused.title;
}

type Started = paths["/api/v1/tests/{id}/start"]["post"]["responses"][201]["content"]["application/json"];

export function save(started: Started): Save["requestBody"]["content"]["application/json"] {
  const items = started.paper.sections.flatMap((section) => section.items);
  return { responses: items.map((item, at) => ({ item: item.id, answer: answerTo(item), client_seq: at + 1 })) };
}
