// Writes src/parts/pinyin.txt: a line a syllable, then the characters of the names of regions that are
// read so. A character with several readings stands on several lines.

import { readFileSync, writeFileSync } from "node:fs";
import { pinyin } from "pinyin-pro";

const book = readFileSync(new URL("../../report/regions.tsv", import.meta.url), "utf8");
const names = book.split("\n").filter((line) => line && !line.startsWith("#")).map((line) => line.split("\t")[1]);
const characters = new Set([...names.join("")].filter((c) => /\p{Script=Han}/u.test(c)));
const read = new Map();
for (const c of characters) {
  for (const syllable of pinyin(c, { toneType: "none", multiple: true, type: "array", v: true })) {
    if (!read.has(syllable)) read.set(syllable, []);
    read.get(syllable).push(c);
  }
}
const lines = [...read].sort(([a], [b]) => (a < b ? -1 : 1)).map(([syllable, list]) => `${syllable} ${list.sort().join("")}`);
writeFileSync(new URL("../src/parts/pinyin.txt", import.meta.url), lines.join("\n") + "\n");
