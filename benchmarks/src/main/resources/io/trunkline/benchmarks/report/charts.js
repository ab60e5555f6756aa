const W = 900, H = 320, LEFT = 76, RIGHT = 30, TOP = 10, BOTTOM = 26;

function element(name, parent, attributes = {}, text = "") {
  const inSvg = name === "svg" || parent instanceof SVGElement;
  const made = inSvg ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  parent.append(made);
  return made;
}

function show(value) {
  return value.toLocaleString("en", { maximumFractionDigits: Math.abs(value) < 100 ? 1 : 0 });
}

function table(id, head, rows) {
  const made = element("table", document.getElementById(id));
  const top = element("tr", element("thead", made));
  for (const cell of head) element("th", top, {}, cell);
  const body = element("tbody", made);
  for (const row of rows) {
    const line = element("tr", body);
    row.forEach((cell, i) => element(i ? "td" : "th", line, {}, typeof cell === "number" ? show(cell) : cell));
  }
}

// Scales map a value to 0..1 and know where their grid lines are.

const plain = v => v.toLocaleString("en", { maximumFractionDigits: 3 });

function logScale(low, high, name = plain) {
  const from = Math.floor(Math.log10(Math.max(low, 1e-3))), to = Math.max(from + 1, Math.ceil(Math.log10(high)));
  const ticks = [];
  for (let e = from; e <= to; e++) ticks.push(10 ** e);
  return { at: v => (Math.log10(Math.max(v, 10 ** from)) - from) / (to - from), ticks, name };
}

function linearScale(high, steps = 5) {
  const raw = Math.max(high, 1e-9) / steps, power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map(m => m * power).find(s => s >= raw), ticks = [];
  const top = Math.ceil(high / step - 1e-9) * step || step;
  for (let i = 0; i * step <= top * (1 + 1e-9); i++) ticks.push(i * step);
  return { at: v => v / top, ticks, name: plain };
}

function timeScale(end) {
  const full = linearScale(end, 10);
  return { at: v => v / end, ticks: full.ticks.filter(t => t <= end), name: full.name };
}

function nines(oneOutOf) {
  const e = Math.round(Math.log10(oneOutOf));
  return e === 0 ? "0%" : e === 1 ? "90%" : "99" + (e > 2 ? "." + "9".repeat(e - 2) : "") + "%";
}

// A chart of lines [{name, points: [[x, y], ...]}]; moving over it shows the values there. A line may have a color
// and a dash; marks [{at, text}] are moments on the x axis, and spans [{state, from, to}] shade it.
function chart(id, lines, x, y, nameX, { height = H, marks = [], markName = "", spans = [] } = {}) {
  const box = document.getElementById(id);
  const key = element("div", box, { class: "key" });
  const svg = element("svg", box, { viewBox: `0 0 ${W} ${height}`, role: "img", "aria-label": lines.map(l => l.name).join(", ") });
  for (const span of spans) {
    if (span.state !== "closed") shade(svg, span, x, TOP, height - BOTTOM, "shade");
  }
  const px = v => LEFT + x.at(v) * (W - LEFT - RIGHT), py = v => height - BOTTOM - y.at(v) * (height - TOP - BOTTOM);
  for (const tick of y.ticks) {
    element("line", svg, { class: "grid", x1: LEFT, x2: W - RIGHT, y1: py(tick), y2: py(tick) });
    element("text", svg, { x: LEFT - 8, y: py(tick) + 4, "text-anchor": "end" }, y.name(tick));
  }
  for (const tick of x.ticks) {
    element("line", svg, { class: "grid", x1: px(tick), x2: px(tick), y1: TOP, y2: height - BOTTOM });
    element("text", svg, { x: px(tick), y: height - 8, "text-anchor": "middle" }, x.name(tick));
  }
  for (const { at, text } of marks) {
    const mark = element("line", svg, { class: "mark", x1: px(at), x2: px(at), y1: TOP, y2: height - BOTTOM });
    element("title", mark, {}, text);
  }
  const labels = lines.map((line, i) => {
    const color = line.color || `var(--c${i % 6})`;
    const points = line.points.map(([a, b]) => `${px(a).toFixed(1)},${py(b).toFixed(1)}`).join(" ");
    element("polyline", svg, { class: "line", points, style: `stroke: ${color}`, "stroke-dasharray": line.dash || "none" });
    const label = element("span", key);
    element("i", label, { style: `background: ${color}` });
    return element("span", label, {}, line.name);
  });
  if (marks.length) {
    const label = element("span", key);
    element("i", label, { class: "mark" });
    element("span", label, {}, `${markName} (${show(marks.length)})`);
  }
  const where = element("span", key);
  const cross = element("line", svg, { class: "cross", y1: TOP, y2: height - BOTTOM, visibility: "hidden" });
  svg.addEventListener("pointermove", event => {
    const frame = svg.getBoundingClientRect(), wanted = (event.clientX - frame.left) / frame.width * W;
    const nearest = line => line.points.reduce((a, b) => Math.abs(px(a[0]) - wanted) <= Math.abs(px(b[0]) - wanted) ? a : b);
    const drawn = lines.filter(line => line.points.length);
    if (!drawn.length) return;
    const at = nearest(drawn.reduce((a, b) => a.points.length >= b.points.length ? a : b))[0];
    cross.setAttribute("x1", px(at));
    cross.setAttribute("x2", px(at));
    cross.setAttribute("visibility", "visible");
    where.textContent = nameX(at);
    lines.forEach((line, i) => labels[i].textContent = line.points.length ? `${line.name} ${show(nearest(line)[1])}` : line.name);
  });
  svg.addEventListener("pointerleave", () => {
    cross.setAttribute("visibility", "hidden");
    where.textContent = "";
    lines.forEach((line, i) => labels[i].textContent = line.name);
  });
}

// A span of time in a state of the circuit; a short one stays visible.
function shade(svg, span, x, top, bottom, name) {
  const px = v => LEFT + x.at(v) * (W - LEFT - RIGHT), width = px(span.to) - px(span.from);
  return element("rect", svg, { class: name, x: px(span.from).toFixed(1), width: Math.max(width, 1.5).toFixed(1), y: top,
    height: bottom - top, style: `fill: var(--${span.state})` });
}

// A lane for each state, so that one need not tell colors apart.
function lanes(id, spans, x) {
  const box = document.getElementById(id), states = ["closed", "half-open", "open"], lane = 22, high = lane * states.length;
  const svg = element("svg", box, { viewBox: `0 0 ${W} ${high + BOTTOM}`, role: "img", "aria-label": "state of the circuit" });
  const px = v => LEFT + x.at(v) * (W - LEFT - RIGHT);
  for (const tick of x.ticks) {
    element("line", svg, { class: "grid", x1: px(tick), x2: px(tick), y1: 0, y2: high });
    element("text", svg, { x: px(tick), y: high + BOTTOM - 8, "text-anchor": "middle" }, x.name(tick));
  }
  states.forEach((state, i) => {
    element("text", svg, { x: LEFT - 8, y: i * lane + 15, "text-anchor": "end" }, state);
    element("line", svg, { class: "grid", x1: LEFT, x2: W - RIGHT, y1: (i + 1) * lane, y2: (i + 1) * lane });
  });
  for (const span of spans) {
    const top = states.indexOf(span.state) * lane + 3;
    const made = shade(svg, span, x, top, top + lane - 6, "");
    element("title", made, {}, `${span.state} from ${span.from.toFixed(3)} s to ${span.to.toFixed(3)} s`);
  }
}

function spread(lines) {
  const values = lines.flatMap(line => line.points.map(point => point[1]));
  return [values.reduce((a, b) => Math.min(a, b), Infinity), values.reduce((a, b) => Math.max(a, b), 0)];
}

function latencyScale(lines) {
  const [low, high] = spread(lines);
  return high > 0 ? logScale(Math.min(low, high), high) : logScale(1, 10);
}
