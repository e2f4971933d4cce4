// Figures, days and counts as readers of either language write them. Nothing is computed here.

import type { Figure } from "./ask";
import type { Lang } from "./words";

export type Kind = "COUNT" | "AMOUNT" | "SHARE" | "RATIO";

const locale = (lang: Lang) => (lang === "zh" ? "zh-CN" : "en-GB");
const formats = new Map<string, Intl.NumberFormat>();

function number(lang: Lang, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = lang + JSON.stringify(options);
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.NumberFormat(locale(lang), options)));
  return format;
}

/** A count or sum in full, its thousands set apart. */
export function count(value: Figure, lang: Lang): string {
  return number(lang, { maximumFractionDigits: 6 }).format(value as number);
}

/** A value of an indicator: shares in percent with one decimal, ratios with three, the rest in full. */
export function figure(value: Figure, kind: Kind, lang: Lang): string {
  switch (kind) {
    case "SHARE":
      return number(lang, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value as number);
    case "RATIO":
      return number(lang, { maximumFractionDigits: 3 }).format(value as number);
    default:
      return count(value, lang);
  }
}

/** A range of shares, such as 4.6–22.6%. */
export function interval(range: { low: number; high: number }, lang: Lang): string {
  const bare = number(lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return `${bare.format(range.low * 100)}–${bare.format(range.high * 100)}%`;
}

/** A difference of two shares in percentage points, with its sign. */
export function points(difference: Figure, lang: Lang): string {
  const text = number(lang, { signDisplay: "exceptZero", minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(Number(difference) * 100);
  return lang === "zh" ? `${text} 个百分点` : `${text} pp`;
}

/** The range of a difference of shares, in percentage points: −3.7 … +19.0. */
export function pointsRange(range: { low: number; high: number }, lang: Lang): string {
  const signed = number(lang, { signDisplay: "exceptZero", minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return `${signed.format(range.low * 100)} … ${signed.format(range.high * 100)}`;
}

/** A difference of counts or ratios, with its sign. */
export function change(difference: Figure, kind: Kind, lang: Lang): string {
  if (kind === "SHARE") return points(difference, lang);
  return number(lang, { signDisplay: "exceptZero", maximumFractionDigits: kind === "RATIO" ? 3 : 6 }).format(difference as number);
}

/** A moment, to the minute, in UTC as the service tells it. */
export function moment(time: string, lang: Lang): string {
  return new Intl.DateTimeFormat(locale(lang), { dateStyle: "long", timeStyle: "short", timeZone: "UTC" }).format(new Date(time)) + " UTC";
}

/** Years as spans: 2019–2021, 2023. */
export function years(list: readonly number[]): string {
  const spans: [number, number][] = [];
  for (const year of list) {
    const last = spans.at(-1);
    if (last && last[1] === year - 1) last[1] = year;
    else spans.push([year, year]);
  }
  return spans.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(", ");
}
