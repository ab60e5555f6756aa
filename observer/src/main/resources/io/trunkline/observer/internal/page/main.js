// The frame around the pages: which one is shown, when it asks again, keys, colours.

import { h, show } from "./dom.js";
import * as keys from "./keys.js";
import { focused, forget } from "./list.js";
import * as live from "./live.js";
import crashes from "./pages/crashes.js";
import deadLetters from "./pages/deadletters.js";
import latency from "./pages/latency.js";
import pools from "./pages/pools.js";
import process from "./pages/process.js";
import processes from "./pages/processes.js";
import system from "./pages/system.js";
import table from "./pages/table.js";
import tables from "./pages/tables.js";
import tree from "./pages/tree.js";

/** A page has a `path`, a `title` and a `key` if it is in the menu, and `mount(root, argument)`, which returns a `refresh`. */
const MENU = [system, processes, tree, tables, pools, latency, crashes, deadLetters];
const PAGES = new Map([...MENU, process, table].map((page) => [page.path, page]));

const root = document.getElementById("page");
const error = document.getElementById("error");
let page = null;
let busy = false;
let waiting = false;
let notBefore = 0;

function route() {
  const [, path = "system", ...rest] = location.hash.split("/");
  const next = PAGES.get(path) ?? system;
  show(root);
  forget();
  window.scrollTo(0, 0);
  document.body.dataset.page = next.path;
  delete document.body.dataset.ready;
  notBefore = 0;
  page = next.mount(root, rest.map(decodeURIComponent).join("/"), again);
  document.title = `${next.title ?? next.path} · ${live.system.node ?? "Trunkline"}`;
  drawMenu(next);
  refresh(true);
}

/** A page has changed what it asks for. */
function again() {
  notBefore = 0;
  refresh(true);
}

/** Asks again for what is shown; a page whose answers take long is asked less often. */
async function refresh(asked) {
  const now = performance.now();
  if (!page || (!asked && (now < notBefore || live.isHeld() || document.hidden || isSelecting()))) return;
  if (busy) {
    // one at a time, so that no older answer comes after a newer one
    waiting ||= asked;
    return;
  }
  busy = true;
  const of = page;
  try {
    await of.refresh();
    if (of === page) document.body.dataset.ready = "yes";
    error.hidden = true;
  } catch (failure) {
    error.textContent = failure.status ? failure.message : "The node does not answer.";
    error.hidden = false;
  }
  busy = false;
  const took = performance.now() - now;
  notBefore = now + (took > 80 ? took * 10 : 0);
  if (waiting) {
    waiting = false;
    refresh(true);
  }
}

/** Rows that are replaced would take the selection away. */
const isSelecting = () => !getSelection().isCollapsed;

function drawMenu(shown) {
  const last = live.samples.at(-1) ?? {};
  const counts = { crashes: last.crashes, "dead-letters": 0 };
  show(document.getElementById("nav"), MENU.map((each) => h("a", {
    href: `#/${each.path}`,
    "aria-current": each === shown || each.path === shown.under ? "page" : null,
    title: `g ${each.key}`,
  }, each.title, counts[each.path] ? h("span", { class: "count" }, counts[each.path]) : null)));
}

function drawFrame() {
  const dot = document.getElementById("live");
  const words = { on: "Live", held: "Held: press p to go on", off: "Not connected" };
  dot.className = `live ${live.state()}`;
  dot.title = words[live.state()];
  document.getElementById("pause").classList.toggle("held", live.isHeld());
  drawMenu(PAGES.get(document.body.dataset.page) ?? system);
}

function setTheme(name) {
  document.documentElement.dataset.theme = name;
  localStorage.setItem("trunkline-theme", name);
  page?.refresh();
}

const toggleTheme = () => setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
const toggleHold = () => live.hold(!live.isHeld());

function showKeys() {
  const dialog = document.getElementById("keys");
  show(dialog, h("h1", {}, "Keys"), h("dl", {}, keys.all().map(([key, what]) => [
    h("dt", {}, key.split(" ").map((k) => [h("kbd", {}, k), " "])), h("dd", {}, what)])));
  dialog.showModal();
}

function bindKeys() {
  for (const each of MENU) keys.onGo(each.key, each.title, () => { location.hash = `/${each.path}`; });
  keys.onKey("/", "search", () => root.querySelector("input[type=search]")?.focus());
  keys.onKey("j", "next row", () => focused()?.move(1));
  keys.onKey("k", "row before", () => focused()?.move(-1));
  keys.onKey("Enter", "open the row", () => focused()?.open());
  keys.onKey("n", "next page", () => root.querySelector("[data-next]")?.click());
  keys.onKey("b", "page before", () => root.querySelector("[data-back]")?.click());
  keys.onKey("u", "back", () => history.back());
  keys.onKey("p", "hold still, go on", toggleHold);
  keys.onKey("t", "dark or light", toggleTheme);
  keys.onKey("?", "these keys", showKeys);
  document.getElementById("pause").addEventListener("click", toggleHold);
  document.getElementById("theme").addEventListener("click", toggleTheme);
  document.getElementById("help").addEventListener("click", showKeys);
}

async function begin() {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = localStorage.getItem("trunkline-theme") ?? (dark ? "dark" : "light");
  bindKeys();
  try {
    await live.start();
  } catch (failure) {
    show(root, h("div", { class: "empty" }, failure.message));
    return;
  }
  document.getElementById("node").textContent = live.system.node;
  live.onSample(() => { drawFrame(); refresh(false); });
  window.addEventListener("hashchange", route);
  window.addEventListener("resize", () => refresh(true));
  route();
}

begin();
