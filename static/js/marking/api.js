// Requests of the marking page. Everything goes to our own API with the page's token.
import { csrfToken } from "../app.js";

export class Refused extends Error {
  constructor(status, body) {
    super(body.detail || String(status));
    this.status = status;
    this.code = body.code || "";
    this.body = body;
  }
}

/** JSON of `url`. Rejects with Refused for an answer that says no, with TypeError where there was none. */
export async function ask(method, url, body) {
  const answer = await fetch(url, {
    method,
    headers: { "X-CSRFToken": csrfToken(), ...(body ? { "Content-Type": "application/json" } : {}) },
    body: body ? JSON.stringify(body) : undefined,
  });
  if (answer.status === 204) return null;
  const text = await answer.text();
  let found;
  try {
    found = JSON.parse(text);
  } catch {
    found = {}; // a proxy's own page, or a redirect to sign-in
  }
  if (!answer.ok || answer.redirected) throw new Refused(answer.redirected ? 401 : answer.status, found);
  return found;
}
