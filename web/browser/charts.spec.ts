// The charts for other pages and documents: what the page of charts shows, what each chart is as a
// specification and as a picture, and that other sites can use both.

import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { test as plain } from "@playwright/test";
import { Ajv } from "ajv";
import { accessible, expect, test } from "./test";

const module = (file: string) => readFileSync(new URL(`../node_modules/${file}`, import.meta.url), "utf8");
const libraries = [module("vega/build/vega.min.js"), module("vega-lite/build/vega-lite.min.js")];
const schema = JSON.parse(module("vega-lite/build/vega-lite-schema.json")) as object;
const valid = new Ajv({ strict: false, allowUnionTypes: true, validateFormats: false, logger: false }).compile(schema);

/** The queries that the page of charts shows each chart with, by code. */
async function examples(origin: string): Promise<Map<string, string>> {
  const page = await (await fetch(`${origin}/charts?lang=zh`)).text();
  const shown = [...page.matchAll(/<img src="\/charts\/([a-z]+)\.svg\?([^"]*)"/g)];
  return new Map(shown.map(([, code, query]) => [code!, query!.replaceAll("&amp;", "&").replace("&theme=auto", "")]));
}

interface Mark {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

interface Drawing {
  marks: Record<string, Mark>; // by what they say
  x: Record<string, number>; // where the labels of the axes stand
  y: Record<string, number>;
}

test.describe("charts", () => {
  for (const lang of ["zh", "en"]) {
    test(`every specification is valid and shows what the picture of the server shows, ${lang}`, async ({ page, baseURL }) => {
      test.setTimeout(90_000);
      const all = await examples(baseURL!);
      expect([...all.keys()].sort()).toEqual(expect.arrayContaining(["applicants", "outcomes"]));
      await page.goto("about:blank");
      for (const library of libraries) await page.addScriptTag({ content: library });
      for (const [code, example] of all) {
        const query = example.replace("lang=zh", `lang=${lang}`);
        const [spec, svg] = await Promise.all([
          fetch(`${baseURL}/charts/${code}.vl.json?${query}`).then((r) => r.json() as Promise<object>),
          fetch(`${baseURL}/charts/${code}.svg?${query}`).then((r) => r.text()),
        ]);
        expect(valid(spec), `${code}: ${JSON.stringify(valid.errors?.slice(0, 3))}`).toBe(true);
        const { ours, vegas } = await page.evaluate(draw, { spec, svg });
        expect(Object.keys(ours.marks).length, code).toBeGreaterThan(0);
        expect(Object.keys(ours.marks).sort(), code).toEqual(Object.keys(vegas.marks).sort());
        for (const [axis, from, to] of [["x", "left", "right"], ["y", "top", "bottom"]] as const) {
          const place = between(vegas[axis], ours[axis], `${code} ${axis}`);
          for (const [say, mark] of Object.entries(ours.marks)) {
            for (const side of [from, to]) {
              expect(Math.abs(place(vegas.marks[say]![side]) - mark[side]), `${code}: ${say}: ${side}`).toBeLessThan(1);
            }
          }
        }
      }
    });
  }

  for (const colorScheme of ["light", "dark"] as const) {
    for (const [name, width] of [["desktop", 1280], ["phone", 390]] as const) {
      test(`the page of charts, ${colorScheme}, ${name}`, async ({ browser, baseURL }) => {
        const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, baseURL: baseURL! });
        const page = await context.newPage();
        for (const lang of ["zh", "en"]) {
          await page.goto(`/charts?lang=${lang}`);
          await expect(page.locator("html")).toHaveAttribute("lang", lang === "zh" ? "zh-CN" : "en");
          const broken = await page.evaluate(async () => {
            const failed: string[] = [];
            for (const image of document.images) {
              image.loading = "eager";
              await image.decode().catch(() => failed.push(image.currentSrc));
            }
            return failed;
          });
          expect(broken).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
          await accessible(page);
        }
        await context.close();
      });
    }
  }
});

/** Takes a place on one drawing to that on another: by the labels that an axis has on both. */
function between(from: Record<string, number>, to: Record<string, number>, what: string): (at: number) => number {
  const shared = Object.keys(from).filter((label) => label in to);
  expect(shared.length, `${what}: labels that both have`).toBeGreaterThan(1);
  const [first, last] = [shared[0]!, shared.at(-1)!];
  const scale = (to[last]! - to[first]!) / (from[last]! - from[first]!);
  const place = (at: number) => to[first]! + (at - from[first]!) * scale;
  for (const label of shared) expect(Math.abs(place(from[label]!) - to[label]!), `${what}: ${label}`).toBeLessThan(1);
  return place;
}

/** Runs in the browser: draws a specification, and measures it and the picture of the server. */
async function draw({ spec, svg }: { spec: object; svg: string }): Promise<{ ours: Drawing; vegas: Drawing }> {
  const { vega, vegaLite } = window as unknown as {
    vega: { View: new (runtime: object, options: object) => { toSVG(): Promise<string> }; parse(spec: object): object; Warn: number };
    vegaLite: { compile(spec: object, options: object): { spec: object } };
  };
  const quiet = { level: () => quiet, warn: () => quiet, info: () => quiet, debug: () => quiet, error: console.error };
  const drawn = await new vega.View(vega.parse(vegaLite.compile(spec, { logger: quiet }).spec), { renderer: "none", logger: quiet }).toSVG();
  const box = (element: SVGGraphicsElement): Mark => {
    const { x, y, width, height } = element.getBBox();
    const at = element.getScreenCTM()!;
    const [left, top] = [at.a * x + at.e, at.d * y + at.f];
    return { left, right: left + at.a * width, top, bottom: top + at.d * height };
  };
  const show = (text: string) => {
    document.body.innerHTML = text;
    return document.body.querySelector("svg")!;
  };
  const measure = (root: SVGElement, marks: Iterable<[string, SVGGraphicsElement]>, labels: (axis: string) => string): Drawing => {
    const middle = (axis: string) =>
      Object.fromEntries(
        [...root.querySelectorAll<SVGTextElement>(labels(axis))]
          .filter((t) => getComputedStyle(t).opacity !== "0")
          .map((t) => {
            const b = box(t);
            return [t.textContent!, axis === "x" ? (b.left + b.right) / 2 : (b.top + b.bottom) / 2];
          }),
      );
    return { marks: Object.fromEntries([...marks].map(([say, element]) => [say, box(element)])), x: middle("x"), y: middle("y") };
  };
  let root = show(svg);
  const ours = measure(
    root,
    [...root.querySelectorAll("title")].filter((t) => t.parentElement !== (root as Element)).map((t) => [t.textContent!, t.parentElement as unknown as SVGGraphicsElement]),
    (axis) => `.${axis}-axis text`,
  );
  root = show(drawn);
  const vegas = measure(
    root,
    [...root.querySelectorAll<SVGGraphicsElement>(".role-mark [role=graphics-symbol][aria-label]")].map((e) => [e.getAttribute("aria-label")!, e] as [string, SVGGraphicsElement]),
    (axis) => `.role-axis[aria-label^="${axis.toUpperCase()}-axis"] .role-axis-label text`,
  );
  return { ours, vegas };
}

// Another site: its own origin, its own copy of Vega, the chart from here.
plain("a page of another origin draws a specification and shows a picture", async ({ page }) => {
  const charts = process.env["GONGKAI_URL"]!;
  const [code, query] = [...(await examples(charts))][0]!;
  const site = createServer((request, response) => {
    const script = libraries[["/vega.js", "/vega-lite.js"].indexOf(request.url!)];
    response.setHeader("Content-Type", script ? "text/javascript" : "text/html; charset=utf-8");
    response.end(script ?? `<!doctype html><title>a newspaper</title><div id="chart"></div><img alt="" src="${charts}/charts/${code}.svg?${query}"><img alt="" src="${charts}/charts/${code}.svg?year=MMXX"><script src="/vega.js"></script><script src="/vega-lite.js"></script>`);
  });
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  try {
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
    const bars = await page.evaluate(async (address) => {
      const { vega, vegaLite } = window as unknown as {
        vega: { View: new (runtime: object, options: object) => { runAsync(): Promise<unknown> }; parse(spec: object): object };
        vegaLite: { compile(spec: object): { spec: object } };
      };
      const spec = (await (await fetch(address)).json()) as object;
      await new vega.View(vega.parse(vegaLite.compile(spec).spec), { renderer: "svg", container: document.getElementById("chart") }).runAsync();
      return document.querySelectorAll("#chart [role=graphics-symbol]").length;
    }, `${charts}/charts/${code}.vl.json?${query}`);
    expect(bars).toBeGreaterThan(5);
    const sizes = await page.evaluate(async () => {
      await Promise.all([...document.images].map((image) => image.decode()));
      return [...document.images].map((image) => [image.naturalWidth, image.naturalHeight]);
    });
    expect(sizes[0]![0]).toBe(720);
    expect(sizes[1]![0], "a picture that says what is wrong").toBe(560);
  } finally {
    site.close();
  }
});
