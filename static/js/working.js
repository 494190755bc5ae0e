// A working, line by line: each as it was read, with a tick, a cross or a question mark, and why.

import { csrfToken } from "./app.js";
import { setMath } from "./math.js";

const LONGEST = 40; // lines, as the server takes them

/** The lines of a text that hold something. */
export const linesOf = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean).slice(0, LONGEST);

/** The server's answer to `body`; {detail} where it refuses. Rejects without a connection. */
export async function askToCheck(url, body) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": csrfToken() };
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  const said = await answer.json();
  return answer.ok ? said : { detail: Object.values(said.errors ?? {}).flat().join(" ") || said.detail };
}

function node(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function sign({ follows }, isStart) {
  if (isStart) return node("span", "working__sign", "·");
  const [mark, kind] = { true: ["✓", "good"], false: ["✗", "bad"] }[follows] ?? ["?", "open"];
  return node("span", `working__sign working__sign--${kind}`, mark);
}

function row(line, isStart, isFirstWrong) {
  const item = node("li", `working__line${isFirstWrong ? " working__line--wrong" : ""}`);
  const mark = sign(line, isStart);
  mark.setAttribute("aria-hidden", "true"); // the words beside it say the same
  const shown = node(line.latex === null ? "code" : "span", line.latex === null ? "working__read" : "working__read math", line.line);
  if (line.latex !== null) {
    shown.dataset.tex = line.latex;
    setMath(shown);
  }
  item.append(mark, shown, node("span", "working__why small muted", line.why));
  return item;
}

function summary({ first_wrong: wrong, is_judged: isJudged }, texts) {
  if (wrong !== null) return texts.workingWrong.replace("{line}", wrong + 1);
  return isJudged ? texts.workingRight : texts.workingOpen;
}

/** Nodes that show a checked working. `texts`: workingWrong (with {line}), workingRight, workingOpen. */
export function workingNodes(working, texts) {
  const start = working.lines.findIndex((line) => line.latex !== null);
  const list = node("ol", "working");
  list.append(...working.lines.map((line, number) => row(line, number === start, number === working.first_wrong)));
  return [list, node("p", "small working__summary", summary(working, texts))];
}
