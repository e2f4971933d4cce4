// Parts of a whole, year by year: what the whole falls into, and the table that says it exactly.

import { go } from "../address";
import type { FiguresFragment, Scope } from "../gql/graphql";
import { asked, usePage, useWords } from "../page";
import { words } from "../words";
import { RegionPicker } from "./picker";
import { DataTable, type Column } from "./table";
import { useValueColumns, type Origin } from "./value";

const table = words(
  { one: "One region", year: "Year", whole: "all of the scope", uneven: "A report that lacks a cell is left out of that part alone, so the parts of a year need not add up to 100%. The last column says how many." },
  { one: "单个地区", year: "年度", whole: "范围内合计", uneven: "缺少某个单元格的报告只在该部分不计入，因此同一年各部分之和不一定等于 100%。最后一列为未计入的报告数。" },
);

/** Whose whole it is: one region if the address names one, else all of a level within a place. */
export interface Whole {
  readonly code: string | null;
  readonly where: Scope;
  readonly place: Pick<Origin, "place" | "level">;
  readonly parameters: Readonly<Record<string, string | null>>;
}

export function useWhole(): Whole {
  const { regions, where, within, level } = asked(usePage());
  const [code] = regions;
  if (code) return { code, where: { regions: [code], ...(code.length > 6 ? { organKinds: ["ZONE"] } : {}) }, place: { place: code }, parameters: { by: "YEAR", regions: code } };
  return { code: null, where, place: { place: within ? `>${within}` : "", level }, parameters: { by: "YEAR", within, level } };
}

export function OnePicker({ whole }: { whole: Whole }) {
  const w = useWords(table);
  return <RegionPicker label={w.one} none={w.whole} value={whole.code} onPick={(code) => go({ regions: code })} />;
}

export interface Part {
  readonly year: number;
  readonly id: string;
  readonly name: string;
  readonly value: FiguresFragment;
  readonly origin: Origin;
}

export function PartsTable({ caption, head, parts, file }: { caption: string; head: string; parts: readonly Part[]; file: string }) {
  const w = useWords(table);
  const values = useValueColumns<Part>("SHARE", (p) => p.value, (p) => p.origin, { missing: true });
  const columns: Column<Part>[] = [
    { id: "year", head: w.year, number: true, cell: (p) => p.year, csv: (p) => p.year },
    { id: "part", head, names: true, cell: (p) => p.name, csv: (p) => p.name },
    ...values,
  ];
  return (
    <>
      {parts.some((p) => p.value.missing > 0) && <p class="soft">{w.uneven}</p>}
      <DataTable caption={caption} columns={columns} rows={parts} id={(p) => `${p.year} ${p.id}`} file={file} />
    </>
  );
}
