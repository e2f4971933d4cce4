// The reports of a region: the form as printed, the document as it came, what was found in it.

import { useAnswer } from "../../ask";
import { count } from "../../format";
import { DistrictReportsDocument, type DistrictReportsQuery } from "../../gql/graphql";
import { href, usePage, useWords } from "../../page";
import { Answered, Empty } from "../../parts/states";
import { DataTable } from "../../parts/table";
import { editionWords } from "../../terms";
import { words } from "../../words";

type Report = NonNullable<DistrictReportsQuery["reports"]>["nodes"][number];

const table = words(
  {
    title: "Its reports and documents",
    year: "Year",
    organ: "Office",
    form: "The report",
    open: "as the form",
    edition: "Form",
    document: "Document",
    published: "Published",
    findings: "Findings",
    nothing: "none",
    none: "No report of this region is known. It may have been published and not been taken in.",
    synthetic: "made up",
    ledger: "in the ledger",
  },
  {
    title: "报告与文档",
    year: "年度",
    organ: "机关",
    form: "报告",
    open: "按表格查看",
    edition: "表格",
    document: "文档",
    published: "发布日期",
    findings: "核查发现",
    nothing: "无",
    none: "没有收录该地区的报告。可能已经发布而尚未收录。",
    synthetic: "合成样例",
    ledger: "见台账",
  },
);

export function Documents({ code }: { code: string }) {
  const page = usePage();
  const { lang } = page;
  const w = useWords(table);
  const editions = useWords(editionWords);
  const answer = useAnswer(DistrictReportsDocument, { regions: [code] });
  return (
    <section>
      <h3>{w.title}</h3>
      <Answered answer={answer}>
        {({ reports }) =>
          !reports || reports.nodes.length === 0 ? (
            <Empty>{w.none}</Empty>
          ) : (
            <DataTable<Report>
              caption={w.title}
              rows={reports.nodes}
              id={(r) => r.id}
              file={`reports-${code}`}
              columns={[
                { id: "year", head: w.year, number: true, cell: (r) => r.year, csv: (r) => r.year },
                {
                  id: "organ",
                  head: w.organ,
                  names: true,
                  cell: (r) => (
                    <>
                      {r.organ.name} {r.synthetic && <small>({w.synthetic})</small>}
                    </>
                  ),
                  csv: (r) => r.organ.name,
                },
                { id: "report", head: w.form, cell: (r) => <a href={href(page, { view: "report", report: r.id })}>{w.open}</a>, csv: (r) => r.id },
                { id: "edition", head: w.edition, cell: (r) => r.edition && editions[r.edition], csv: (r) => r.edition },
                {
                  id: "findings",
                  head: w.findings,
                  cell: (r) =>
                    r.findings && r.findings.length > 0 ? (
                      <a href={href(page, { view: "ledger", regions: code, year: String(r.year) })}>
                        {count(r.findings.length, lang)} {w.ledger}
                      </a>
                    ) : (
                      <span class="soft">{w.nothing}</span>
                    ),
                  csv: (r) => r.findings?.length,
                },
                { id: "published", head: w.published, cell: (r) => r.published, csv: (r) => r.published },
                {
                  id: "document",
                  head: w.document,
                  cell: (r) =>
                    r.source && (
                      <a href={`/sources/${r.source.sha256}`} download>
                        {r.source.name.split("/").at(-1)}
                      </a>
                    ),
                  csv: (r) => r.source?.sha256,
                },
              ]}
            />
          )
        }
      </Answered>
    </section>
  );
}
