// What a view is about: indicator, year, place and level, each held by the address.

import type { ComponentChildren } from "preact";
import { go } from "../address";
import { asked, levels, nameOf, usePage, useWords, type Indicator } from "../page";
import { levelWords } from "../terms";
import { words } from "../words";
import { RegionPicker } from "./picker";

const table = words(
  {
    about: "What to look at",
    indicator: "Indicator",
    year: "Year",
    within: "Within",
    everywhere: "the whole country",
    level: "Level",
    SHARE: "Shares",
    COUNT: "Counts",
    AMOUNT: "Amounts",
    RATIO: "Ratios",
    definition: "What this means",
  },
  {
    about: "查看内容",
    indicator: "指标",
    year: "年度",
    within: "范围",
    everywhere: "全国",
    level: "级别",
    SHARE: "占比",
    COUNT: "数量",
    AMOUNT: "金额",
    RATIO: "比值",
    definition: "指标说明",
  },
);

export type Field = "indicator" | "year" | "within" | "level";

export function Controls({ fields, fits, children }: { fields: readonly Field[]; fits?: (i: Indicator) => boolean; children?: ComponentChildren }) {
  const page = usePage();
  const w = useWords(table);
  const level = useWords(levelWords);
  const now = asked(page, fits);
  const groups = (["SHARE", "COUNT", "RATIO", "AMOUNT"] as const)
    .map((kind) => ({ kind, list: [...page.indicators.values()].filter((i) => i.kind === kind && (!fits || fits(i))) }))
    .filter(({ list }) => list.length > 0);
  return (
    <form class="controls" aria-label={w.about} onSubmit={(e) => e.preventDefault()}>
      {fields.includes("indicator") && (
        <label>
          {w.indicator}
          <select value={now.indicator.id!} onChange={(e) => go({ indicator: e.currentTarget.value })}>
            {groups.map(({ kind, list }) => (
              <optgroup key={kind} label={w[kind]}>
                {list.map((i) => (
                  <option key={i.id} value={i.id!}>
                    {nameOf(i, page.lang)}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </label>
      )}
      {fields.includes("year") && (
        <label>
          {w.year}
          <select value={String(now.year)} onChange={(e) => go({ year: e.currentTarget.value })}>
            {page.snapshot.years.toReversed().map((year) => (
              <option key={year} value={String(year)}>
                {year}
              </option>
            ))}
          </select>
        </label>
      )}
      {fields.includes("level") && (
        <label>
          {w.level}
          <select value={now.level} onChange={(e) => go({ level: e.currentTarget.value })}>
            {levels.map((l) => (
              <option key={l} value={l}>
                {level[l]}
              </option>
            ))}
          </select>
        </label>
      )}
      {fields.includes("within") && (
        <RegionPicker label={w.within} value={now.within} none={w.everywhere} accept={(r) => r.level !== "TOWNSHIP"} onPick={(code) => go({ within: code })} />
      )}
      {children}
    </form>
  );
}

/** What the indicator means and of which cells it is made, folded away. */
export function Definition({ indicator }: { indicator: Indicator }) {
  const page = usePage();
  const w = useWords(table);
  const cells = (list: Indicator["numerator"]) =>
    list.map((c) => {
      const line = page.lines.get(c.line);
      return line ? nameOf(line, page.lang) : c.line;
    });
  return (
    <details class="definition">
      <summary>{w.definition}</summary>
      <p>{page.lang === "zh" ? indicator.explanation : indicator.description}</p>
      <p class="soft">
        {cells(indicator.numerator).join(" + ")}
        {indicator.denominator.length > 0 && <> ÷ ({cells(indicator.denominator).join(" + ")})</>}
      </p>
    </details>
  );
}

