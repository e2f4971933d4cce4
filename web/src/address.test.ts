import { beforeEach, describe, expect, test } from "vitest";
import { changed, go, read, write } from "./address";

beforeEach(() => history.replaceState(null, "", "/"));

describe("write", () => {
  test.each([
    ["nothing", {}, "/"],
    ["the view first, the language last", { lang: "zh", year: "2023", view: "funnel", level: "COUNTY" }, "/?view=funnel&level=COUNTY&year=2023&lang=zh"],
    ["commas and tildes as they are", { view: "trend", regions: "130111,130102", cells: "A~2023" }, "/?view=trend&cells=A~2023&regions=130111,130102"],
  ])("%s", (_, address, want) => {
    expect(write(address)).toBe(want);
    expect(write(read(new URL(want, "http://x").search))).toBe(want);
  });
});

describe("changed", () => {
  const at = { view: "ranking", indicator: "REVIEWS", year: "2023", direction: "ASC", cells: "REVIEWS~2023~130111", lang: "en" };
  test("a change within a view keeps the rest", () => expect(changed(at, { year: "2022" })).toEqual({ ...at, year: "2022" }));
  test("another view keeps what means the same there", () =>
    expect(changed(at, { view: "trend" })).toEqual({ view: "trend", indicator: "REVIEWS", year: "2023", lang: "en" }));
  test("null removes", () => expect(changed(at, { cells: null })).not.toHaveProperty("cells"));
});

test("Back finds what was there before, but nothing that was replaced", () => {
  const before = history.length;
  go({ view: "ranking" });
  go({ year: "2023" }, "replace");
  go({ year: "2023" });
  expect(location.search).toBe("?view=ranking&year=2023");
  expect(history.length).toBe(before + 1);
});
