// The exam room. docs/exam-engine.md says what the server guarantees; this is the student's side of it.

import { toast } from "../app.js";
import { keepOnly } from "../device.js";
import { watchMath } from "../math.js";
import { isChosen, readAnswer, showAnswer } from "./answers.js";
import { Clock, written } from "./clock.js";
import { Palette } from "./palette.js";
import { Saver, post } from "./saver.js";
import { renewed } from "./session.js";
import { Notes, Waiting, forget } from "./store.js";
import { follow } from "./socket.js";

const ASK_EVERY = 30_000;
const LAST_CALL = 4; // seconds before the end, when everything is sent once more
const WARNINGS = [15, 5, 1]; // minutes before the end

const state = JSON.parse(document.getElementById("room-state").textContent);
const room = document.getElementById("room");
const texts = room.dataset;
const $ = (id) => document.getElementById(id);
const questionOf = (item) => document.querySelector(`.room-question[data-item="${item}"]`);

keepOnly(state.student);
const waiting = new Waiting(state.student, state.attempt);
const notes = new Notes(state.student, state.attempt);
const reports = [];
let lastSeq = 0;
let heardAt = performance.now();
let isLeaving = false;
let signedOutToast;
let timeBefore; // what the clock showed last, in seconds

// --- What is on the screen: the server's answers, then what this device had not sent ---------------------------
for (const { item, answer, client_seq: seq } of state.responses) {
  lastSeq = Math.max(lastSeq, seq);
  waiting.acknowledge(item, seq);
  showAnswer(questionOf(item), answer);
}
for (const [item, { answer, seq }] of waiting.rows) {
  lastSeq = Math.max(lastSeq, seq);
  if (questionOf(item)) showAnswer(questionOf(item), answer);
  else waiting.rows.delete(item);
}
waiting.keep();

const palette = new Palette(notes, { isAnswered: (question) => readAnswer(question) !== null });
const clock = new Clock(state, { onTick: showTime, onEnd: () => leave(texts.closed) });
const saver = new Saver(state.urls.save, waiting, {
  state: showState,
  saved: (body) => {
    signedOutToast?.remove();
    signedOutToast = undefined;
    setClock(body.remaining_seconds, body.server_now);
  },
  stale: showNewer,
  refused: (rows) => rows.forEach(({ item, text }) => refuse(item, text)),
  closed: (code) => (code === "attempt_paused" ? showPause(true) : leave(texts.closed)),
  renew: () => renewed(state.urls.session, state.student),
  signedOut: sayOnce,
});

// --- The student writes --------------------------------------------------------------------------------------------
room.addEventListener("input", ({ target }) => {
  const question = target.closest(".room-question[data-item]");
  if (question && target.closest("[data-answer]")) changed(question, isChosen(target));
});
room.addEventListener("click", ({ target }) => {
  const question = target.closest("[data-clear]")?.closest(".room-question");
  if (!question) return;
  showAnswer(question, null);
  changed(question, true);
});

function sayOnce() {
  signedOutToast ??= toast(texts.signedOut, { seconds: 0 });
}

function changed(question, isChoice) {
  // Server time in milliseconds, so that the later of two devices wins; never backwards on this one.
  lastSeq = Math.max(lastSeq + 1, clock.serverNow());
  const isKept = waiting.put(Number(question.dataset.item), readAnswer(question), lastSeq);
  if (!isKept) report("storage_full");
  for (const note of question.querySelectorAll("[data-refusal]")) note.hidden = true;
  palette.draw();
  saver.soon(isChoice);
}

function refuse(item, text) {
  const note = questionOf(item)?.querySelector("[data-refusal]");
  if (!note) return;
  note.textContent = `${texts.refused} ${text}`;
  note.hidden = false;
}

function showNewer(rows) {
  for (const { item, answer, client_seq: seq } of rows) {
    lastSeq = Math.max(lastSeq, seq);
    if (!waiting.rows.has(item)) showAnswer(questionOf(item), answer);
  }
  palette.draw();
  toast(texts.moved);
}

function showState(name) {
  const box = $("save-state");
  box.textContent = box.dataset[name];
  box.classList.toggle("save-state--failed", name === "failed");
  // Saving is routine; a screen reader announces only errors, and their end.
  const isTrouble = name === "failed" || name === "offline";
  const said = $("save-said");
  if (isTrouble || (name === "saved" && said.textContent)) said.textContent = isTrouble ? box.textContent : "";
  box.dataset.now = name;
}

// --- The clock ------------------------------------------------------------------------------------------------------
function showTime(left) {
  const timer = $("timer");
  const text = written(left);
  if ($("timer-text").textContent !== text) $("timer-text").textContent = text;
  timer.classList.toggle("timer--soon", left <= 900 && left > 120);
  timer.classList.toggle("timer--last", left <= 120);
  for (const minutes of WARNINGS) {
    if (timeBefore > minutes * 60 && left <= minutes * 60) toast(minutes === 1 ? texts.minute : texts.minutes.replace("{n}", minutes), { seconds: 10 });
  }
  timeBefore = left;
  if (left <= LAST_CALL && waiting.size) saver.send();
}

function setClock(remaining, serverNow) {
  heardAt = performance.now();
  const gained = clock.set(remaining, Date.parse(serverNow));
  if (gained > 30) toast(texts.extra);
}

function showPause(isPaused) {
  const dialog = $("pause-dialog");
  clock.isStopped = isPaused;
  if (isPaused && !dialog.open) dialog.showModal();
  if (!isPaused && dialog.open) dialog.close();
  if (!isPaused) saver.send();
}
$("pause-dialog").addEventListener("cancel", (event) => event.preventDefault());

/** Ask the server for the state of the attempt; also brings answers of another device. */
async function refresh() {
  try {
    const answer = await fetch(state.urls.state, { credentials: "same-origin", signal: AbortSignal.timeout(8000) });
    if (answer.status === 401) sayOnce();
    if (!answer.ok) return;
    const body = await answer.json();
    if (body.status === "submitted") return leave(texts.closed);
    setClock(body.remaining_seconds, body.server_now);
    showPause(body.status === "paused");
    for (const { item, answer: newer, client_seq: seq } of body.responses ?? []) {
      if (seq > lastSeq && !waiting.rows.has(item)) showAnswer(questionOf(item), newer);
    }
    lastSeq = Math.max(lastSeq, ...(body.responses ?? []).map((row) => row.client_seq));
    palette.draw();
  } catch {
    // no connection: the saver says so, and the clock goes on by itself
  }
}
setInterval(() => performance.now() - heardAt > ASK_EVERY && refresh(), 5000);
document.addEventListener("visibilitychange", () => {
  if (document.hidden) saver.send({ keepalive: true });
  else refresh();
});
addEventListener("pagehide", () => waiting.size && saver.send({ keepalive: true }));
addEventListener("pageshow", (event) => event.persisted && refresh());
follow(state.urls.socket, state.attempt, refresh);

// --- What the device reports about the attempt ----------------------------------------------------------------------
function report(kind) {
  reports.push({ kind, client_at: new Date(clock.serverNow()).toISOString() });
  if (navigator.onLine) post(state.urls.events, { events: reports.splice(0, 50) }).catch(() => {});
}
addEventListener("offline", () => {
  report("offline");
  if (waiting.size) showState("offline");
});
addEventListener("online", () => {
  report("online");
  refresh();
});

// --- Submitting -----------------------------------------------------------------------------------------------------
$("open-submit").addEventListener("click", () => {
  const { answered, all, open } = palette.draw();
  const summary = $("submit-summary");
  summary.textContent = summary.dataset.text.replace("{answered}", answered).replace("{all}", all);
  $("submit-open").hidden = !open.length;
  $("submit-open-list").replaceChildren(...open.map(cellTo));
  const pages = $("submit-pages");
  if (pages) pages.textContent = pages.dataset.text.replace("{n}", document.querySelectorAll("[data-pages] [data-list] > li").length);
  $("submit-dialog").showModal();
  saver.send().then((isAll) => {
    $("submit-unsaved").hidden = isAll;
  });
});

function cellTo(question) {
  const cell = document.createElement("button");
  cell.type = "button";
  cell.className = "palette__cell";
  cell.textContent = question.dataset.label;
  cell.addEventListener("click", () => {
    $("submit-dialog").close();
    palette.go(palette.named(question.dataset.item));
  });
  return cell;
}

$("submit-no").addEventListener("click", () => $("submit-dialog").close());
$("submit-yes").addEventListener("click", async ({ currentTarget: button }) => {
  button.setAttribute("aria-busy", "true");
  button.disabled = true;
  const isDone = (await saver.send()) && (await handIn());
  $("submit-unsaved").hidden = isDone;
  button.removeAttribute("aria-busy");
  button.disabled = false;
});

async function handIn() {
  try {
    const answer = await post(state.urls.submit);
    if (!answer.ok) return false;
  } catch {
    return false;
  }
  forget(state.attempt);
  isLeaving = true;
  location.assign(state.urls.done);
  return true;
}

/** The time is over: send what is left, submit, go to the receipt. Without a connection, try until there is one. */
async function leave(text) {
  if (isLeaving) return;
  isLeaving = true;
  toast(text, { seconds: 0 });
  await saver.send();
  const tryOn = async () => (await handIn()) || setTimeout(tryOn, 5000);
  tryOn();
}

const asked = location.hash === "#sheets" ? "sheets" : location.hash.replace("#q", "");
palette.go(Math.max(palette.named(asked), 0));
watchMath(document, { now: false });
if (state.status === "paused") showPause(true);
if (waiting.size) saver.send();
else showState("saved");
