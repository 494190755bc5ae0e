// Answers that the server has not acknowledged yet, kept on this device; and the marks "look again".
// A key names the student, and device.js forgets those of others: no other person on this device sees or sends them.

const PREFIX = "mv-room-";

function read(key, fallback) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? fallback;
  } catch {
    return fallback;
  }
}

function write(key, value) {
  try {
    if (Object.keys(value).length) localStorage.setItem(key, JSON.stringify(value));
    else localStorage.removeItem(key);
    return true;
  } catch {
    return false; // full or forbidden: the answers still live in this page and are sent
  }
}

/** Forget everything of one attempt, whoever sits it. */
export function forget(attempt) {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(PREFIX) && key.split("-")[3] === String(attempt)) localStorage.removeItem(key);
  }
}

/** The answers of one attempt that wait: a Map of item to {answer, seq}, written through to the device. */
export class Waiting {
  constructor(student, attempt) {
    this.key = `${PREFIX}${student}-${attempt}-answers`;
    this.rows = new Map(Object.entries(read(this.key, {})).map(([item, row]) => [Number(item), row]));
  }

  put(item, answer, seq) {
    this.rows.set(item, { answer, seq });
    return this.keep();
  }

  /** Drop what was acknowledged, unless it has changed since. */
  acknowledge(item, seq) {
    if (this.rows.get(item)?.seq <= seq) this.rows.delete(item);
  }

  keep() {
    return write(this.key, Object.fromEntries(this.rows));
  }

  batch(size) {
    return [...this.rows].slice(0, size).map(([item, { answer, seq }]) => ({ item, answer, client_seq: seq }));
  }

  get size() {
    return this.rows.size;
  }
}

/** Flags and seen questions of one attempt, on this device alone. */
export class Notes {
  constructor(student, attempt) {
    this.key = `${PREFIX}${student}-${attempt}-notes`;
    const { flagged = [], seen = [] } = read(this.key, {});
    this.flagged = new Set(flagged);
    this.seen = new Set(seen);
  }

  keep() {
    write(this.key, { flagged: [...this.flagged], seen: [...this.seen] });
  }
}
