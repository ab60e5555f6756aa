// The node and its JVM over the last minutes.

import { chart } from "../chart.js";
import { facts, h, show } from "../dom.js";
import { samples, system } from "../live.js";
import { bytes, count, percent, short, since } from "../text.js";

const rate = (name) => (sample) => sample.perSecond[name];
const perSecond = (n) => (n === null || n === undefined ? "–" : `${short(n)}/s`);

const tile = (label, value, level) => h("div", { class: "tile" }, h("b", { class: level }, value), h("span", {}, label));

function tiles(now) {
  return [
    tile("processes", count(now.processes)),
    "messages" in now && tile("messages", perSecond(now.perSecond.messages)),
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
    known("messages") && chart("Messages handled per second", [{ label: "messages", value: rate("messages") }], short),
    known("runners") && chart("Runners", [
      { label: "busy", value: (s) => s.runners?.busy }, { label: "blocked", value: (s) => s.runners?.blocked },
      { label: "spare", value: (s) => s.runners?.spares },
    ], short, now.runners.count),
    known("queued") && chart("Waiting for a runner", [{ label: "processes", value: (s) => s.queued }], short),
    chart("Processes", [{ label: "alive", value: (s) => s.processes }], short, 10),
    chart("What goes wrong, per second", [
      { label: "restarts", value: rate("restarts") }, { label: "crashes", value: rate("crashes") },
      { label: "dead letters", value: rate("deadLetters") }, { label: "expired calls", value: rate("expiredCalls") },
    ], short),
    known("steals") && chart("Scheduling per second", [
      { label: "steals", value: rate("steals") }, { label: "hand-overs", value: rate("handOvers") },
      { label: "wake-ups", value: rate("wakeUps") }, { label: "caller runs", value: rate("callerRuns") },
    ], short),
    chart("Heap", [
      { label: "used", value: (s) => s.heapUsed }, { label: "committed", value: (s) => s.heapCommitted },
    ], bytes),
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
    const drawn = charts(system.now);
    show(root, top, h("div", { class: "grid" }, drawn.map((c) => c.element)), about);
    return {
      refresh() {
        const now = samples.at(-1) ?? { ...system.now, perSecond: {} };
        show(top, tiles(now));
        drawn.forEach((c) => c.update(samples));
        show(about, facts([
          ["up", since(system.started)],
          ["JVM", `${system.vm} ${system.java}, pid ${system.pid}, ${count(now.threads)} threads`],
          ["processors", count(system.processors)],
          ["heap", `${bytes(now.heapUsed)} used of ${bytes(now.heapMax)}; ${count(now.collections)} collections, ${count(now.collectionMillis)} ms in all`],
          ["actions", system.actions ? "allowed" : "not allowed: this page only looks"],
        ]));
      },
    };
  },
};
