// The bell: a socket tells of new notices; where it cannot stay open, the API is asked each 30 seconds.
// Pages listen to `document` for "notice" events: detail is the notice as GET /api/v1/notifications gives it.

import { toast } from "./app.js";

const POLL = 30_000;
const LONGEST_WAIT = 30_000;
const API = "/api/v1/notifications";

const bell = document.getElementById("bell");
const count = document.getElementById("bell-count");

let lastSeq = null;
let failures = 0;
let socket = null;

function showUnread(unread) {
  count.hidden = unread === 0;
  count.textContent = unread > 99 ? "99+" : String(unread);
  const { label, unread: word } = bell.dataset;
  bell.setAttribute("aria-label", unread ? `${label}: ${unread} ${word}` : label);
  bell.dataset.count = unread;
}

function showNotice(notice) {
  lastSeq = Math.max(lastSeq ?? 0, notice.seq);
  toast(notice.title);
  document.dispatchEvent(new CustomEvent("notice", { detail: notice }));
}

/** Ask for what came after the last one known; the first time only for the count. */
async function catchUp() {
  const query = lastSeq === null ? "page_size=1" : `after=${lastSeq}`;
  const response = await fetch(`${API}?${query}`, { headers: { Accept: "application/json" } });
  if (!response.ok) return;
  const page = await response.json();
  if (lastSeq !== null) page.results.forEach(showNotice);
  lastSeq = Math.max(lastSeq ?? 0, page.seq);
  showUnread(page.unread);
}

const quietly = () => catchUp().catch(() => {}); // offline: the next poll or the socket's next hello brings it

const takes = {
  hello({ seq, unread }) {
    failures = 0;
    const isBehind = lastSeq !== null && seq > lastSeq;
    lastSeq ??= seq;
    showUnread(unread);
    if (isBehind) quietly();
  },
  notice(notice) {
    if (lastSeq !== null && notice.seq !== lastSeq + 1) {
      if (notice.seq > lastSeq) quietly();
      return;
    }
    showNotice(notice);
    showUnread(Number(bell.dataset.count ?? 0) + 1);
  },
  unread({ unread }) {
    showUnread(unread);
  },
};

function connect() {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  socket = new WebSocket(`${scheme}//${location.host}/ws/notifications`);
  socket.addEventListener("message", (event) => {
    const { type, data } = JSON.parse(event.data);
    takes[type]?.(data);
  });
  socket.addEventListener("close", (event) => {
    socket = null;
    if (event.code === 4401 || event.code === 4403) return; // signed out, or waiting for consent: asking again is useless
    failures += 1;
    // Spread, so that not everybody reconnects at once when a server is back.
    setTimeout(connect, Math.min(LONGEST_WAIT, 1000 * 2 ** failures) * (0.5 + Math.random()));
  });
}

if (bell) {
  connect();
  // Also while the socket is open: a message may be lost on its way without the socket noticing.
  setInterval(() => {
    if (document.visibilityState === "visible") quietly();
  }, POLL);
}
