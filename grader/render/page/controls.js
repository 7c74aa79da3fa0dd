// Where we are in the run, and everything that moves us: buttons, keys, slider, plots, time.

class Player {
  constructor(told) {
    this.runs = told.runs.map((run) => new Run(run));
    const most = Math.max(...this.runs.map((run) => run.largestNorm()));
    const elements = [...document.querySelectorAll(".pane")].filter((p) => p.querySelector(".graph"));
    this.panes = this.runs.map((run, n) => new Pane(elements[n], run, most));
    this.ticks = told.ticks;
    this.length = this.ticks ? this.ticks[0].length : this.runs[0].moments.length;
    this.findLaps();
    this.tick = 0;
    this.playing = false;
    this.quiet = matchMedia("(prefers-reduced-motion: reduce)");
    const find = (id) => document.getElementById(id);
    this.slider = find("slider");
    this.field = find("lap");
    this.status = find("status");
    this.speed = find("speed");
    this.keys = find("keys");
    this.button = document.querySelector("[data-do=play]");
    this.slider.max = this.field.max = find("laps").textContent = this.lapStarts.length;
    document.querySelector(".controls").hidden = false;
    this.plots = [];
    this.listen();
    this.show();
    // The page can be used before its plots are drawn.
    requestAnimationFrame(() => this.draw());
  }

  moment(run, tick) {
    if (!this.ticks) return tick;
    const at = this.ticks[run][tick];
    return at < 0 ? ~at : at;
  }

  waits(run, tick) {
    return this.ticks !== null && this.ticks[run][tick] < 0;
  }

  findLaps() {
    this.laps = new Int32Array(this.length);
    this.lapStarts = [];
    let here = -1;
    for (let tick = 0; tick < this.length; tick++) {
      for (let n = 0; n < this.runs.length; n++)
        if (!this.waits(n, tick)) here = Math.max(here, this.runs[n].laps[this.moment(n, tick)]);
      this.laps[tick] = here;
      while (this.lapStarts.length <= here) this.lapStarts.push(tick);
    }
  }

  // ---------------------------------------------------------------- moving

  go(tick) {
    this.tick = Math.min(this.length - 1, Math.max(0, tick));
    this.show();
  }

  goLap(lap) {
    this.go(this.lapStarts[Math.min(this.lapStarts.length - 1, Math.max(0, lap))]);
  }

  lapBack() {
    const lap = this.laps[this.tick];
    this.goLap(this.lapStarts[lap] < this.tick ? lap : lap - 1);
  }

  lapNext() {
    const lap = this.laps[this.tick] + 1;
    if (lap < this.lapStarts.length) this.goLap(lap);
    else this.go(this.length - 1);
  }

  mistake() {
    const at = this.runs[0].told.mistake;
    if (at === null) return;
    let tick = 0;
    while (tick < this.length && (this.moment(0, tick) !== at || this.waits(0, tick))) tick++;
    this.go(tick);
  }

  do(what) {
    if (what === "help") return this.help();
    if (what === "play") return this.play(!this.playing);
    this.play(false);
    const acts = {
      first: () => this.go(0), last: () => this.go(this.length - 1),
      back: () => this.go(this.tick - 1), next: () => this.go(this.tick + 1),
      "lap-back": () => this.lapBack(), "lap-next": () => this.lapNext(),
      mistake: () => this.mistake(),
    };
    acts[what]();
  }

  help() {
    this.play(false);
    if (this.keys.open) this.keys.close();
    else this.keys.showModal();
  }

  // ---------------------------------------------------------------- time

  play(on) {
    if (on && this.tick === this.length - 1) this.go(0);
    if (on === this.playing) return;
    this.playing = on;
    document.body.classList.toggle("playing", on);
    this.button.setAttribute("aria-label", on ? "Pause" : "Play");
    this.button.querySelector("span").textContent = on ? "Pause" : "Play";
    // A screen reader is not told of every call that passes by.
    this.status.setAttribute("aria-live", on ? "off" : "polite");
    this.setPace();
    if (on) {
      this.due = 0;
      this.before = performance.now();
      requestAnimationFrame((now) => this.frame(now));
    }
  }

  frame(now) {
    if (!this.playing) return;
    this.due += (Math.min(250, Math.max(0, now - this.before)) / 1000) * Number(this.speed.value);
    this.before = now;
    const calls = Math.floor(this.due);
    if (calls) {
      this.due -= calls;
      this.go(this.tick + calls);
      if (this.tick === this.length - 1) return this.play(false);
    }
    requestAnimationFrame((next) => this.frame(next));
  }

  // No movement may last longer than a call does.
  setPace() {
    const call = this.playing ? 1000 / Number(this.speed.value) : 1000;
    set(document.documentElement, "--pace", call < 150 ? "0ms" : `${Math.min(320, call / 2)}ms`);
  }

  // ---------------------------------------------------------------- showing

  show() {
    const { tick } = this;
    this.panes.forEach((pane, n) => pane.show(this.moment(n, tick), this.waits(n, tick)));
    const lap = String(this.laps[tick] + 1);
    if (this.slider.value !== lap) this.slider.value = lap;
    if (this.field.value !== lap && document.activeElement !== this.field) this.field.value = lap;
    for (const plot of this.plots) plot.show(tick);
    put(this.status, this.told(tick));
    mark(document.body, "at-mistake", this.atMistake(tick));
  }

  atMistake(tick) {
    return this.moment(0, tick) === this.runs[0].told.mistake && !this.waits(0, tick);
  }

  told(tick) {
    const active = this.runs.findIndex((_, n) => !this.waits(n, tick));
    const call = this.runs[active].call(this.moment(active, tick));
    const name = call.optimizer ? `${call.optimizer}.${call.kind}` : call.kind;
    const parts = [`Call ${tick + 1} of ${this.length}`, name];
    if (call.line) parts.push(`line ${call.line}`);
    if (call.evaluates) parts.push("without gradients");
    if (this.ticks && this.waits(0, tick)) parts.push("in the solution only");
    if (this.ticks && this.waits(1, tick)) parts.push("in your run only");
    if (this.atMistake(tick)) parts.push("the first mistake");
    return parts.join(" \u00b7 ");
  }

  draw() {
    const parent = document.querySelector(".plots");
    parent.hidden = false;
    const toLap = (x) => this.jump(Math.round(x) - 1);
    const lap = (tick) => this.laps[tick] + 1;
    this.plots.push(new Plot(parent, lossPlot(this.runs), lap, toLap));
    const epochs = epochPlot(this.runs);
    if (epochs) {
      const last = epochs.x.length - 1;
      const perEpoch = Math.ceil(this.lapStarts.length / Math.max(1, last));
      const epoch = (tick) => Math.min(last, this.laps[tick] / perEpoch);
      this.plots.push(new Plot(parent, epochs, epoch, (x) => this.jump(Math.round(x * perEpoch))));
    }
    for (const told of normPlots(this.runs)) this.plots.push(new Plot(parent, told, lap, toLap));
    for (const plot of this.plots) plot.show(this.tick);
  }

  jump(lap) {
    this.play(false);
    this.goLap(lap);
  }

  // ---------------------------------------------------------------- listening

  listen() {
    for (const button of document.querySelectorAll("[data-do]"))
      button.addEventListener("click", () => this.do(button.dataset.do));
    this.slider.addEventListener("input", () => this.jump(Number(this.slider.value) - 1));
    this.field.addEventListener("change", () => this.typed());
    this.field.addEventListener("blur", () => this.show());
    this.speed.addEventListener("change", () => this.setPace());
    document.addEventListener("keydown", (event) => this.key(event));
    const redraw = () => this.plots.forEach((plot) => plot.redraw());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
    matchMedia("print").addEventListener("change", (print) => {
      for (const part of document.querySelectorAll(".epochs")) part.open = print.matches;
      redraw();
    });
  }

  typed() {
    const lap = Math.round(Number(this.field.value));
    if (this.field.value !== "" && Number.isFinite(lap)) this.jump(lap - 1);
    this.field.value = this.laps[this.tick] + 1;
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const on = event.target;
    if (this.keys.open) return;
    if (on.matches("input, select")) return;
    // A button takes the space for itself, the source scrolls with Home and End.
    if (event.key === " " && on.closest("button, summary")) return;
    const keys = {
      " ": "play", ArrowLeft: event.shiftKey ? "lap-back" : "back",
      ArrowRight: event.shiftKey ? "lap-next" : "next", Home: "first", End: "last",
      m: "mistake", M: "mistake", "?": "help",
    };
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    this.do(keys[event.key]);
  }
}

new Player(JSON.parse(document.getElementById("data").textContent));
