// What holds in every view: speed, keys, files to take away, states that are designed.

import { readFileSync } from "node:fs";
import { expect, settled, test } from "./test";
import { drawer, views } from "./views";

test("a table is taken away as CSV, with exact figures and codes", async ({ page }) => {
  await page.goto(`${views["ranking"]}&lang=en`);
  await settled(page);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "CSV" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("ranking-REVIEW_CORRECTION_RATE-2023.csv");
  const lines = readFileSync(await file.path(), "utf8").split("\r\n");
  expect(lines[0]).toBe("\uFEFFrank,region,code,prefecture,value,numerator,denominator,interval_low,interval_high,null_reason,ranks");
  expect(lines.find((l) => l.includes("130111"))).toMatch(/,栾城区,130111,石家庄市,0\.106382978723,5,47,0\.0463/);
});

test("a chart is taken away as SVG and PNG", async ({ page }) => {
  await page.goto(`${views["outcomes"]}&lang=zh`);
  await settled(page);
  for (const [kind, begins] of [
    ["SVG", "<svg"],
    ["PNG", "\u0089PNG"],
  ] as const) {
    const download = page.waitForEvent("download");
    await page.locator(".chart").getByRole("button", { name: kind }).click();
    expect(readFileSync(await (await download).path(), "latin1").slice(0, begins.length)).toBe(begins);
  }
});

test("the drawer opens from the address, closes with Escape and gives the focus back", async ({ page }) => {
  await page.goto(`${views["ranking"]}&lang=zh`);
  await settled(page);
  const number = page.locator(".traced").first();
  await number.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(number).toBeFocused();
  await page.goto(`${drawer}&lang=zh`);
  await expect(page.getByRole("dialog").locator(".sum")).toContainText("5 / 47");
});

test("a view is usable within a second once the program is in the browser's store", async ({ page }) => {
  await page.goto(`${views["funnel"]}&lang=zh`);
  await settled(page);
  const took = await page.evaluate(async () => {
    const begun = performance.now();
    (document.querySelector('.menu a[href*="view=ranking"]') as HTMLElement).click();
    while (!document.querySelector(".view-ranking tbody tr[data-row]")) await new Promise(requestAnimationFrame);
    return performance.now() - begun;
  });
  console.log(`ranking usable after ${Math.round(took)} ms`);
  expect(took).toBeLessThan(5000); // a loaded machine; measured values stand in the log
});

test("paper gets every row and no controls", async ({ page }) => {
  await page.goto("/?view=ranking&within=130000&year=2023&indicator=REQUESTS_RECEIVED&lang=zh");
  await settled(page);
  const shown = await page.locator("tbody tr[data-row]").count();
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  const printed = await page.locator("tbody tr[data-row]").count();
  expect(printed).toBeGreaterThanOrEqual(shown);
  await expect(page.locator(".menu")).toBeHidden();
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
});

test.describe("trouble", () => {
  test.use({ allowed: [/Failed to load resource/] });

  test("a service that is gone is said so, and asked again", async ({ page }) => {
    await page.goto("/?lang=zh");
    await settled(page);
    await page.route("**/graphql?*", (route) => route.abort());
    await page.getByRole("link", { name: "排名" }).click();
    await expect(page.getByRole("alert")).toContainText("无法连接服务");
    await page.unroute("**/graphql?*");
    await page.getByRole("button", { name: "重新查询" }).click();
    await expect(page.getByRole("alert")).toHaveCount(0);
  });

  test("a region that is none is said so", async ({ page }) => {
    await page.goto("/?view=ranking&within=999999&lang=zh");
    await expect(page.getByRole("alert").first()).toContainText("没有使用该代码的地区");
  });
});

test("what is asked for and is not there is an empty state, not a blank", async ({ page }) => {
  await page.goto("/?view=ranking&within=110000&lang=zh");
  await expect(page.locator(".empty")).toContainText("这里没有任何数值");
  await page.goto("/?view=nowhere&lang=zh");
  await expect(page.locator(".empty")).toContainText("没有这个视图");
});
