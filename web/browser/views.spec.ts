import { readdirSync } from "node:fs";
import type { Page } from "@playwright/test";
import { accessible, expect, settled, test } from "./test";
import { drawer, views } from "./views";

/** What a Chinese page says in letters: nothing, but for names of formats. */
async function foreign(page: Page): Promise<string[]> {
  const said = await page.locator("main h1, main h2, main h3, main label, main thead th, main .finding, main summary, .menu a").allInnerTexts();
  return said.filter((text) => /[A-Za-z]{4,}/.test(text));
}

test("every view is visited here", () => {
  const folders = readdirSync(new URL("../src/views/", import.meta.url));
  expect(Object.keys(views).filter(Boolean).sort()).toEqual(folders.sort());
});

for (const [name, at] of [...Object.entries(views), ["drawer", drawer] as const]) {
  test(`${name || "start"}: accessible in both languages and schemes, whole on a phone and at 200%`, async ({ page }) => {
    test.slow();
    for (const lang of ["zh", "en"]) {
      await page.emulateMedia({ colorScheme: "light" });
      await page.goto(`${at}&lang=${lang}`);
      await settled(page);
      await expect(page.locator(".failed")).toHaveCount(0);
      await accessible(page);
      if (lang === "zh") expect(await foreign(page), "no word is left in the other language").toEqual([]);
      await page.emulateMedia({ colorScheme: "dark" });
      await settled(page);
      await accessible(page);
    }
    for (const width of [360, 640]) {
      await page.setViewportSize({ width, height: 740 });
      await settled(page);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over, `nothing is cut off at a width of ${width}`).toBeLessThanOrEqual(0);
    }
  });
}
