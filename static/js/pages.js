// Sending pages: hash on the device, announce, send with progress, confirm; what fails is tried again.
import { confirmed, csrfToken, toast } from "./app.js";

const POLL = 2500;
const RETRY = 6000;
const LONGEST_HASHED = 60_000_000;

class Panel {
  constructor(root) {
    this.root = root;
    this.api = root.dataset.api;
    this.isOpen = root.dataset.open === "yes";
    this.texts = root.querySelector("[data-texts]").dataset;
    this.list = root.querySelector("[data-list]");
    this.pages = [];
    this.sending = []; // {file, replaces, progress, error}
    root.addEventListener("change", (event) => event.target.matches("[data-add]") && this.add(event.target));
    root.addEventListener("click", (event) => this.onClick(event));
    addEventListener("online", () => this.pump());
    addEventListener("beforeunload", (event) => this.sending.some((job) => !job.isHopeless) && event.preventDefault());
    this.refresh();
  }

  async ask(method, path = "", body = undefined) {
    const answer = await fetch(this.api + path, {
      method,
      headers: { "X-CSRFToken": csrfToken(), ...(body ? { "Content-Type": "application/json" } : {}) },
      body: body && JSON.stringify(body),
    });
    if (answer.status === 204) return null;
    const text = await answer.text();
    if (!answer.ok) throw this.refusal(answer.status, text);
    return JSON.parse(text);
  }

  /* An error with a file: `said` is the server's text if there is one, `status` is 0 without an answer. */
  refusal(status, text) {
    const said = detailOf(text) ?? (isRefusal(status) ? this.texts.refused : undefined);
    return Object.assign(new Error(said), { said, status });
  }

  async refresh() {
    clearTimeout(this.timer);
    try {
      this.show((await this.ask("GET")).pages);
    } catch {
      this.timer = setTimeout(() => this.refresh(), RETRY); // offline: the list stays as it is
      return;
    }
    if (this.pages.some((page) => page.state === "received")) this.timer = setTimeout(() => this.refresh(), POLL);
  }

  add(input) {
    if (!crypto.subtle) {
      this.root.querySelector("[data-insecure]").hidden = false;
      return;
    }
    const replaces = Number(input.dataset.replaces) || undefined;
    for (const file of input.files) {
      this.sending = this.sending.filter((job) => !job.isHopeless || !isSame(job.file, file)); // chosen again
      this.sending.push({ file, replaces, progress: 0 });
    }
    input.value = "";
    this.render();
    this.pump();
  }

  /* One after the other: a phone's uplink is narrow, and the order of the pages is kept. */
  async pump() {
    if (this.isPumping) return;
    this.isPumping = true;
    clearTimeout(this.retryTimer);
    while (this.sending.some((job) => !job.isHopeless)) {
      const job = this.sending.find((one) => !one.isHopeless);
      try {
        await this.send(job);
        this.sending.splice(this.sending.indexOf(job), 1);
        await this.refresh();
      } catch (error) {
        job.error = error.said ?? this.texts.failed;
        job.isHopeless = isRefusal(error.status);
        this.render();
        if (!job.isHopeless) {
          this.retryTimer = setTimeout(() => this.pump(), RETRY);
          break;
        }
      }
    }
    this.isPumping = false;
  }

  async send(job) {
    job.error = "";
    const { file } = job;
    if (file.size > LONGEST_HASHED) throw Object.assign(new Error(), { said: this.texts.refused, status: 413 });
    job.sha256 ??= await sha256(file);
    const type = file.type || (/\.hei[cf]$/i.test(file.name) ? "image/heic" : "application/octet-stream");
    const body = { filename: file.name, content_type: type, size: file.size, sha256: job.sha256 };
    const page = await this.ask("POST", "", job.replaces ? { ...body, replaces: job.replaces } : body);
    await this.transfer(page.upload, file, job);
    await this.ask("POST", `/${page.page}/done`);
  }

  transfer({ url, method, fields, headers }, file, job) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open(method, url);
      for (const [name, value] of Object.entries(headers ?? {})) request.setRequestHeader(name, value);
      request.upload.addEventListener("progress", (event) => {
        job.progress = event.loaded / event.total;
        this.render();
      });
      const failed = () => reject(this.refusal(request.status, request.responseText));
      request.addEventListener("load", () => (request.status < 300 ? resolve() : failed()));
      request.addEventListener("error", failed);
      request.addEventListener("timeout", failed);
      request.timeout = 120_000;
      if (!Object.keys(fields ?? {}).length) return request.send(file);
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      form.append("file", file);
      return request.send(form);
    });
  }

  async onClick(event) {
    const button = event.target.closest("[data-act]");
    if (!button) return;
    const id = Number(button.closest("[data-page]")?.dataset.page);
    const { act } = button.dataset;
    try {
      if (act === "retry") return void this.retry(button);
      if (act === "drop") return void this.drop(button);
      if (act === "remove" && (await confirmed(this.texts.sure))) await this.ask("DELETE", `/${id}`);
      if (act === "up" || act === "down") await this.move(id, act === "up" ? -1 : 1);
    } catch (error) {
      toast(error.said ?? this.texts.failed);
    }
    await this.refresh();
  }

  retry(button) {
    const job = this.sending[Number(button.closest("[data-job]").dataset.job)];
    job.isHopeless = false;
    this.pump();
  }

  drop(button) {
    this.sending.splice(Number(button.closest("[data-job]").dataset.job), 1);
    this.render();
  }

  async move(id, by) {
    const ids = this.pages.map((page) => page.page);
    const at = ids.indexOf(id);
    if (at + by < 0 || at + by >= ids.length) return;
    [ids[at], ids[at + by]] = [ids[at + by], ids[at]];
    await this.ask("PUT", "/order", { pages: ids });
  }

  show(pages) {
    this.pages = pages;
    this.render();
  }

  render() {
    const { texts } = this;
    const rows = [...this.pages.map((page, index) => this.row(page, index)), ...this.sending.map((job, index) => this.job(job, index))];
    const focused = document.activeElement?.dataset?.act && document.activeElement.closest("[data-page]")?.dataset.page;
    const act = document.activeElement?.dataset?.act;
    this.list.replaceChildren(...rows);
    if (focused) this.list.querySelector(`[data-page="${focused}"] [data-act="${act}"]`)?.focus();
    this.list.hidden = !rows.length;
    this.root.querySelector("[data-none]").hidden = rows.length > 0;
    const ready = this.pages.filter((page) => page.state === "ready" || page.state === "received").length;
    const count = rows.length ? `${ready} ${texts.of} ${rows.length}: ${texts.ready}` : "";
    this.root.querySelector("[data-count]").textContent = count;
    const said = this.root.querySelector("[data-said]");
    if (said.textContent !== count) said.textContent = count;
  }

  row(page, index) {
    const { texts } = this;
    const row = node("li", "upload-row");
    row.dataset.page = page.page;
    const image = node("img", "upload-row__image");
    image.alt = "";
    if (page.thumbnail) image.src = page.thumbnail;
    const words = node("div", "row__text");
    words.append(node("strong", "", `${texts.page} ${index + 1}`), node("span", "muted small", `${texts[page.state]}${page.received_at ? ` · ${new Date(page.received_at).toLocaleTimeString([], { timeStyle: "short" })} · ${texts.receipt} ${page.sha256.slice(0, 8)}` : ""}`));
    for (const warning of page.warnings) words.append(node("span", "small", warning.detail));
    if (page.refusal) words.append(node("span", "field__error", page.refusal.detail));
    if (page.bounced) words.append(node("span", "field__error", `${texts.sentBack} ${page.bounced}`));
    row.classList.toggle("upload-row--failed", Boolean(page.refusal || page.bounced));
    row.append(image, words, this.actions(page, index));
    return row;
  }

  actions(page, index) {
    const { texts } = this;
    const box = node("div", "pages-panel__actions");
    if (this.isOpen || page.bounced) {
      const again = node("label", "btn btn--small", texts.retake);
      const input = node("input");
      Object.assign(input, { type: "file", accept: "image/*" });
      Object.assign(input.dataset, { add: "", replaces: page.page });
      again.append(input);
      again.tabIndex = 0;
      again.setAttribute("role", "button");
      again.addEventListener("keydown", (event) => (event.key === "Enter" || event.key === " ") && input.click());
      box.append(again);
    }
    if (!this.isOpen) return box;
    if (index > 0) box.append(button("up", texts.up));
    if (index < this.pages.length - 1) box.append(button("down", texts.down));
    box.append(button("remove", texts.remove));
    return box;
  }

  job(job, index) {
    const row = node("li", "upload-row");
    row.dataset.job = index;
    const words = node("div", "row__text");
    words.append(node("strong", "truncate", job.file.name), node("span", job.error ? "field__error" : "muted small", job.error || this.texts.sending));
    const progress = node("progress", "progress");
    progress.max = 1;
    progress.value = job.progress;
    row.append(node("span", "upload-row__image"), words);
    if (job.isHopeless) {
      const box = node("div", "pages-panel__actions");
      box.append(button("retry", this.texts.retry, "btn btn--small"), button("drop", this.texts.remove));
      row.append(box);
      row.classList.add("upload-row--failed");
    } else row.append(progress);
    return row;
  }
}

function button(act, text, classes = "btn btn--small btn--quiet") {
  const made = node("button", classes, text);
  made.type = "button";
  made.dataset.act = act;
  return made;
}

function isSame(one, other) {
  return one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;
}

/* The server has refused this file: only the person can change that. No answer (0), 5xx and 429 pass by themselves. */
function isRefusal(status) {
  return status >= 400 && status < 500 && status !== 429;
}

function detailOf(text) {
  try {
    return JSON.parse(text).detail;
  } catch {
    return undefined; // the storage answers in its own words
  }
}

function node(tag, classes = "", text = undefined) {
  const made = document.createElement(tag);
  if (classes) made.className = classes;
  if (text !== undefined) made.textContent = text;
  return made;
}

async function sha256(file) {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

for (const root of document.querySelectorAll("[data-pages]")) new Panel(root);
