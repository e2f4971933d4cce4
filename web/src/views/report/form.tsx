// The three tables of the form, each cell as the document prints it.

import type { Applicant } from "../../gql/graphql";
import { nameOf, usePage, useWords, type Page } from "../../page";
import { applicantWords } from "../../terms";
import { words } from "../../words";
import type { Report } from "./view";

type Cell = NonNullable<Report["cells"]>[number];
type Line = Page["lines"] extends ReadonlyMap<string, infer L> ? L : never;

const table = words(
  {
    2: "2 · What was published on the office's own initiative",
    3: "3 · Requests received and how they were handled",
    4: "4 · Administrative review and litigation",
    line: "Line",
    printed: "As printed",
    blank: "blank",
    absent: "the document does not print this cell",
    unreadable: "not a figure",
    derived: "its place was told from the sums, because the document had lost it",
    derivedMark: "place derived",
    finding: (n: number) => `finding ${n}`,
    at: (t: number, r: number, c: number) => `table ${t}, row ${r}, column ${c} of the document`,
    key: "∅ printed and empty · – not printed · ≈ place told from the sums · ? not a figure · ▸1 number of a finding",
  },
  {
    2: "二 · 主动公开政府信息情况",
    3: "三 · 收到和处理政府信息公开申请情况",
    4: "四 · 行政复议、行政诉讼情况",
    line: "行",
    printed: "原文所印",
    blank: "空白",
    absent: "文档未印此格",
    unreadable: "不是数字",
    derived: "文档丢失了位置，由合计推定",
    derivedMark: "位置推定",
    finding: (n: number) => `第 ${n} 条发现`,
    at: (t: number, r: number, c: number) => `文档第${t}张表 第${r}行 第${c}列`,
    key: "∅ 印有空格 · – 未印 · ≈ 位置由合计推定 · ? 不是数字 · ▸1 核查发现的序号",
  },
);

const applicants = ["NATURAL_PERSON", "BUSINESS", "RESEARCH", "CHARITY", "LEGAL_SERVICE", "OTHER", "TOTAL"] as const satisfies readonly Applicant[];

export function Form({ report, line }: { report: Report; line: string | undefined }) {
  const page = usePage();
  const w = useWords(table);
  const cells = new Map((report.cells ?? []).map((c) => [`${c.line} ${c.column ?? ""}`, c]));
  const printed = new Set((report.cells ?? []).map((c) => c.line));
  const lines = [...page.lines.values()].filter((l) => printed.has(l.code) || (report.edition !== null && report.edition !== undefined && l.editions.includes(report.edition)));
  return (
    <div class="form">
      <p class="soft">{w.key}</p>
      {([2, 3, 4] as const).map((number) => (
        <section key={number}>
          <h3>{w[number]}</h3>
          <div class="table" tabIndex={0} role="region" aria-label={w[number]}>
            <Table lines={lines.filter((l) => l.table === number)} wide={number === 3} cells={cells} report={report} marked={line} caption={w[number]} />
          </div>
        </section>
      ))}
    </div>
  );
}

function Table({ lines, wide, cells, report, marked, caption }: { lines: readonly Line[]; wide: boolean; cells: ReadonlyMap<string, Cell>; report: Report; marked: string | undefined; caption: string }) {
  const { lang } = usePage();
  const w = useWords(table);
  const names = useWords(applicantWords);
  const columns: readonly (Applicant | "")[] = wide ? applicants : [""];
  return (
    <table>
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{w.line}</th>
          {columns.map((c) => (
            <th key={c} scope="col" class="number">
              {c === "" ? w.printed : names[c]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((l) => (
          <tr key={l.code} id={`line-${l.code}`} class={l.code === marked ? "marked" : undefined}>
            <th scope="row">
              {nameOf(l, lang)} {l.block && <small lang="zh-CN">{l.block}</small>}
            </th>
            {columns.map((c) => (
              <td key={c} class="number">
                <Printed cell={cells.get(`${l.code} ${c}`)} findings={about(report, l.code, c)} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The numbers of the findings about a cell: those of its line and column, and of its line as a whole beside its last. */
function about(report: Report, line: string, column: Applicant | ""): number[] {
  return (report.findings ?? []).flatMap((f, i) => (f.line === line && (f.column === column || (!f.column && (column === "" || column === "TOTAL"))) ? [i + 1] : []));
}

function Printed({ cell, findings }: { cell: Cell | undefined; findings: readonly number[] }) {
  const w = useWords(table);
  const place = cell && cell.place.table > 0 ? w.at(cell.place.table, cell.place.row, cell.place.column) : undefined;
  return (
    <>
      {!cell ? (
        <span class="none" title={w.absent}>
          –<span class="unseen">{w.absent}</span>
        </span>
      ) : cell.state === "BLANK" ? (
        <span class="none" title={w.blank}>
          ∅<span class="unseen">{w.blank}</span>
        </span>
      ) : (
        <span title={place}>
          {cell.text}
          {cell.state === "UNREADABLE" && (
            <span class="none" title={w.unreadable}>
              {" "}
              ?
            </span>
          )}
          {cell.derived && (
            <span class="soft" title={w.derived}>
              {" "}
              ≈<span class="unseen">{w.derivedMark}</span>
            </span>
          )}
        </span>
      )}
      {findings.map((n) => (
        <a key={n} class="see" href={`#finding-${n}`} aria-label={w.finding(n)}>
          ▸{n}
        </a>
      ))}
    </>
  );
}
