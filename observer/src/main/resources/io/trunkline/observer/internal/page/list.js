// A table of rows that can be walked with j and k, opened with Enter and sorted by a click.

import { h, show } from "./dom.js";

let current = null;

/** The list on the page that keys are for. */
export const focused = () => current;

/** Another page begins. */
export const forget = () => { current = null; };

/**
 * @param columns each a `label`, a `cell` of a row, and perhaps `sort` (by what), `num`, `wrap`, `mono`
 * @param options `id` of a row, `open` a row, `onSort(sort, order)`, `empty`: what to say instead of no rows
 */
export function list(columns, options) {
  const head = h("tr");
  const body = h("tbody");
  const empty = h("div", { class: "empty", hidden: true }, options.empty ?? "Nothing here.");
  const element = h("div", { class: "scroll" }, h("table", {}, h("thead", {}, head), body), empty);
  let rows = [];
  let at = null;
  let sort = options.sort ?? null;
  let order = options.order ?? "up";

  function drawHead() {
    show(head, columns.map((column) => h("th", {
      class: [column.num && "num", column.sort && "sortable"].filter(Boolean).join(" "),
      "aria-sort": column.sort && column.sort === sort ? (order === "up" ? "ascending" : "descending") : null,
      onclick: column.sort && (() => {
        order = sort === column.sort ? (order === "up" ? "down" : "up") : column.num && column.sort !== "pid" ? "down" : "up";
        sort = column.sort;
        drawHead();
        options.onSort(sort, order);
      }),
    }, column.label)));
  }

  function drawRows() {
    show(body, rows.map((row) => h("tr", {
      class: [options.open && "link", options.id?.(row) === at && at !== null && "at", options.rowClass?.(row)].filter(Boolean).join(" "),
      onclick: options.open && ((event) => { if (!event.target.closest("a, button")) options.open(row); }),
    }, columns.map((column) => h("td", {
      class: [column.num && "num", column.wrap && "wrap", column.mono && "mono"].filter(Boolean).join(" "),
      title: column.title?.(row),
    }, column.cell(row))))));
    empty.hidden = rows.length > 0;
  }

  function move(step) {
    const index = rows.findIndex((row) => options.id(row) === at);
    const next = Math.min(rows.length - 1, Math.max(0, index < 0 ? (step > 0 ? 0 : rows.length - 1) : index + step));
    at = rows[next] ? options.id(rows[next]) : null;
    drawRows();
    body.children[next]?.scrollIntoView({ block: "nearest" });
  }

  function open() {
    const row = rows.find((each) => options.id(each) === at);
    if (row) options.open(row);
  }

  drawHead();
  const result = { element, move, open, update: (next) => { rows = next; drawRows(); } };
  if (options.open) current = result;
  return result;
}
