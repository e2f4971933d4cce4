import { go } from "../../address";
import { useAnswer } from "../../ask";
import { ComparedDocument, type ComparedQuery, type IndicatorId } from "../../gql/graphql";
import { asked, href, nameOf, usePage, useWords, type Indicator } from "../../page";
import { Chart } from "../../parts/chart";
import { Definition } from "../../parts/controls";
import { RegionPicker } from "../../parts/picker";
import { parents } from "../../parts/regions";
import { Answered, Empty } from "../../parts/states";
import { DataTable, type Column } from "../../parts/table";
import { Shown } from "../../parts/value";
import { comparabilityWords, levelWords } from "../../terms";
import { words } from "../../words";
import { Documents } from "./documents";
import { Peers } from "./peers";
import "./view.css";

type Comparison = NonNullable<ComparedQuery["compare"]>[number];
type Row = { readonly indicator: Indicator; readonly at: readonly { readonly row: Comparison; readonly value: Comparison["values"][number] }[] };

const table = words(
  {
    region: "Region",
    choose: "Choose a region to see its profile.",
    figures: "Its figures over the years",
    indicator: "Indicator",
    draw: "Draw over the years",
    more: "This figure with all its details",
    outcomes: "Outcomes of its requests",
    applicants: "Who asked it",
    break: "A bar at the left of a year: the form changed, and the figure must not be compared with the year before.",
    label: (name: string, region: string) => `${name} of ${region} over the years. The table beside it has every figure.`,
  },
  {
    region: "地区",
    choose: "请选择一个地区查看其概况。",
    figures: "历年数字",
    indicator: "指标",
    draw: "绘制历年变化",
    more: "查看该指标的全部细节",
    outcomes: "申请办理结果",
    applicants: "申请人构成",
    break: "年份左侧的竖线表示表格改版，该数字不可与上年相比。",
    label: (name: string, region: string) => `${region}历年${name}。全部数字见旁表。`,
  },
);

/** What a profile tells at a glance; every other indicator is a view away. */
export const telling: readonly IndicatorId[] = [
  "REQUESTS_RECEIVED",
  "DISCLOSURE_RATE",
  "REFUSAL_RATE",
  "NOT_HELD_SHARE",
  "DECLINED_SHARE",
  "CARRY_OVER_RATE",
  "NATURAL_PERSON_SHARE",
  "REVIEWS",
  "REVIEW_CORRECTION_RATE",
  "LAWSUITS",
  "LITIGATION_CORRECTION_RATE",
];

export default function DistrictView() {
  const page = usePage();
  const w = useWords(table);
  const { regions, indicator } = asked(page);
  const code = regions[0] ?? null;
  return (
    <>
      <form class="controls" onSubmit={(e) => e.preventDefault()}>
        <RegionPicker label={w.region} value={code} onPick={(picked) => go({ regions: picked })} />
      </form>
      {code ? <Profile code={code} indicator={indicator} /> : <Empty>{w.choose}</Empty>}
    </>
  );
}

function Profile({ code, indicator }: { code: string; indicator: Indicator }) {
  const page = usePage();
  const { lang, snapshot } = page;
  const w = useWords(table);
  const levels = useWords(levelWords);
  const shown = telling.includes(indicator.id!) ? telling : [...telling, indicator.id!];
  const answer = useAnswer(ComparedDocument, { indicators: shown, regions: [code], years: snapshot.years });
  const name = nameOf(indicator, lang);
  return (
    <Answered answer={answer}>
      {({ compare }) => {
        const rows = compare ?? [];
        const region = rows[0]?.region;
        if (!region) return <Empty>{w.choose}</Empty>;
        return (
          <>
            <h2 class="who">
              {region.name} <small>{[parents(region), levels[region.level], region.code].filter(Boolean).join(" · ")}</small>
            </h2>
            <h3>{w.figures}</h3>
            <Figures rows={rows} indicators={shown} drawn={indicator.id!} region={region.name} />
            {rows.some((row) => row.values.some((v) => v.comparability === "BREAK")) && <p class="soft">{w.break}</p>}
            <Chart code="trend" parameters={{ indicator: indicator.id, regions: code }} label={w.label(name, region.name)} />
            <Definition indicator={indicator} />
            <p class="onward">
              <a href={href(page, { view: "trend", regions: code })}>{w.more}</a>
              <a href={href(page, { view: "outcomes", regions: code })}>{w.outcomes}</a>
              <a href={href(page, { view: "applicants", regions: code })}>{w.applicants}</a>
            </p>
            <Peers region={region} indicators={shown} />
            <Documents code={code} />
          </>
        );
      }}
    </Answered>
  );
}

/** Indicators down, years across; a click on a name draws it. */
function Figures({ rows, indicators, drawn, region }: { rows: readonly Comparison[]; indicators: readonly IndicatorId[]; drawn: string; region: string }) {
  const page = usePage();
  const { lang } = page;
  const w = useWords(table);
  const comparable = useWords(comparabilityWords);
  const lines: Row[] = indicators.map((id, i) => ({ indicator: page.indicators.get(id)!, at: rows.map((row) => ({ row, value: row.values[i]! })) }));
  const columns: Column<Row>[] = [
    {
      id: "indicator",
      head: w.indicator,
      names: true,
      cell: ({ indicator }) => (
        <a href={href(page, { indicator: indicator.id! })} title={w.draw} aria-current={indicator.id === drawn ? "true" : undefined}>
          {nameOf(indicator, lang)}
        </a>
      ),
      csv: ({ indicator }) => indicator.id,
    },
    ...rows.map((row, i): Column<Row> => ({
      id: String(row.year),
      head: String(row.year),
      number: true,
      cell: ({ indicator, at }) => {
        const { value } = at[i]!;
        const shown = <Shown value={value} kind={indicator.kind} origin={{ of: indicator.id!, year: row.year, place: row.reportedAs?.code ?? row.region.code }} />;
        return value.comparability === "BREAK" ? (
          <span class="break" title={comparable.BREAK}>
            {shown}
          </span>
        ) : (
          shown
        );
      },
      csv: ({ at }) => at[i]!.value.value,
    })),
  ];
  return <DataTable caption={`${region}: ${w.figures}`} columns={columns} rows={lines} id={(r) => r.indicator.id!} marked={(r) => r.indicator.id === drawn} file={`profile-${rows[0]!.region.code}`} />;
}
