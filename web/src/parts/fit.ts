// A chart is written for a wide page. On a narrow one the lines under its title are broken where they
// would be cut off, and its legend stands in as many columns as there is room for.

const wide = 640; // from here on everything fits as it is
const han = 11.5; // pixels of a Chinese character in a line under the title
const latin = 6.2; // and of any other
const column = 150; // of an entry of the legend

type Loose = Record<string, unknown>;

export function fitted(spec: object, width: number): object {
  if (width >= wide) return spec;
  const { title, config } = spec as { title?: Loose | string; config?: Loose };
  const legend = { ...((config?.["legend"] as Loose | undefined) ?? {}), columns: Math.max(1, Math.floor(width / column)) };
  const next: Loose = { ...spec, config: { ...config, legend } };
  if (typeof title === "object" && title["subtitle"]) {
    const lines = [title["subtitle"]].flat() as string[];
    next["title"] = { ...title, subtitle: lines.flatMap((line) => broken(line, width - 24)) };
  }
  return next;
}

/** A text in lines that fit: broken at spaces, and between Chinese characters. */
export function broken(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  let used = 0;
  for (const [piece] of text.matchAll(/[\u2E80-\uFFEF]|[^\u2E80-\uFFEF\s]+|\s+/g)) {
    const size = [...piece].reduce((sum, c) => sum + (c >= "\u2E80" ? han : latin), 0);
    const clings = /^[，。；：、）？！]$/.test(piece); // never begins a line
    if (used > 0 && used + size > width && !clings) {
      lines.push(line.trimEnd());
      line = "";
      used = 0;
      if (!piece.trim()) continue;
    }
    line += piece;
    used += size;
  }
  if (line.trim()) lines.push(line.trimEnd());
  return lines;
}
