// What the marker has written: sent in batches, kept on the device until the server has acknowledged it.
import { ask, Refused } from "./api.js";

const WAIT = 1000;
const RETRIES = [2000, 5000, 10_000, 30_000];
const HEARTBEAT = 5 * 60_000;

export const keyOf = (item, step) => `${item}|${step}`;

/** Fires: change, state ("saved" | "saving" | "kept" | "refused" | "signed-out"), lost (Refused). */
export class Store extends EventTarget {
  constructor(api, sheet) {
    super();
    this.api = api;
    this.sheet = sheet;
    this.fence = sheet.fence;
    this.marks = new Map(sheet.marks.map((mark) => [keyOf(mark.item, mark.step), mark]));
    this.drawings = new Map(sheet.pages.map((page) => [page.id, page.annotations]));
    this.seen = new Set(sheet.pages.filter((page) => page.seen).map((page) => page.id));
    this.dirtyMarks = new Set();
    this.dirtyPages = new Set();
    this.unsentSeen = new Set();
    this.draftKey = `marking:${sheet.id}`;
    this.tries = 0;
    this.isLost = false;
    setInterval(() => this.beat(), HEARTBEAT);
    addEventListener("online", () => this.soon(0));
    addEventListener("beforeunload", (event) => this.isDirty && event.preventDefault());
  }

  get isDirty() {
    return this.dirtyMarks.size + this.dirtyPages.size + this.unsentSeen.size > 0;
  }

  setMark(item, step, changes) {
    const key = keyOf(item, step);
    const blank = { item, step, award: null, not_attempted: false, error_tag: "", comment: "", page: null, x: null, y: null, follows_from: null };
    const mark = { ...(this.marks.get(key) ?? blank), ...changes };
    if (mark.not_attempted) mark.award = "0";
    this.marks.set(key, mark);
    if (mark.award !== null) this.dirtyMarks.add(key); // a comment alone decides nothing: it goes with the award
    this.changed();
  }

  setDrawings(page, drawings) {
    this.drawings.set(page, drawings);
    this.dirtyPages.add(page);
    this.changed();
  }

  setSeen(page) {
    if (this.seen.has(page)) return;
    this.seen.add(page);
    this.unsentSeen.add(page);
    this.changed();
  }

  changed() {
    this.keepDraft();
    this.dispatchEvent(new Event("change"));
    this.soon(WAIT);
  }

  /* The device's copy: only what is not acknowledged. */
  keepDraft() {
    const marks = [...this.dirtyMarks].map((key) => this.marks.get(key));
    const pages = [...this.dirtyPages].map((page) => [page, this.drawings.get(page)]);
    try {
      if (marks.length || pages.length) localStorage.setItem(this.draftKey, JSON.stringify({ marks, pages }));
      else localStorage.removeItem(this.draftKey);
    } catch {
      // Storage is full or forbidden: the server's copy must do.
    }
  }

  readDraft() {
    try {
      return JSON.parse(localStorage.getItem(this.draftKey));
    } catch {
      return null;
    }
  }

  useDraft(draft) {
    for (const mark of draft.marks) {
      this.marks.set(keyOf(mark.item, mark.step), mark);
      this.dirtyMarks.add(keyOf(mark.item, mark.step));
    }
    for (const [page, drawings] of draft.pages) {
      if (!this.drawings.has(page)) continue;
      this.drawings.set(page, drawings);
      this.dirtyPages.add(page);
    }
    this.changed();
  }

  dropDraft() {
    localStorage.removeItem(this.draftKey);
  }

  soon(wait) {
    clearTimeout(this.timer);
    if (!this.isLost) this.timer = setTimeout(() => this.flush(), wait);
  }

  say(state, detail = "") {
    this.dispatchEvent(new CustomEvent("state", { detail: { state, text: detail } }));
  }

  /** Send what is unsent; true when nothing is left. One at a time. */
  flush() {
    this.running ??= this.send().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  async send() {
    if (!this.isDirty) return true;
    if (this.isLost) return false;
    this.say("saving");
    try {
      await this.sendMarks();
      for (const page of [...this.dirtyPages]) await this.sendDrawings(page);
      for (const page of [...this.unsentSeen]) {
        await ask("POST", `${this.api}/page-seen`, { fence: this.fence, page });
        this.unsentSeen.delete(page);
      }
    } catch (error) {
      return this.failed(error);
    }
    this.tries = 0;
    this.keepDraft();
    if (this.isDirty) this.soon(WAIT);
    else this.say("saved");
    return !this.isDirty;
  }

  /* A mark that carries on an error goes after the mark it names. */
  async sendMarks() {
    while (this.dirtyMarks.size) {
      const waits = (mark) => mark.follows_from && this.dirtyMarks.has(keyOf(mark.follows_from.item, mark.follows_from.step));
      const all = [...this.dirtyMarks].map((key) => this.marks.get(key));
      const ready = all.filter((mark) => !waits(mark));
      const batch = ready.length ? ready : all.map((mark) => ({ ...mark, follows_from: null }));
      await ask("PUT", `${this.api}/marks`, { fence: this.fence, marks: batch });
      for (const mark of batch) {
        const key = keyOf(mark.item, mark.step);
        if (this.marks.get(key) === mark || !ready.length) this.dirtyMarks.delete(key); // changed meanwhile: sent again
      }
    }
  }

  async sendDrawings(page) {
    const annotations = this.drawings.get(page);
    await ask("PUT", `${this.api}/annotations`, { fence: this.fence, page, annotations });
    if (this.drawings.get(page) === annotations) this.dirtyPages.delete(page);
  }

  failed(error) {
    this.keepDraft();
    if (error instanceof Refused && error.code === "lease_lost") {
      this.isLost = true;
      this.say("kept");
      this.dispatchEvent(new CustomEvent("lost", { detail: error }));
    } else if (error instanceof Refused && error.status === 401) {
      this.say("signed-out");
      this.soon(RETRIES.at(-1));
    } else if (error instanceof Refused && error.status < 500 && error.status !== 429) {
      this.say("refused", error.message);
    } else {
      this.say("kept");
      this.soon(RETRIES[Math.min(this.tries++, RETRIES.length - 1)]);
    }
    return false;
  }

  /** Claim the script again and send what was kept. Rejects with Refused where somebody else has it. */
  async takeBack(claimUrl) {
    const lease = await ask("POST", claimUrl, { task: this.sheet.id });
    this.fence = lease.fence;
    this.isLost = false;
    for (const page of this.seen) this.unsentSeen.add(page);
    return this.flush();
  }

  async beat() {
    if (this.isLost || document.hidden) return;
    try {
      await ask("POST", `${this.api}/heartbeat`, { fence: this.fence });
    } catch (error) {
      if (error instanceof Refused) this.failed(error);
    }
  }
}
