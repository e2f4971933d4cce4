// What every view knows: the address, the language, the data at hand and the dictionary.

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Address } from "./address";
import { changed, write, type Changes } from "./address";
import type { IndicatorId, PageQuery, RegionLevel, Scope } from "./gql/graphql";
import { textOf, type Lang, type Table } from "./words";

export type Indicator = PageQuery["indicators"][number];

export interface Page {
  readonly address: Address;
  readonly lang: Lang;
  readonly snapshot: PageQuery["snapshot"];
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly lines: ReadonlyMap<string, PageQuery["lines"][number]>;
}

export const PageContext = createContext<Page | null>(null);

export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error("usePage outside of the page");
  return page;
}

/** The texts of a table in the reader's language. */
export function useWords<T extends Parameters<typeof textOf>[0]["en"]>(table: Table<T>): T {
  return textOf(table, usePage().lang) as T;
}

/** The address of the page with changes made, for a link. */
export function href(page: Page, changes: Changes): string {
  return write(changed(page.address, changes));
}

export function nameOf(indicator: { english: string; chinese: string }, lang: Lang): string {
  return lang === "zh" ? indicator.chinese : indicator.english;
}

export const levels = ["PROVINCE", "PREFECTURE", "COUNTY", "TOWNSHIP"] as const satisfies readonly RegionLevel[];
export const kinds = ["GOVERNMENT", "DEPARTMENT", "TOWNSHIP", "ZONE", "OTHER"] as const;

/** What the address asks for, defaults filled in, for views that hold one indicator of one year against others. */
export interface Asked {
  readonly indicator: Indicator;
  readonly year: number;
  readonly within: string | null;
  readonly level: RegionLevel;
  readonly regions: readonly string[];
  /** The scope of a question about this level and place, of all years. */
  readonly where: Scope;
}

export const firstIndicator: IndicatorId = "REVIEW_CORRECTION_RATE";

export function asked(page: Page, fits: (i: Indicator) => boolean = () => true): Asked {
  const { address, indicators, snapshot } = page;
  const named = indicators.get(address["indicator"] ?? firstIndicator);
  const indicator = named && fits(named) ? named : (indicators.get(firstIndicator) ?? [...indicators.values()][0]!);
  const year = Number(address["year"]);
  const level = levels.find((l) => l === address["level"]) ?? "COUNTY";
  const within = address["within"] ?? null;
  return {
    indicator,
    year: snapshot.years.includes(year) ? year : (snapshot.years.at(-1) ?? new Date().getUTCFullYear() - 1),
    within,
    level,
    regions: codes(address["regions"]),
    where: { level, ...(within ? { within } : {}) },
  };
}

/** Codes of regions as the address lists them. */
export function codes(text: string | undefined): string[] {
  return [...new Set((text ?? "").split(",").filter((code) => /^\d{6,12}$/.test(code)))];
}
