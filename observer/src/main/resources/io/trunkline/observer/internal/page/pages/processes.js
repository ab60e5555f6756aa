// The list of processes.

import { get } from "../api.js";
import { h, pill, show } from "../dom.js";
import { list } from "../list.js";
import { count, lastPart, nanos } from "../text.js";

const LIMIT = 100;

/** Kept while one looks at a process and comes back. */
const wanted = { search: "", sort: "mailbox", order: "down", offset: 0 };

export default {
  path: "processes",
  title: "Processes",
  key: "p",
  mount(root, _, again) {
    const search = h("input", {
      type: "search", placeholder: "name, label, class or pid   /", "aria-label": "Search", maxlength: 200, value: wanted.search,
      oninput: () => { wanted.search = search.value; wanted.offset = 0; again(); },
    });
    const total = h("span", { class: "dim" });
    const back = h("button", { type: "button", "data-back": true, onclick: () => page(-LIMIT) }, "‹ before");
    const next = h("button", { type: "button", "data-next": true, onclick: () => page(LIMIT) }, "next ›");
    const table = list([
      { label: "pid", sort: "pid", mono: true, cell: (p) => h("a", { href: `#/process/${p.pid}` }, p.text) },
      { label: "name", sort: "name", cell: (p) => p.name ?? h("span", { class: "dim" }, p.label ?? lastPart(p.title)), title: (p) => p.title },
      { label: "behaviour", sort: "code", cell: (p) => lastPart(p.code), title: (p) => p.code },
      { label: "state", sort: "status", cell: (p) => pill(p.status) },
      { label: "mailbox", sort: "mailbox", num: true, cell: (p) => h("span", { class: p.mailbox > 1000 ? "bad" : p.mailbox > 100 ? "warn" : "" }, count(p.mailbox)) },
      { label: "handled", sort: "handled", num: true, cell: (p) => count(p.handled) },
      { label: "dropped", sort: "dropped", num: true, cell: (p) => (p.dropped ? h("span", { class: "warn" }, count(p.dropped)) : "") },
      { label: "links", sort: "links", num: true, cell: (p) => count(p.links) },
      { label: "restarts", num: true, cell: (p) => (p.restarts ? h("span", { class: "warn" }, count(p.restarts)) : "") },
      { label: "kind", sort: "kind", cell: (p) => p.kind },
      { label: "at", mono: true, cell: (p) => p.at ?? "", title: (p) => p.at },
    ], {
      id: (p) => p.pid,
      sort: wanted.sort,
      order: wanted.order,
      open: (p) => { location.hash = `/process/${p.pid}`; },
      onSort: (sort, order) => { Object.assign(wanted, { sort, order, offset: 0 }); again(); },
      empty: "No process is called so.",
    });
    const page = (step) => { wanted.offset = Math.max(0, wanted.offset + step); again(); };
    show(root, h("div", { class: "bar" }, search, total, h("span", { class: "grow" }), back, next), table.element);
    return {
      async refresh() {
        const answer = await get("processes", { ...wanted, limit: LIMIT });
        const to = answer.offset + answer.rows.length;
        total.textContent = answer.total === 0 ? "none"
          : `${count(answer.offset + 1)}–${count(to)} of ${count(answer.total)}, found in ${nanos(answer.tookMicros * 1000)}`;
        back.disabled = wanted.offset === 0;
        next.disabled = to >= answer.total;
        table.update(answer.rows);
      },
    };
  },
};
