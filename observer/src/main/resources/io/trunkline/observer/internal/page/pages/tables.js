// The tables of the node.

import { get } from "../api.js";
import { h, pill, processLink, show } from "../dom.js";
import { list } from "../list.js";
import { bytes, count } from "../text.js";

export default {
  path: "tables",
  title: "Tables",
  key: "b",
  mount(root) {
    const wanted = { search: "", sort: "size", order: "down" };
    let rows = [];
    const search = h("input", {
      type: "search", placeholder: "name   /", "aria-label": "Search", maxlength: 200,
      oninput: () => { wanted.search = search.value.toLowerCase(); draw(); },
    });
    const total = h("span", { class: "dim" });
    const table = list([
      { label: "name", sort: "name", cell: (t) => h("a", { href: `#/table/${t.id}` }, t.name) },
      { label: "type", sort: "type", cell: (t) => t.type.replaceAll("_", " ") },
      { label: "rows", sort: "size", num: true, cell: (t) => count(t.size) },
      { label: "beside the rows", sort: "overhead", num: true, cell: (t) => bytes(t.overhead) },
      { label: "access", sort: "access", cell: (t) => pill(t.access) },
      { label: "owner", cell: (t) => processLink(t.owner) },
      { label: "heir", cell: (t) => (t.heir ? processLink(t.heir) : "") },
      { label: "key", num: true, cell: (t) => t.keyPosition || "" },
      { label: "concurrency", cell: (t) => t.concurrency },
      { label: "", cell: (t) => (t.fixed ? pill("fixed") : "") },
    ], {
      id: (t) => t.id,
      sort: wanted.sort,
      order: wanted.order,
      open: (t) => { location.hash = `/table/${t.id}`; },
      onSort: (sort, order) => { Object.assign(wanted, { sort, order }); draw(); },
      empty: "There is no such table.",
    });
    const sign = () => (wanted.order === "up" ? 1 : -1);
    const compare = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b));
    function draw() {
      const shown = rows.filter((t) => t.name.toLowerCase().includes(wanted.search))
        .sort((a, b) => sign() * compare(a[wanted.sort], b[wanted.sort]) || a.id - b.id);
      total.textContent = `${count(shown.length)} tables, ${count(shown.reduce((sum, t) => sum + t.size, 0))} rows`;
      table.update(shown);
    }
    show(root, h("div", { class: "bar" }, search, total), table.element);
    return {
      async refresh() {
        rows = (await get("tables")).rows;
        draw();
      },
    };
  },
};
