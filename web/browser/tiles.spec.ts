// One indicator over the country, a tile a province, and inside one a tile a county.

import { accessible, expect, settled, test } from "./test";

test("a province's tile leads to its cities and counties, and a county's to its profile", async ({ page }) => {
  await page.goto("/?view=tiles&indicator=NOT_HELD_SHARE&year=2023&lang=zh");
  await settled(page);
  await expect(page.locator(".tiles li")).toHaveCount(34);
  await expect(page.locator(".tiles li", { hasText: "山西" })).toContainText("没有数字"); // nobody there has reported
  await page.getByRole("link", { name: /河北/ }).click();
  await expect(page).toHaveURL(/within=130000/);
  await settled(page);
  const grid = page.getByRole("region", { name: "2023 年河北省，分县" });
  await expect(grid.getByRole("rowheader", { name: "石家庄市" })).toBeVisible();
  const county = grid.getByRole("link", { name: /栾城区/ });
  await expect(county).toContainText("32.9%"); // 46 of 140, as it published
  await county.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/view=district&.*regions=130111/);
  await page.goBack();
  await expect(page).toHaveURL(/view=tiles&.*within=130000/);
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const lang of ["zh", "en"]) {
    test(`axe finds nothing in the tiles, ${colorScheme}, ${lang}, desktop and phone`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(`/?view=tiles&indicator=NOT_HELD_SHARE&within=130000&lang=${lang}`);
        await settled(page);
        await expect(page.locator(".cities table")).toBeVisible();
        await accessible(page);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      }
    });
  }
}
