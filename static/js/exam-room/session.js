// Signing in again in another tab makes this page's security token invalid; every page has a fresh one.

/** Take a fresh token where `student` is signed in here; false where nobody or somebody else is. Rejects offline. */
export async function renewed(url, student) {
  const answer = await fetch(url, { credentials: "same-origin", signal: AbortSignal.timeout(8000) });
  const { body } = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!answer.ok || body.dataset.person !== String(student)) return false;
  document.body.dataset.csrf = body.dataset.csrf;
  return true;
}
