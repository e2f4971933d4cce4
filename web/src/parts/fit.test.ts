import { describe, expect, test } from "vitest";
import { broken, fitted } from "./fit";

describe("broken", () => {
  test.each([
    ["short enough", "县级地区", 200, ["县级地区"]],
    ["Chinese, between characters", "河北省的县级地区", 47, ["河北省的", "县级地区"]],
    ["a mark never begins a line", "河北省的，县级", 47, ["河北省的，", "县级"]],
    ["words at spaces", "counties of Hebei", 75, ["counties of", "Hebei"]],
    ["a word longer than the line stands alone", "a 000001-a0b09317778b b", 60, ["a", "000001-a0b09317778b", "b"]],
    ["nothing", "", 100, []],
  ])("%s", (_, text, width, want) => expect(broken(text, width)).toEqual(want));
});

test("a wide page gets the chart as it came, a narrow one the same figures", () => {
  const spec = { title: { text: "t", subtitle: ["one two three four five six seven"] }, data: { values: [1] }, config: { legend: { orient: "top" } } };
  expect(fitted(spec, 900)).toBe(spec);
  const narrow = fitted(spec, 160) as typeof spec;
  expect(narrow.title.subtitle.length).toBeGreaterThan(1);
  expect(narrow.config.legend).toEqual({ orient: "top", columns: 1 });
  expect(narrow.data).toBe(spec.data);
});
