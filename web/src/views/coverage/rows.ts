// The regions of several years as the rows of one grid.

import type { CoverageYearQuery } from "../../gql/graphql";

export type Year = NonNullable<CoverageYearQuery["coverage"]>[number];
export type Covered = NonNullable<Year["regions"]>["nodes"][number];

export interface Row {
  /** As it was in the last of the years. */
  readonly region: Covered["region"];
  /** By year; a year in which there was no such region is absent. */
  readonly years: ReadonlyMap<number, Covered>;
}

/** One row for each code, in the order of the codes. */
export function rows(years: readonly { readonly year: number; readonly regions: readonly Covered[] }[]): Row[] {
  const all = new Map<string, { region: Covered["region"]; last: number; years: Map<number, Covered> }>();
  for (const { year, regions } of years) {
    for (const covered of regions) {
      const { code } = covered.region;
      let row = all.get(code);
      if (!row) all.set(code, (row = { region: covered.region, last: year, years: new Map() }));
      if (year > row.last) Object.assign(row, { region: covered.region, last: year });
      row.years.set(year, covered);
    }
  }
  return [...all.values()].sort((a, b) => (a.region.code < b.region.code ? -1 : 1));
}

/** Whether a year of the row lacks a report, or a table of it. */
export function hasGap(row: Row): boolean {
  return [...row.years.values()].some((c) => c.status !== "COMPLETE");
}
