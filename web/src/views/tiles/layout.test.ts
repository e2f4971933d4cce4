import { expect, test } from "vitest";
import { edges, provinces, shade } from "./layout";

test("every province has a tile, and no two stand on one another", () => {
  expect(provinces).toHaveLength(34);
  for (const what of [(t: (typeof provinces)[number]) => t.code, (t: (typeof provinces)[number]) => t.letters, (t: (typeof provinces)[number]) => `${t.column},${t.row}`]) {
    expect(new Set(provinces.map(what)).size).toBe(34);
  }
});

test("shades run in equal steps, and the largest value lies in the last", () => {
  const steps = edges([0.5, 0, 1, 0.2])!;
  expect(steps.map((s) => s.toFixed(6))).toEqual(["0.000000", "0.200000", "0.400000", "0.600000", "0.800000", "1.000000"]);
  expect([0, 0.19, 0.2, 0.5, 0.8, 1].map((v) => shade(v, steps))).toEqual([0, 0, 1, 2, 4, 4]);
  expect(shade(7, edges([7])!)).toBe(0);
  expect(edges([])).toBeNull();
});
