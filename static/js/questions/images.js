// Pictures in a text of a question: chosen, dropped or pasted; sent; then `![words](image:…)` at the cursor.

import { csrfToken, toast } from "../app.js";
import { element, texts } from "./elements.js";

const TYPES = ["image/png", "image/jpeg", "image/webp"];
const LARGEST = 3_000_000;
const door = document.getElementById("question-form").dataset.images;

class Refused extends Error {}

async function call(url, body) {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken() },
    body: body && JSON.stringify(body),
  });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(said.detail || texts.pictureFailed);
  return said;
}

async function sha256(file) {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function transfer({ url, method, fields, headers }, file) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", file);
  const isForm = method === "POST";
  const answer = await fetch(url, isForm ? { method, body: form } : { method, headers, body: file });
  if (!answer.ok) throw new Refused(texts.pictureFailed);
}

async function send(file) {
  if (!TYPES.includes(file.type) || file.size > LARGEST || !file.size) throw new Refused(texts.pictureRefused);
  const facts = { filename: file.name || "picture", content_type: file.type, size: file.size, sha256: await sha256(file) };
  const grant = await call(door, facts);
  await transfer(grant, file);
  return (await call(`${door}/${grant.id}/done`)).sha256;
}

/** Asks what the picture shows; the words, or null where the author thought better of it. */
function askWords(file) {
  const address = URL.createObjectURL(file);
  const input = element("input", { type: "text", id: "picture-words", maxlength: "300", required: true });
  const form = element("form", { method: "dialog", class: "dialog__body stack" }, [
    element("img", { src: address, alt: "", class: "picture-preview" }),
    element("div", { class: "field" }, [element("label", { for: "picture-words" }, [texts.pictureWords]), input]),
    element("div", { class: "dialog__actions" }, [
      element("button", { type: "button", class: "btn", onclick: () => dialog.close("") }, [texts.pictureCancel]),
      element("button", { class: "btn btn--primary", value: "yes" }, [texts.pictureInsert]),
    ]),
  ]);
  const dialog = element("dialog", { class: "dialog", "aria-label": texts.picture }, [form]);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      URL.revokeObjectURL(address);
      dialog.remove();
      resolve(dialog.returnValue === "yes" ? input.value.replaceAll(/[[\]\n\\]/g, " ").trim() : null);
    });
  });
}

function insert(area, text) {
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.focus();
}

async function add(file, area, state) {
  if (!TYPES.includes(file.type) || file.size > LARGEST) return void toast(texts.pictureRefused);
  const words = await askWords(file);
  if (words === null) return void area.focus();
  state.textContent = texts.pictureSending;
  try {
    const name = await send(file);
    insert(area, `![${words}](image:${name})`);
  } catch (error) {
    toast(error instanceof Refused ? error.message : texts.pictureFailed);
  } finally {
    state.textContent = "";
  }
}

const picturesOf = (transferred) => [...(transferred?.files ?? [])];

/** Let pictures into this text area; returns the button to show under it. */
export function pictureTool(area) {
  const state = element("span", { class: "small muted", role: "status" });
  const input = element("input", {
    type: "file", accept: TYPES.join(), hidden: true,
    onchange: async (event) => {
      const [file] = event.target.files;
      if (file) await add(file, area, state);
      event.target.value = "";
    },
  });
  const take = async (event, source) => {
    const files = picturesOf(source);
    if (!files.length) return;
    event.preventDefault();
    area.classList.remove("is-over");
    for (const file of files) await add(file, area, state);
  };
  area.addEventListener("paste", (event) => take(event, event.clipboardData));
  area.addEventListener("drop", (event) => take(event, event.dataTransfer));
  area.addEventListener("dragover", (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    area.classList.add("is-over");
  });
  area.addEventListener("dragleave", () => area.classList.remove("is-over"));
  const button = element("button", { type: "button", class: "btn btn--small btn--quiet", onclick: () => input.click() }, [texts.picture]);
  return element("div", { class: "picture-tool" }, [button, input, state]);
}
