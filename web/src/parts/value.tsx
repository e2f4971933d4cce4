// A figure in a table: as readers write it, a way to its cells, and where there is none, why.

import type { Figure } from "../ask";
import { figure, interval, type Kind } from "../format";
import type { FiguresFragment } from "../gql/graphql";
import { href, usePage, useWords } from "../page";
import { absenceWords, nullWords } from "../terms";
import { words } from "../words";
import type { Column } from "./table";

/** What a number was added up from, as the address holds it while its cells are shown. */
export interface Origin {
  /** An indicator's id, or = and lines of the form joined by +. */
  readonly of: string;
  readonly year: number | null;
  /** A region's code; with > before it, the regions under it; empty for all. */
  readonly place: string;
  readonly level?: string;
  readonly applicant?: string;
}

export function writeOrigin(o: Origin): string {
  return [o.of, o.year ?? "", o.place, o.level ?? "", o.applicant ?? ""].join("~").replace(/~+$/, "");
}

export function readOrigin(text: string): Origin | null {
  const [of = "", year = "", place = "", level = "", applicant = ""] = text.split("~");
  if (!/^=?[A-Z0-9_+]+$/.test(of) || !/^(\d{4})?$/.test(year) || !/^>?\d*$/.test(place)) return null;
  return { of, year: year ? Number(year) : null, place, ...(level ? { level } : {}), ...(applicant ? { applicant } : {}) };
}

const table = words({ cells: "Show the cells this was made of" }, { cells: "查看组成该数字的单元格" });

/** A number that leads to its cells. */
export function Traced({ text, origin }: { text: string; origin: Origin }) {
  const page = usePage();
  return (
    <a class="traced" href={href(page, { cells: writeOrigin(origin) })} title={useWords(table).cells}>
      {text}
    </a>
  );
}

export function Missing({ value }: { value: FiguresFragment }) {
  const reasons = useWords(nullWords);
  return <span class="none">{value.nullReason ? reasons[value.nullReason] : "–"}</span>;
}

export function Shown({ value, kind, origin }: { value: FiguresFragment; kind: Kind; origin: Origin }) {
  const { lang } = usePage();
  if (value.value === null || value.value === undefined) return <Missing value={value} />;
  return <Traced text={figure(value.value as Figure, kind, lang)} origin={origin} />;
}

const heads = words(
  { value: "Value", numerator: "Above the line", denominator: "Below the line", interval: "95% interval", missing: "Reports left out" },
  { value: "数值", numerator: "分子", denominator: "分母", interval: "95% 区间", missing: "未计入的报告" },
);

/** A printed part larger than its whole: there is a value, and no interval. */
const impossible = (value: FiguresFragment) => value.intervalNullReason === "IMPOSSIBLE_SHARE";

/** The columns every table of values has: value, its fraction, its interval, and why there is none. */
export function useValueColumns<Row>(kind: Kind, of: (row: Row) => FiguresFragment, origin: (row: Row) => Origin, options: { missing?: boolean } = {}): Column<Row>[] {
  const { lang } = usePage();
  const w = useWords(heads);
  const reasons = useWords(absenceWords);
  const plain = (value: unknown) => (value === null || value === undefined ? "" : figure(value as Figure, "COUNT", lang));
  const columns: Column<Row>[] = [
    {
      id: "value",
      head: w.value,
      number: true,
      cell: (row) => <Shown value={of(row)} kind={kind} origin={origin(row)} />,
      csv: (row) => of(row).value as Figure | null,
    },
  ];
  if (kind === "SHARE" || kind === "RATIO") {
    columns.push(
      { id: "numerator", head: w.numerator, number: true, cell: (row) => plain(of(row).numerator), csv: (row) => of(row).numerator as Figure | null },
      { id: "denominator", head: w.denominator, number: true, cell: (row) => plain(of(row).denominator), csv: (row) => of(row).denominator as Figure | null },
    );
  }
  if (kind === "SHARE") {
    columns.push(
      {
        id: "interval_low",
        head: w.interval,
        number: true,
        cell: (row) => (of(row).interval ? interval(of(row).interval!, lang) : impossible(of(row)) && <span class="none">{reasons.IMPOSSIBLE_SHARE}</span>),
        csv: (row) => of(row).interval?.low,
      },
      { id: "interval_high", head: null, csv: (row) => of(row).interval?.high },
    );
  }
  if (options.missing) columns.push({ id: "missing", head: w.missing, number: true, cell: (row) => plain(of(row).missing), csv: (row) => of(row).missing });
  columns.push({
    id: "null_reason",
    head: null,
    csv: (row) => (of(row).nullReason ? reasons[of(row).nullReason!] : impossible(of(row)) ? reasons.IMPOSSIBLE_SHARE : ""),
  });
  return columns;
}
