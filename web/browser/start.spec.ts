import { accessible, expect, settled, test } from "./test";

test("the first screen says what the data are and offers three questions", async ({ page }) => {
  await page.goto("/?lang=zh");
  await settled(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("各级政府公开了什么，没有公开什么");
  await expect(page.locator(".data")).toContainText("2019–2025");
  await expect(page.locator(".synthetic")).toContainText("合成样例");
  await expect(page.locator(".questions a")).toHaveCount(3);
  await accessible(page);
});

test("the language is held by the address, and Back returns to the other", async ({ page }) => {
  await page.goto("/?lang=zh");
  await page.getByRole("link", { name: "English" }).click();
  await expect(page).toHaveURL(/lang=en/);
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("disclosed");
  await page.goBack();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
});

for (const [how, typed] of [
  ["name", "栾城"],
  ["pinyin", "luancheng"],
  ["first letters", "lcq"],
  ["code", "130111"],
]) {
  test(`a region is found by ${how}`, async ({ page }) => {
    await page.goto("/?lang=zh");
    await page.getByRole("combobox", { name: "您的地区" }).fill(typed!);
    await page.getByRole("option", { name: /栾城区.*石家庄市.*130111/ }).click();
    await expect(page).toHaveURL(/within=130111/);
    await expect(page.getByRole("combobox", { name: "您的地区" })).toHaveValue("栾城区");
  });
}
