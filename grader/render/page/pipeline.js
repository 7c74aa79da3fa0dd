// A pane: the source with its present line, the calls so far, and the graph with its gradients.
// Whatever is shown goes through `put` and `mark`, which leave alone what has not changed.

// The orders of magnitude below the longest gradient of the run that a bar shows.
const DECADES = 3, SHORTEST = 0.03, UNKNOWN_LENGTH = 0.5;

function put(element, text) {
  if (element.shown !== text) element.textContent = element.shown = text;
}

function mark(element, name, on) {
  const marks = (element.marks ??= {});
  if (marks[name] !== on) element.classList.toggle(name, (marks[name] = on));
}

function set(element, property, value) {
  const known = (element.properties ??= {});
  if (known[property] !== value) element.style.setProperty(property, (known[property] = value));
}

function barLength(norm, most) {
  if (!(norm > 0)) return 0;
  if (norm === Infinity || !most) return 1;
  return Math.min(1, Math.max(SHORTEST, 1 + Math.log10(norm / most) / DECADES));
}

function numbers(values) {
  return values.length ? Array.from(values, digits).join("  ") : "";
}

class Pane {
  constructor(element, run, most) {
    this.element = element;
    this.run = run;
    this.most = most;
    const all = (selector, within = element) => [...within.querySelectorAll(selector)];
    this.lines = all(".source > li");
    this.source = element.querySelector(".source");
    this.graph = element.querySelector(".graph");
    this.watchSource();
    this.chips = all(".calls > li").map((chip) => ({
      chip, call: chip.dataset.call, times: chip.querySelector(".times"),
    }));
    this.layers = all(".layer");
    this.data = element.querySelector(".layer.data");
    this.lossNode = element.querySelector(".layer.loss");
    this.inner = this.layers.filter((layer) => layer.dataset.part === "layer");
    this.dataNumbers = this.data.querySelector(".numbers");
    this.lossNumbers = this.lossNode.querySelector(".numbers");
    this.cut = this.lossNode.querySelector(".cut");
    this.stations = all("[data-station]").map((layer) => ({
      layer, station: Number(layer.dataset.station), numbers: layer.querySelector(".numbers"),
    }));
    this.cards = all(".parameter").map((card) => this.card(card, all));
    // The last layer to be reached begins a pace after the first, however many lie between.
    const last = this.layers.length - 1;
    this.layers.forEach((layer, place) => {
      set(layer, "--place", place / last);
      set(layer, "--delay", 1 - place / last);
    });
    this.labelShapes();
    // A loss that is not the given criterion's leaves no event: there is no number to show.
    this.noLoss = run.lossValues.length ? "" : "not recorded";
    mark(this.lossNode, "unseen", !run.lossValues.length);
  }

  card(card, all) {
    const find = (selector) => card.querySelector(selector);
    return {
      card, index: Number(card.dataset.parameter), layer: card.closest(".layer"),
      was: all("td.was", card), now: all("td.now", card), grad: all("td.grad", card),
      bar: find(".bar"), fill: find(".fill"), over: find(".over"), tick: find(".tick"),
      found: find(".found"), due: find(".due"),
    };
  }

  labelShapes() {
    for (const { layer, station } of this.stations)
      layer.querySelector(".shape").textContent = `[${this.run.told.way[station].shape.join(", ")}]`;
    const shape = this.run.told.input;
    if (shape) this.data.querySelector(".shape").textContent = `[${shape.join(", ")}]`;
  }

  // Show a moment; with `waits`, as it stays while the other run makes a call that this one lacks.
  show(moment, waits) {
    const call = this.run.call(moment);
    const kind = waits ? "waits" : call.kind;
    mark(this.element, "waits", waits);
    this.showLine(call.line, waits);
    for (const { chip, call: name, times } of this.chips) {
      const counts = this.run.times[name];
      const count = counts ? counts[moment] : 0;
      put(times, String(count));
      mark(chip, "never", count === 0);
      mark(chip, "now", kind === name);
    }
    this.showWay(moment, kind, call);
    for (const card of this.cards) this.showCard(card, moment, kind, call);
  }

  showLine(line, waits) {
    const item = line ? this.lines[line - 1] : undefined;
    if (item !== this.lit) {
      if (this.lit) mark(this.lit, "lit", false);
      if (item) {
        mark(item, "lit", true);
        this.reveal(item);
      }
      this.lit = item;
    }
    if (item) mark(item, "waiting", waits);
  }

  // Where the source stands is remembered: to ask in the middle of a step makes the browser lay
  // out the page once more.
  watchSource() {
    const { source } = this;
    source.addEventListener("scroll", () => (this.scrolled = source.scrollTop), { passive: true });
    this.scrolled = 0;
    new ResizeObserver(() => {
      this.height = source.clientHeight;
      this.tops = this.lines.map((line) => line.offsetTop);
      if (this.lit) this.reveal(this.lit);
    }).observe(source);
  }

  // Scrolls the source alone, never the page.
  reveal(item) {
    if (!this.tops) return;
    const top = this.tops[this.lines.indexOf(item)];
    if (top < this.scrolled + 20 || top > this.scrolled + this.height - 40)
      this.source.scrollTop = this.scrolled = Math.max(0, top - this.height / 2);
  }

  showWay(moment, kind, call) {
    const { run } = this;
    const lap = run.laps[moment];
    const forward = kind === "forward";
    const lost = kind === "backward" && !call.reached.length;
    const since = this.sinceBatch(moment);
    mark(this.graph, "forward", forward);
    mark(this.graph, "backward", kind === "backward");
    mark(this.graph, "severed", lost);
    mark(this.data, "lit", kind === "batch" || forward);
    put(this.dataNumbers, numbers(run.input(lap)));
    for (const { layer, station, numbers: shown } of this.stations)
      put(shown, since.forward ? numbers(run.made(lap, station)) : "");
    for (const layer of this.inner) mark(layer, "lit", forward);
    const loss = run.loss(moment);
    put(this.lossNumbers, loss === null ? this.noLoss : digits(loss));
    mark(this.lossNode, "lit", kind === "loss" || (kind === "backward" && !lost));
    mark(this.lossNode, "lost", lost);
    if (this.cut.hidden === lost) this.cut.hidden = !lost;
  }

  // Whether this lap had a forward yet: before it, the layers hold nothing of this batch.
  sinceBatch(moment) {
    const { run } = this;
    const counts = run.times.forward;
    if (!counts) return { forward: false };
    const before = this.lapStart(run.laps[moment]) - 1;
    return { forward: counts[moment] > (before < 0 ? 0 : counts[before]) };
  }

  lapStart(lap) {
    if (!this.lapStarts) {
      this.lapStarts = [];
      this.run.laps.forEach((l, i) => (this.lapStarts[l] ??= i));
    }
    return this.lapStarts[lap];
  }

  showCard(card, moment, kind, call) {
    const { run } = this;
    const step = kind === "step" ? run.stepped(moment) : -1;
    const row = run.rows[moment];
    const moves = step >= 0 && step < run.steps;
    let moved = false;
    card.now.forEach((span, n) => {
      const now = run.value(row, card.index, n);
      const was = moves ? run.value(step, card.index, n) : null;
      put(span, now === null ? "?" : digits(now));
      put(card.was[n], was === null ? "" : digits(was));
      const differs = was !== null && now !== was;
      mark(span, "moved", differs);
      moved ||= differs;
    });
    mark(card.card, "stepped", step >= 0);
    mark(card.card, "moving", moved);
    mark(card.card, "reached", kind === "backward" && call.reached.includes(card.index));
    mark(card.card, "emptied", kind === "zero_grad" && call.reached.includes(card.index));
    this.showBar(card, moment);
  }

  showBar(card, moment) {
    const { run, most } = this;
    const { state, step, norm } = run.grad(moment, card.index);
    const due = run.due(moment, card.index);
    const isNow = step === run.stepsBefore[moment];
    const length = state === "filled" ? UNKNOWN_LENGTH : barLength(norm, most);
    const target = barLength(due, most);
    const known = state === "known";
    put(card.found, known ? digits(norm) : state);
    // Another optimizer's parameter has nothing due: then nothing is said, unless something is there.
    put(card.due, due > 0 || (due === 0 && known && norm > 0) ? `should be ${digits(due)}` : "");
    card.grad.forEach((span, n) => {
      const number = known ? run.gradientNumber(step, card.index, n) : null;
      put(span, number === null ? "" : digits(number));
    });
    mark(card.bar, "unknown", state === "filled");
    mark(card.bar, "empty", state === "empty" || state === "None" || norm === 0);
    set(card.fill, "transform", `scaleX(${length.toFixed(4)})`);
    set(card.tick, "left", `${(100 * target).toFixed(2)}%`);
    mark(card.tick, "absent", !(due > 0));
    const over = known && isNow && due >= 0 && norm > due * 1.001;
    mark(card.over, "absent", !over);
    if (over) {
      set(card.over, "left", `${(100 * target).toFixed(2)}%`);
      set(card.over, "width", `${(100 * (length - target)).toFixed(2)}%`);
    }
  }
}
