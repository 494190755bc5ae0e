// Sets every `.math[data-tex]` with KaTeX when it comes near the screen, the rest when there is time; fragments of htmx too.
// A formula is data from people: nothing in it may link, load or define anything for another formula.

const LONGEST = 2000;

function options(node) {
  return {
    displayMode: node.tagName === "DIV" || node.classList.contains("math--display"),
    trust: false,
    strict: "ignore",
    throwOnError: false,
    errorColor: "var(--bad)",
    maxSize: 20,
    maxExpand: 200,
    macros: {}, // fresh each time: \gdef in one formula must not reach the next
  };
}

/** Set one node. What cannot be set is shown as it was written. */
export function setMath(node) {
  const { tex } = node.dataset;
  node.removeAttribute("data-tex");
  try {
    if (tex.length > LONGEST) throw new RangeError("formula too long");
    window.katex.render(tex, node, options(node));
  } catch {
    node.textContent = tex.slice(0, LONGEST);
    node.classList.add("math--failed");
  }
}

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      if (target.dataset.tex !== undefined) setMath(target);
    }
  },
  { rootMargin: "600px" },
);

/** Watch the formulas inside `root`. With `now`, set them at once (before printing, in a dialog). */
export function watchMath(root = document, { now = false } = {}) {
  for (const node of root.querySelectorAll(".math[data-tex]")) {
    if (now) setMath(node);
    else near.observe(node);
  }
}

/* Who listens to the page reads what is far below as well: the rest is set while the browser has nothing else to do. */
function setWhenIdle() {
  const wait = window.requestIdleCallback ?? ((run) => setTimeout(() => run({ timeRemaining: () => 5 }), 200));
  wait((idle) => {
    const rest = [...document.querySelectorAll(".math[data-tex]")];
    while (rest.length && idle.timeRemaining() > 2) setMath(rest.shift());
    if (rest.length) setWhenIdle();
  });
}

watchMath();
if (document.readyState === "complete") setWhenIdle();
else addEventListener("load", setWhenIdle);
document.addEventListener("htmx:afterSwap", (event) => {
  watchMath(event.target.parentElement ?? document);
  setWhenIdle();
});
addEventListener("beforeprint", () => watchMath(document, { now: true }));
