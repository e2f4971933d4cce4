// Answers as tables: one for each list of objects that is not inside another list. What hangs below a
// row becomes columns: region.name, and for values one group of columns an indicator.

import { Exact } from "./json.js";

const isRecord = (v) => v !== null && typeof v === "object" && !Array.isArray(v) && !(v instanceof Exact);
const isRows = (v) => Array.isArray(v) && v.length > 0 && v.every(isRecord);

/**
 * The lists of objects in an answer, as tables { path, columns, rows } whose rows are maps from column
 * to value, and what stands beside them, as facts [path, value].
 */
export function tablesOf(data, path = "") {
  const tables = [];
  const facts = [];
  for (const [key, value] of Object.entries(data)) {
    const here = path ? `${path}.${key}` : key;
    if (isRows(value)) {
      const rows = value.map((row) => flatten(row));
      tables.push({ path: here, rows, columns: [...new Set(rows.flatMap((row) => [...row.keys()]))] });
    } else if (isRecord(value)) {
      const inner = tablesOf(value, here);
      tables.push(...inner.tables);
      facts.push(...inner.facts);
    } else {
      facts.push([here, Array.isArray(value) ? value.join(", ") || "none" : value]);
    }
  }
  return { tables, facts };
}

/** The facts as a list of terms; nothing if there are none. */
export function factsElement(facts) {
  const list = element("dl", { className: "facts" });
  for (const [path, value] of facts) {
    const pair = element("div");
    pair.append(element("dt", { textContent: path }), element("dd", { textContent: value === null ? "–" : String(value) }));
    list.append(pair);
  }
  return list;
}

function flatten(record, prefix = "", into = new Map()) {
  for (const [key, value] of Object.entries(record)) {
    const name = prefix + key;
    if (isRecord(value)) {
      flatten(value, `${name}.`, into);
    } else if (isRows(value)) {
      if (value.every((v) => isRecord(v.indicator))) spread(value, prefix, into);
      else into.set(name, value.length);
    } else {
      into.set(name, Array.isArray(value) ? value.join(", ") : value);
    }
  }
  return into;
}

/** Values of several indicators stand side by side, each under the name of its own. */
function spread(values, prefix, into) {
  for (const { indicator, ...figures } of values) {
    const name = indicator.id ?? indicator.english ?? indicator.chinese ?? "";
    flatten(figures, `${prefix}${name}|`, into);
  }
}

/** The table as an element that scrolls by itself and can be reached by keyboard. */
export function tableElement({ path, columns, rows }) {
  const box = element("div", { className: "table", tabIndex: 0 });
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", `Table of ${path}, ${rows.length} rows`);
  const table = element("table");
  table.append(element("caption", { textContent: `${path}: ${rows.length} ${rows.length === 1 ? "row" : "rows"} 行` }));
  table.append(headElement(columns));
  table.append(wrap("tbody", rows.map((row) => rowElement(row, columns))));
  box.append(table);
  return box;
}

/** The heads; above columns of one indicator stands its name, once. */
function headElement(columns) {
  const split = columns.map((column) => (column.includes("|") ? column.split("|") : ["", column]));
  const names = wrap("tr", split.map(([, name]) => element("th", { scope: "col", textContent: name })));
  const groups = [];
  for (const [group] of split) {
    const last = groups.at(-1);
    if (last && last.textContent === group) last.colSpan++;
    else groups.push(element(group ? "th" : "td", { textContent: group, ...(group && { scope: "colgroup" }) }));
  }
  return wrap("thead", groups.some((g) => g.textContent) ? [wrap("tr", groups), names] : [names]);
}

function rowElement(row, columns) {
  return wrap(
    "tr",
    columns.map((column) => {
      const value = row.get(column);
      if (value === null || value === undefined) return element("td", { className: "none", textContent: "–", title: "null" });
      const written = String(value);
      if (typeof value !== "number" && !(value instanceof Exact)) return element("td", { textContent: written });
      // Exact figures have twelve decimals at most; what has more is an estimate, such as the end of an interval.
      const isEstimate = /\.\d{13,}$/.test(written);
      return element("td", { className: "number", textContent: isEstimate ? Number(written).toFixed(6) : written, title: isEstimate ? written : "" });
    }),
  );
}

function wrap(tag, children) {
  const parent = element(tag);
  parent.append(...children);
  return parent;
}

function element(tag, properties = {}) {
  return Object.assign(document.createElement(tag), properties);
}
