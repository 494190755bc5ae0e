// In the question editor: answers to try against the key, and a working to check line by line. Nothing is saved.

import { setMath } from "../../math.js";
import { element, group, texts } from "../../questions/elements.js";
import { askToCheck, linesOf, workingNodes } from "../../working.js";

const MOST_ANSWERS = 20;
const BADGES = { right: " badge--good", partly: " badge--warn", wrong: " badge--bad" };
const kept = { answers: "", lines: "" }; // what is in the boxes while fields are drawn again

function tried(row) {
  const reading = element("span", {}, [row.latex === null ? row.problem.detail : ""]);
  if (row.latex !== null) {
    reading.className = "math";
    reading.dataset.tex = row.latex;
    setMath(reading);
  }
  const verdict = element("span", { class: `badge${BADGES[row.verdict] ?? ""}` }, [texts[`verdict_${row.verdict}`]]);
  return element("tr", {}, [
    element("td", { "data-label": texts.answer }, [element("code", {}, [row.answer])]),
    element("td", { "data-label": texts.reading }, [reading]),
    element("td", { "data-label": texts.verdict }, [verdict]),
    element("td", { "data-label": texts.why, class: "small" }, [row.why]),
  ]);
}

function table(answers) {
  const heads = [texts.answer, texts.reading, texts.verdict, texts.why].map((word) => element("th", { scope: "col" }, [word]));
  const parts = [element("thead", {}, [element("tr", {}, heads)]), element("tbody", {}, answers.map(tried))];
  return [element("div", { class: "scroll-x" }, [element("table", { class: "table table--cards" }, parts)])];
}

/** A box of lines, a button, and below it what the server says: `show(answer)` gives its nodes. */
function tryBox(name, { legend, hint, press, example, body, show }) {
  const said = element("p", { class: "field__hint", role: "status" }, []);
  const place = element("div", {}, []);
  const box = element("textarea", { rows: 3, "aria-label": legend, placeholder: example, oninput: (event) => { kept[name] = event.target.value; } });
  box.value = kept[name];
  const check = async () => {
    const lines = linesOf(box.value);
    if (!lines.length) return;
    said.textContent = texts.trying;
    try {
      const answer = await askToCheck(document.getElementById("question-form").dataset.check, body(lines));
      said.textContent = answer.detail ?? "";
      place.replaceChildren(...(answer.detail ? [] : show(answer)));
    } catch {
      said.textContent = texts.tryFailed;
    }
  };
  const button = element("button", { type: "button", class: "btn btn--small", onclick: check }, [press]);
  return group(legend, [element("p", { class: "field__hint" }, [hint]), box, element("div", {}, [button]), said, place]);
}

export function tryAnswers(spec) {
  return tryBox("answers", {
    legend: texts.tryAnswers,
    hint: texts.tryHint,
    press: texts.tryThem,
    example: "x^2 + 2x + 1",
    body: (lines) => ({ key: spec.answer.value, test: spec.test, answers: lines.slice(0, MOST_ANSWERS) }),
    show: ({ answers }) => table(answers),
  });
}

export function tryWorking(spec) {
  return tryBox("lines", {
    legend: texts.working,
    hint: texts.workingHint,
    press: texts.workingCheck,
    example: "x^2 = 3x\nx^2 - 3x = 0\nx = 0 or x = 3",
    body: (lines) => ({ lines, test: spec.test }),
    show: (answer) => workingNodes(answer, texts),
  });
}
