// Who has reported, region by region and year by year.

import { accessible, expect, settled, test } from "./test";

test("coverage shows every region and year, leads to a report and keeps to the gaps", async ({ page }) => {
  await page.goto("/?view=coverage&within=130100&lang=zh");
  await settled(page);
  const grid = page.getByRole("region", { name: "各地区历年报告" });
  await expect(grid.getByRole("row")).toHaveCount(23); // 22 districts and the head
  await expect(grid.getByRole("row", { name: /高邑县/ })).toContainText("没有");
  await page.getByLabel("只看有缺口的").check();
  await expect(page).toHaveURL(/gaps=1/);
  await expect(grid.getByRole("row")).toHaveCount(2);
  await page.reload();
  await expect(grid.getByRole("row")).toHaveCount(2);
  await page.goBack();
  await expect(grid.getByRole("row")).toHaveCount(23);
  await grid.getByRole("row", { name: /栾城区/ }).getByRole("link", { name: "齐全" }).nth(4).click();
  await expect(page).toHaveURL(/view=report&report=130111-2023/);
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const lang of ["zh", "en"]) {
    test(`axe finds nothing, ${colorScheme}, ${lang}, desktop and phone`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 900 });
        for (const view of ["coverage&within=130100", "coverage&within=130000&gaps=1"]) {
          await page.goto(`/?view=${view}&lang=${lang}`);
          await settled(page);
          await expect(page.locator("main table").first()).toBeVisible();
          await accessible(page);
          expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${view} at ${width}`).toBeLessThanOrEqual(0);
        }
      }
    });
  }
}

test("coverage is used by keyboard alone", async ({ page }) => {
  await page.goto("/?view=coverage&within=130100&lang=en");
  await settled(page);
  await page.getByLabel("Only with gaps").focus();
  await page.keyboard.press("Space");
  await expect(page).toHaveURL(/gaps=1/);
  await page.getByRole("link", { name: "whole" }).first().focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/view=report/);
});
