// How numbers and times are written.

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

export const count = (n) => (n === undefined || n === null ? "" : whole.format(n));

/** With three digits that count: 1.23 M. */
export function short(n) {
  const size = Math.abs(n);
  for (const [unit, letter] of [[1e9, " G"], [1e6, " M"], [1e3, " k"]]) {
    if (size >= unit * 10 || (unit > 1e3 && size >= unit)) return digits(n / unit) + letter;
  }
  return size >= 100 || Number.isInteger(n) ? whole.format(n) : digits(n);
}

/** With three digits, but no zeros at the end. */
const digits = (n) => String(Number(Math.abs(n) >= 100 ? n.toFixed(0) : Math.abs(n) >= 10 ? n.toFixed(1) : n.toFixed(2)));

export function bytes(n) {
  for (const [unit, name] of [[2 ** 30, "GiB"], [2 ** 20, "MiB"], [2 ** 10, "KiB"]]) {
    if (n >= unit) return `${digits(n / unit)} ${name}`;
  }
  return `${n} B`;
}

export const percent = (share) => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;

export function nanos(n) {
  for (const [unit, name] of [[1e9, "s"], [1e6, "ms"], [1e3, "µs"]]) {
    if (n >= unit) return `${digits(n / unit)} ${name}`;
  }
  return `${n} ns`;
}

export const time = (millis) => clock.format(new Date(millis));

export function since(millis) {
  const s = Math.max(0, Math.round((Date.now() - millis) / 1000));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min`;
  if (s < 86400) return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
  return `${Math.floor(s / 86400)} d ${Math.floor((s % 86400) / 3600)} h`;
}

/** The last part of a class's name, without the number of a lambda. */
export const lastPart = (code) => code.slice(code.lastIndexOf(".") + 1).replace(/\$\$Lambda.*/, " λ");
