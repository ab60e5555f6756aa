// The samples that the server tells of once a second, and what is computed from one to the next.

import { get } from "./api.js";

const KEPT = 300;
const COUNTERS = ["deadLetters", "expiredCalls", "crashes", "restarts", "longHandlers", "collections", "collectionMillis",
  "messages", "steals", "handOvers", "turns", "wakeUps", "parks", "callerRuns", "timersFired"];

/** What does not change. */
export let system = {};

/** Samples, oldest first, each with `perSecond` of what it counts. */
export const samples = [];

let held = false;
let connected = false;
const listeners = new Set();

export const onSample = (listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const isHeld = () => held;

export function hold(on) {
  held = on;
  tell();
}

export const state = () => (held ? "held" : connected ? "on" : "off");

function tell() {
  for (const listener of listeners) listener();
}

function add(sample) {
  const before = samples.at(-1);
  const seconds = before ? (sample.millis - before.millis) / 1000 : 0;
  if (before && seconds <= 0) return;
  sample.perSecond = {};
  for (const name of COUNTERS) {
    // after a gap the mean over it would hide what the second was like
    const known = seconds > 0 && seconds < 5 && name in sample && name in before;
    sample.perSecond[name] = known ? (sample[name] - before[name]) / seconds : null;
  }
  samples.push(sample);
  if (samples.length > KEPT) samples.shift();
}

export async function start() {
  system = await get("system");
  system.samples.forEach(add);
  const events = new EventSource("/api/events");
  events.addEventListener("hello", () => { connected = true; tell(); });
  events.addEventListener("sample", (event) => {
    connected = true;
    add(JSON.parse(event.data));
    if (!held) tell();
  });
  events.addEventListener("error", () => { connected = false; tell(); });
}
