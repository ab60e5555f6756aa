// Messages that reached nobody.

import { get } from "../api.js";
import { h, processLink, show } from "../dom.js";
import { list } from "../list.js";
import { count, lastPart, time } from "../text.js";

export default {
  path: "dead-letters",
  title: "Dead letters",
  key: "d",
  mount(root) {
    const total = h("span", { class: "dim" });
    const letters = list([
      { label: "time", cell: (l) => time(l.millis) },
      { label: "to", mono: true, cell: processLink },
      { label: "class", cell: (l) => lastPart(l.type), title: (l) => l.type },
      { label: "message", mono: true, cell: (l) => l.message, title: (l) => l.message },
    ], { empty: "Every message has reached somebody since this page's server started." });
    show(root, h("div", { class: "bar" }, h("h1", {}, "Dead letters"), total), letters.element);
    return {
      async refresh() {
        const answer = await get("dead-letters");
        total.textContent = `${count(answer.everSince)} since the node started; at most 20 of a second are shown`;
        letters.update(answer.rows);
      },
    };
  },
};
