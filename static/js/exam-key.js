// Correcting a key: the answer is asked for where another answer is right; what was changed is looked at before it is applied.

const form = document.getElementById("key-form");
const apply = document.getElementById("apply-key");
const answer = form.elements.answer.closest(".field");

function showAnswer() {
  answer.hidden = form.elements.what.value !== "answer";
}

form.addEventListener("input", ({ target }) => {
  showAnswer();
  if (apply && target.name !== "reason") apply.hidden = true;
});
showAnswer();
