// The pictures of the documentation, taken from the running page: make pictures.

import { mkdirSync } from "node:fs";
import { settled, test } from "./test";
import { drawer, views } from "./views";

const folder = process.env["PICTURES"];
test.skip(!folder, "pictures are taken by make pictures");
if (folder) mkdirSync(folder, { recursive: true });

const desktop = { width: 1280, height: 860 };
const phone = { width: 390, height: 844 };

const taken: readonly [name: string, at: string, size: { width: number; height: number }, scheme: "light" | "dark"][] = [
  ...["", "funnel", "report", "ledger"].map((name): [string, string, typeof desktop, "light"] => [name || "start", `${views[name]}&lang=zh`, desktop, "light"]),
  ["cells", `${drawer}&lang=zh`, desktop, "light"],
  ["funnel-en-dark", `${views["funnel"]}&lang=en`, desktop, "dark"],
  ["district-phone", `${views["district"]}&lang=zh`, phone, "light"],
];

for (const [name, at, size, colorScheme] of taken) {
  test(name, async ({ page }) => {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.goto(at);
    await settled(page);
    await page.screenshot({ path: `${folder}/${name}.png` });
  });
}

test("playground", async ({ page }) => {
  await page.setViewportSize(desktop);
  await page.goto("/playground");
  await page.getByRole("button", { name: /Execute/ }).click();
  await page.getByRole("region", { name: "Result Window" }).getByText('"data"').waitFor();
  await page.screenshot({ path: `${folder}/playground.png` });
});
