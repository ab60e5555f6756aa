// Keys: single letters, and a letter after g. Nothing is taken from who is writing.

const single = new Map();
const goes = new Map();
let afterG = false;

export const onKey = (key, what, action) => single.set(key, { what, action });
export const onGo = (key, what, action) => goes.set(key, { what, action });

export const all = () => [
  ...[...goes].map(([key, { what }]) => [`g ${key}`, what]),
  ...[...single].map(([key, { what }]) => [key, what]),
];

const isWriting = (element) => ["INPUT", "SELECT", "TEXTAREA"].includes(element.tagName);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (isWriting(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  // what has the focus is pressed instead
  if (event.key === "Enter" && event.target.closest?.("a, button, summary, [role=link]")) return;
  const found = (afterG ? goes : single).get(event.key);
  if (afterG || event.key !== "g") {
    afterG = false;
    if (found) {
      event.preventDefault();
      found.action();
    }
    return;
  }
  afterG = true;
});
