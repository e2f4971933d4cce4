// What people come for, from the first screen to the end, as they would go.

import { expect, settled, test } from "./test";

test("which districts of 石家庄 differ from the rest in review corrections in 2023, and is that chance?", async ({ page }) => {
  await page.goto("/?lang=zh");
  await page.getByRole("combobox", { name: "您的地区" }).fill("shijiazhuang");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: /我的各区县相比如何/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "与其余不同" })).toBeVisible();
  await page.getByLabel("年度").selectOption("2023");
  await expect(page.getByLabel("指标")).toHaveValue("REVIEW_CORRECTION_RATE");
  await settled(page);

  // Is it chance? The page says how many lie outside, and how many chance alone would put there.
  await expect(page.locator(".finding")).toContainText(/个地区合计为 [\d.]+%/);
  await expect(page.locator(".notes").first()).toContainText("若只有偶然因素");
  const luancheng = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "栾城区" }) });
  await expect(luancheng).toContainText("47");

  // The number leads to its cells, as printed, and to the document.
  await luancheng.getByRole("link", { name: "10.6%" }).click();
  const drawer = page.getByRole("dialog");
  await expect(drawer.locator(".sum")).toContainText("5 / 47");
  const corrected = drawer.getByRole("row").filter({ hasText: "结果纠正" });
  await expect(corrected.first()).toContainText("5");
  await expect(corrected.first()).toContainText(/第\d+张表/);
  const download = page.waitForEvent("download");
  await corrected.first().getByRole("link").last().click();
  expect((await download).url()).toMatch(/\/sources\/[0-9a-f]{64}$/);

  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
  await expect(page).not.toHaveURL(/cells=/);
});

test("has 栾城区 grown more open since 2019, across the change of form?", async ({ page }) => {
  await page.goto("/?lang=zh");
  await page.getByRole("combobox", { name: "您的地区" }).fill("栾城");
  await page.getByRole("option", { name: /栾城区/ }).click();
  await page.getByRole("link", { name: /这些年有什么变化/ }).click();
  await expect(page.locator(".who")).toContainText("栾城区");
  await settled(page);
  const rate = page.locator("tr").filter({ has: page.getByRole("rowheader", { name: "公开率", exact: true }) }).first();
  await expect(rate).toContainText("%");

  await rate.getByRole("link", { name: "公开率", exact: true }).click();
  await expect(page).toHaveURL(/indicator=DISCLOSURE_RATE/);
  await page.getByRole("link", { name: "查看该指标的全部细节" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "趋势" })).toBeVisible();
  await settled(page);
  const year = (n: number) => page.getByRole("row").filter({ hasText: String(n) }).first();
  await expect(year(2019)).toContainText("2019年版表格");
  await expect(year(2023)).toContainText("2021年版表格");
  await expect(year(2023)).toContainText(/个百分点.*偶然/);

  // An indicator that the change of form broke says so instead of drawing on.
  await page.getByLabel("指标").selectOption("NORMATIVE_DOCUMENTS_IN_FORCE");
  await settled(page);
  await expect(year(2019)).toContainText("该版表格不含此项");

  await page.goBack();
  await expect(page.getByLabel("指标")).toHaveValue("DISCLOSURE_RATE");
});

test("which reports of 2024 do not add up? A link to the answer opens the same in a fresh browser", async ({ page, browser, baseURL }) => {
  await page.goto("/?lang=zh");
  await page.getByRole("link", { name: /哪些数字对不上/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "核查台账" })).toBeVisible();
  await page.getByLabel("年度").selectOption("2024");
  await page.getByLabel("类别").selectOption("ERROR");
  await settled(page);
  const rules = page.getByRole("region", { name: "按规则" });
  await rules.locator("tbody a").first().click();
  await expect(page).toHaveURL(/rule=/);
  await settled(page);
  const found = page.getByRole("region", { name: "逐条" });
  const first = await found.locator("tbody tr").first().innerText();
  expect(first).toContain("2024");

  const other = await browser.newContext({ locale: "en-GB", baseURL: baseURL! });
  const fresh = await other.newPage();
  await fresh.goto(page.url());
  await settled(fresh);
  await expect(fresh.locator("html")).toHaveAttribute("lang", "zh-CN");
  expect(await fresh.getByRole("region", { name: "逐条" }).locator("tbody tr").first().innerText()).toBe(first);

  // From a finding to the report as the form, its line marked, its number beside the cell.
  await fresh.getByRole("region", { name: "逐条" }).getByRole("link", { name: "查看报告" }).first().click();
  await expect(fresh.getByRole("heading", { level: 1, name: "报告原表" })).toBeVisible();
  await expect(fresh.locator(".see").first()).toBeVisible();
  await other.close();
});
