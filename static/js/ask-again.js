// "I meant …" beside a typed answer: chooses its question in the form for another look, and begins the sentence there.

const form = () => document.querySelector("#ask-again form");
const boxOf = (item) => form()?.querySelector(`input[name="items"][value="${item}"]`);

/** The buttons are shown where there is a form that takes their question. */
function show() {
  for (const button of document.querySelectorAll("[data-meant]")) button.parentElement.hidden = !boxOf(button.dataset.meant);
}

function begin({ target }) {
  const button = target.closest?.("[data-meant]");
  const box = button && boxOf(button.dataset.meant);
  if (!box) return;
  box.checked = true;
  form().closest("details").open = true;
  const { reason } = form().elements;
  const { opening } = button.dataset;
  if (!reason.value.includes(opening)) reason.value = [reason.value.trimEnd(), `${opening} `].filter(Boolean).join("\n");
  reason.focus({ preventScroll: true });
  reason.setSelectionRange(reason.value.length, reason.value.length);
  form().scrollIntoView({ block: "center" });
}

document.addEventListener("click", begin);
document.addEventListener("htmx:afterSettle", show);
show();
