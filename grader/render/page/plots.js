// The whole run in three plots, with a line at the present step; a click goes there.

// Lines differ in their dashes as well, so that no meaning hangs on a colour.
const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3], [14, 5], [4, 4]];
const BORDERS = ["solid", "dashed", "dotted", "dashed", "dashed", "dotted"];
const FEW = 40;
const HEIGHT = 190;

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

// The powers of ten in sight, every one, or every second, third …, so that at most six are shown.
function decades(chart, axis, from, to) {
  const first = Math.ceil(Math.log10(from)), last = Math.floor(Math.log10(to));
  const pace = Math.max(1, Math.ceil((last - first + 1) / 6));
  const found = [];
  for (let power = first; power <= last; power += pace) found.push(Number(`1e${power}`));
  return found;
}

function series(label, place, points, gaps) {
  return {
    label,
    stroke: () => colour(`--line-${(place % 6) + 1}`),
    width: 1.75,
    dash: DASHES[place % DASHES.length],
    points: { show: points <= FEW, size: 5 },
    spanGaps: gaps,
  };
}

class Plot {
  // `told`: title, x, lines [{label, y}], log, range, unit; `at(tick)` is the x of the present.
  constructor(parent, told, at, go) {
    this.at = at;
    this.figure = document.createElement("figure");
    this.figure.append(caption(told.title));
    this.figure.classList.toggle("wide", Boolean(told.log));
    parent.append(this.figure);
    const some = told.lines.some((line) => line.y.some((y) => y !== null));
    if (!some) {
      const none = document.createElement("p");
      none.className = "none";
      none.textContent = told.none;
      this.figure.append(none);
      return;
    }
    this.last = told.x[told.x.length - 1];
    this.place = document.createElement("div");
    this.place.setAttribute("role", "img");
    this.place.setAttribute("aria-label", described(told));
    this.figure.append(this.place);
    this.chart = new uPlot(this.options(told), [told.x, ...told.lines.map((l) => l.y)], this.place);
    this.line = document.createElement("div");
    this.line.className = "present";
    this.chart.over.append(this.line);
    this.chart.over.addEventListener("click", (event) => {
      go(this.chart.posToVal(event.clientX - this.chart.over.getBoundingClientRect().left, "x"));
    });
    new ResizeObserver(() => this.fit()).observe(this.figure);
  }

  options(told) {
    const axis = {
      stroke: () => colour("--quiet"), font: "12px system-ui, sans-serif",
      grid: { stroke: () => colour("--grid"), width: 1 }, ticks: { show: false },
    };
    const last = told.x[told.x.length - 1];
    return {
      width: this.width(), height: HEIGHT,
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
      legend: { live: false, show: told.lines.length > 1, markers: { width: 2, dash: (_, i) => BORDERS[i - 1] } },
      scales: {
        x: { time: false, range: () => [told.x[0], Math.max(last, told.x[0] + 1)] },
        y: told.log ? { distr: 3 } : told.range ? { range: () => told.range } : {},
      },
      axes: [
        { ...axis, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000], size: 30 },
        { ...axis, size: 58, splits: told.log ? decades : undefined, values: (_, ticks) => ticks.map((at) => (at === null ? "" : digits(at))) },
      ],
      series: [{ label: told.unit }, ...told.lines.map((l, i) => series(l.label, i, l.y.length, Boolean(told.gaps)))],
    };
  }

  width() {
    return Math.max(240, Math.floor(this.figure.clientWidth || 400));
  }

  fit() {
    if (this.width() !== this.chart.width) this.chart.setSize({ width: this.width(), height: HEIGHT });
    this.show(this.tick ?? 0);
  }

  show(tick) {
    this.tick = tick;
    if (!this.chart) return;
    // In a comparison the other run may be longer than what is plotted.
    const x = Math.min(this.at(tick), this.last);
    set(this.line, "transform", `translateX(${this.chart.valToPos(x, "x").toFixed(1)}px)`);
  }

  redraw() {
    if (this.chart) this.chart.redraw(false, true);
  }
}

function caption(text) {
  const made = document.createElement("figcaption");
  made.textContent = text;
  return made;
}

// What somebody is told who does not see the plot.
function described(told) {
  const ends = told.lines.map(({ label, y }) => {
    const known = y.filter((value) => value !== null);
    if (!known.length) return `${label}: nothing`;
    return `${label}: from ${digits(known[0])} to ${digits(known[known.length - 1])}`;
  });
  return `${told.title}. ${ends.join("; ")}.`;
}

const finite = (value) => (Number.isFinite(value) ? value : null);
const whose = (n, count) => (count > 1 ? (n ? ", solution" : ", your run") : "");

function lossPlot(runs) {
  const laps = Math.max(...runs.map((run) => run.lapCount));
  const lines = runs.map((run, n) => {
    const y = new Array(laps).fill(null);
    run.laps.forEach((lap, i) => {
      const loss = run.loss(i);
      if (loss !== null) y[lap] = finite(loss);
    });
    return { label: "loss" + whose(n, runs.length), y };
  });
  const x = Array.from({ length: laps }, (_, lap) => lap + 1);
  return { title: "Loss of each iteration", unit: "iteration", none: "No loss was recorded.", x, lines };
}

function normPlots(runs) {
  return runs.map((run, n) => {
    const laps = [];
    run.moments.forEach((_, i) => {
      if (run.stepped(i) >= 0 && run.stepped(i) < run.steps) laps.push(run.laps[i] + 1);
    });
    const count = run.parameters.length;
    const lines = run.parameters.map(({ name }, p) => ({
      label: name.replace(/^model\./, ""),
      y: laps.map((_, step) => (run.norms[step * count + p] > 0 ? finite(run.norms[step * count + p]) : null)),
    }));
    const title = "Length of each gradient at each step" + whose(n, runs.length);
    const none = run.steps ? "No gradient was found at any step." : "No step was made.";
    // Where optimizers take turns, every other step has no gradient for some parameters.
    const gaps = new Set(run.kinds.filter((k) => k.counted).map((k) => k.optimizer)).size > 1;
    return { title, unit: "iteration", none, log: true, gaps, x: laps, lines };
  });
}

// The accuracy after each epoch, or what else the exercise measures.
function epochPlot(runs) {
  const names = Object.keys(runs[0].told.epochs[0] ?? {});
  const name = names.includes("accuracy") ? "accuracy" : names.find((n) => n !== "loss") ?? names[0];
  if (name === undefined) return null;
  const most = Math.max(...runs.map((run) => run.told.epochs.length));
  const x = Array.from({ length: most }, (_, epoch) => epoch);
  const lines = runs.map((run, n) => ({
    label: name + whose(n, runs.length),
    y: x.map((epoch) => run.told.epochs[epoch]?.[name] ?? null),
  }));
  const title = `${name[0].toUpperCase()}${name.slice(1)} after each epoch`;
  const range = name === "accuracy" ? [0, 1.02] : undefined;
  return { title, unit: "epoch", none: "Nothing was measured.", x, lines, range };
}
