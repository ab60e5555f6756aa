// The supervision tree, drawn; what is restarted flashes. Below it what supervisors reported.

import { get } from "../api.js";
import { h, processLink, show, svg } from "../dom.js";
import { list } from "../list.js";
import { count, lastPart, time } from "../text.js";

const ROW = 30;
const COLUMN = 230;
const BOX = 190;
const HEIGHT = 22;

const KINDS = {
  Progress: ["restarted", "good"], ChildTerminated: ["ended", "warn"], StartError: ["did not start", "bad"],
  ShutdownError: ["had to be killed", "warn"], Shutdown: ["too many restarts: gave up", "bad"], ChildGivenUp: ["child given up", "bad"],
};

const clip = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** Gives each process a place: leaves a row each, parents beside the middle of their children. */
function place(tree, depth, row, path, boxes, lines) {
  const box = { tree, depth, path, row: 0 };
  boxes.push(box);
  const below = [];
  let next = row;
  const seen = new Map();
  for (const child of tree.shown) {
    const number = (seen.get(child.title) ?? 0) + 1;
    seen.set(child.title, number);
    const placed = place(child, depth + 1, next, `${path}/${child.title}#${number}`, boxes, lines);
    below.push(placed.box);
    next = placed.next;
  }
  if (tree.children > tree.shown.length) {
    const more = { more: tree.children - tree.shown.length, depth: depth + 1, row: next };
    boxes.push(more);
    below.push(more);
    next += 1;
  }
  box.row = below.length ? (below[0].row + below.at(-1).row) / 2 : row;
  for (const each of below) lines.push([box, each]);
  return { box, next: Math.max(next, row + 1) };
}

function drawBox(box, flashes) {
  const x = box.depth * COLUMN;
  const y = box.row * ROW;
  if (box.more) return svg("text", { class: "dim", x: x + 8, y: y + 15 }, `and ${count(box.more)} more`);
  const { tree } = box;
  const open = () => { if (box.depth > 0) location.hash = `/process/${tree.pid}`; };
  const kind = tree.code.toLowerCase().includes("supervisor") ? "supervisor" : "";
  const right = tree.restarts ? `↻ ${count(tree.restarts)}` : tree.size > tree.children ? `${count(tree.size)}` : "";
  return svg("g", {
    class: `box ${kind} ${flashes ? "flash" : ""}`, transform: `translate(${x} ${y})`, tabindex: 0, role: "link",
    onclick: open, onkeydown: (event) => { if (event.key === "Enter") open(); },
  },
  svg("title", {}, `${tree.title}\n${tree.text}\n${tree.code}\n${count(tree.size)} below`),
  svg("rect", { width: BOX, height: HEIGHT, rx: 5 }),
  svg("text", { x: 8, y: 15 }, clip(lastPart(tree.title), right ? 20 : 25)),
  svg("text", { x: BOX - 8, y: 15, "text-anchor": "end", class: tree.restarts ? "bad" : "dim" }, right));
}

function drawLine([from, to]) {
  const x1 = from.depth * COLUMN + BOX;
  const x2 = to.depth * COLUMN;
  const y1 = from.row * ROW + HEIGHT / 2;
  const y2 = to.row * ROW + HEIGHT / 2;
  const middle = (x1 + x2) / 2;
  return svg("path", { d: `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}` });
}

export default {
  path: "tree",
  title: "Supervision",
  key: "t",
  mount(root, _, again) {
    const most = h("select", { "aria-label": "Children shown", onchange: again },
      [12, 50, 200, 1000].map((n) => h("option", { value: n }, `${n} children each`)));
    const total = h("span", { class: "dim" });
    const drawing = h("section", { class: "sheet tree", style: { overflow: "auto", "max-height": "62vh", "margin-bottom": "12px" } });
    const reports = list([
      { label: "time", cell: (r) => time(r.millis) },
      { label: "what", cell: (r) => h("span", { class: KINDS[r.kind][1] }, KINDS[r.kind][0]) },
      { label: "child", cell: (r) => r.child },
      { label: "process", mono: true, cell: (r) => (r.pid === undefined ? "" : processLink(r)) },
      { label: "supervisor", mono: true, cell: (r) => processLink(r.supervisor) },
      { label: "restarts", num: true, cell: (r) => (r.restarts ? count(r.restarts) : "") },
      { label: "reason", mono: true, cell: (r) => r.reason ?? "", title: (r) => r.reason },
    ], { empty: "No child has been restarted since this page's server started." });
    let before = null;
    show(root, h("div", { class: "bar" }, h("h1", {}, "Supervision"), total, h("span", { class: "grow" }), h("a", { href: "#/crashes" }, "crash reports"), most),
      drawing, h("h2", {}, "What supervisors reported"), reports.element);

    function draw(tree) {
      const boxes = [];
      const lines = [];
      const { next } = place(tree, 0, 0, "", boxes, lines);
      const now = new Map(boxes.filter((b) => b.tree).map((b) => [b.path, b.tree.pid]));
      const flashes = (b) => before !== null && b.tree && b.tree.restarts > 0 && before.has(b.path) && before.get(b.path) !== b.tree.pid;
      const depth = Math.max(...boxes.map((b) => b.depth));
      show(drawing, svg("svg", { width: depth * COLUMN + BOX + 4, height: next * ROW, role: "img", "aria-label": "Supervision tree" },
        lines.map(drawLine), boxes.map((b) => drawBox(b, flashes(b)))));
      before = now;
    }

    return {
      async refresh() {
        const [tree, heard] = await Promise.all([get("tree", { children: most.value }), get("reports")]);
        total.textContent = `${count(tree.size)} processes`;
        draw(tree);
        reports.update(heard.rows.slice(0, 100));
      },
    };
  },
};
