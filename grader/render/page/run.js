// One run, unpacked: what is known of it at each moment. Nothing here touches the page.

const EMPTY = -1, FILLED = -2;

function bytes(text) {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}

// DataView would be right on any machine; browsers run on little-endian ones alone.
const floats = (text) => new Float32Array(bytes(text).buffer);
const doubles = (text) => new Float64Array(bytes(text).buffer);

function unfold(lengths) {
  const found = [];
  for (let i = 0; i < lengths.length; i += 2)
    for (let n = 0; n < lengths[i + 1]; n++) found.push(lengths[i]);
  return found;
}

// Three digits, as short as they can be: 0.0929, -12.3, 1.2e-5.
function digits(value) {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (value === 0) return "0";
  const size = Math.abs(value);
  const text = size < 1e-3 || size >= 1e5 ? value.toExponential(1) : String(Number(value.toPrecision(3)));
  return text.replace("e+", "e").replace("-", "\u2212").replace("e-", "e\u2212");
}

class Run {
  constructor(told) {
    this.told = told;
    this.kinds = told.kinds;
    this.moments = told.moments;
    this.laps = unfold(told.laps);
    this.rows = unfold(told.rows);
    this.gradient = unfold(told.gradient);
    this.parameters = told.parameters;
    this.values = floats(told.values);
    this.gradients = floats(told.gradients);
    this.norms = floats(told.norms);
    this.expected = floats(told.expected);
    this.present = bytes(told.present);
    this.between = floats(told.between);
    this.inputs = floats(told.inputs);
    this.lossValues = doubles(told.loss);
    this.width = this.parameters.reduce((sum, p) => sum + p.shown, 0);
    this.steps = this.parameters.length ? this.norms.length / this.parameters.length : 0;
    this.wayWidth = told.way.reduce((sum, s) => sum + s.shown, 0);
    this.starts = starts(this.parameters);
    this.wayStarts = starts(told.way);
    this.lapCount = this.laps.length ? this.laps[this.laps.length - 1] + 1 : 0;
    this.count();
  }

  // What is found by counting the calls up to each moment.
  count() {
    const length = this.moments.length;
    this.stepsBefore = new Int32Array(length); // the step that comes next, or is now
    this.lossAt = new Int32Array(length).fill(-1); // the last loss of this lap
    this.times = {};
    let steps = 0, losses = 0, last = -1;
    for (let i = 0; i < length; i++) {
      const { kind, counted, evaluates } = this.kinds[this.moments[i]];
      const counts = (this.times[kind] ??= new Int32Array(length));
      counts[i] = 1;
      if (i && this.laps[i] !== this.laps[i - 1]) last = -1;
      if (kind === "loss") {
        if (!evaluates || last < 0) last = losses;
        losses++;
      }
      this.lossAt[i] = last;
      this.stepsBefore[i] = steps;
      if (counted) steps++;
    }
    for (const counts of Object.values(this.times))
      for (let i = 1; i < length; i++) counts[i] += counts[i - 1];
  }

  call(moment) {
    return this.kinds[this.moments[moment]];
  }

  stepped(moment) {
    const { kind, counted } = this.call(moment);
    return kind === "step" && counted ? this.stepsBefore[moment] : -1;
  }

  // What is known of a .grad: its state in a word, the step that its numbers are of, its length.
  grad(moment, parameter) {
    const all = this.gradient[moment];
    const known = typeof all === "number" ? all : all[parameter];
    if (known === EMPTY) return { state: "empty", step: -1, norm: 0 };
    if (known === FILLED) return { state: "filled", step: -1, norm: NaN };
    const at = known * this.parameters.length + parameter;
    if (!((this.present[at >> 3] >> (at & 7)) & 1)) return { state: "None", step: known, norm: 0 };
    return { state: "known", step: known, norm: this.norms[at] };
  }

  // The length that .grad should have at the step that is now or comes next.
  due(moment, parameter) {
    const step = this.stepsBefore[moment];
    return step < this.steps ? this.expected[step * this.parameters.length + parameter] : NaN;
  }

  value(row, parameter, n) {
    return row < 0 ? null : this.values[row * this.width + this.starts[parameter] + n];
  }

  gradientNumber(step, parameter, n) {
    return step < 0 ? null : this.gradients[step * this.width + this.starts[parameter] + n];
  }

  made(lap, station) {
    const at = lap * this.wayWidth + this.wayStarts[station];
    return this.between.subarray(at, at + this.told.way[station].shown);
  }

  input(lap) {
    return this.inputs.subarray(lap * this.told.width, (lap + 1) * this.told.width);
  }

  loss(moment) {
    const at = this.lossAt[moment];
    return at < 0 ? null : this.lossValues[at];
  }

  largestNorm() {
    let most = 0;
    for (const norms of [this.norms, this.expected])
      for (const norm of norms) if (norm > most && norm < Infinity) most = norm;
    return most;
  }
}

function starts(parts) {
  let at = 0;
  return parts.map((part) => (at += part.shown) - part.shown);
}
