// The marking page: connects sheet, pen, scheme and store, and handles the keys.
import { confirmed, toast } from "../app.js";
import { mayAct } from "../shortcuts.js";
import { ask, Refused } from "./api.js";
import { el } from "./dom.js";
import { Ink } from "./ink.js";
import { Scheme } from "./scheme.js";
import { Store } from "./store.js";
import { shown, totalOf } from "./totals.js";
import { Viewer } from "./viewer.js";

const $ = (id) => document.getElementById(id);
const desk = $("desk");
const texts = $("desk-texts").dataset;
const { api, claim, queue } = desk.dataset;
const banners = $("banners");
const PAGES_POLL = 5000;
const PAGES_TRIES = 24;
let store, viewer, ink, scheme;
let waiting = 0;
let waitedFor = 0;

function banner(text, ...buttons) {
  const row = el("div", { class: "banner banner--warn" }, el("span", { class: "grow", text }));
  for (const [label, run] of buttons) {
    row.append(el("button", { type: "button", class: "btn btn--small", text: label, on: { click: () => run(row) } }));
  }
  banners.append(row);
  return row;
}

function words(title, label) {
  const dialog = $("words-dialog");
  $("words-title").textContent = title;
  $("words-label").textContent = label;
  $("words").value = "";
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes" ? $("words").value.trim() : ""), { once: true });
  });
}

function showState({ detail }) {
  const states = { saved: texts.saved, saving: texts.saving, kept: texts.kept, refused: `${texts.refused}: ${detail.text}`, "signed-out": texts.signedOut };
  const node = $("save-state");
  node.textContent = states[detail.state];
  node.classList.toggle("save-state--failed", !["saved", "saving"].includes(detail.state));
  if (detail.state !== "saving") say([scheme?.said, node.textContent].filter(Boolean).join(": "));
}

/** One sentence for who listens. */
function say(text) {
  $("said").textContent = text;
}

function refresh() {
  scheme.refresh();
  viewer.markStrip(store.seen);
  const { got, most } = totalOf(store, scheme.questions);
  $("total").textContent = `${shown(got)}/${shown(most)}`;
}

function lost({ detail }) {
  banners.replaceChildren();
  const takeBack = async (row) => {
    try {
      if (await store.takeBack(claim)) row.remove();
    } catch (error) {
      toast(error instanceof Refused ? error.message : texts.unreachable);
    }
  };
  const buttons = detail.body.state === "waiting" ? [[texts.takeBack, takeBack]] : [];
  banner(texts.lost, ...buttons, [texts.toQueue, () => location.assign(queue)]);
}

function offerDraft() {
  const draft = store.readDraft();
  if (!draft) return;
  banner(
    texts.draft,
    [texts.useDraft, (row) => { store.useDraft(draft); ink.render(); row.remove(); }],
    [texts.dropDraft, (row) => { store.dropDraft(); row.remove(); }],
  );
}

async function submit() {
  stopWaiting();
  if (!(await store.flush())) return;
  // What is missing is said, and the marker stays where they are.
  const left = [[scheme.undecided, texts.stepsLeft], [viewer.pages.filter((page) => !store.seen.has(page.id)).length, texts.pagesLeft]];
  const missing = left.filter(([count]) => count).map(([count, words]) => `${count} ${words}`);
  if (missing.length) return void toast(`${texts.unfinished}: ${missing.join(", ")}. ${scheme.undecided ? texts.whereLeft : ""}`);
  const { got, most } = totalOf(store, scheme.questions);
  const answer = confirmed(texts.submit, { detail: `${shown(got)} ${texts.of} ${shown(most)}`, yes: texts.submitYes });
  $("confirm-yes").focus(); // nothing is open any more: Enter is enough
  if (!(await answer)) return;
  await handIn(`${shown(got)} ${texts.of} ${shown(most)}`);
}

async function handIn(marks) {
  $("submit").setAttribute("aria-busy", "true");
  try {
    await ask("POST", `${api}/submit`, { fence: store.fence });
    stopWaiting();
    store.dropDraft();
    offerNext(marks);
  } catch (error) {
    const code = error instanceof Refused ? error.code : "";
    if (code === "pages_in_preparation") return void awaitPages(marks);
    stopWaiting();
    if (code === "lease_lost") store.failed(error);
    else if (code === "script_unfinished" && error.body.unseen_pages.some((id) => !viewer.pages.some((page) => page.id === id))) offerPages();
    else toast(error instanceof Refused ? error.message : texts.unreachable);
  }
}

/* The student holds a receipt for a page that is still being prepared. Asked again by itself for two minutes, and no
   longer than the marks stay as they were confirmed; then by the button. */
function awaitPages(marks) {
  if (!$("pages-coming")) {
    banner(texts.pagesComing, [texts.tryAgain, submit]).id = "pages-coming";
    store.addEventListener("change", stopWaiting, { once: true });
  }
  if (++waitedFor > PAGES_TRIES) return void $("submit").removeAttribute("aria-busy");
  waiting = setTimeout(() => handIn(marks), PAGES_POLL);
}

function stopWaiting() {
  clearTimeout(waiting);
  waitedFor = 0;
  $("submit").removeAttribute("aria-busy");
  $("pages-coming")?.remove();
}

/* It is here, and must be looked at before the script goes. */
function offerPages() {
  if (!$("pages-here")) banner(texts.pagesHere, [texts.showPages, () => location.reload()]).id = "pages-here";
}

/* With two hundred scripts to do, the next one is one key away. */
function offerNext(marks) {
  const dialog = $("done-dialog");
  $("done-marks").textContent = marks;
  dialog.addEventListener("close", () => (dialog.returnValue === "next" ? takeNext() : location.assign(queue)), { once: true });
  dialog.showModal();
}

async function takeNext() {
  try {
    const lease = await ask("POST", claim, {});
    location.assign(`${queue}/${lease.id}`);
  } catch (error) {
    toast(error instanceof Refused ? error.message : texts.unreachable);
    setTimeout(() => location.assign(queue), 2000);
  }
}

async function bounce() {
  const { page } = viewer;
  if (!page) return;
  const reason = await words(texts.bounceTitle, texts.bounceLabel);
  if (!reason) return;
  try {
    await ask("POST", `${api}/bounce-page`, { fence: store.fence, page: page.id, reason });
    page.bounced = reason;
    toast(texts.bounceDone);
  } catch (error) {
    if (error instanceof Refused && error.code === "lease_lost") store.failed(error);
    else toast(error instanceof Refused ? error.message : texts.unreachable);
  }
}

function take(tool) {
  viewer.take(tool);
  for (const button of $("tools").children) button.setAttribute("aria-pressed", String(button.dataset.tool === tool));
}

const DO = {
  undo: () => ink.undo(),
  redo: () => ink.redo(),
  "zoom-in": () => viewer.zoom(1.25),
  "zoom-out": () => viewer.zoom(0.8),
  fit: () => viewer.fit(),
  rotate: () => viewer.rotate(),
  bounce,
};
const KEYS = {
  j: () => scheme.move(1), ArrowDown: () => scheme.move(1), k: () => scheme.move(-1), ArrowUp: () => scheme.move(-1),
  u: () => scheme.toUndecided(), n: () => scheme.notAttempted(), N: () => scheme.wholeNotAttempted(),
  ".": () => scheme.half(), h: () => scheme.award("0.5"), " ": () => scheme.full(), m: () => scheme.full(), M: () => scheme.wholeFull(),
  o: () => scheme.toggleSolution(), e: () => scheme.write("tag"), w: () => scheme.write("comment"), "[": () => viewer.show(viewer.index - 1), "]": () => viewer.show(viewer.index + 1),
  t: () => take("tick"), x: () => take("cross"), p: () => take("pen"), c: () => take("comment"), v: () => take("hand"), Escape: () => take("hand"),
  z: DO.undo, Z: DO.redo, "+": DO["zoom-in"], "=": DO["zoom-in"], "-": DO["zoom-out"], f: DO.fit, r: DO.rotate,
  s: submit, Delete: () => ink.removeChosen(), Backspace: () => ink.removeChosen(), "?": () => $("keys-dialog").showModal(),
};

function onKey(event) {
  if (document.querySelector("dialog[open]") || event.altKey) return;
  if (event.target.closest("input, textarea, select")) {
    if (!["Escape", "Enter"].includes(event.key) || event.target.closest("textarea")) return;
    event.preventDefault();
    event.target.blur();
    if (event.key === "Enter" && desk.contains(event.target)) scheme.toUndecided();
    return;
  }
  if (!mayAct(event)) return;
  if (event.key === " " && event.target.closest("button, a, summary")) return;
  if (event.ctrlKey || event.metaKey) {
    if (event.key.toLowerCase() !== "z") return;
    event.preventDefault();
    (event.shiftKey ? DO.redo : DO.undo)();
    return;
  }
  const run = /^[0-9]$/.test(event.key) ? () => scheme.award(event.key) : KEYS[event.key];
  if (!run) return;
  event.preventDefault();
  run();
}

function offerNothing(sheet) {
  const hasAnswer = sheet.questions.some((question) => question.answer || question.parts.some((part) => part.answer));
  if (sheet.pages.length) return;
  desk.classList.add("desk-split--no-pages");
  $("page-note").hidden = false;
  $("page-note").textContent = texts.noPages;
  if (hasAnswer || sheet.marks.length) return;
  banner(texts.nothing, [texts.allNotAttempted, (row) => { sheet.questions.forEach((question) => scheme.questionNotAttempted(question)); row.remove(); }]);
}

async function open() {
  const sheet = await ask("GET", api);
  store = new Store(api, sheet);
  viewer = new Viewer({ glass: $("glass"), stage: $("stage"), picture: $("picture"), ink: $("ink"), strip: $("strip"), note: $("page-note"), aim: $("aim") }, sheet.pages, texts);
  ink = new Ink(viewer, store);
  scheme = new Scheme({ list: $("questions"), body: $("scheme"), check: desk.dataset.check }, store, texts, JSON.parse($("error-tags").textContent));
  Object.defineProperty(scheme, "page", { get: () => viewer.page?.id ?? null });
  store.addEventListener("change", refresh);
  store.addEventListener("state", showState);
  store.addEventListener("lost", lost);
  viewer.addEventListener("seen", (event) => store.setSeen(event.detail));
  viewer.addEventListener("page", () => { ink.render(); viewer.markStrip(store.seen); });
  viewer.addEventListener("pick-next", () => ink.chooseNext());
  ink.addEventListener("drawn", ({ detail }) => say(texts.drawn.replace("{page}", viewer.index + 1).replace("{n}", detail)));
  ink.addEventListener("place", ({ detail }) => scheme.markOf(scheme.step)?.award != null && store.setMark(scheme.question.item, scheme.step.step, detail));
  ink.addEventListener("comment", async ({ detail }) => {
    const text = await words(texts.writeComment, texts.commentLabel);
    if (text) ink.add("comment", { ...detail, text });
  });
  $("tools").addEventListener("click", (event) => event.target.closest("[data-tool]") && take(event.target.closest("[data-tool]").dataset.tool));
  desk.addEventListener("click", (event) => DO[event.target.closest("[data-do]")?.dataset.do]?.());
  $("submit").addEventListener("click", submit);
  $("words").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    $("words-dialog").close("yes");
  });
  addEventListener("keydown", onKey);
  if (sheet.request) banner(`${texts.request} ${sheet.request}`);
  offerDraft();
  viewer.show(0);
  scheme.go(0, 0, { focus: false });
  if (!scheme.questions.length || !sheet.marks.length) refresh();
  else scheme.toUndecided({ focus: false });
  refresh();
  offerNothing(sheet);
}

open().catch((error) => {
  $("scheme").textContent = error instanceof Refused ? error.message : texts.failed;
});
