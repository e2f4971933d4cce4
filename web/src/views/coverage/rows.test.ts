import { expect, test } from "vitest";
import { hasGap, rows, type Covered } from "./rows";

const covered = (code: string, name: string, status: Covered["status"]): Covered => ({
  region: { code, name, level: "COUNTY", official: true, prefecture: null, province: null },
  status,
  lacks: [],
  report: null,
});

test("a region has one row, under its newest name, and no cell in a year without it", () => {
  const grid = rows([
    { year: 2023, regions: [covered("130111", "栾城区", "COMPLETE"), covered("130102", "长安区", "COMPLETE")] },
    { year: 2013, regions: [covered("130111", "栾城县", "NO_REPORT")] },
  ]);
  expect(grid.map((r) => r.region.name)).toEqual(["长安区", "栾城区"]);
  expect([...grid[0]!.years.keys()]).toEqual([2023]);
  expect(grid[1]!.years.get(2013)!.region.name).toBe("栾城县");
  expect(grid.map(hasGap)).toEqual([false, true]);
});
