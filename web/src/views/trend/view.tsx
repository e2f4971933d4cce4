import { go } from "../../address";
import { useAnswer } from "../../ask";
import { change as changed, pointsRange } from "../../format";
import { TrendDocument, YearsDocument, type TrendQuery, type YearsQuery } from "../../gql/graphql";
import { asked, nameOf, usePage, useWords, type Asked } from "../../page";
import { Chart } from "../../parts/chart";
import { Controls, Definition } from "../../parts/controls";
import { RegionPicker } from "../../parts/picker";
import { useRegions } from "../../parts/regions";
import { Absent, RegionLink } from "../../parts/scope";
import { Answered, Empty } from "../../parts/states";
import { DataTable, type Column } from "../../parts/table";
import { useValueColumns, writeOrigin } from "../../parts/value";
import { comparabilityWords, editionWords } from "../../terms";
import { words } from "../../words";

type Trend = NonNullable<TrendQuery["trend"]>[number];
type Row = { readonly trend: Trend; readonly point: Trend["points"][number] };
type Year = NonNullable<YearsQuery["aggregate"]>["rows"][number];

const table = words(
  {
    add: "Add a region",
    remove: "Remove",
    all: "All regions together",
    region: "Region",
    year: "Year",
    as: (name: string) => `as ${name}`,
    change: "Change from the year before",
    sure: "more than chance explains",
    unsure: "chance could explain it",
    edition: "Form",
    form: "Against the year before",
    many: "Six regions at most are drawn at once; remove one to add another.",
    none: "No figure of any year is known here.",
    label: (name: string, who: string) => `${name} over the years: ${who}. The table below has every figure.`,
    together: "all regions of the scope together",
    list: ", ",
  },
  {
    add: "添加地区",
    remove: "移除",
    all: "各地合计",
    region: "地区",
    year: "年度",
    as: (name: string) => `以${name}名义报告`,
    change: "较上年变化",
    sure: "超出偶然所能解释",
    unsure: "可能只是偶然",
    edition: "表格",
    form: "与上年相比",
    many: "最多同时绘制六个地区；请先移除一个再添加。",
    none: "这里没有任何年度的数字。",
    label: (name: string, who: string) => `${name}历年变化：${who}。全部数字见下表。`,
    together: "范围内各地合计",
    list: "、",
  },
);

const most = 6; // lines that can still be told apart

export default function TrendView() {
  const page = usePage();
  const w = useWords(table);
  const now = asked(page);
  const regions = now.regions.slice(0, most);
  const names = useRegions();
  return (
    <>
      <Controls fields={regions.length > 0 ? ["indicator"] : ["indicator", "level", "within"]}>
        {regions.length < most ? (
          <RegionPicker label={w.add} value={null} onPick={(code) => code && go({ regions: [...regions, code].join(",") })} />
        ) : (
          <p class="soft">{w.many}</p>
        )}
      </Controls>
      {regions.length > 0 && (
        <ul class="chips">
          {regions.map((code) => {
            const name = names?.get(code)?.name ?? code;
            return (
              <li key={code}>
                {name}
                <button type="button" class="quiet" aria-label={`${w.remove}: ${name}`} onClick={() => go({ regions: regions.filter((r) => r !== code).join(",") || null })}>
                  ×
                </button>
              </li>
            );
          })}
        </ul>
      )}
      <Definition indicator={now.indicator} />
      {regions.length > 0 ? <Regions now={now} regions={regions} /> : <Together now={now} />}
    </>
  );
}

function Regions({ now, regions }: { now: Asked; regions: readonly string[] }) {
  const { lang } = usePage();
  const w = useWords(table);
  const comparable = useWords(comparabilityWords);
  const editions = useWords(editionWords);
  const { indicator } = now;
  const answer = useAnswer(TrendDocument, { indicator: indicator.id!, regions });
  const name = nameOf(indicator, lang);
  const place = ({ point, trend }: Row) => point.region?.code ?? trend.region.code;
  const values = useValueColumns<Row>(indicator.kind, (r) => r.point.value, (r) => ({ of: indicator.id!, year: r.point.year, place: place(r) }));
  const columns: Column<Row>[] = [
    {
      id: "region",
      head: w.region,
      names: true,
      cell: ({ trend, point }) => (
        <>
          <RegionLink region={trend.region} /> {point.region && point.region.name !== trend.region.name && <small>{w.as(point.region.name)}</small>}
        </>
      ),
      csv: (r) => r.trend.region.name,
    },
    { id: "code", head: null, csv: (r) => r.trend.region.code },
    { id: "year", head: w.year, number: true, cell: (r) => r.point.year, csv: (r) => r.point.year },
    ...values,
    {
      id: "change",
      head: w.change,
      cell: ({ point }) => {
        if (!point.change) return "";
        const range = point.change.interval;
        return (
          <>
            {changed(point.change.difference, indicator.kind, lang)}
            {range && (
              <small>
                {" "}
                ({pointsRange(range, lang)}; {range.low > 0 || range.high < 0 ? w.sure : w.unsure})
              </small>
            )}
          </>
        );
      },
      csv: (r) => r.point.change?.difference,
    },
    { id: "change_low", head: null, csv: (r) => r.point.change?.interval?.low },
    { id: "change_high", head: null, csv: (r) => r.point.change?.interval?.high },
    {
      id: "comparability",
      head: w.form,
      cell: ({ point }) => point.value.comparability && <span class={point.value.comparability === "EXACT" ? "soft" : undefined}>{comparable[point.value.comparability]}</span>,
      csv: (r) => r.point.value.comparability,
    },
    { id: "edition", head: w.edition, cell: (r) => r.point.report?.edition && editions[r.point.report.edition], csv: (r) => r.point.report?.edition },
  ];
  return (
    <Answered answer={answer}>
      {({ trend }) => {
        const rows = (trend ?? []).flatMap((t) => t.points.map((point) => ({ trend: t, point })));
        if (rows.every((r) => r.point.value.value === null)) return <Empty>{w.none}</Empty>;
        const who = trend!.map((t) => t.region.name).join(w.list);
        return (
          <>
            <Chart
              code="trend"
              parameters={{ indicator: indicator.id, regions }}
              label={w.label(name, who)}
              onPick={(d) => typeof d["code"] === "string" && d["year"] && go({ cells: writeOrigin({ of: indicator.id!, year: Number(d["year"]), place: d["code"] }) })}
            />
            <DataTable
              caption={`${name}: ${who}`}
              columns={columns}
              rows={rows}
              id={(r) => `${r.trend.region.code} ${r.point.year}`}
              marked={(r) => r.point.value.comparability === "BREAK"}
              file={`trend-${indicator.id}`}
            />
          </>
        );
      }}
    </Answered>
  );
}

/** The scope as a whole, year by year: a rate over many is the ratio of their sums. */
function Together({ now }: { now: Asked }) {
  const { lang } = usePage();
  const w = useWords(table);
  const comparable = useWords(comparabilityWords);
  const { indicator, within, level, where } = now;
  const answer = useAnswer(YearsDocument, { indicators: [indicator.id!], where });
  const name = nameOf(indicator, lang);
  const values = useValueColumns<Year>(
    indicator.kind,
    (r) => r.values[0]!,
    (r) => ({ of: indicator.id!, year: r.year!, place: within ? `>${within}` : "", level }),
    { missing: true },
  );
  const columns: Column<Year>[] = [
    { id: "year", head: w.year, names: true, cell: (r) => r.year, csv: (r) => r.year },
    ...values,
    { id: "comparability", head: w.form, cell: (r) => r.values[0]!.comparability && comparable[r.values[0]!.comparability], csv: (r) => r.values[0]!.comparability },
  ];
  return (
    <Answered answer={answer}>
      {({ aggregate }) =>
        !aggregate || aggregate.rows.length === 0 ? (
          <Empty>{w.none}</Empty>
        ) : (
          <>
            <Chart code="years" parameters={{ indicator: indicator.id, within, level }} label={w.label(name, w.together)} />
            <DataTable caption={`${name}: ${w.all}`} columns={columns} rows={aggregate.rows} id={(r) => String(r.year)} file={`trend-${indicator.id}`} />
            <Absent absent={[]} leftOut={aggregate.leftOut} />
          </>
        )
      }
    </Answered>
  );
}
