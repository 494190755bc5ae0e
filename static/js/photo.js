// A new photo: ask for an address, send the file there, say that it is done.
import { csrfToken, toast } from "./app.js";

const box = document.getElementById("photo");
const state = box.querySelector("[data-state]");
const door = box.dataset.grant;

async function call(url, method, body) {
  const answer = await fetch(url, {
    method,
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken() },
    body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).detail || box.dataset.failed);
  return answer.json();
}

async function sha256(file) {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function send(grant, file) {
  if (grant.method === "PUT") return fetch(grant.url, { method: "PUT", headers: grant.headers, body: file });
  const data = new FormData();
  Object.entries(grant.fields).forEach(([name, value]) => data.append(name, value));
  data.append("file", file);
  return fetch(grant.url, { method: "POST", body: data });
}

box.querySelector("input[type=file]").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  if (!file) return;
  state.textContent = state.dataset.sending;
  try {
    const facts = { filename: file.name, content_type: file.type, size: file.size, sha256: await sha256(file) };
    const grant = await call(door, "POST", facts);
    const sent = await send(grant, file);
    if (!sent.ok) throw new Error(state.dataset.failed);
    await call(`${door}/${grant.id}/done`, "POST");
    location.reload();
  } catch (error) {
    state.textContent = state.dataset.failed;
    toast(error.message);
  }
});

box.querySelector("[data-remove]")?.addEventListener("click", async () => {
  await call(door, "DELETE");
  location.reload();
});
