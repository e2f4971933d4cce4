import { readFileSync } from "node:fs";
import { expect, test } from "./test";

const examples = JSON.parse(readFileSync(new URL("../plain/examples.json", import.meta.url), "utf8")) as { chinese: string; query: string }[];

test("the examples are tabs, and the first is answered", async ({ page }) => {
  await page.goto("/playground");
  await expect(page.getByRole("tab")).toHaveCount(examples.length);
  await page.getByRole("button", { name: /Execute/ }).click();
  const answer = page.getByRole("region", { name: "Result Window" });
  await expect(answer).toContainText('"data"');
  await expect(answer).not.toContainText('"errors"');
});

test("Chinese is typed and found, and no header is kept on disk", async ({ page }) => {
  await page.goto("/playground");
  const editor = page.locator(".graphiql-query-editor .monaco-editor").first();
  await expect(editor).toContainText(examples[0]!.chinese.slice(0, 6));
  await editor.click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type('{ regions(where: {name: "栾城", asOf: 2023}) { nodes { code name } }'); // the editor closes the last brace
  await page.getByRole("button", { name: /Execute/ }).click();
  await expect(page.getByRole("region", { name: "Result Window" })).toContainText("130111");
  await expect(page.getByRole("button", { name: /headers/i })).toHaveCount(0);
  const kept = await page.evaluate(() => JSON.stringify(localStorage));
  expect(kept).toContain("栾城");
  expect(kept).not.toMatch(/header(?!s?":(null|\\?"\\?"))[^,]*authorization/i);
});

test.describe("the explorer", () => {
  // It says so of every list given as an argument, and shows it nonetheless.
  test.use({ allowed: [/arg mismatch between arg and selection/] });

  test("shows what can be asked, with the dictionary's words", async ({ page }) => {
    await page.goto("/playground");
    await page.getByRole("button", { name: /GraphiQL Explorer/i }).click();
    await expect(page.locator(".docExplorerWrap")).toContainText("aggregate");
    await page.getByRole("button", { name: /Documentation Explorer/i }).click();
    await page.getByRole("link", { name: "Query" }).first().click();
    await expect(page.locator(".graphiql-doc-explorer")).toContainText("Indicators over many reports");
  });
});
