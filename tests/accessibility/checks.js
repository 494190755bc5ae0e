// What tests look for in a page. Each check returns what is wrong, a line each.

const line = (node, length) => node.outerHTML.slice(0, length).replace(/\s+/g, " ");

/** What axe finds serious or critical, and a page without its heading; with `rules` by these alone. */
window.axeFinds = async (rules) => {
  const how = { resultTypes: ["violations"], iframes: false, elementRef: false };
  if (rules) how.runOnly = { type: "rule", values: rules };
  const { violations } = await axe.run(document, how);
  return violations
    .filter(({ id, impact }) => ["serious", "critical"].includes(impact) || id === "page-has-heading-one")
    .flatMap(({ id, nodes }) => nodes.slice(0, 4).map((node) => `${id}: ${node.target.join(" ")} ${node.html.slice(0, 140).replace(/\s+/g, " ")}`));
};

/** Where the page is wider than its window: what reaches over the edge, unless it scrolls in a box of its own. */
window.tooWide = () => {
  if (document.documentElement.scrollWidth <= innerWidth) return [];
  const isOfPage = (node) => {
    for (let box = node.parentElement; box && box !== document.body; box = box.parentElement) {
      if (getComputedStyle(box).overflowX !== "visible") return false;
    }
    return true;
  };
  return [...document.querySelectorAll("body *")]
    .filter((node) => node.getBoundingClientRect().right > innerWidth + 1 && node.checkVisibility() && isOfPage(node))
    .slice(0, 3)
    .map((node) => `wider than ${innerWidth} px: ${line(node, 100)}`);
};

// What a person meets who has only the Tab key. `begin()` before the first press, `seen()` after the last.
window.keyboard = (() => {
  const STOPS =
    "a[href], button, input:not([type=hidden]), select, textarea, summary, math-field, [tabindex], [contenteditable=true]";
  const LOOKS = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "borderTopColor", "backgroundColor", "textDecorationLine"];
  let stops = [];
  let before = new Map();
  let path = [];

  const shown = (node) => node.checkVisibility({ visibilityProperty: true }) && !node.closest("[inert]");
  // Day, month, year, calendar: a press of Tab each. A maths field goes from one of its gaps to the next.
  const isManifold = (node) => node.matches("input[type^=date], input[type=time], math-field");
  const named = (node) => node.outerHTML.slice(0, node.outerHTML.indexOf(">") + 1).slice(0, 160).replace(/\s+/g, " ");

  /** One stop for each control; a group of radio buttons is one. */
  function allStops() {
    const groups = new Set();
    return [...document.querySelectorAll(STOPS)].filter((node) => {
      if (node.tabIndex < 0 || node.matches(":disabled") || !shown(node)) return false;
      if (node.type !== "radio" || !node.name) return true;
      const group = `${node.form?.id} ${[...document.forms].indexOf(node.form)} ${node.name}`;
      const first = !groups.has(group);
      groups.add(group);
      return first;
    });
  }

  /** Of what is drawn for a control: itself, its label, its parent. */
  function look(node) {
    return [node, node.labels?.[0], node.parentElement]
      .filter(Boolean)
      .map((one) => LOOKS.map((name) => getComputedStyle(one)[name]).join())
      .join(";");
  }

  function isCovered(node) {
    const drawn = [node, node.labels?.[0], node.parentElement].find((one) => {
      const box = one?.getBoundingClientRect();
      return box && box.width > 3 && box.height > 3 && getComputedStyle(one).opacity !== "0";
    });
    if (!drawn) return true;
    for (const box of drawn.getClientRects()) {
      for (const [across, down] of [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]]) {
        const hit = document.elementFromPoint(box.left + box.width * across, box.top + box.height * down);
        if (hit && (drawn.contains(hit) || hit.contains(drawn) && hit !== document.body && hit !== document.documentElement)) return false;
      }
    }
    return true;
  }

  function note(event) {
    if (event.key !== "Tab") return;
    const node = document.activeElement;
    if (!node || node === document.body) return path.push(null);
    const was = before.get(node);
    path.push({ node, isSeen: was === undefined || was !== look(node), isCovered: isCovered(node) });
  }

  // What moves is judged where it comes to rest.
  const still = new CSSStyleSheet();
  still.replaceSync("*, *::before, *::after { transition: none !important; animation: none !important; }");
  document.adoptedStyleSheets.push(still);

  return {
    /** The number of stops. The next Tab goes to the first of them. */
    begin() {
      stops = allStops();
      before = new Map();
      path = [];
      document.activeElement?.blur();
      for (const node of stops) before.set(node, look(node));
      const start = document.createElement("span");
      start.tabIndex = -1;
      document.body.prepend(start);
      start.focus();
      start.remove();
      scrollTo(0, 0);
      removeEventListener("keyup", note, true);
      addEventListener("keyup", note, true);
      return stops.length;
    },
    /** How many stops have not been met; 0 as well when the walk is over, since it left the page or goes round. */
    missing() {
      const met = new Set(path.map((step) => step?.node));
      const isRound = path.some((step, place) => place && step?.node === path[0].node && step.node !== path[place - 1]?.node);
      const isOver = path.includes(null) || isRound;
      return isOver ? 0 : stops.filter((node) => !met.has(node)).length;
    },
    seen() {
      const wrong = [];
      const isRadioMet = (node) => node.type === "radio" && path.some((step) => step?.node.name === node.name && step.node.form === node.form);
      const met = new Set(path.map((step) => step?.node));
      let last = -1;
      let previous;
      for (const step of path) {
        if (!step) break;
        if (step.node === previous && isManifold(step.node)) continue;
        if (step.node === previous) {
          wrong.push(`focus does not leave ${named(step.node)}`);
          break;
        }
        previous = step.node;
        const place = stops.indexOf(step.node);
        if (place === 0 && last > 0) break; // round once
        if (place >= 0 && place < last) wrong.push(`out of order: ${named(step.node)}`);
        if (place >= 0) last = place;
        if (!step.isSeen) wrong.push(`focus is not visible on ${named(step.node)}`);
        if (step.isCovered) wrong.push(`covered or off the screen when it has the focus: ${named(step.node)}`);
      }
      for (const node of stops) {
        if (!met.has(node) && !isRadioMet(node) && node.isConnected) wrong.push(`not reached by Tab: ${named(node)}`);
      }
      return wrong;
    },
  };
})();

/** Parts that say a state by ARIA, and look like their neighbours without it. */
window.unmarkedStates = () => {
  const LOOKS = ["color", "backgroundColor", "outlineStyle", "outlineColor", "borderTopStyle", "borderTopWidth", "borderTopColor",
    "borderBottomWidth", "borderBottomColor", "borderLeftWidth", "textDecorationLine", "fontWeight", "boxShadow"];
  const look = (node) =>
    ["", "::before", "::after"].map((part) => ["content", ...LOOKS].map((name) => getComputedStyle(node, part || null)[name]).join()).join(";");
  const STATES = ["aria-current", "aria-pressed", "aria-selected"];
  const isOn = (node, state) => !["false", null].includes(node.getAttribute(state));
  return STATES.flatMap((state) =>
    [...document.querySelectorAll(`[${state}]`)]
      .filter((node) => isOn(node, state) && node.checkVisibility())
      .filter((node) => {
        const like = [...(node.closest("ul, ol, nav, [role=group], [role=tablist], table")?.querySelectorAll(node.tagName) ?? [])]
          .find((one) => one !== node && one.className === node.className && !isOn(one, state) && one.checkVisibility());
        return like && look(like) === look(node);
      })
      .map((node) => `${state} cannot be seen: ${line(node, 120)}`),
  );
};

/** Blocks where only phrases may stand: browsers draw them, readers and checkers trip over them. */
window.misplacedBlocks = () =>
  [...document.querySelectorAll(":is(span, label, button, p, summary, h1, h2, h3, h4):not(template *) :is(p, div, ul, ol, table, section, dl)")]
    .filter((node) => !node.closest("math-field, .katex"))
    .map((node) => `a block inside a phrase: ${line(node.parentElement, 100)}`);
