// What the exam room and the marking desk keep on this device until the server has it, and when it goes: never with
// another person, never after signing out. (Clear-Site-Data would do it too, but takes the chosen light or dark with it.)

const ROOM = "mv-room-"; // then the person and the attempt
const DESK = "marking:"; // then the script; there only while something is unsent

function keys(...prefixes) {
  try {
    return Object.keys(localStorage).filter((key) => prefixes.some((prefix) => key.startsWith(prefix)));
  } catch {
    return []; // storage is forbidden: then nothing was kept either
  }
}

/** Forget what other people left; `person` is the one signed in. Without one nothing is deleted: a session that ran out in
    the middle of an exam must not cost its answers. */
export function keepOnly(person) {
  if (!person) return;
  for (const key of keys(ROOM)) {
    if (key.slice(ROOM.length).split("-")[0] !== String(person)) localStorage.removeItem(key);
  }
}

/** Whether answers or marks wait here that the server does not have. */
export function holdsUnsent() {
  return keys(ROOM).some((key) => key.endsWith("-answers")) || keys(DESK).length > 0;
}

/** Forget everything. */
export function forgetAll() {
  for (const key of keys(ROOM, DESK)) localStorage.removeItem(key);
}
