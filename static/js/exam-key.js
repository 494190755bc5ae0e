// Correcting a key: the chosen question stands there with its key, the answer is asked for where another one is right,
// and what was changed is looked at before it is applied.

const form = document.getElementById("key-form");
const apply = document.getElementById("apply-key");
const answer = form.elements.answer.closest(".field");

function show() {
  answer.hidden = form.elements.what.value !== "answer";
  for (const key of document.querySelectorAll("[data-key-of]")) key.hidden = key.dataset.keyOf !== form.elements.item.value;
}

form.addEventListener("input", ({ target }) => {
  show();
  if (apply && target.name !== "reason") apply.hidden = true;
});
show();
