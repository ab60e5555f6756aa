// Crash reports and handlers that took long, latest first.

import { get } from "../api.js";
import { facts, h, processLink, show } from "../dom.js";
import { count, lastPart, nanos, time } from "../text.js";

/** Which are unfolded, so that they stay so when the list is drawn anew. */
function foldable(open, key, summary, inside) {
  const element = h("details", { open: open.has(key) }, h("summary", {}, summary), h("div", { class: "inside" }, inside));
  element.addEventListener("toggle", () => { if (element.open) open.add(key); else open.delete(key); });
  return element;
}

const crash = (open) => (row) => foldable(open, `crash ${row.number}`, [
  h("span", { class: "dim" }, time(row.millis)), h("b", {}, lastPart(row.title)), h("span", { class: "mono dim" }, row.text),
  h("span", { class: "reason mono bad", title: row.reason }, row.reason),
], [
  facts([["process", h("span", { class: "mono" }, row.text)], ["behaviour", h("span", { class: "mono" }, row.code)],
    ...Object.entries(row.facts).map(([name, value]) => [name, h("span", { class: "mono" }, value)])]),
  row.trace.length ? h("pre", {}, row.trace.join("\n")) : null,
]);

const long = (open) => (row) => foldable(open, `long ${row.number}`, [
  h("span", { class: "dim" }, time(row.millis)), processLink(row), h("b", { class: "warn" }, nanos(row.soFarMillis * 1e6)),
  h("span", { class: "reason mono dim" }, row.at),
], h("pre", {}, row.stack.join("\n")));

export default {
  path: "crashes",
  title: "Crashes",
  key: "c",
  mount(root) {
    const open = new Set();
    const total = h("span", { class: "dim" });
    const crashes = h("div", { class: "scroll", style: { "margin-bottom": "14px" } });
    const longHandlers = h("div", { class: "scroll" });
    show(root, h("div", { class: "bar" }, h("h1", {}, "Crashes"), total), crashes,
      h("div", { class: "bar" }, h("h1", {}, "Handlers that held their runner")), longHandlers);
    return {
      async refresh() {
        const [crashed, held] = await Promise.all([get("crashes"), get("long-handlers")]);
        total.textContent = crashed.total > crashed.rows.length ? `the last ${count(crashed.rows.length)} of ${count(crashed.total)}` : count(crashed.total);
        show(crashes, crashed.rows.length ? crashed.rows.map(crash(open)) : h("div", { class: "empty" }, "Nothing has crashed since this page's server started."));
        show(longHandlers, held.rows.length ? held.rows.map(long(open)) : h("div", { class: "empty" }, "None was reported."));
      },
    };
  },
};
