// The marking scheme: questions along the top, the current one with its steps below.
import { watchMath } from "../math.js";
import { askToCheck, workingNodes } from "../working.js";
import { el } from "./dom.js";
import { keyOf } from "./store.js";
import { gotOf, isDecided, mostOf, shown } from "./totals.js";

const NOT_ATTEMPTED = { award: "0", not_attempted: true, error_tag: "", follows_from: null };

export class Scheme extends EventTarget {
  constructor({ list, body, check }, store, texts, errorTags) {
    super();
    Object.assign(this, { list, body, check, store, texts, errorTags });
    this.questions = store.sheet.questions;
    this.earlier = new Map(store.sheet.earlier_marks.map((mark) => [keyOf(mark.item, mark.step), mark]));
    this.at = [0, 0];
    this.showsSolution = false;
    this.buildList();
  }

  get question() {
    return this.questions[this.at[0]];
  }

  get step() {
    return this.question?.steps[this.at[1]];
  }

  markOf(step, question = this.question) {
    return this.store.marks.get(keyOf(question.item, step.step));
  }

  buildList() {
    this.list.replaceChildren(
      ...this.questions.map((question, index) =>
        el("button", { type: "button", class: "scheme__chip", text: question.label, on: { click: () => this.go(index, 0) } }),
      ),
    );
  }

  /** To a step. The focus goes there too, unless whoever asks has it already. */
  go(question, step, { scroll = true, focus = true } = {}) {
    this.recent = null;
    const isOther = question !== this.shownQuestion;
    this.at = [question, step];
    if (isOther) this.build();
    this.refresh();
    this.list.children[question]?.scrollIntoView({ block: "nearest", inline: "center" });
    const card = this.cards?.[step]?.card;
    if (focus) card?.focus({ preventScroll: true });
    if (scroll) card?.scrollIntoView({ block: "nearest" });
    this.dispatchEvent(new Event("moved"));
  }

  move(by) {
    const flat = this.questions.flatMap((question, q) => question.steps.map((_, s) => [q, s]));
    const here = flat.findIndex(([q, s]) => q === this.at[0] && s === this.at[1]);
    const next = flat[here + by];
    if (next) this.go(...next);
  }

  /** How many steps have no decision. */
  get undecided() {
    return this.questions.flatMap((question) => question.steps.filter((step) => !isDecided(this.store, question, step))).length;
  }

  /** Go to the next step without a decision; false when there is none. */
  toUndecided(how = {}) {
    const flat = this.questions.flatMap((question, q) => question.steps.map((step, s) => ({ q, s, question, step })));
    const here = flat.findIndex(({ q, s }) => q === this.at[0] && s === this.at[1]);
    const open = [...flat.slice(here + 1), ...flat.slice(0, here + 1)].find(({ question, step }) => !isDecided(this.store, question, step));
    if (open) this.go(open.q, open.s, how);
    return Boolean(open);
  }

  /** Marks for the current step, by key: what the step cannot earn is not taken. Then on to the next. */
  award(text) {
    if (!this.step?.choices.includes(text)) return;
    this.set({ award: text, not_attempted: false });
    this.goOn();
  }

  /** All the marks of the step. */
  full() {
    if (this.step) this.award(this.step.choices.at(-1));
  }

  /** All the marks of every step of the question, or part, that is not decided yet. */
  wholeFull() {
    this.decideRest((step) => ({ award: step.choices.at(-1), not_attempted: false }));
  }

  /** "1" and then "." is 1½: the half goes to the step that was just given marks, else to the current one. */
  half() {
    const [question, step] = this.recent ?? this.at;
    const found = this.questions[question]?.steps[step];
    if (!found) return;
    const now = Number(this.markOf(found, this.questions[question])?.award ?? 0);
    const next = String(now % 1 ? now - 0.5 : now + 0.5);
    if (!found.choices.includes(next)) return;
    this.store.setMark(this.questions[question].item, found.step, { award: next, not_attempted: false });
  }

  notAttempted() {
    this.set(NOT_ATTEMPTED);
    this.goOn();
  }

  /** What is undecided of the question, or of the part of a case study, was not attempted; all of it if nothing is. */
  wholeNotAttempted() {
    this.decideRest(() => NOT_ATTEMPTED);
  }

  questionNotAttempted(question) {
    for (const step of question.steps) this.store.setMark(question.item, step.step, NOT_ATTEMPTED);
  }

  decideRest(markFor) {
    const { question, step: current } = this;
    if (!current) return;
    const members = question.steps.filter((step) => step.part === current.part);
    const open = members.filter((step) => !isDecided(this.store, question, step));
    const { page } = this;
    for (const step of open.length ? open : members) {
      const mark = markFor(step);
      const place = mark.not_attempted || page === null || this.markOf(step)?.page != null ? {} : { page };
      this.store.setMark(question.item, step.step, { ...place, ...mark });
    }
    this.at = [this.at[0], question.steps.indexOf(members.at(-1))];
    this.goOn();
  }

  /* To the next step; the one that was left is remembered for the half, the error and the comment. */
  goOn() {
    const left = this.at;
    this.move(1);
    this.recent = left;
  }

  /** Put the cursor into a field ("tag" or "comment") of the step that was just marked. */
  write(field) {
    if (this.recent) this.go(...this.recent);
    this.cards?.[this.at[1]]?.[field].focus();
  }

  set(changes) {
    const { page } = this;
    const place = page !== null && this.markOf(this.step)?.page == null ? { page } : {};
    if (changes.award) this.latest = { question: this.question, number: this.at[1] + 1, step: this.step };
    this.store.setMark(this.question.item, this.step.step, { ...(changes.not_attempted ? {} : place), ...changes });
  }

  /** "Question 7, step 3: 1½ of 2" for the step that was marked last; empty before. */
  get said() {
    if (!this.latest) return "";
    const { question, number, step } = this.latest;
    const words = { question: question.label, step: number, got: shown(Number(this.markOf(step, question)?.award ?? 0)), of: shown(Number(step.marks)) };
    return this.texts.said.replace(/{(\w+)}/g, (_, name) => words[name]);
  }

  build() {
    const { question, texts } = this;
    this.shownQuestion = this.at[0];
    this.got = el("span", { class: "award" });
    const open = (title, html) => html && el("details", { class: "scheme__more" }, el("summary", { text: title }), el("div", { class: "prose", html }));
    const solution = (html) => {
      const more = open(texts.solution, html);
      if (!more) return "";
      more.open = this.showsSolution;
      more.classList.add("scheme__solution");
      return more;
    };
    this.cards = question.steps.map((step, index) => this.card(step, index));
    const parts = new Map(question.parts.map((part) => [part.key, part]));
    const body = [];
    let shownPart = null;
    question.steps.forEach((step, index) => {
      const part = step.part !== shownPart && parts.get(step.part);
      shownPart = step.part;
      if (part) {
        body.push(
          el("h3", { class: "scheme__part", text: `${part.label}${part.choice ? ` · ${texts.either}` : ""}` }),
          this.none(texts.partNotAttempted, index),
          el("div", { class: "prose", html: part.stem }),
          this.typed(part),
          solution(part.solution),
        );
      }
      body.push(this.cards[index].card);
    });
    this.body.replaceChildren(
      el("div", { class: "scheme__head" }, el("h2", { text: `${texts.question} ${question.label}` }), this.got),
      ...[this.alternatives(question), open(texts.stem, question.stem)].filter(Boolean),
      ...[this.typed(question), solution(question.solution)].filter(Boolean),
      ...body.filter(Boolean),
      question.parts.length ? "" : this.none(texts.wholeNotAttempted, 0),
    );
    for (const more of this.body.querySelectorAll("details")) more.addEventListener("toggle", () => watchMath(more, { now: true }));
    this.body.querySelector("details")?.setAttribute("open", "");
    watchMath(this.body, { now: true });
    this.body.scrollTop = 0;
  }

  /** Open or close the solutions, of this question and of those to come. */
  toggleSolution() {
    this.showsSolution = !this.showsSolution;
    for (const more of this.body.querySelectorAll(".scheme__solution")) more.open = this.showsSolution;
  }

  none(text, index) {
    const run = () => {
      this.go(this.at[0], index, { scroll: false });
      this.wholeNotAttempted();
    };
    return el("button", { type: "button", class: "btn btn--small btn--quiet", text, on: { click: run } });
  }

  typed({ answer, working }) {
    return answer && el("div", { class: "scheme__answer" }, el("p", { class: "eyebrow", text: this.texts.answer }), el("div", { class: "prose", html: answer }), this.lineByLine(working));
  }

  /* Typed working, compared line by line where the teacher asks for it. */
  lineByLine(lines) {
    if (!lines.length) return "";
    const place = el("div", { class: "stack stack--s", role: "status" });
    const check = async ({ currentTarget: button }) => {
      button.setAttribute("aria-busy", "true");
      const answer = await askToCheck(this.check, { lines }).catch(() => ({ detail: this.texts.unreachable }));
      button.removeAttribute("aria-busy");
      place.replaceChildren(...(answer.detail ? [answer.detail] : workingNodes(answer, this.texts)));
    };
    return el("div", { class: "stack stack--s no-print" }, el("div", {}, el("button", { type: "button", class: "btn btn--small", text: this.texts.workingCheck, on: { click: check } })), place);
  }

  /* "7 · 8: one of these counts", for questions that are alternatives. */
  alternatives(question) {
    const members = question.group ? this.questions.filter((other) => other.group === question.group) : [];
    if (members.length < 2) return "";
    const labels = members.map((member) => member.label).join(" · ");
    return el("p", { class: "small muted", text: `${labels}: ${this.texts.either}${question.pick > 1 ? ` (${question.pick})` : ""}` });
  }

  card(step, index) {
    const { question, texts } = this;
    const words = question.scheme[step.step];
    const choose = (changes) => {
      this.at = [this.at[0], index];
      this.set(changes);
      this.refresh();
    };
    const awards = step.choices.map((choice) =>
      el("button", { type: "button", class: "scheme__award", "data-award": choice, text: shown(Number(choice)), on: { click: () => choose({ award: choice, not_attempted: false }) } }),
    );
    const none = el("button", { type: "button", class: "scheme__award scheme__award--none", text: texts.notAttempted, on: { click: () => choose(NOT_ATTEMPTED) } });
    const tag = el("select", { "aria-label": texts.tag, on: { change: () => choose({ error_tag: tag.value }) } }, el("option", { value: "", text: texts.noTag }), ...this.errorTags.map(([value, text]) => el("option", { value, text })));
    const follows = el("select", { "aria-label": texts.follows, on: { change: () => choose({ follows_from: follows.value ? JSON.parse(follows.value) : null }) } });
    const comment = el("input", { type: "text", maxlength: 500, placeholder: texts.comment, "aria-label": texts.comment, on: { input: () => choose({ comment: comment.value }) } });
    const before = this.earlier.get(keyOf(question.item, step.step));
    const come = () => index !== this.at[1] && this.go(this.at[0], index, { scroll: false, focus: false });
    const card = el(
      "div",
      { class: "scheme__step", tabindex: "-1", role: "group", "aria-labelledby": `step-${index}`, on: { focusin: come, click: come } },
      el("div", { class: "scheme__label", id: `step-${index}` }, el("span", { class: "visually-hidden", text: `${texts.step} ${index + 1}. ` }), el("div", { class: "prose", html: words.label }), el("span", { class: "muted num", text: shown(Number(step.marks)) })),
      words.alternatives.length > 0 && el("details", { class: "scheme__more" }, el("summary", { text: texts.also }), ...words.alternatives.map((html) => el("div", { class: "prose", html }))),
      before && el("p", { class: "small muted", text: `${texts.before} ${shown(Number(before.award))}${before.comment ? ` · ${before.comment}` : ""}` }),
      el("div", { class: "scheme__awards", role: "group", "aria-label": texts.marks }, ...awards, none),
      el("div", { class: "scheme__extra" }, tag, follows, comment),
    );
    return { card, step, awards, none, tag, follows, comment };
  }

  /** Show the current state. */
  refresh() {
    this.questions.forEach((question, index) => {
      const chip = this.list.children[index];
      const left = question.steps.filter((step) => !isDecided(this.store, question, step)).length;
      chip.classList.toggle("scheme__chip--done", left === 0);
      chip.setAttribute("aria-current", String(index === this.at[0]));
      chip.setAttribute("aria-label", `${this.texts.question} ${question.label}: ${left} ${this.texts.stepsLeft}`);
    });
    if (!this.question) return;
    this.got.textContent = `${shown(gotOf(this.store, this.question))}/${shown(mostOf(this.question))}`;
    this.cards.forEach((parts, index) => this.refreshCard(parts, index === this.at[1]));
  }

  refreshCard({ card, step, awards, none, tag, follows, comment }, isCurrent) {
    const mark = this.markOf(step);
    card.classList.toggle("scheme__step--now", isCurrent);
    if (isCurrent) card.setAttribute("aria-current", "step");
    else card.removeAttribute("aria-current");
    card.classList.toggle("scheme__step--done", mark?.award != null);
    for (const button of awards) {
      button.setAttribute("aria-pressed", String(mark?.award != null && !mark.not_attempted && Number(mark.award) === Number(button.dataset.award)));
    }
    none.setAttribute("aria-pressed", String(Boolean(mark?.not_attempted)));
    tag.value = mark?.error_tag ?? "";
    if (document.activeElement !== comment) comment.value = mark?.comment ?? "";
    this.fillFollows(follows, step, mark);
  }

  fillFollows(follows, step, mark) {
    const sources = this.questions.flatMap((question) =>
      question.steps
        .filter((other) => (question !== this.question || other !== step) && this.markOf(other, question)?.error_tag)
        .map((other) => el("option", { value: JSON.stringify({ item: question.item, step: other.step }), text: `${question.label} ${other.step}` })),
    );
    follows.replaceChildren(el("option", { value: "", text: this.texts.noFollows }), ...sources);
    follows.value = mark?.follows_from ? JSON.stringify({ item: mark.follows_from.item, step: mark.follows_from.step }) : "";
    follows.hidden = !sources.length;
  }
}
