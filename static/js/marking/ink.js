// The red pen: draws over the page that is shown, with undo and redo per page.
import { inkNode } from "./ink_shapes.js";

const NEAR = 0.0025; // points closer than this (of the page's width) are one point

export class Ink extends EventTarget {
  constructor(viewer, store) {
    super();
    Object.assign(this, { viewer, store });
    this.undone = new Map(); // page → states that can come again
    this.done = new Map(); // page → states before
    viewer.addEventListener("page", () => this.choose(null));
    viewer.addEventListener("ink", (event) => this.onInk(event.detail));
    viewer.addEventListener("ink-cancel", () => this.cancel());
    viewer.addEventListener("pick", (event) => this.pick(event.detail));
  }

  get page() {
    return this.viewer.page;
  }

  get drawings() {
    return this.store.drawings.get(this.page.id) ?? [];
  }

  render() {
    const { page } = this;
    if (!page) return;
    const nodes = this.drawings.map((drawing) => {
      const node = inkNode(drawing, page.width, page.height);
      node.dataset.id = drawing.client_id;
      node.classList.toggle("ink--chosen", drawing.client_id === this.chosen);
      return node;
    });
    if (this.line?.points.length > 1) nodes.push(inkNode({ kind: "pen", shape: this.line }, page.width, page.height));
    this.viewer.ink.replaceChildren(...nodes);
  }

  /** Replace what is drawn on this page; `before` can be had back by undo. */
  put(drawings) {
    const id = this.page.id;
    this.done.set(id, [...(this.done.get(id) ?? []), this.drawings].slice(-50));
    this.undone.set(id, []);
    this.store.setDrawings(id, drawings);
    this.render();
    this.dispatchEvent(new CustomEvent("drawn", { detail: drawings.length }));
  }

  add(kind, shape) {
    this.put([...this.drawings, { client_id: crypto.randomUUID?.() ?? String(Math.random()).slice(2), kind, shape }]);
  }

  step(from, to) {
    if (!this.page) return;
    const id = this.page.id;
    const states = from.get(id) ?? [];
    if (!states.length) return;
    to.set(id, [...(to.get(id) ?? []), this.drawings]);
    from.set(id, states.slice(0, -1));
    this.store.setDrawings(id, states.at(-1));
    this.render();
  }

  undo() {
    this.step(this.done, this.undone);
  }

  redo() {
    this.step(this.undone, this.done);
  }

  onInk(event) {
    if (this.viewer.tool === "pen") {
      this.onPen(event);
      return;
    }
    if (event.type !== "pointerup") return;
    const spot = this.viewer.spot(event);
    if (!spot) return;
    const [x, y] = spot.map((number) => Number(number.toFixed(5)));
    if (this.viewer.tool === "comment") this.dispatchEvent(new CustomEvent("comment", { detail: { x, y } }));
    else {
      this.add(this.viewer.tool, { x, y, size: 0.04 });
      this.dispatchEvent(new CustomEvent("place", { detail: { page: this.page.id, x, y } }));
    }
  }

  onPen(event) {
    if (event.type === "pointerdown") this.line = { points: [], width: 0.004, colour: "red" };
    if (!this.line) return;
    const moves = event.getCoalescedEvents?.() ?? [];
    for (const move of moves.length ? moves : [event]) this.addPoint(move);
    if (event.type === "pointerup") {
      const { line } = this;
      this.line = null;
      if (line.points.length > 1) this.add("pen", line);
    } else if (event.type === "pointercancel") this.cancel();
    this.render();
  }

  addPoint(event) {
    const spot = this.viewer.spot(event, { clamp: true });
    const last = this.line.points.at(-1);
    const isFar = !last || Math.hypot(spot[0] - last[0], spot[1] - last[1]) > NEAR;
    if (isFar && this.line.points.length < 2000) this.line.points.push(spot.map((number) => Number(number.toFixed(5))));
  }

  cancel() {
    this.line = null;
    this.render();
  }

  pick(event) {
    const target = document.elementsFromPoint(event.clientX, event.clientY).find((node) => node.closest?.("[data-id]"));
    this.choose(target?.closest("[data-id]").dataset.id ?? null);
  }

  choose(id) {
    this.chosen = id;
    this.render();
  }

  /** By keyboard: choose one drawing of the page after the other. */
  chooseNext() {
    const ids = this.drawings.map((drawing) => drawing.client_id);
    this.choose(ids[ids.indexOf(this.chosen) + 1] ?? ids[0] ?? null);
  }

  removeChosen() {
    if (!this.chosen) return;
    this.put(this.drawings.filter((drawing) => drawing.client_id !== this.chosen));
    this.chosen = null;
  }
}
