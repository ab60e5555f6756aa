// One process: from outside, also when it is stuck, and, when asked, what it says of itself.

import { get, post } from "../api.js";
import { facts, h, pill, processLink, show } from "../dom.js";
import { system } from "../live.js";
import { count, nanos } from "../text.js";

const TRACED = "the last 50 events are kept and shown here";

const processes = (all) => (all.length ? h("div", { class: "chips" }, all.map(processLink)) : "");

export default {
  path: "process",
  under: "processes",
  mount(root, pid, again) {
    const head = h("div", { class: "bar" });
    const outside = h("section", { class: "sheet" });
    const inside = h("section", { class: "sheet" }, h("h2", {}, "State"), h("div", { class: "dim" }, "…"));
    const events = h("section", { class: "sheet" });
    show(root, head, h("div", { class: "grid" }, outside, inside), events);
    let asked = false;
    let traced = false;

    const ask = async () => {
      show(inside, h("h2", {}, "State"), h("div", { class: "dim" }, "Asked; it answers between two messages."));
      try {
        drawState(await get("process/state", { pid }));
      } catch (failure) {
        show(inside, h("h2", {}, "State"), h("div", { class: "warn" }, failure.message));
      }
    };

    function drawState(answer) {
      if (answer.failure) {
        show(inside, h("h2", {}, "State"), h("div", { class: "bad" }, "It did not answer."), h("pre", { class: "dim" }, answer.failure));
        return;
      }
      show(inside, h("h2", {}, "State"), answer.suspended ? pill("suspended") : null, h("pre", {}, answer.state),
        answer.statistics ? facts([["handled", count(answer.statistics.in)], ["replied", count(answer.statistics.out)],
          ["in", nanos(answer.statistics.millis * 1e6)]]) : null);
    }

    function drawEvents(log) {
      show(events, h("h2", {}, "Last events"), log.length === 0
        ? h("div", { class: "dim" }, traced ? "Traced: nothing has happened since." : system.actions ? `Press trace: ${TRACED}.` : "None are kept.")
        : h("div", { class: "log mono" }, log.toReversed().map((e) => [h("span", { class: "dim" }, e.kind), h("span", {}, e.what)])));
    }

    const act = (label, path, parameters, danger) => h("button", {
      type: "button",
      class: danger ? "danger" : null,
      onclick: async () => {
        if (danger && !confirm(`${label} ${pid}?`)) return;
        try {
          await post(`process/${path}`, { pid, ...parameters });
          if (path === "trace") traced = parameters.trace === "on";
          if (!danger) await ask();
        } catch (failure) {
          show(inside, h("h2", {}, "State"), h("div", { class: "warn" }, failure.message));
        }
        again();
      },
    }, label);

    function drawHead(p) {
      show(head, h("h1", {}, p.title), h("span", { class: "mono dim" }, p.text), pill(p.status),
        p.mailbox > 100 ? h("span", { class: "pill hot" }, `${count(p.mailbox)} waiting`) : null,
        h("span", { class: "grow" }),
        p.answersSys ? h("button", { type: "button", onclick: ask }, "ask again") : null,
        system.actions && p.answersSys ? [act("trace", "trace", { trace: "on" }), act("untrace", "trace", { trace: "off" }),
          act("suspend", "suspend"), act("resume", "resume")] : null,
        system.actions ? [act("shut down", "exit", { reason: "shutdown" }, true), act("kill", "exit", { reason: "kill" }, true)] : null);
    }

    return {
      async refresh() {
        let p;
        try {
          p = await get("process", { pid });
        } catch (failure) {
          if (failure.status !== 404) throw failure;
          show(head, h("h1", {}, "Gone"), h("span", { class: "dim" }, `${failure.message}. `), h("a", { href: "#/crashes" }, "Did it crash?"));
          return;
        }
        drawHead(p);
        show(outside, h("h2", {}, "From outside"), facts([
          ["name", p.name], ["label", p.label], ["behaviour", h("span", { class: "mono" }, p.code)], ["kind", p.kind],
          ["mailbox", count(p.mailbox)], ["handled", count(p.handled)], ["dropped", p.dropped ? count(p.dropped) : null],
          ["restarts", p.restarts ? count(p.restarts) : null],
          ["at", p.at && h("span", { class: "mono" }, p.at)],
          ["started by", processLink(p.parent)],
          ["links", processes(p.links)], ["monitors", processes(p.monitors)], ["monitored by", processes(p.monitoredBy)],
          ["traps exits", p.trapExit ? "yes" : null],
          ...Object.entries(p.locals).map(([name, value]) => [`local ${name}`, h("span", { class: "mono" }, value)]),
        ]));
        drawEvents(p.events);
        if (!asked) {
          asked = true;
          if (p.answersSys) ask();
          else show(inside, h("h2", {}, "State"), h("div", { class: "dim" }, "It is no behaviour that Sys can ask."));
        }
      },
    };
  },
};
