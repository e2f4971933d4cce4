// From a number to the cells it was added up from, what is printed there, and the document.

import { useEffect, useRef } from "preact/hooks";
import { go } from "../address";
import { useAnswer, type Figure } from "../ask";
import { count, figure, interval, type Kind } from "../format";
import { CellsDocument, type Applicant, type CellsQuery, type CellsQueryVariables, type IndicatorId, type LineCode, type RegionLevel } from "../gql/graphql";
import { href, nameOf, usePage, useWords, type Page } from "../page";
import { applicantWords } from "../terms";
import { words } from "../words";
import { Answered, Empty } from "./states";
import { DataTable, type Column } from "./table";
import { Missing, readOrigin, type Origin } from "./value";

type Cell = NonNullable<NonNullable<NonNullable<CellsQuery["aggregate"]>["rows"][number]["values"][number]["cells"]>["nodes"][number]>;

const table = words(
  {
    title: "Where this number comes from",
    close: "Close",
    cells: "Cells of the form, report by report",
    report: "Report",
    side: "Side",
    NUMERATOR: "above the line",
    DENOMINATOR: "below the line",
    line: "Line of the form",
    printed: "As printed",
    counted: "Counts as",
    place: "Place in the document",
    document: "Document",
    absent: "not printed",
    sum: (parts: string) => `added up from ${parts}`,
    derived: "place told from the sums",
    at: (t: number, r: number, c: number, o: number) => `table ${t}, row ${r}, column ${c} (byte ${o})`,
    prose: (o: number) => `running text (byte ${o})`,
    first: (n: string, all: string) => `The first ${n} of ${all} cells.`,
    unit: "This address names no number of this page.",
    synthetic: "made up",
  },
  {
    title: "数字的来源",
    close: "关闭",
    cells: "表格单元格（按报告）",
    report: "报告",
    side: "位置",
    NUMERATOR: "分子",
    DENOMINATOR: "分母",
    line: "表格的行",
    printed: "原文所印",
    counted: "计作",
    place: "在文档中的位置",
    document: "文档",
    absent: "未印出",
    sum: (parts: string) => `由 ${parts} 相加`,
    derived: "位置由合计推定",
    at: (t: number, r: number, c: number, o: number) => `第${t}张表 第${r}行 第${c}列（字节 ${o}）`,
    prose: (o: number) => `正文（字节 ${o}）`,
    first: (n: string, all: string) => `显示 ${all} 个单元格中的前 ${n} 个。`,
    unit: "此地址没有对应的数字。",
    synthetic: "合成样例",
  },
);

export function Drawer() {
  const page = usePage();
  const w = useWords(table);
  const box = useRef<HTMLDialogElement>(null);
  const text = page.address["cells"];
  useEffect(() => {
    if (text && !box.current?.open) box.current?.showModal();
    if (!text && box.current?.open) box.current.close();
  }, [text]);
  const close = () => go({ cells: null });
  const origin = text ? readOrigin(text) : null;
  return (
    <dialog
      class="drawer"
      ref={box}
      aria-labelledby="drawer-title"
      onClose={() => text && close()}
      onClick={(e) => e.target === box.current && close()}
    >
      {text && (
        <div class="sheet">
          <div class="head">
            <h2 id="drawer-title">{w.title}</h2>
            <button type="button" onClick={close}>
              {w.close}
            </button>
          </div>
          {origin ? <Cells origin={origin} /> : <Empty>{w.unit}</Empty>}
        </div>
      )}
    </dialog>
  );
}

function variables(o: Origin): CellsQueryVariables {
  const lines = o.of.startsWith("=") ? (o.of.slice(1).split("+") as LineCode[]) : null;
  const place = o.place.startsWith(">") ? { within: o.place.slice(1) } : o.place ? { regions: [o.place] } : {};
  const zone = !o.place.startsWith(">") && o.place.length > 6;
  return {
    ...(lines ? { custom: [{ name: o.of, numerator: lines.map((line) => ({ line })) }] } : { indicators: [o.of as IndicatorId] }),
    by: o.applicant ? ["APPLICANT"] : [],
    where: {
      ...place,
      ...(o.year ? { years: [o.year] } : {}),
      ...(o.level ? { level: o.level as RegionLevel } : {}),
      ...(zone ? { organKinds: ["ZONE"] } : {}),
    },
  };
}

function heading(o: Origin, page: Page): { name: string; kind: Kind } {
  const indicator = page.indicators.get(o.of);
  if (indicator) return { name: nameOf(indicator, page.lang), kind: indicator.kind };
  return { name: o.of.slice(1).split("+").map((line) => lineName(line, page)).join(" + "), kind: "COUNT" };
}

function lineName(code: string, page: Page): string {
  const line = page.lines.get(code);
  return line ? nameOf(line, page.lang) : code;
}

function Cells({ origin }: { origin: Origin }) {
  const page = usePage();
  const { lang } = page;
  const w = useWords(table);
  const applicants = useWords(applicantWords);
  const answer = useAnswer(CellsDocument, variables(origin));
  const { name, kind } = heading(origin, page);
  const columns = useCellColumns();
  return (
    <Answered answer={answer}>
      {(data) => {
        const row = data.aggregate?.rows.find((r) => (origin.applicant ? r.applicant === origin.applicant : true));
        const value = row?.values[0];
        if (!value) return <Empty />;
        const cells = value.cells;
        const region = cells?.nodes[0]?.report.region;
        return (
          <>
            <p class="of">
              {name}
              {origin.applicant ? ` · ${applicants[origin.applicant as Applicant]}` : ""}
              {origin.year ? ` · ${origin.year}` : ""}
              {region && !origin.place.startsWith(">") && origin.place ? ` · ${region.name}` : ""}
            </p>
            <p class="sum">
              {value.value === null || value.value === undefined ? (
                <Missing value={value} />
              ) : (
                <>
                  <strong>{figure(value.value as Figure, kind, lang)}</strong>
                  {value.denominator !== null && value.denominator !== undefined && (
                    <span>
                      {" = "}
                      {count(value.numerator as Figure, lang)} / {count(value.denominator as Figure, lang)}
                    </span>
                  )}
                  {value.interval && <span class="soft"> · 95%: {interval(value.interval, lang)}</span>}
                </>
              )}
            </p>
            {cells && cells.totalCount > cells.nodes.length && <p class="soft">{w.first(count(cells.nodes.length, lang), count(cells.totalCount, lang))}</p>}
            {cells && <DataTable caption={w.cells} columns={columns} rows={cells.nodes} id={cellId} file={`cells-${origin.of}-${origin.place}-${origin.year ?? ""}`} />}
          </>
        );
      }}
    </Answered>
  );
}

const cellId = (c: Cell) => `${c.report.id} ${c.side} ${c.line} ${c.column}`;

function useCellColumns(): Column<Cell>[] {
  const page = usePage();
  const { lang } = page;
  const w = useWords(table);
  const applicants = useWords(applicantWords);
  return [
    {
      id: "report",
      head: w.report,
      names: true,
      cell: (c) => (
        <a href={href(page, { view: "report", report: c.report.id, line: c.line, cells: null })}>
          {c.report.region?.name ?? c.report.id} {c.report.year}
          {c.report.synthetic ? ` (${w.synthetic})` : ""}
        </a>
      ),
      csv: (c) => c.report.id,
    },
    { id: "side", head: w.side, cell: (c) => w[c.side], csv: (c) => c.side },
    {
      id: "line",
      head: w.line,
      cell: (c) => lineName(c.line, page) + (c.column ? ` · ${applicants[c.column]}` : ""),
      csv: (c) => c.line + (c.column ? `.${c.column}` : ""),
    },
    {
      id: "printed",
      head: w.printed,
      number: true,
      cell: (c) =>
        c.printed ? (
          <>
            <q class="printed">{c.printed.text}</q>
            {c.printed.derived && <small> {w.derived}</small>}
          </>
        ) : c.addends.length > 0 ? (
          w.sum(c.addends.map((a) => a.text).join(" + "))
        ) : (
          <span class="none">{w.absent}</span>
        ),
      csv: (c) => c.printed?.text ?? c.addends.map((a) => a.text).join(" + "),
    },
    { id: "figure", head: w.counted, number: true, cell: (c) => (c.figure === null || c.figure === undefined ? "–" : count(c.figure as Figure, lang)), csv: (c) => c.figure as Figure | null },
    {
      id: "place",
      head: w.place,
      cell: (c) => {
        const at = c.printed?.place;
        return at ? (at.table > 0 ? w.at(at.table, at.row, at.column, at.offset) : w.prose(at.offset)) : "";
      },
      csv: (c) => c.printed?.place.offset,
    },
    {
      id: "document",
      head: w.document,
      cell: (c) =>
        c.report.source && (
          <a href={`/sources/${c.report.source.sha256}`} download>
            {c.report.source.name.split("/").at(-1)}
          </a>
        ),
      csv: (c) => c.report.source?.sha256,
    },
  ];
}
