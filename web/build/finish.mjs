// After the build: holds the size of the first load, then lays compressed copies beside every file, so
// that the server compresses nothing while somebody waits.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const site = new URL("../dist/site/", import.meta.url).pathname;
const budget = 40 * 1024; // bytes of script, compressed by gzip, before anything can be seen

const manifest = JSON.parse(readFileSync(join(site, ".vite/manifest.json"), "utf8"));
const first = new Set();
const add = (name) => {
  if (first.has(name)) return;
  first.add(name);
  for (const other of manifest[name].imports ?? []) add(other);
};
add("index.html");
const sizes = [...first].map((name) => [manifest[name].file, gzipSync(readFileSync(join(site, manifest[name].file)), { level: 9 }).length]);
const total = sizes.reduce((sum, [, size]) => sum + size, 0);
console.log(`first load: ${(total / 1024).toFixed(1)} KiB of script by gzip, of ${budget / 1024} allowed`);
if (total > budget) {
  console.error(sizes.map(([file, size]) => `${String(size).padStart(8)} ${file}`).join("\n"));
  process.exit(1);
}

for (const entry of readdirSync(site, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.(html|js|css|svg|json|ttf)$/.test(entry.name)) continue;
  const path = join(entry.parentPath, entry.name);
  const content = readFileSync(path);
  if (content.length < 1024) continue;
  const quality = content.length > 1 << 19 ? 6 : 11; // the best takes a minute for the editor of the playground
  const brotli = brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } });
  writeFileSync(`${path}.br`, brotli);
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
}
