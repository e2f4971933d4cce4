import { useEffect } from "preact/hooks";
import { useAnswer } from "../../ask";
import { ReportFormDocument, type ReportFormQuery } from "../../gql/graphql";
import { href, usePage, useWords } from "../../page";
import { RegionLink } from "../../parts/scope";
import { parents } from "../../parts/regions";
import { Answered, Empty } from "../../parts/states";
import { decisionWords, editionWords, severityWords } from "../../terms";
import { words } from "../../words";
import { Form } from "./form";
import "./view.css";

export type Report = NonNullable<ReportFormQuery["report"]>;

const table = words(
  {
    none: "There is no such report.",
    hint: "Reports are reached from a region's profile, from the ledger and from the cells of a number.",
    profile: "To the profiles",
    made: "This is a made-up sample of no real office.",
    organ: "Office",
    region: "Region",
    year: "Year",
    form: "Form",
    published: "Published",
    document: "Document",
    address: "Published at",
    hash: "SHA-256",
    revisions: "Revisions",
    revision: (n: number) => `revision ${n}`,
    about: "What is known of it",
    findings: "What was noticed",
    nothing: "Nothing. Only what can be checked was checked.",
    text: "Its text",
    rows: "Rows that are not on the form",
    basis: "Where its identity was read",
    taken: "taken",
    unknown: "unknown",
  },
  {
    none: "没有这份报告。",
    hint: "可从地区概况、核查台账或数字的单元格进入报告。",
    profile: "前往地区概况",
    made: "这是程序生成的合成样例，不属于任何真实机关。",
    organ: "机关",
    region: "地区",
    year: "年度",
    form: "表格",
    published: "发布日期",
    document: "文档",
    address: "发布网址",
    hash: "SHA-256",
    revisions: "修订",
    revision: (n: number) => `第 ${n} 版`,
    about: "基本信息",
    findings: "核查发现",
    nothing: "无。只核查了能够核查的内容。",
    text: "正文",
    rows: "表格之外的行",
    basis: "身份信息的出处",
    taken: "采用",
    unknown: "不详",
  },
);

const basisWords = words(
  {
    title: "title",
    year: "year",
    period: "period",
    region: "region",
    organ: "office",
    scope: "scope",
    published: "published",
    heading: "heading",
    prose: "running text",
    meta: "meta data",
    url: "address",
    "file name": "file name",
    folder: "folder",
    manifest: "manifest",
  },
  {
    title: "标题",
    year: "年度",
    period: "统计期间",
    region: "地区",
    organ: "机关",
    scope: "范围",
    published: "发布日期",
    heading: "文中标题",
    prose: "正文",
    meta: "元数据",
    url: "网址",
    "file name": "文件名",
    folder: "文件夹",
    manifest: "清单",
  },
);

export default function ReportView() {
  const page = usePage();
  const w = useWords(table);
  const id = page.address["report"] ?? null;
  const answer = useAnswer(ReportFormDocument, id ? { id } : null);
  const none = (
    <Empty>
      <p>{w.none}</p>
      <p>
        {w.hint} <a href={href(page, { view: "district" })}>{w.profile}</a>
      </p>
    </Empty>
  );
  if (!id) return none;
  return <Answered answer={answer}>{({ report }) => (report ? <Shown report={report} /> : none)}</Answered>;
}

function Shown({ report }: { report: Report }) {
  const page = usePage();
  const w = useWords(table);
  const line = page.address["line"];
  useEffect(() => {
    if (line) document.getElementById(`line-${line}`)?.scrollIntoView({ block: "center" });
  }, [report.id, line]);
  return (
    <>
      <h2>{report.title || `${report.organ.name} ${report.year}`}</h2>
      {report.synthetic && <p class="soft">{w.made}</p>}
      <div class="beside">
        <Form report={report} line={line} />
        <aside aria-label={w.about}>
          <Facts report={report} />
          <Findings report={report} />
          {report.rows && report.rows.length > 0 && (
            <section>
              <h3>{w.rows}</h3>
              <ul class="notes">
                {report.rows.map((row, i) => (
                  <li key={i} lang="zh-CN">
                    {row.label}: {row.texts.join(" | ")}
                  </li>
                ))}
              </ul>
            </section>
          )}
          <section>
            <h3>{w.text}</h3>
            {report.sections?.map((s) => (
              <details key={s.number} lang="zh-CN">
                <summary>{s.heading}</summary>
                {s.text.split("\n").map((paragraph, i) => (
                  <p key={i}>{paragraph}</p>
                ))}
              </details>
            ))}
          </section>
          <Basis report={report} />
        </aside>
      </div>
    </>
  );
}

function Facts({ report }: { report: Report }) {
  const page = usePage();
  const w = useWords(table);
  const editions = useWords(editionWords);
  const { source, region } = report;
  return (
    <section>
      <h3>{w.about}</h3>
      <dl class="facts">
        <dt>{w.organ}</dt>
        <dd>{report.organ.name}</dd>
        {region && (
          <>
            <dt>{w.region}</dt>
            <dd>
              <RegionLink region={region} /> <span class="soft">{parents(region)}</span>
            </dd>
          </>
        )}
        <dt>{w.year}</dt>
        <dd>{report.year}</dd>
        <dt>{w.form}</dt>
        <dd>{report.edition ? editions[report.edition] : w.unknown}</dd>
        <dt>{w.published}</dt>
        <dd>{report.published ?? w.unknown}</dd>
        {source && (
          <>
            <dt>{w.document}</dt>
            <dd>
              <a href={`/sources/${source.sha256}`} download>
                {source.name.split("/").at(-1)}
              </a>{" "}
              <span class="soft">({source.format})</span>
            </dd>
            {source.url && (
              <>
                <dt>{w.address}</dt>
                <dd>
                  <code>{source.url}</code>
                </dd>
              </>
            )}
            <dt>{w.hash}</dt>
            <dd>
              <code>{source.sha256}</code>
            </dd>
          </>
        )}
        {report.revisions && report.revisions.length > 1 && (
          <>
            <dt>{w.revisions}</dt>
            <dd>
              {report.revisions.map((r) => (
                <span key={r.id}>
                  <a href={href(page, { report: r.id })} aria-current={r.id === report.id ? "true" : undefined}>
                    {w.revision(r.revision)}
                  </a>{" "}
                  <span class="soft">{r.published}</span>{" "}
                </span>
              ))}
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

function Findings({ report }: { report: Report }) {
  const page = usePage();
  const w = useWords(table);
  const severity = useWords(severityWords);
  const decision = useWords(decisionWords);
  return (
    <section>
      <h3>{w.findings}</h3>
      {report.findings && report.findings.length > 0 ? (
        <ol class="found">
          {report.findings.map((f, i) => (
            <li key={f.id} id={`finding-${i + 1}`}>
              <strong>{severity[f.severity]}</strong>{" "}
              {f.line ? <a href={href(page, { line: f.line })}>{page.lang === "zh" ? f.chinese : f.message}</a> : page.lang === "zh" ? f.chinese : f.message}{" "}
              {f.decision !== "OPEN" && (
                <small>
                  {decision[f.decision]}
                  {f.note && `: ${f.note}`}
                </small>
              )}
            </li>
          ))}
        </ol>
      ) : (
        <p class="soft">{w.nothing}</p>
      )}
    </section>
  );
}

/** Where the facts of its identity were read, folded away: there are many, and most agree. */
function Basis({ report }: { report: Report }) {
  const w = useWords(table);
  const named = useWords(basisWords) as Readonly<Record<string, string>>;
  if (!report.basis?.length) return null;
  return (
    <details class="basis">
      <summary>{w.basis}</summary>
      <ul class="notes">
        {report.basis.map((b, i) => (
          <li key={i}>
            {named[b.fact] ?? b.fact}: <q lang="zh-CN">{b.text}</q> · {named[b.where] ?? b.where}
            {b.taken && ` · ${w.taken}`}
          </li>
        ))}
      </ul>
    </details>
  );
}
