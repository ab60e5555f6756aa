// Where the time of messages goes, by class of behaviour.

import { get, post } from "../api.js";
import { chart } from "../chart.js";
import { h, show } from "../dom.js";
import { list } from "../list.js";
import { system } from "../live.js";
import { count, lastPart, nanos } from "../text.js";

const KINDS = ["queued", "handled", "calls"];
const KEPT = 300;

const cell = (kind, what) => (row) => (row[kind].count ? nanos(row[kind][what]) : "");

async function download() {
  const { text } = await get("latency/log");
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  h("a", { href: url, download: `${system.node}.hlog` }).click();
  URL.revokeObjectURL(url);
}

export default {
  path: "latency",
  title: "Latency",
  key: "l",
  mount(root, _, again) {
    let sort = "code";
    let order = "up";
    let rows = [];
    const points = [];
    const measure = (on) => h("button", {
      type: "button", disabled: !system.actions,
      title: system.actions ? null : "Actions are not allowed; the program can switch it on: node.attribution().start()",
      onclick: async () => { await post("latency/measure", { measure: on }); again(); },
    }, on === "on" ? "measure anew" : "stop");
    const note = h("span", { class: "dim" });
    const worst = (kind) => (point) => point[kind];
    const times = chart("99th percentile of the last second, worst class", KINDS.map((kind) => ({ label: kind, value: worst(kind) })), nanos);
    const table = list([
      { label: "class", sort: "code", cell: (r) => lastPart(r.code), title: (r) => r.code },
      ...KINDS.flatMap((kind) => [
        { label: kind, sort: `${kind}.count`, num: true, cell: (r) => count(r[kind].count) },
        ...["p50", "p99", "p999", "max"].map((what) => ({ label: what, sort: `${kind}.${what}`, num: true, cell: cell(kind, what) })),
      ]),
    ], {
      sort, order, onSort: (by, way) => { sort = by; order = way; draw(); },
      empty: "Nothing was measured. One message in sixteen is looked at once it is switched on.",
    });
    const valueOf = (row) => sort.split(".").reduce((value, name) => value[name], row);
    function draw() {
      const sign = order === "up" ? 1 : -1;
      const compare = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b));
      table.update(rows.toSorted((a, b) => sign * compare(valueOf(a), valueOf(b))));
    }
    const orders = h("span", { class: "bar" }, measure("on"), measure("off"));
    show(root, h("div", { class: "bar" }, h("h1", {}, "Latency"), note, h("span", { class: "grow" }), orders,
      h("button", { type: "button", onclick: download }, "download .hlog")),
    h("div", { style: { "margin-bottom": "12px" } }, times.element), table.element);
    return {
      async refresh() {
        const answer = await get("latency");
        note.textContent = answer.on ? "measuring; percentiles since it began" : "not measuring";
        rows = answer.rows;
        draw();
        const point = { millis: Date.now() };
        for (const kind of KINDS) {
          const known = answer.interval.filter((r) => r[kind].count > 0).map((r) => r[kind].p99);
          point[kind] = answer.on && known.length ? Math.max(...known) : null;
        }
        points.push(point);
        if (points.length > KEPT) points.shift();
        times.update(points);
      },
    };
  },
};
