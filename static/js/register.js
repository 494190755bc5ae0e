// Registering in two steps. Without this script all fields are on one page and the server decides the same way.
const form = document.getElementById("register");
const steps = [...form.querySelectorAll("[data-step]")];
const minor = form.querySelector("[data-minor]");
const back = form.querySelector("[data-back]");
const button = form.querySelector("[type=submit]");
const birthday = form.elements.date_of_birth;
let current = 0;

const isStudent = () => form.elements.role.value === "student";

function isMinor() {
  const born = new Date(birthday.value);
  if (Number.isNaN(born.getTime())) return false;
  const of_age = new Date(born.getFullYear() + 18, born.getMonth(), born.getDate());
  return of_age > new Date();
}

function show(step) {
  current = step;
  steps.forEach((part, index) => { part.hidden = index !== step; });
  minor.hidden = !isMinor() && !minor.querySelector(".errorlist");
  back.hidden = step === 0;
  const last = step === 1 || (form.elements.role.value && !isStudent());
  button.textContent = last ? button.dataset.lastText : button.dataset.nextText;
}

function isFilled(part) {
  const wrong = [...part.querySelectorAll("input, select")].find((input) => !input.checkValidity());
  if (wrong) wrong.reportValidity();
  return !wrong;
}

form.addEventListener("submit", (event) => {
  if (!isFilled(steps[current])) event.preventDefault();
  else if (current === 0 && isStudent()) {
    event.preventDefault();
    show(1);
    birthday.focus();
  }
});
/* The list of errors leads to fields of both steps. Before app.js puts the focus there, the step is shown. */
addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-to-field]");
  const step = steps.findIndex((part) => link && part.querySelector(link.hash));
  if (step >= 0) show(step);
}, { capture: true });
back.addEventListener("click", () => show(0));
form.addEventListener("change", () => show(current));
const wrongInFirst = steps[0].querySelector(".errorlist");
show(steps[1].querySelector(".errorlist") && !wrongInFirst ? 1 : 0);
