// A ranking of the whole country, 3,000 counties, which the sample does not have: the answer is made up here.

import { expect, settled, test } from "./test";

const n = 3000;

function answer(): object {
  const value = (i: number) => ({
    value: (n - i) / n,
    numerator: n - i,
    denominator: n,
    interval: { low: ((n - i) / n) * 0.9, high: Math.min(1, ((n - i) / n) * 1.1) },
    reports: 1,
    missing: 0,
    nullReason: null,
    comparability: null,
  });
  const province = { code: "130000", name: "河北省" };
  return {
    data: {
      ranking: {
        totalCount: n,
        ranked: n,
        pageInfo: { hasNextPage: false, endCursor: null },
        overall: value(n / 2),
        absent: [],
        leftOut: [],
        nodes: Array.from({ length: n }, (_, i) => ({
          rank: i + 1,
          rankInterval: { low: Math.max(1, i - 100), high: Math.min(n, i + 100) },
          percentile: 100 - i / 30,
          region: { code: String(100001 + i), name: `第${i + 1}县`, level: "COUNTY", official: true, prefecture: null, province },
          value: value(i),
        })),
      },
    },
  };
}

test("three thousand rows scroll smoothly, and few are drawn at once", async ({ page }) => {
  await page.route(/\/graphql\?query=query\+Ranking/, (route) => route.fulfill({ json: answer() }));
  await page.goto("/?view=ranking&year=2023&lang=zh");
  await settled(page);
  await expect(page.locator(".figures table")).toHaveAttribute("aria-rowcount", String(n + 1));
  await page.locator(".virtual").scrollIntoViewIfNeeded();
  const { most, slow, frames } = await page.evaluate(async () => {
    const box = document.querySelector<HTMLElement>(".virtual")!;
    let most = 0;
    let slow = 0;
    let last = performance.now();
    const steps = 120;
    for (let i = 1; i <= steps; i++) {
      box.scrollTop = ((box.scrollHeight - box.clientHeight) * i) / steps;
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      const now = performance.now();
      if (now - last > 100) slow++;
      last = now;
      most = Math.max(most, box.querySelectorAll("tr[data-row]").length);
    }
    return { most, slow, frames: steps };
  });
  console.log(`scrolled over ${n} rows: at most ${most} drawn, ${slow} of ${frames} steps over 100 ms`);
  expect(most).toBeLessThan(80);
  await expect(page.getByRole("rowheader", { name: `第${n}县`, exact: true })).toBeInViewport();
  await page.locator(".virtual").focus();
  await page.keyboard.press("Home");
  await expect(page.getByRole("rowheader", { name: "第1县", exact: true })).toBeInViewport();
});
