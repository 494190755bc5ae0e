// The focus survives a redraw. Whoever writes a list or a form again does it through `keepFocus`, or takes
// `placeOf(root)` before and calls `returnTo(root, place)` after.

const STOPS = "a[href], button, input:not([type=hidden]), select, textarea, summary, math-field, [tabindex]";
const stopsIn = (root) => [...root.querySelectorAll(STOPS)];
const isUnderMaths = (box) => box.hidden && box.previousElementSibling?.tagName === "MATH-FIELD";
const isFree = (node) => !node.matches(":disabled") && node.checkVisibility({ visibilityProperty: true });

/** What finds a control again: the place it writes to, the name it was given for this, or its id. */
export function nameOf(node) {
  for (const name of ["data-path", "data-keep", "id"]) {
    if (node.hasAttribute(name)) return `[${name}="${CSS.escape(node.getAttribute(name))}"]`;
  }
  return "";
}

/** Where the focus is inside `root`: {name, rank, selection}; null where it is elsewhere. */
export function placeOf(root) {
  let node = document.activeElement;
  if (!node || node === root || !root.contains(node)) return null;
  // MathLive lies over the box that keeps the value.
  const box = node.tagName === "MATH-FIELD" ? node.nextElementSibling : null;
  if (box?.hasAttribute("data-path")) node = box;
  const hasText = node.matches("textarea, input[type=text]");
  return { name: nameOf(node), rank: stopsIn(root).indexOf(node), selection: hasText ? [node.selectionStart, node.selectionEnd] : null };
}

/** Focus the same control in what `root` holds now; where it is gone or off, the nearest that is there. */
export function returnTo(root, place) {
  if (!place) return;
  const stops = stopsIn(root);
  const same = place.name ? root.querySelector(place.name) : null;
  const node = nearest(stops, same ? stops.indexOf(same) : Math.min(place.rank, stops.length - 1));
  if (!node) return;
  node.focus({ preventScroll: true });
  node.scrollIntoView({ block: "nearest" });
  if (node === same && place.selection) node.setSelectionRange(...place.selection);
}

function nearest(stops, at) {
  const wanted = stops[at];
  if (!wanted) return null;
  if (isUnderMaths(wanted)) return wanted.previousElementSibling;
  if (isFree(wanted)) return wanted;
  const folded = wanted.closest("details:not([open])")?.querySelector("summary");
  if (folded && isFree(folded)) return folded;
  return stops.slice(at + 1).find(isFree) ?? stops.slice(0, at).findLast(isFree) ?? null;
}

/** Focus `field` and bring it into sight; what it is folded into opens. */
export function focusOn(field) {
  for (let fold = field.closest("details:not([open])"); fold; fold = field.closest("details:not([open])")) fold.open = true;
  const node = isUnderMaths(field) ? field.previousElementSibling : field;
  node.focus();
  node.scrollIntoView({ block: "center" });
}

/** Run `redraw`, which writes what is inside `root` again. */
export function keepFocus(root, redraw) {
  const place = placeOf(root);
  redraw();
  returnTo(root, place);
}
