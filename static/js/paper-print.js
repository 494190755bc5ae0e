// The printed page: every formula is set before the printer sees it.
import { watchMath } from "./math.js";

document.getElementById("print")?.addEventListener("click", () => {
  watchMath(document, { now: true });
  print();
});
