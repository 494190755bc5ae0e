// On every page: toasts, confirmations, menus, the offline banner, times in the reader's own words.
// For other modules: toast, confirmed, csrfToken, relative, showTimes.

import { forgetAll, holdsUnsent, keepOnly } from "./device.js";
import { focusOn } from "./focus.js";

const texts = document.getElementById("page-texts")?.dataset ?? {};

/** The token for fetch(): headers: {"X-CSRFToken": csrfToken()}. */
export function csrfToken() {
  return document.body.dataset.csrf ?? "";
}

/** A short message at the edge of the page. Stays `seconds`; 0 keeps it until it is closed. */
export function toast(text, { seconds = 6 } = {}) {
  const box = document.createElement("div");
  box.className = "toast";
  const words = document.createElement("span");
  words.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "btn btn--icon";
  close.setAttribute("aria-label", texts.close ?? "Close");
  close.textContent = "×";
  close.addEventListener("click", () => box.remove());
  box.append(words, close);
  document.getElementById("toasts")?.append(box);
  if (seconds) setTimeout(() => box.remove(), seconds * 1000);
  return box;
}

/** Ask before something that cannot be undone; resolves to true or false. */
export function confirmed(question, { detail = "", yes = "" } = {}) {
  const dialog = document.getElementById("confirm-dialog");
  const button = document.getElementById("confirm-yes");
  const more = document.getElementById("confirm-detail");
  document.getElementById("confirm-text").textContent = question;
  more.textContent = detail;
  more.hidden = !detail;
  button.textContent = yes || button.dataset.default;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60]];
const language = document.documentElement.lang || "en";
const nearby = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
const exact = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });

/** "in 3 hours", "2 days ago"; within a minute: now. */
export function relative(date, now = Date.now()) {
  const seconds = (date - now) / 1000;
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return nearby.format(Math.trunc(seconds / size), unit);
  }
  return nearby.format(0, "minute");
}

/** `<time datetime data-relative>` inside `root` says how far it is; the exact local time is its tooltip. */
export function showTimes(root = document) {
  for (const node of root.querySelectorAll("time[data-relative]")) {
    const date = new Date(node.dateTime);
    if (Number.isNaN(date.valueOf())) continue;
    node.textContent = relative(date);
    node.title = exact.format(date);
  }
}

async function confirmThenSubmit(event) {
  const form = event.target;
  const asked = event.submitter?.dataset.confirm ? event.submitter.dataset : form.dataset;
  if (!asked.confirm || form.dataset.isConfirmed) return;
  event.preventDefault();
  if (!(await confirmed(asked.confirm, { detail: asked.confirmDetail, yes: asked.confirmYes }))) return;
  form.dataset.isConfirmed = "yes";
  form.requestSubmit(event.submitter);
  delete form.dataset.isConfirmed;
}

/* Signing out takes what the exam room and the marking desk kept on the device; what is unsent is asked about first. */
function forgetOnLeaving(event) {
  const form = event.target;
  if (!form.matches("[data-signs-out]")) return;
  if (holdsUnsent() && !form.dataset.isConfirmed) {
    Object.assign(form.dataset, { confirm: texts.unsent, confirmDetail: texts.unsentDetail });
  } else {
    forgetAll();
  }
}

async function confirmThenRequest(event) {
  const { question, elt, issueRequest } = event.detail;
  if (!question) return;
  event.preventDefault();
  if (await confirmed(question, { detail: elt.dataset.confirmDetail, yes: elt.dataset.confirmYes })) issueRequest(true);
}

function closeMenus(event) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (event.type === "keydown" || !menu.contains(event.target)) {
      const had = menu.contains(document.activeElement);
      menu.open = false;
      if (had && event.type === "keydown") menu.querySelector("summary").focus();
    }
  }
}

function openDialog(event) {
  const opener = event.target.closest?.("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  const closer = event.target.closest?.("[data-closes]");
  if (closer) closer.closest("dialog")?.close();
}

/* From the list of errors to the field, also where that is folded away or lies under a maths field. */
function goToField(event) {
  const link = event.target.closest?.("[data-to-field]");
  const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!field) return;
  event.preventDefault();
  focusOn(field);
}

function sayWhatFailed(event) {
  const { xhr } = event.detail;
  const byStatus = { 401: texts.signedOut, 429: texts.tooMany };
  let said = "";
  try {
    said = JSON.parse(xhr.responseText).detail;
  } catch {
    said = ""; // not problem+json: our own words will do
  }
  toast((typeof said === "string" && said) || byStatus[xhr.status] || texts.failed);
}

function showConnection(event) {
  const banner = document.getElementById("offline-banner");
  if (banner) banner.hidden = navigator.onLine;
  if (event?.type === "online") toast(texts.online);
}

addEventListener("submit", forgetOnLeaving);
addEventListener("submit", confirmThenSubmit);
addEventListener("click", closeMenus);
addEventListener("click", openDialog);
addEventListener("click", goToField);
addEventListener("keydown", (event) => event.key === "Escape" && closeMenus(event));
addEventListener("online", showConnection);
addEventListener("offline", showConnection);
document.addEventListener("htmx:confirm", confirmThenRequest);
document.addEventListener("htmx:responseError", sayWhatFailed);
document.addEventListener("htmx:sendError", () => toast(texts.unreachable));
document.addEventListener("htmx:timeout", () => toast(texts.unreachable));
document.addEventListener("htmx:afterSwap", (event) => showTimes(event.target));
/* A server may say something with the header HX-Trigger: {"toast": "words"}. */
document.addEventListener("toast", (event) => toast(event.detail.value));

keepOnly(document.body.dataset.person);
showConnection();
showTimes();
setInterval(() => showTimes(), 30_000);
