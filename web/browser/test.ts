// What every browser test starts from: the program's own address, and a page that keeps to itself. A
// request to another origin, a script error, a breach of the policy or a failed request fails the test.

import { expect, test as base, type Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const test = base.extend<{ quiet: void; allowed: RegExp[] }>({
  baseURL: async ({}, use) => use(process.env["GONGKAI_URL"]!),
  /** What may stand on the console of a test that asks for trouble. */
  allowed: [[], { option: true }],
  quiet: [
    async ({ page, baseURL, allowed }, use) => {
      const trouble: string[] = [];
      const own = new URL(baseURL!).origin;
      const note = (text: string) => allowed.some((a) => a.test(text)) || trouble.push(text);
      page.on("request", (r) => {
        const { protocol, origin } = new URL(r.url());
        if (protocol !== "data:" && protocol !== "blob:" && origin !== own) trouble.push(`request to another origin: ${r.url()}`);
      });
      page.on("pageerror", (error) => note(`script error: ${error}`));
      page.on("console", (message) => (message.type() === "error" || message.text().includes("Content Security Policy")) && note(`console: ${message.text()}`));
      await use();
      expect(trouble, "the page keeps to itself and makes no errors").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Waits until nothing is being asked or drawn. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator("main h1, main .failed").first()).toBeVisible();
  await expect(page.locator(".loading, [aria-busy=true]")).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

interface Violation {
  id: string;
  help: string;
  nodes: { target: unknown; failureSummary?: string }[];
}

/** Holds the page against the rules of axe: none may be broken. Of a long table the first rows stand for the rest. */
export async function accessible(page: Page): Promise<void> {
  // Evaluated by the debugger, which the page's policy does not bind.
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: (context: object) => Promise<{ violations: Violation[] }> } };
    return (await axe.run({ include: [["html"]], exclude: [["tbody tr:nth-child(n+16)"]] })).violations;
  });
  expect(violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.map((n) => `${n.target} ${n.failureSummary ?? ""}`).join("; ")}`)).toEqual([]);
}
