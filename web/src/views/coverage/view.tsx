import { go } from "../../address";
import { ask, useWork } from "../../ask";
import { count } from "../../format";
import { CoverageYearDocument } from "../../gql/graphql";
import { asked, href, usePage, useWords, type Page } from "../../page";
import { Controls } from "../../parts/controls";
import { RegionLink } from "../../parts/scope";
import { Answered, Empty } from "../../parts/states";
import { DataTable, type Column } from "../../parts/table";
import { words } from "../../words";
import { hasGap, rows, type Covered, type Row, type Year } from "./rows";
import "./view.css";

const table = words(
  {
    gaps: "Only with gaps",
    years: "How many have reported, year by year",
    year: (reported: string, expected: string) => `${reported} of ${expected}`,
    missing: (n: string) => `${n} without a report`,
    partly: (n: string) => `${n} lacking a table`,
    region: "Region",
    city: "In",
    COMPLETE: "whole",
    TABLE_MISSING: (sections: string) => `without section ${sections}`,
    NO_REPORT: "none",
    notThere: "not there then",
    note: "“None” means that no report has been taken in; it may have been published. Zones do not show: nobody can say which of them ought to report.",
    caption: "Reports by region and year",
    all: "Every region has reported every year, with all tables.",
    none: "There are no regions here. Choose another place or level.",
  },
  {
    gaps: "只看有缺口的",
    years: "各年已报送的地区数",
    year: (reported: string, expected: string) => `${reported}／${expected}`,
    missing: (n: string) => `${n} 个没有报告`,
    partly: (n: string) => `${n} 个缺表`,
    region: "地区",
    city: "所属",
    COMPLETE: "齐全",
    TABLE_MISSING: (sections: string) => `缺第 ${sections} 部分`,
    NO_REPORT: "没有",
    notThere: "当时没有此地区",
    note: "“没有”指未收录报告，可能已经发布。开发区等不在此列：无从得知哪些应当报告。",
    caption: "各地区历年报告",
    all: "所有地区每年都有报告，且各表齐全。",
    none: "这里没有地区。请更换范围或级别。",
  },
);

/** A year with all its regions, page after page. */
async function wholeYear(year: number, where: { within: string | null; level: ReturnType<typeof asked>["level"] }, signal: AbortSignal): Promise<Year & { all: Covered[] }> {
  const all: Covered[] = [];
  let after: string | null = null;
  for (;;) {
    const got: Year | undefined = (await ask(CoverageYearDocument, { year, ...where, after }, signal)).coverage?.[0];
    if (!got?.regions) throw new Error(`no coverage of ${year}`);
    all.push(...got.regions.nodes);
    if (!got.regions.pageInfo.hasNextPage) return { ...got, all };
    after = got.regions.pageInfo.endCursor ?? null;
  }
}

export default function CoverageView() {
  const page = usePage();
  const { lang, snapshot, address } = page;
  const w = useWords(table);
  const { within, level } = asked(page);
  const years = snapshot.years;
  const answer = useWork(JSON.stringify([years, within, level]), (signal) => Promise.all(years.map((year) => wholeYear(year, { within, level }, signal))));
  const gaps = address["gaps"] === "1";
  return (
    <>
      <Controls fields={["level", "within"]}>
        <label class="check">
          <input type="checkbox" checked={gaps} onChange={(e) => go({ gaps: e.currentTarget.checked ? "1" : null })} /> {w.gaps}
        </label>
      </Controls>
      <Answered answer={answer}>
        {(all) => {
          const grid = rows(all.map(({ year, all: regions }) => ({ year, regions })));
          const shown = gaps ? grid.filter(hasGap) : grid;
          if (grid.length === 0) return <Empty>{w.none}</Empty>;
          return (
            <>
              <h2>{w.years}</h2>
              <dl class="years">
                {all.map(({ year, expected, reported, complete, missing }) => (
                  <div key={year}>
                    <dt>{year}</dt>
                    <dd>
                      <strong>{w.year(count(reported, lang), count(expected, lang))}</strong>
                      {missing > 0 && <small>{w.missing(count(missing, lang))}</small>}
                      {reported > complete && <small>{w.partly(count(reported - complete, lang))}</small>}
                    </dd>
                  </div>
                ))}
              </dl>
              {shown.length === 0 ? <Empty>{w.all}</Empty> : <Grid rows={shown} years={years} page={page} />}
              <p class="soft">{w.note}</p>
            </>
          );
        }}
      </Answered>
    </>
  );
}

function Grid({ rows: shown, years, page }: { rows: readonly Row[]; years: readonly number[]; page: Page }) {
  const w = useWords(table);
  const { regions } = asked(page);
  const said = (c: Covered) => (c.status === "TABLE_MISSING" ? w.TABLE_MISSING(c.lacks.join(", ")) : w[c.status]);
  const columns: Column<Row>[] = [
    { id: "region", head: w.region, names: true, cell: (r) => <RegionLink region={r.region} />, csv: (r) => r.region.name },
    { id: "code", head: null, csv: (r) => r.region.code },
    { id: "prefecture", head: w.city, cell: (r) => r.region.prefecture?.name ?? r.region.province?.name, csv: (r) => r.region.prefecture?.name },
    ...years.map(
      (year): Column<Row> => ({
        id: String(year),
        head: String(year),
        cell: (r) => {
          const c = r.years.get(year);
          if (!c) return <span class="none">{w.notThere}</span>;
          return <span class={`covered ${c.status}`}>{c.report ? <a href={href(page, { view: "report", report: c.report.id })}>{said(c)}</a> : said(c)}</span>;
        },
        csv: (r) => r.years.get(year)?.status,
      }),
    ),
  ];
  return <DataTable caption={w.caption} columns={columns} rows={shown} id={(r) => r.region.code} marked={(r) => regions.includes(r.region.code)} file="coverage" />;
}
