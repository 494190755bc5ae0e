// The teacher's ink over the pages of a result; they come as a fragment.
import { awardNode, inkNode } from "./marking/ink_shapes.js";

const shown = (award) => award.replace(/^0\.5$/, "½").replace(/\.5$/, "½");

function draw(root) {
  for (const figure of root.querySelectorAll("[data-marked-page]")) {
    const page = JSON.parse(figure.dataset.markedPage);
    const nodes = page.annotations.map((drawing) => inkNode(drawing, page.width, page.height));
    const placed = page.awards.filter((award) => award.x !== null);
    const awards = placed.map((award) => awardNode({ ...award, award: shown(award.award) }, page.width, page.height));
    figure.querySelector("svg").replaceChildren(...nodes, ...awards);
    delete figure.dataset.markedPage;
  }
}

/** Larger, to read the teacher's hand; the page then scrolls inside its frame. */
function enlarge({ target }) {
  const button = target.closest?.("[data-enlarge]");
  if (!button) return;
  const isLarge = button.closest(".marked-page").classList.toggle("marked-page--large");
  button.setAttribute("aria-pressed", String(isLarge));
}

document.addEventListener("click", enlarge);
document.addEventListener("htmx:afterSettle", () => draw(document));
draw(document);
