// Setting an exam: the release time where the rule asks for one, what an early release shows, and a row for every paper.

const form = document.getElementById("exam-form");
const kind = form.elements.kind;
const rule = form.elements.release_rule;
const papers = document.getElementById("papers");
const add = document.getElementById("add-paper");

function showRelease() {
  document.getElementById("release-at").hidden = rule.value !== "at";
  document.getElementById("release-early").hidden = !["on_submit", "when_marked"].includes(rule.value);
}

function standing() {
  return [...papers.querySelectorAll("[data-paper]")].filter((row) => !row.hidden);
}

function showRows() {
  const rows = standing();
  for (const row of papers.querySelectorAll("[data-paper]")) {
    row.querySelector("[data-delete]").hidden = true;
    row.querySelector("[data-remove]").hidden = rows.length < 2;
  }
  add.hidden = kind.value === "test" || rows.length >= 10;
}

function addRow() {
  const total = form.elements["papers-TOTAL_FORMS"];
  const row = document.getElementById("paper-row").content.cloneNode(true);
  for (const node of row.querySelectorAll("*")) {
    for (const { name, value } of [...node.attributes]) {
      if (value.includes("__prefix__")) node.setAttribute(name, value.replaceAll("__prefix__", total.value));
    }
  }
  total.value = Number(total.value) + 1;
  papers.append(row);
  showRows();
  standing().at(-1).querySelector("select").focus();
}

/* The row stays in the form, marked as removed: Django counts rows by their numbers. */
function remove(row) {
  row.querySelector("[data-delete] input").checked = true;
  row.hidden = true;
  showRows();
}

rule.addEventListener("change", showRelease);
showRelease();
if (papers) {
  for (const row of papers.querySelectorAll("[data-paper]")) row.hidden = row.querySelector("[data-delete] input").checked;
  kind.addEventListener("change", showRows);
  add.addEventListener("click", addRow);
  papers.addEventListener("click", ({ target }) => target.closest("[data-remove]") && remove(target.closest("[data-paper]")));
  showRows();
}
