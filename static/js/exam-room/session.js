// Signing in again in another tab gives this page's security token up; a fresh one comes with any page.

/** Take a fresh token where `student` is signed in here; false where nobody or somebody else is. Rejects offline. */
export async function renewed(url, student) {
  const answer = await fetch(url, { credentials: "same-origin", signal: AbortSignal.timeout(8000) });
  const { body } = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!answer.ok || body.dataset.person !== String(student)) return false;
  document.body.dataset.csrf = body.dataset.csrf;
  return true;
}
