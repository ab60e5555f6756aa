// A line chart on a canvas: the last minute to five, a point a second, a value under the pointer.

import { h, show } from "./dom.js";
import { time } from "./text.js";

const LONGEST = 300_000;
const SHORTEST = 60_000;
const LEFT = 58;
const BOTTOM = 16;
const HEIGHT = 128;

/** A round number at or above: 1, 2 or 5 times a power of ten, or a power of two. */
function ceiling(value, base) {
  if (!(value > 0)) return 1;
  if (base === 2) return 2 ** Math.ceil(Math.log2(value));
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((f) => f * power).find((c) => c >= value * 0.999);
}

/**
 * @param title above it
 * @param series each a `label` and a `value` of a sample, null where there is none
 * @param format writes values
 * @param top the least end of the axis
 * @param base of its round numbers
 */
export function chart(title, series, format, top = 0, base = 10) {
  const canvas = h("canvas", { role: "img", "aria-label": title });
  const legend = h("div", { class: "legend" });
  const element = h("section", { class: "sheet chart" }, h("h2", {}, title), legend, canvas);
  let samples = [];
  let pointer = null;

  canvas.addEventListener("pointermove", (event) => { pointer = event.offsetX; draw(); });
  canvas.addEventListener("pointerleave", () => { pointer = null; draw(); });

  function draw() {
    const style = getComputedStyle(canvas);
    const width = canvas.clientWidth;
    if (!width) return;
    const scale = window.devicePixelRatio || 1;
    canvas.width = width * scale;
    canvas.height = HEIGHT * scale;
    const g = canvas.getContext("2d");
    g.scale(scale, scale);
    g.font = "11px system-ui, sans-serif";
    const last = samples.at(-1)?.millis ?? Date.now();
    const span = Math.min(LONGEST, Math.max(SHORTEST, last - (samples[0]?.millis ?? last)));
    const shown = samples.filter((s) => s.millis >= last - span);
    const high = ceiling(Math.max(top, ...shown.flatMap((s) => series.map((one) => one.value(s) ?? 0))), base);
    const x = (millis) => LEFT + (width - LEFT - 4) * (1 - (last - millis) / span);
    const y = (value) => 6 + (HEIGHT - BOTTOM - 6) * (1 - value / high);
    axes(g, style, width, high, x, y, last, span);
    series.forEach((one, i) => line(g, style.getPropertyValue(`--s${i + 1}`), shown, one, x, y, series.length === 1));
    const at = pointer === null ? shown.at(-1) : nearest(shown, x, pointer);
    if (at && pointer !== null) {
      g.strokeStyle = style.getPropertyValue("--dim");
      g.beginPath();
      g.moveTo(x(at.millis), 4);
      g.lineTo(x(at.millis), HEIGHT - BOTTOM);
      g.stroke();
    }
    show(legend, series.map((one, i) => {
      const value = at ? one.value(at) : null;
      return h("span", {}, h("i", { style: { background: `var(--s${i + 1})` } }), one.label, " ",
        h("b", {}, value === null || value === undefined ? "–" : format(value)));
    }), pointer !== null && at ? h("span", {}, time(at.millis)) : null);
  }

  function axes(g, style, width, high, x, y, last, span) {
    g.strokeStyle = style.getPropertyValue("--line");
    g.fillStyle = style.getPropertyValue("--dim");
    g.lineWidth = 1;
    g.textBaseline = "middle";
    for (const value of [0, high / 2, high]) {
      const at = Math.round(y(value)) + 0.5;
      g.beginPath();
      g.moveTo(LEFT, at);
      g.lineTo(width, at);
      g.stroke();
      g.textAlign = "right";
      g.fillText(format(value), LEFT - 6, at);
    }
    g.textAlign = "center";
    const step = span > 120_000 ? 60_000 : 15_000;
    for (let back = step; back < span; back += step) {
      g.fillText(step === 60_000 ? `−${back / step} min` : `−${back / 1000} s`, x(last - back), HEIGHT - 6);
    }
  }

  return { element, update: (all) => { samples = all; draw(); } };
}

function line(g, colour, samples, one, x, y, filled) {
  g.strokeStyle = colour;
  g.lineWidth = 1.5;
  g.lineJoin = "round";
  let from = null;
  let at = null;
  const end = () => {
    if (from === null) return;
    g.stroke();
    if (filled) {
      g.lineTo(at, y(0));
      g.lineTo(from, y(0));
      g.globalAlpha = 0.12;
      g.fillStyle = colour;
      g.fill();
      g.globalAlpha = 1;
    }
    from = null;
  };
  let before = 0;
  for (const sample of samples) {
    const value = one.value(sample);
    if (value === null || value === undefined || sample.millis - before > 5_000) end();
    before = sample.millis;
    if (value === null || value === undefined) continue;
    at = x(sample.millis);
    if (from === null) {
      from = at;
      g.beginPath();
      g.moveTo(at, y(value));
    } else {
      g.lineTo(at, y(value));
    }
  }
  end();
}

function nearest(samples, x, pointer) {
  let best = null;
  for (const sample of samples) {
    if (best === null || Math.abs(x(sample.millis) - pointer) < Math.abs(x(best.millis) - pointer)) best = sample;
  }
  return best;
}
