import { go } from "../../address";
import { ask, useAnswer, useWork } from "../../ask";
import { count } from "../../format";
import { LedgerCountsDocument, LedgerDocument, type Decision, type FindingFilter, type LedgerCountsQuery, type LedgerQuery, type Severity } from "../../gql/graphql";
import { asked, href, nameOf, usePage, useWords } from "../../page";
import { RegionPicker } from "../../parts/picker";
import { RegionLink } from "../../parts/scope";
import { Answered, Empty } from "../../parts/states";
import { DataTable, type Column } from "../../parts/table";
import { applicantWords, decisionWords, severityWords } from "../../terms";
import { words } from "../../words";
import "./view.css";

type Page = NonNullable<LedgerQuery["findings"]>;
type Finding = Page["nodes"][number];
type Count = NonNullable<NonNullable<LedgerCountsQuery["findings"]>["counts"]>[number];

const table = words(
  {
    filters: "Which findings",
    place: "Region or place",
    everywhere: "the whole country",
    year: "Year",
    allYears: "all years",
    severity: "Kind",
    decision: "Decision",
    any: "any",
    what: "What was looked for",
    findings: "Findings",
    reports: "Reports",
    open: "Undecided",
    confirmed: "Confirmed",
    dismissed: "Set aside",
    region: "Region",
    where: "Where",
    message: "What was found",
    difference: "Difference",
    expected: "Would have to be",
    actual: "Printed",
    report: "See the report",
    none: "Nothing was noticed here. That does not prove the figures right: only what can be checked was checked.",
    found: (n: string) => `${n} findings. They are of the data as printed; a decision about one is kept beside the data.`,
    more: (n: string) => `Show ${n} more`,
    counts: "By rule",
    list: "One by one",
  },
  {
    filters: "筛选",
    place: "地区或范围",
    everywhere: "全国",
    year: "年度",
    allYears: "全部年度",
    severity: "类别",
    decision: "处理",
    any: "不限",
    what: "核查内容",
    findings: "发现数",
    reports: "报告数",
    open: "未处理",
    confirmed: "已确认",
    dismissed: "已搁置",
    region: "地区",
    where: "所在之处",
    message: "发现",
    difference: "相差",
    expected: "应为",
    actual: "所印",
    report: "查看报告",
    none: "这里没有发现问题。这并不证明数字无误：只核查了能够核查的内容。",
    found: (n: string) => `共 ${n} 条发现，均针对原文所印数字；处理意见与数据分开保存。`,
    more: (n: string) => `再显示 ${n} 条`,
    counts: "按规则",
    list: "逐条",
  },
);

const step = 500; // findings asked for at once
const severities: readonly Severity[] = ["ERROR", "WARNING", "INFO"];
const decisions: readonly Decision[] = ["OPEN", "CONFIRMED", "DISMISSED"];

export default function LedgerView() {
  const page = usePage();
  const { address, lang } = page;
  const w = useWords(table);
  const severity = useWords(severityWords);
  const decision = useWords(decisionWords);
  const { regions, within } = asked(page);
  const filter: FindingFilter = {
    ...(regions.length > 0 ? { regions } : within ? { within } : {}),
    ...(/^\d{4}$/.test(address["year"] ?? "") ? { years: [Number(address["year"])] } : {}),
    ...one("severities", severities, address["severity"]),
    ...one("decisions", decisions, address["decision"]),
  };
  const { rule } = address;
  const pages = Math.min(20, Math.max(1, Number(address["pages"]) || 1));
  const counts = useAnswer(LedgerCountsDocument, { where: filter });
  const where = rule ? { ...filter, rules: [rule] } : filter;
  const answer = useWork(JSON.stringify([where, pages]), (signal) => several(where, pages, signal));
  return (
    <>
      <form class="controls" aria-label={w.filters} onSubmit={(e) => e.preventDefault()}>
        <RegionPicker
          label={w.place}
          value={regions[0] ?? within}
          none={w.everywhere}
          onPick={(code) => go({ ...(code && !code.endsWith("00") ? { regions: code } : { within: code, regions: null }), pages: null })}
        />
        <Choice label={w.year} name="year" value={address["year"]} none={w.allYears} options={page.snapshot.years.toReversed().map((y) => [String(y), String(y)])} />
        <Choice label={w.severity} name="severity" value={address["severity"]} none={w.any} options={severities.map((s) => [s, severity[s]])} />
        <Choice label={w.decision} name="decision" value={address["decision"]} none={w.any} options={decisions.map((d) => [d, decision[d]])} />
      </form>
      <Answered answer={counts}>
        {({ findings }) => (
          <>
            <h2>{w.counts}</h2>
            {findings?.counts && findings.counts.length > 0 ? <Counts counts={findings.counts} rule={rule} /> : <Empty>{w.none}</Empty>}
          </>
        )}
      </Answered>
      <Answered answer={answer}>
        {(found) =>
          found && found.nodes.length > 0 ? (
            <>
              <h2>{w.list}</h2>
              <p class="finding">{w.found(count(found.totalCount, lang))}</p>
              <List findings={found.nodes} />
              {found.pageInfo.hasNextPage && (
                <p>
                  <button type="button" onClick={() => go({ pages: String(pages + 1) }, "replace")}>
                    {w.more(count(Math.min(step, found.totalCount - found.nodes.length), lang))}
                  </button>
                </p>
              )}
            </>
          ) : null
        }
      </Answered>
    </>
  );
}

function one<K extends string, T extends string>(name: K, all: readonly T[], asked: string | undefined): { [P in K]?: T[] } {
  const found = all.find((value) => value === asked);
  return (found ? { [name]: [found] } : {}) as { [P in K]?: T[] };
}

async function several(where: FindingFilter, pages: number, signal: AbortSignal): Promise<Page | null> {
  const nodes: Finding[] = [];
  for (let i = 1, after: string | null = null; ; i++) {
    const next: Page | null | undefined = (await ask(LedgerDocument, { where, first: step, after }, signal)).findings;
    if (!next) return null;
    nodes.push(...next.nodes);
    after = next.pageInfo.endCursor ?? null;
    if (i === pages || !next.pageInfo.hasNextPage) return { ...next, nodes };
  }
}

function Choice({ label, name, value, none, options }: { label: string; name: string; value: string | undefined; none: string; options: readonly (readonly [string, string])[] }) {
  return (
    <label>
      {label}
      <select value={value ?? ""} onChange={(e) => go({ [name]: e.currentTarget.value || null, pages: null })}>
        <option value="">{none}</option>
        {options.map(([id, text]) => (
          <option key={id} value={id}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

/** What was looked for and how often it was found; a rule chosen narrows the list below. */
function Counts({ counts, rule }: { counts: readonly Count[]; rule: string | undefined }) {
  const page = usePage();
  const { lang } = page;
  const w = useWords(table);
  const severity = useWords(severityWords);
  const figure = (id: "findings" | "reports" | "open" | "confirmed" | "dismissed"): Column<Count> => ({ id, head: w[id], number: true, cell: (c) => count(c[id], lang), csv: (c) => c[id] });
  return (
    <DataTable<Count>
      caption={w.counts}
      rows={counts}
      id={(c) => `${c.rule.code} ${c.severity}`}
      marked={(c) => c.rule.code === rule}
      file="ledger-counts"
      columns={[
        {
          id: "rule",
          head: w.what,
          names: true,
          cell: (c) => (
            <a href={href(page, { rule: c.rule.code === rule ? null : c.rule.code, pages: null })} aria-current={c.rule.code === rule ? "true" : undefined}>
              {nameOf(c.rule, lang)}
            </a>
          ),
          csv: (c) => c.rule.code,
        },
        { id: "severity", head: w.severity, cell: (c) => severity[c.severity], csv: (c) => c.severity },
        figure("findings"),
        figure("reports"),
        figure("open"),
        figure("confirmed"),
        figure("dismissed"),
      ]}
    />
  );
}

function List({ findings }: { findings: readonly Finding[] }) {
  const page = usePage();
  const { lang } = page;
  const w = useWords(table);
  const severity = useWords(severityWords);
  const decision = useWords(decisionWords);
  const applicants = useWords(applicantWords);
  const figure = (value: Finding["expected"]) => (value === null || value === undefined ? "" : count(value, lang));
  return (
    <DataTable<Finding>
      caption={w.list}
      rows={findings}
      id={(f) => f.id}
      file="ledger"
      columns={[
        { id: "region", head: w.region, names: true, cell: (f) => (f.region ? <RegionLink region={f.region} /> : f.organ), csv: (f) => f.region?.name ?? f.organ },
        { id: "code", head: null, csv: (f) => f.region?.code },
        { id: "year", head: w.year, number: true, cell: (f) => f.year, csv: (f) => f.year },
        { id: "severity", head: w.severity, cell: (f) => <span class="flag">{severity[f.severity]}</span>, csv: (f) => f.severity },
        { id: "rule", head: null, csv: (f) => f.rule },
        {
          id: "message",
          head: w.message,
          cell: (f) => (
            <span class="said">
              {lang === "zh" ? f.chinese : f.message}{" "}
              {f.report && <a href={href(page, { view: "report", report: f.report.id, line: f.line ?? null, cells: null })}>{w.report}</a>}
            </span>
          ),
          csv: (f) => (lang === "zh" ? f.chinese : f.message),
        },
        {
          id: "line",
          head: w.where,
          cell: (f) => {
            const line = f.line && page.lines.get(f.line);
            return line ? nameOf(line, lang) + (f.column ? ` · ${applicants[f.column]}` : "") : "";
          },
          csv: (f) => f.line && f.line + (f.column ? `.${f.column}` : ""),
        },
        { id: "expected", head: w.expected, number: true, cell: (f) => figure(f.expected), csv: (f) => f.expected },
        { id: "actual", head: w.actual, number: true, cell: (f) => figure(f.actual), csv: (f) => f.actual },
        { id: "difference", head: w.difference, number: true, cell: (f) => figure(f.difference), csv: (f) => f.difference },
        {
          id: "decision",
          head: w.decision,
          cell: (f) => (
            <span class={f.decision === "OPEN" ? "flag soft" : undefined} title={f.note}>
              {decision[f.decision]}
              {f.note && `：${f.note}`}
            </span>
          ),
          csv: (f) => f.decision,
        },
        { id: "note", head: null, csv: (f) => f.note },
        { id: "finding", head: null, csv: (f) => f.id },
      ]}
    />
  );
}
