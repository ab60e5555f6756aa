// The rows of a table, by page and by pattern.

import { get } from "../api.js";
import { facts, h, pill, processLink, show } from "../dom.js";
import { bytes, count, nanos } from "../text.js";

const LIMIT = 50;

export default {
  path: "table",
  under: "tables",
  mount(root, id, again) {
    let page = 0;
    const head = h("div", { class: "bar" });
    const about = h("section", { class: "sheet", style: { "margin-bottom": "12px" } });
    const pattern = h("input", {
      type: "search", class: "mono", placeholder: 'pattern, such as {"ann", _, $1}   /', "aria-label": "Pattern", maxlength: 900, spellcheck: "false",
      onchange: () => { page = 0; again(); },
    });
    const problem = h("span", { class: "warn" });
    const place = h("span", { class: "dim" });
    const back = h("button", { type: "button", "data-back": true, onclick: () => { page -= 1; again(); } }, "‹ before");
    const next = h("button", { type: "button", "data-next": true, onclick: () => { page += 1; again(); } }, "next ›");
    const rows = h("div", { class: "scroll" });
    show(root, head, about, h("div", { class: "bar" }, pattern, problem, h("span", { class: "grow" }), place, back, next), rows);

    function draw(answer) {
      show(head, h("h1", {}, answer.name), pill(answer.access), h("span", { class: "dim" }, `${count(answer.size)} rows`));
      show(about, facts([
        ["type", answer.type.replaceAll("_", " ")], ["key", answer.keyPosition ? `element ${answer.keyPosition}` : "by a function"],
        ["beside the rows", bytes(answer.overhead)], ["owner", processLink(answer.owner)],
        ["heir", answer.heir && processLink(answer.heir)], ["concurrency", answer.concurrency], ["fixed", answer.fixed ? "yes" : null],
      ]));
      const columns = Math.max(1, ...answer.rows.map((cells) => cells.length));
      show(rows, answer.rows.length === 0 ? h("div", { class: "empty" }, "No row matches.") : h("table", {}, columns > 1
        ? h("thead", {}, h("tr", {}, Array.from({ length: columns }, (_, i) => h("th", {}, i + 1)))) : null,
      h("tbody", {}, answer.rows.map((cells) => h("tr", {}, cells.map((cell) => h("td", { class: "mono", title: cell }, cell)))))));
      place.textContent = `page ${count(page + 1)}, read in ${nanos(answer.tookMicros * 1000)}`;
      back.disabled = page === 0;
      next.disabled = !answer.more;
    }

    return {
      async refresh() {
        try {
          draw(await get("table", { id, page, limit: LIMIT, pattern: pattern.value.trim() }));
          problem.textContent = "";
        } catch (failure) {
          if (!failure.status) throw failure;
          problem.textContent = failure.message;
        }
      },
    };
  },
};
