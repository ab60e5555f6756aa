// Makes elements. Text becomes text nodes, never markup, so what processes are called cannot do anything here.

import { lastPart } from "./text.js";

const SVG = "http://www.w3.org/2000/svg";

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "style") for (const [key, v] of Object.entries(value)) element.style.setProperty(key, v);
    else element.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child !== undefined && child !== null && child !== false) {
      element.append(child instanceof Node ? child : String(child));
    }
  }
  return element;
}

export const h = (tag, properties, ...children) => fill(document.createElement(tag), properties, children);

export const svg = (tag, properties, ...children) => fill(document.createElementNS(SVG, tag), properties, children);

/** Puts these in the place of what an element holds. */
export const show = (element, ...children) => {
  element.replaceChildren(...children.flat(Infinity).filter((c) => c || c === 0));
  return element;
};

/** A link to a process, from what the server says of it. */
export const processLink = (process) =>
  process && (process.node ? h("span", {}, "the node") : h("a", { href: `#/process/${process.pid}`, class: "mono", title: process.text }, process.title ? lastPart(process.title) : process.text));

export const pill = (word) => h("span", { class: `pill ${word}` }, word.replaceAll("_", " "));

/** A list of names and values, without those that there are not. */
export const facts = (entries) =>
  h("dl", { class: "facts" }, entries
    .filter(([, value]) => value !== undefined && value !== null && value !== "")
    .map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]));
