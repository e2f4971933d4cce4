// JSON without loss: the service writes exact decimals, and JavaScript's numbers are not exact.

/** A number as it was written. */
export class Exact {
  constructor(source) {
    this.source = source;
  }
  toString() {
    return this.source;
  }
}

/** Reads JSON with every number as it was written, where the browser can tell. */
export function parse(text) {
  return JSON.parse(text, (_, value, context) => (typeof value === "number" && context ? new Exact(context.source) : value));
}

/** Sets JSON text out over lines without reading it into numbers, so that every digit stays. */
export function indented(text) {
  let out = "";
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '"') {
      const end = closing(text, i);
      out += text.slice(i, end + 1);
      i = end;
    } else if (c === "{" || c === "[") {
      const empty = text[i + 1] === "}" || text[i + 1] === "]";
      out += empty ? c + text[++i] : c + line(++depth);
    } else if (c === "}" || c === "]") {
      out += line(--depth) + c;
    } else if (c === ",") {
      out += c + line(depth);
    } else if (c === ":") {
      out += ": ";
    } else if (c.trim()) {
      out += c;
    }
  }
  return out;
}

const line = (depth) => "\n" + "  ".repeat(depth);

/** Where the string that opens at i closes. */
function closing(text, i) {
  do {
    i = text.indexOf('"', i + 1);
    let slashes = 0;
    while (text[i - 1 - slashes] === "\\") slashes++;
    if (slashes % 2 === 0) return i;
  } while (i > 0);
  return text.length;
}
