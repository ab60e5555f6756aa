// The node and its JVM over the last minutes.

import { get } from "../api.js";
import { chart } from "../chart.js";
import { facts, h, processLink, show } from "../dom.js";
import { list } from "../list.js";
import { samples, system } from "../live.js";
import { bytes, count, nanos, percent, short, since, time } from "../text.js";

const TROUBLES = {
  LongMailbox: [(t) => `${count(t.length)} messages wait`, "bad"],
  ShortMailbox: [(t) => `the mailbox is short again, after ${nanos(t.nanos)}`, "good"],
  LongHandler: [(t) => `a handler takes ${nanos(t.nanos)} and goes on`, "bad"],
  BlockedRunner: [() => "waits in a handler, and its runner with it", "warn"],
  ManyRestarts: [(t) => `${count(t.restarts)} restarts within ${nanos(t.nanos)}, ${t.child} last`, "bad"],
};

const rate = (name) => (sample) => sample.perSecond[name];
const perSecond = (n) => (n === null || n === undefined ? "–" : `${short(n)}/s`);

const tile = (label, value, level) => h("div", { class: "tile" }, h("b", { class: level }, value), h("span", {}, label));

function tiles(now) {
  return [
    tile("processes", count(now.processes)),
    tile("messages handled", perSecond(now.perSecond.messages)),
    tile("restarts", perSecond(now.perSecond.restarts), now.perSecond.restarts > 0 ? "warn" : ""),
    tile(`crashes, ${count(now.crashes)} in all`, perSecond(now.perSecond.crashes), now.perSecond.crashes > 0 ? "bad" : ""),
    tile(`dead letters, ${count(now.deadLetters)} in all`, perSecond(now.perSecond.deadLetters), now.perSecond.deadLetters > 0 ? "warn" : ""),
    tile(`expired calls, ${count(now.expiredCalls)} in all`, perSecond(now.perSecond.expiredCalls), now.perSecond.expiredCalls > 0 ? "warn" : ""),
    tile("heap", bytes(now.heapUsed), now.heapUsed > 0.9 * now.heapMax ? "bad" : ""),
    "cpu" in now && tile("CPU of this JVM", percent(now.cpu)),
  ];
}

function charts(now) {
  const known = (name) => name in now;
  return [
    chart("Messages handled per second", [{ label: "all", value: rate("messages") }, { label: "by their callers", value: rate("callerRuns") }], short),
    chart("Runners", [
      { label: "busy", value: (s) => s.busy }, { label: "blocked", value: (s) => s.blocked }, { label: "spare", value: (s) => s.spare },
    ], short, now.seats),
    chart("Turns waiting for a runner", [{ label: "turns", value: (s) => s.queued }], short),
    chart("Processes", [{ label: "alive", value: (s) => s.processes }], short, 10),
    chart("What goes wrong, per second", [
      { label: "restarts", value: rate("restarts") }, { label: "crashes", value: rate("crashes") },
      { label: "dead letters", value: rate("deadLetters") }, { label: "expired calls", value: rate("expiredCalls") },
    ], short),
    chart("Scheduling per second", [
      { label: "steals", value: rate("steals") }, { label: "hand-overs", value: rate("handOvers") },
      { label: "wake-ups", value: rate("wakeUps") }, { label: "parks", value: rate("parks") },
    ], short),
    chart("Heap", [
      { label: "used", value: (s) => s.heapUsed }, { label: "committed", value: (s) => s.heapCommitted },
    ], bytes, 0, 2),
    known("cpu") && chart("CPU", [
      { label: "this JVM", value: (s) => s.cpu }, { label: "machine", value: (s) => s.cpuOfAll },
    ], percent, 1),
    chart("Collector, share of time", [{ label: "collecting", value: (s) => scaled(rate("collectionMillis")(s)) }], percent, 0.01),
  ].filter(Boolean);
}

const scaled = (millis) => (millis === null ? null : millis / 1000);

export default {
  path: "system",
  title: "System",
  key: "s",
  mount(root) {
    const top = h("div", { class: "tiles" });
    const about = h("div", { class: "sheet" });
    const troubles = list([
      { label: "time", cell: (t) => time(t.millis) },
      { label: "what", cell: (t) => h("span", { class: TROUBLES[t.kind][1] }, TROUBLES[t.kind][0](t)) },
      { label: "process", mono: true, cell: processLink },
      { label: "", mono: true, cell: (t) => t.at ?? "" },
    ], { empty: "No trouble was seen while somebody looked." });
    const drawn = charts(system.now);
    show(root, top, h("div", { class: "grid" }, drawn.map((c) => c.element)),
      h("h2", {}, "Trouble"), h("div", { style: { "margin-bottom": "12px" } }, troubles.element), about);
    return {
      async refresh() {
        const now = samples.at(-1) ?? { ...system.now, perSecond: {} };
        show(top, tiles(now));
        drawn.forEach((c) => c.update(samples));
        troubles.update((await get("troubles")).rows.slice(0, 20));
        show(about, facts([
          ["up", since(system.started)],
          ["JVM", `${system.vm} ${system.java}, pid ${system.pid}, ${count(now.threads)} threads`],
          ["processors", `${count(system.processors)}, ${count(now.seats)} runners`],
          ["timers", `${count(now.timersPending)} wait, ${count(now.timersFired)} have fired`],
          ["processes", `${count(now.started)} were started`],
          ["heap", `${bytes(now.heapUsed)} used of ${bytes(now.heapMax)}; ${count(now.collections)} collections, ${count(now.collectionMillis)} ms in all`],
          ["actions", system.actions ? "allowed" : "not allowed: this page only looks"],
        ]));
      },
    };
  },
};
