// Every region there is, for the picker: found by name, by pinyin (whole or first letters) or by code.

import { useEffect, useState } from "preact/hooks";
import { ask } from "../ask";
import { RegionsDocument, type RegionsQuery } from "../gql/graphql";
import readings from "./pinyin.txt?raw";

export type Region = NonNullable<RegionsQuery["regions"]>["nodes"][number];

let loading: Promise<ReadonlyMap<string, Region>> | null = null;

/** All regions of today by code, read once; a failure is forgotten so that it can be tried again. */
export function allRegions(): Promise<ReadonlyMap<string, Region>> {
  loading ??= readAll().catch((cause: unknown) => {
    loading = null;
    throw cause;
  });
  return loading;
}

async function readAll(): Promise<ReadonlyMap<string, Region>> {
  const all = new Map<string, Region>();
  let after: string | null = null;
  do {
    const { regions }: RegionsQuery = await ask(RegionsDocument, { after });
    for (const region of regions?.nodes ?? []) all.set(region.code, region);
    after = regions?.pageInfo.hasNextPage ? (regions.pageInfo.endCursor ?? null) : null;
  } while (after);
  return all;
}

export function useRegions(): ReadonlyMap<string, Region> | null {
  const [all, set] = useState<ReadonlyMap<string, Region> | null>(null);
  useEffect(() => {
    let gone = false;
    allRegions().then((r) => gone || set(r), () => undefined);
    return () => {
      gone = true;
    };
  }, []);
  return all;
}

/** The syllables of each character that stands in a name; several where it is read in several ways. */
export const syllables: ReadonlyMap<string, readonly string[]> = (() => {
  const found = new Map<string, string[]>();
  for (const line of readings.trim().split("\n")) {
    const [syllable = "", characters = ""] = line.split(" ");
    for (const c of characters) {
      const known = found.get(c);
      if (known) known.push(syllable);
      else found.set(c, [syllable]);
    }
  }
  return found;
})();

/** Whether letters spell the beginning of a name: syllables whole, cut short at the end, or by their first letters. */
export function spells(name: string, letters: string): boolean {
  if (letters === "") return true;
  const [character] = name;
  if (!character) return false;
  const rest = name.slice(character.length);
  return (syllables.get(character) ?? []).some(
    (s) => s.startsWith(letters) || (letters.startsWith(s) && spells(rest, letters.slice(s.length))) || (letters[0] === s[0] && spells(rest, letters.slice(1))),
  );
}

/** The regions a reader may mean, the likeliest first. */
export function find(all: Iterable<Region>, typed: string, most = 30): Region[] {
  const text = typed.trim().toLowerCase().replaceAll(/[\s']/g, "");
  if (!text) return [];
  const latin = /^[a-z]+$/.test(text);
  const ranked: [number, Region][] = [];
  for (const region of all) {
    const rank = /^\d+$/.test(text)
      ? region.code.startsWith(text) ? 0 : -1
      : latin
        ? spells(region.name, text) ? 1 : -1
        : region.name.startsWith(text) ? 0 : region.name.includes(text) ? 2 : -1;
    if (rank >= 0) ranked.push([rank * 10 + order[region.level], region]);
  }
  return ranked.sort(([a, x], [b, y]) => a - b || x.code.localeCompare(y.code)).slice(0, most).map(([, region]) => region);
}

const order = { PROVINCE: 0, PREFECTURE: 1, COUNTY: 2, TOWNSHIP: 3 } as const;

/** A region's parents, the nearest first, as one reads them under its name. */
export function parents(region: { prefecture?: { name: string } | null; province?: { name: string } | null }): string {
  return [region.province?.name, region.prefecture?.name].filter(Boolean).join(" · ");
}
