// Pools, breakers and whatever else says what it is doing.

import { get } from "../api.js";
import { facts, h, pill, show } from "../dom.js";
import { count, nanos } from "../text.js";

const KEPT = 180;
const LEVELS = { CLOSED: "--good", HALF_OPEN: "--warn", OPEN: "--bad", FORCED_OPEN: "--bad", DISABLED: "--dim", METRICS_ONLY: "--dim" };

/** What they were, a state a second, by kind and name. */
const history = new Map();

function remember(row) {
  const key = `${row.kind}/${row.name}`;
  const states = history.get(key) ?? [];
  states.push(row.values.state ?? (row.values.waiting > 0 ? "OPEN" : "CLOSED"));
  if (states.length > KEPT) states.shift();
  history.set(key, states);
  return states;
}

/** A stripe of the last minutes, as a canvas: attributes of style are not allowed here. */
function timeline(states) {
  const canvas = h("canvas", { class: "timeline", width: KEPT, height: 1, title: "the last three minutes" });
  const g = canvas.getContext("2d");
  const style = getComputedStyle(document.documentElement);
  states.forEach((state, i) => {
    g.fillStyle = style.getPropertyValue(LEVELS[state] ?? "--dim");
    g.fillRect(KEPT - states.length + i, 0, 1, 1);
  });
  return canvas;
}

function meter(share) {
  const bar = h("i", { class: share >= 1 ? "full" : "" });
  bar.style.setProperty("width", `${Math.min(100, share * 100)}%`);
  return h("div", { class: "meter" }, bar);
}

function pool(row) {
  const v = row.values;
  const total = Math.max(1, v.size + v.overflow);
  return h("section", { class: "sheet" }, h("h2", {}, "resource pool"), h("div", { class: "bar" }, h("h1", {}, row.name),
    v.waiting ? h("span", { class: "pill hot" }, `${count(v.waiting)} waiting`) : null),
  meter(v.inUse / total), timeline(remember(row)), facts([
    ["in use", `${count(v.inUse)} of ${count(v.size)}${v.overflow ? ` and ${count(v.overflow)} more` : ""}`], ["idle", count(v.idle)],
    ["starting", v.starting ? count(v.starting) : null],
    ["first waits", v.waiting ? nanos(v.oldestWaitNanos) : null], ["most waiting", count(v.largestWaiting)],
    ["checkouts", `${count(v.checkouts)}, ${count(v.waited)} waited`],
    ["refused", count(v.timedOut + v.full)], ["owners lost", v.ownersLost ? count(v.ownersLost) : null],
    ["starts that failed", v.startFailures ? count(v.startFailures) : null],
    ["last failure", v.lastStartFailure && h("span", { class: "bad mono" }, v.lastStartFailure)],
  ]));
}

function workers(row) {
  const v = row.values;
  const rejected = Object.entries(v.rejected).filter(([, n]) => n > 0)
    .map(([why, n]) => `${count(n)} ${why.toLowerCase().replaceAll("_", " ")}`).join(", ");
  return h("section", { class: "sheet" }, h("h2", {}, "worker pool"), h("div", { class: "bar" }, h("h1", {}, row.name),
    v.waiting ? h("span", { class: "pill runnable" }, `${count(v.waiting)} waiting`) : null),
  meter(v.busy / Math.max(1, v.workers)), timeline(remember(row)), facts([
    ["busy", `${count(v.busy)} of ${count(v.workers)}`], ["longest queue", count(v.largestQueue)],
    ["tasks", `${count(v.accepted)} accepted, ${count(v.completed)} completed, ${count(v.failed)} failed`],
    ["cancelled", v.cancelled ? count(v.cancelled) : null], ["run by callers", v.ranByCaller ? count(v.ranByCaller) : null],
    ["rejected", rejected], ["workers crashed", v.crashes ? count(v.crashes) : null],
  ]));
}

function breaker(row) {
  const v = row.values;
  return h("section", { class: "sheet" }, h("h2", {}, "circuit breaker"), h("div", { class: "bar" }, h("h1", {}, row.name), pill(v.state.toLowerCase())),
    timeline(remember(row)), facts([
      ["in this state for", nanos(v.sinceNanos)], ["tries again in", v.retryAfterNanos ? nanos(v.retryAfterNanos) : null],
      ["recent", `${count(v.recent.failed)} of ${count(v.recent.calls)} failed${v.recent.slow ? `, ${count(v.recent.slow)} slow` : ""}`],
      ["successes", count(v.successes)], ["failures", count(v.failures)], ["refused", count(v.refused)],
      ["slow", v.slow ? count(v.slow) : null], ["changes", count(v.generation)],
    ]));
}

const written = (name, value) => (value === null ? null
  : typeof value === "number" ? (name.endsWith("Nanos") ? nanos(value) : count(value))
    : typeof value === "object" ? facts(Object.entries(value).map(([n, v]) => [n, written(n, v)])) : String(value));

/** A kind that this page knows nothing of shows what it says of itself. */
const other = (row) => h("section", { class: "sheet" }, h("h2", {}, row.kind.replace(/Snapshot$/, "")), h("h1", {}, row.name),
  facts(Object.entries(row.values).filter(([name]) => name !== "name").map(([name, value]) => [name.replace(/Nanos$/, ""), written(name, value)])));

const DRAWN = { ResourceSnapshot: pool, WorkerSnapshot: workers, CircuitSnapshot: breaker };

export default {
  path: "pools",
  title: "Pools and breakers",
  key: "o",
  mount(root) {
    const all = h("div", { class: "grid cards" });
    const empty = h("div", { class: "empty", hidden: true }, "No pool runs on this node. Breakers are here when they are added: ",
      h("code", {}, "Inspectables.of(node).add(breaker)"));
    show(root, all, empty);
    return {
      async refresh() {
        const { rows } = await get("pools");
        empty.hidden = rows.length > 0;
        show(all, rows.map((row) => (DRAWN[row.kind] ?? other)(row)));
      },
    };
  },
};
