import { describe, expect, test } from "vitest";
import { change, count, figure, interval, years } from "./format";

describe("figures", () => {
  test.each([
    ["a share", figure(5 / 47, "SHARE", "en"), "10.6%"],
    ["a share in Chinese", figure(5 / 47, "SHARE", "zh"), "10.6%"],
    ["a count", figure(1234567, "COUNT", "en"), "1,234,567"],
    ["digits no number can hold", count("12345678901234567891", "zh"), "12,345,678,901,234,567,891"],
    ["money with decimals", figure(12.5, "AMOUNT", "zh"), "12.5"],
    ["a ratio over one", figure(1.23456, "RATIO", "en"), "1.235"],
    ["an interval", interval({ low: 0.0463, high: 0.2259 }, "en"), "4.6–22.6%"],
    ["percentage points", change(-0.021, "SHARE", "zh"), "-2.1 个百分点"],
    ["no change", change(0, "SHARE", "en"), "0.0 pp"],
    ["a change of a count", change(12, "COUNT", "en"), "+12"],
  ])("%s", (_, got, want) => expect(got).toBe(want));
});

test("years are told as spans", () => {
  expect(years([2019, 2020, 2021, 2023])).toBe("2019–2021, 2023");
  expect(years([])).toBe("");
});
