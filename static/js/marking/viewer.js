// The answer sheet: one page at a time, moved, zoomed and turned; places on it are 0..1 of the upright picture.
const LEAST = 0.1;
const MOST = 8;
const SEEN_AFTER = 800;
const STEP = 40; // pixels for an arrow that moves the page; the mark moves finer
const FINE = 12;
const FAR = 5; // times as much with Shift
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Viewer extends EventTarget {
  constructor({ glass, stage, picture, ink, strip, note, aim }, pages, texts) {
    super();
    Object.assign(this, { glass, stage, picture, ink, strip, note, aim, pages, texts });
    this.index = -1;
    this.rotation = 0;
    this.pointers = new Map();
    this.tool = "hand";
    glass.addEventListener("wheel", (event) => this.onWheel(event), { passive: false });
    for (const name of ["pointerdown", "pointermove", "pointerup", "pointercancel"]) {
      glass.addEventListener(name, (event) => this.onPointer(event));
    }
    glass.addEventListener("keydown", (event) => this.onKey(event));
    glass.addEventListener("focus", () => this.showAim());
    glass.addEventListener("blur", () => this.showAim());
    picture.addEventListener("load", () => this.onShown());
    picture.addEventListener("error", () => this.retry());
    new ResizeObserver(() => this.page && this.fit()).observe(glass);
    this.buildStrip();
  }

  get page() {
    return this.pages[this.index];
  }

  buildStrip() {
    this.strip.replaceChildren(
      ...this.pages.map((page, index) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "page-thumb";
        const image = new Image();
        image.src = page.thumbnail;
        image.alt = "";
        image.loading = "lazy";
        image.className = "page-thumb__image";
        const flag = document.createElement("span");
        flag.className = "page-thumb__flag";
        button.append(image, flag);
        button.addEventListener("click", () => this.show(index));
        return button;
      }),
    );
  }

  markStrip(seen) {
    [...this.strip.children].forEach((button, index) => {
      const page = this.pages[index];
      const isSeen = seen.has(page.id);
      button.setAttribute("aria-current", String(index === this.index));
      button.setAttribute("aria-label", `${this.texts.page} ${index + 1}, ${isSeen ? this.texts.seen : this.texts.unseen}`);
      button.classList.toggle("page-thumb--unseen", !isSeen);
      button.querySelector(".page-thumb__flag").textContent = `${index + 1}${isSeen ? " ✓" : ""}`;
    });
  }

  show(index) {
    if (index < 0 || index >= this.pages.length || index === this.index) return;
    this.index = index;
    this.rotation = 0;
    const { page } = this;
    this.picture.src = page.image;
    this.picture.alt = `${this.texts.page} ${index + 1}`;
    this.picture.width = page.width;
    this.picture.height = page.height;
    this.ink.setAttribute("viewBox", `0 0 ${page.width} ${page.height}`);
    this.ink.setAttribute("width", page.width);
    this.ink.setAttribute("height", page.height);
    const notes = [];
    if (page.bounced) notes.push(`${this.texts.bounced} ${page.bounced}`);
    if (page.also_sent_elsewhere) notes.push(this.texts.elsewhere);
    this.note.hidden = !notes.length;
    this.note.textContent = notes.join(" ");
    this.strip.children[index].scrollIntoView({ block: "nearest", inline: "nearest" });
    this.fit();
    this.dispatchEvent(new Event("page"));
  }

  /* Links to pictures live for a minute: a page opened later asks again. */
  retry() {
    const { page } = this;
    if (!page || page.retried) return;
    page.retried = true;
    this.picture.src = `${page.image}?again`;
  }

  onShown() {
    clearTimeout(this.seenTimer);
    const { page } = this;
    this.seenTimer = setTimeout(() => {
      if (page === this.page && !document.hidden) this.dispatchEvent(new CustomEvent("seen", { detail: page.id }));
    }, SEEN_AFTER);
  }

  size() {
    const { width, height } = this.page;
    return this.rotation % 180 ? [height, width] : [width, height];
  }

  /** The whole width, or the whole page where that is smaller than the glass. */
  fit() {
    if (!this.page) return;
    const [width] = this.size();
    this.scale = (this.glass.clientWidth - 16) / width;
    this.place(8, 8);
  }

  /* Put the turned page's upper left corner at (left, top) of the glass. */
  place(left, top) {
    const { width, height } = this.page;
    const corner = { 0: [0, 0], 90: [height, 0], 180: [width, height], 270: [0, width] }[this.rotation];
    this.x = left + corner[0] * this.scale;
    this.y = top + corner[1] * this.scale;
    this.draw();
  }

  draw() {
    this.stage.style.transform = `translate(${this.x}px, ${this.y}px) rotate(${this.rotation}deg) scale(${this.scale})`;
  }

  rotate() {
    if (!this.page) return;
    this.rotation = (this.rotation + 90) % 360;
    this.fit();
  }

  zoom(factor, at) {
    if (!this.page) return;
    const box = this.glass.getBoundingClientRect();
    const [px, py] = at ? [at[0] - box.left, at[1] - box.top] : [box.width / 2, box.height / 2];
    const scale = Math.min(MOST, Math.max(LEAST, this.scale * factor));
    const ratio = scale / this.scale;
    this.x = px - ratio * (px - this.x);
    this.y = py - ratio * (py - this.y);
    this.scale = scale;
    this.draw();
  }

  pan(dx, dy) {
    this.x += dx;
    this.y += dy;
    this.draw();
  }

  /** [x, y] in 0..1 of the upright page under a point of the screen, or null beside it. */
  spot(event, { clamp = false } = {}) {
    const box = this.glass.getBoundingClientRect();
    const [dx, dy] = [event.clientX - box.left - this.x, event.clientY - box.top - this.y];
    const turn = (-this.rotation * Math.PI) / 180;
    let x = (dx * Math.cos(turn) - dy * Math.sin(turn)) / this.scale / this.page.width;
    let y = (dx * Math.sin(turn) + dy * Math.cos(turn)) / this.scale / this.page.height;
    if (clamp) [x, y] = [Math.min(1, Math.max(0, x)), Math.min(1, Math.max(0, y))];
    return x < 0 || x > 1 || y < 0 || y > 1 ? null : [x, y];
  }

  onWheel(event) {
    if (!this.page) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) this.zoom(Math.exp(-event.deltaY / 300), [event.clientX, event.clientY]);
    else if (event.shiftKey && !event.deltaX) this.pan(-event.deltaY, 0);
    else this.pan(-event.deltaX, -event.deltaY);
  }

  /** Take a tool: "hand" or one of ink. */
  take(tool) {
    this.endLine();
    this.tool = tool;
    this.glass.dataset.tool = tool;
    this.showAim();
  }

  /* With the keyboard the page moves by arrows; with a tool they move a cross, and Enter draws where it is. */
  onKey(event) {
    const way = ARROWS[event.key];
    if (!this.page || event.ctrlKey || event.metaKey || event.altKey || (!way && event.key !== "Enter")) return;
    event.preventDefault();
    event.stopPropagation();
    const size = event.shiftKey ? FAR : 1;
    if (this.tool === "hand") {
      if (way) this.pan(-way[0] * STEP * size, -way[1] * STEP * size);
      else this.dispatchEvent(new Event("pick-next"));
    } else if (way) this.moveAim(way[0] * FINE * size, way[1] * FINE * size);
    else this.drawAtAim();
  }

  showAim() {
    const isShown = this.tool !== "hand" && this.glass.matches(":focus-visible");
    this.aim.hidden = !isShown;
    if (isShown && !this.aimAt) this.aimAt = [this.glass.clientWidth / 2, this.glass.clientHeight / 2];
    if (isShown) this.moveAim(0, 0);
  }

  moveAim(dx, dy) {
    const clamp = (value, most) => Math.min(Math.max(value, 0), most);
    this.aimAt = [clamp(this.aimAt[0] + dx, this.glass.clientWidth), clamp(this.aimAt[1] + dy, this.glass.clientHeight)];
    this.aim.style.transform = `translate(${this.aimAt[0]}px, ${this.aimAt[1]}px)`;
    if (this.isDrawing) this.inkAtAim("pointermove");
  }

  /* A tick, a cross, a comment at once; the pen begins, and ends with the next Enter. */
  drawAtAim() {
    if (this.tool === "pen" && !this.isDrawing) {
      this.isDrawing = true;
      this.inkAtAim("pointerdown");
    } else this.endLine(() => this.inkAtAim("pointerup"));
  }

  endLine(end = () => this.isDrawing && this.inkAtAim("pointercancel")) {
    end();
    this.isDrawing = false;
  }

  inkAtAim(type) {
    const box = this.glass.getBoundingClientRect();
    this.dispatchEvent(new CustomEvent("ink", { detail: { type, clientX: box.left + this.aimAt[0], clientY: box.top + this.aimAt[1] } }));
  }

  /* Two fingers always move and pinch; one finger or the mouse moves, unless an ink tool takes it. */
  onPointer(event) {
    if (!this.page) return;
    if (event.type === "pointerdown") {
      this.pointers.set(event.pointerId, event);
      this.glass.setPointerCapture(event.pointerId);
    }
    const before = this.pointers.get(event.pointerId);
    if (!before) return;
    const isHand = this.tool === "hand" || event.buttons === 4;
    if (this.pointers.size === 2) {
      this.dispatchEvent(new Event("ink-cancel"));
      if (event.type === "pointermove") this.pinch(before, event);
    } else if (isHand) {
      if (event.type === "pointermove") this.pan(event.clientX - before.clientX, event.clientY - before.clientY);
    } else {
      this.dispatchEvent(new CustomEvent("ink", { detail: event }));
    }
    if (event.type === "pointerup" && this.tool === "hand") this.dispatchEvent(new CustomEvent("pick", { detail: event }));
    if (event.type === "pointerup" || event.type === "pointercancel") this.pointers.delete(event.pointerId);
    else this.pointers.set(event.pointerId, event);
  }

  pinch(before, now) {
    const [other] = [...this.pointers].filter(([id]) => id !== now.pointerId).map(([, event]) => event);
    const span = (a) => Math.hypot(a.clientX - other.clientX, a.clientY - other.clientY);
    const middle = [(now.clientX + other.clientX) / 2, (now.clientY + other.clientY) / 2];
    if (span(before) > 0) this.zoom(span(now) / span(before), middle);
    this.pan((now.clientX - before.clientX) / 2, (now.clientY - before.clientY) / 2);
  }
}
