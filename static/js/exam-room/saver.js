// Sends answers soon after they were written, keeps trying, and reports the state.

import { csrfToken } from "../app.js";

const AFTER_TYPING = 2000;
const AT_MOST = 5000;
const AFTER_CHOICE = 300;
const BATCH = 50;
const PATIENCE = 10_000;
const PAUSES = [2000, 4000, 8000, 15_000];

/** POST `body` as JSON; rejects when there is no connection or no answer in time. */
export async function post(url, body, { keepalive = false } = {}) {
  return fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken() },
    credentials: "same-origin",
    body: JSON.stringify(body ?? {}),
    keepalive,
    signal: keepalive ? undefined : AbortSignal.timeout(PATIENCE),
  });
}

/** Calls on `on`: state(name), saved(body), stale(rows), refused(errors, rows), closed(code), signedOut(); it is asked
    to renew() the sign-in, which resolves to whether that worked. */
export class Saver {
  constructor(url, waiting, on) {
    this.url = url;
    this.waiting = waiting;
    this.on = on;
    this.failures = 0;
    this.isSending = false;
    this.refused = new Map(); // item to the sequence that the server would not take
    addEventListener("online", () => this.send());
  }

  /** Something was written: send soon, at the latest five seconds after the first of it. */
  soon(isChoice) {
    const now = performance.now();
    this.firstAt ??= now;
    const wait = Math.min(isChoice ? AFTER_CHOICE : AFTER_TYPING, Math.max(this.firstAt + AT_MOST - now, 0));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), wait);
    this.on.state("saving");
  }

  ready() {
    return this.waiting.batch(BATCH).filter(({ item, client_seq: seq }) => this.refused.get(item) !== seq);
  }

  /** Send what waits; resolves to true once nothing does. */
  async send({ keepalive = false } = {}) {
    clearTimeout(this.timer);
    if (this.isSending && !keepalive) return this.sending;
    this.sending = this.exchange(keepalive);
    return this.sending;
  }

  async exchange(keepalive) {
    this.isSending = true;
    this.firstAt = undefined;
    try {
      for (let rows = this.ready(); rows.length; rows = this.ready()) {
        this.on.state("saving");
        const answer = await post(this.url, { responses: rows }, { keepalive });
        if (!(await this.take(answer, rows))) return false;
      }
      this.failures = 0;
      this.on.state(this.waiting.size ? "failed" : "saved");
      return this.waiting.size === 0;
    } catch {
      this.later();
      return false;
    } finally {
      this.isSending = false;
    }
  }

  async take(answer, rows) {
    if ([401, 403, 404].includes(answer.status)) {
      if (await this.on.renew()) return this.once();
      this.on.signedOut();
    }
    const body = await answer.json().catch(() => ({}));
    if (answer.ok) {
      this.hasRenewed = false;
      for (const { item, client_seq: seq } of rows) this.waiting.acknowledge(item, seq);
      this.waiting.keep();
      this.on.saved(body);
      if (body.stale.length) this.on.stale(body.stale);
      return true;
    }
    if (answer.status === 409) {
      this.on.closed(body.code);
      return false;
    }
    if (answer.status === 400 && body.errors) {
      this.refuse(body.errors, rows);
      return true; // the others go on
    }
    this.later(Number(answer.headers.get("Retry-After")) * 1000);
    return false;
  }

  /** After a renewal the rest goes on at once; should that be refused too, with the usual patience. */
  once() {
    if (this.hasRenewed) {
      this.later();
      return false;
    }
    this.hasRenewed = true;
    return true;
  }

  refuse(errors, rows) {
    const faults = new Map();
    for (const [path, texts] of Object.entries(errors)) {
      const row = rows[Number(path.split(".")[1])];
      if (row) faults.set(row, texts[0]);
    }
    for (const row of faults.size ? faults.keys() : rows) this.refused.set(row.item, row.client_seq);
    this.on.refused([...faults].map(([row, text]) => ({ item: row.item, text })));
  }

  later(atLeast = 0) {
    const pause = PAUSES[Math.min(this.failures, PAUSES.length - 1)];
    this.failures += 1;
    // A random quarter more or less, so that a class that lost its network does not come back in one second.
    const wait = Math.max(pause, atLeast) * (1 + Math.random() / 4);
    this.timer = setTimeout(() => this.send(), wait);
    this.on.state(navigator.onLine ? "failed" : "offline");
  }
}
