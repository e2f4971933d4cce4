import { go } from "../../address";
import { ask, useWork } from "../../ask";
import { count, figure } from "../../format";
import { RankingDocument, type RankingQuery, type RankingQueryVariables } from "../../gql/graphql";
import { asked, nameOf, usePage, useWords } from "../../page";
import { Chart } from "../../parts/chart";
import { Controls, Definition } from "../../parts/controls";
import { Absent, RegionLink } from "../../parts/scope";
import { Answered, Empty } from "../../parts/states";
import { DataTable, type Column } from "../../parts/table";
import { useValueColumns } from "../../parts/value";
import { levelWords } from "../../terms";
import { words } from "../../words";

type Ranking = NonNullable<RankingQuery["ranking"]>;
type Row = Ranking["nodes"][number];

const table = words(
  {
    largest: "Largest first",
    smallest: "Smallest first",
    order: "Order",
    min: "Least cases",
    minHint: "Leave out whoever has fewer cases below the line",
    rank: "Rank",
    ranks: "Possible ranks",
    region: "Region",
    city: "In",
    overall: (name: string, value: string, n: string) => `${name} over all ${n} together: ${value}. A rank is only as sure as its range: where ranges overlap, chance could have turned the order round.`,
    label: (name: string, year: number, n: string) => `${name}, ${year}: ${n} regions by value, with their intervals. The table below has every figure.`,
    none: "Nobody has a value here. Choose another year, place or indicator.",
  },
  {
    largest: "从大到小",
    smallest: "从小到大",
    order: "顺序",
    min: "最少案件数",
    minHint: "分母小于此数者不参与排名",
    rank: "名次",
    ranks: "可能的名次",
    region: "地区",
    city: "所属",
    overall: (name: string, value: string, n: string) => `${n} 个地区合计的${name}为 ${value}。名次的可靠程度取决于其范围：范围重叠者，先后可能只是偶然。`,
    label: (name: string, year: number, n: string) => `${year} 年${name}：${n} 个地区按数值排列，附区间。全部数字见下表。`,
    none: "这里没有任何数值。请更换年度、范围或指标。",
  },
);

const drawn = 30; // of a chart; the table has them all

/** Every page of the ranking: its rows are few enough to hold, and drawn only where one looks. */
async function wholeRanking(variables: RankingQueryVariables, signal: AbortSignal): Promise<Ranking | null> {
  const first = (await ask(RankingDocument, variables, signal)).ranking;
  if (!first) return null;
  const nodes = [...first.nodes];
  let { pageInfo } = first;
  while (pageInfo.hasNextPage) {
    const next = (await ask(RankingDocument, { ...variables, after: pageInfo.endCursor }, signal)).ranking;
    if (!next) return null;
    nodes.push(...next.nodes);
    pageInfo = next.pageInfo;
  }
  return { ...first, nodes };
}

export default function RankingView() {
  const page = usePage();
  const { address, lang } = page;
  const w = useWords(table);
  const levels = useWords(levelWords);
  const { indicator, year, where, within, level, regions } = asked(page);
  const direction = address["direction"] === "ASC" ? "ASC" : "DESC";
  const min = /^\d{1,9}$/.test(address["min"] ?? "") ? Number(address["min"]) : null;
  const fraction = indicator.kind === "SHARE" || indicator.kind === "RATIO";
  const variables: RankingQueryVariables = { indicator: indicator.id!, year, where, direction, min: fraction ? min : null };
  const answer = useWork(JSON.stringify(variables), (signal) => wholeRanking(variables, signal));
  const name = nameOf(indicator, lang);
  const values = useValueColumns<Row>(indicator.kind, (r) => r.value, (r) => ({ of: indicator.id!, year, place: r.region.code }));
  const columns: Column<Row>[] = [
    { id: "rank", head: w.rank, number: true, cell: (r) => count(r.rank, lang), csv: (r) => r.rank },
    { id: "region", head: w.region, names: true, cell: (r) => <RegionLink region={r.region} />, csv: (r) => r.region.name },
    { id: "code", head: null, csv: (r) => r.region.code },
    { id: "prefecture", head: w.city, cell: (r) => r.region.prefecture?.name ?? r.region.province?.name, csv: (r) => r.region.prefecture?.name },
    ...values,
  ];
  if (indicator.kind === "SHARE") {
    columns.push({
      id: "ranks",
      head: w.ranks,
      number: true,
      cell: (r) => r.rankInterval && `${count(r.rankInterval.low, lang)}–${count(r.rankInterval.high, lang)}`,
      csv: (r) => r.rankInterval && `${r.rankInterval.low}-${r.rankInterval.high}`,
    });
  }
  return (
    <>
      <Controls fields={["indicator", "year", "level", "within"]}>
        <label>
          {w.order}
          <select value={direction} onChange={(e) => go({ direction: e.currentTarget.value === "ASC" ? "ASC" : null })}>
            <option value="DESC">{w.largest}</option>
            <option value="ASC">{w.smallest}</option>
          </select>
        </label>
        {fraction && (
          <label title={w.minHint}>
            {w.min}
            <input type="number" min={0} step={1} value={min ?? ""} onChange={(e) => go({ min: e.currentTarget.value || null })} />
          </label>
        )}
      </Controls>
      <Definition indicator={indicator} />
      <Answered answer={answer}>
        {(ranking) =>
          !ranking || ranking.nodes.length === 0 ? (
            <>
              <Empty>{w.none}</Empty>
              {ranking && <Absent absent={ranking.absent} leftOut={ranking.leftOut} />}
            </>
          ) : (
            <>
              {ranking.overall.value !== null && ranking.overall.value !== undefined && (
                <p class="finding">{w.overall(name, figure(ranking.overall.value, indicator.kind, lang), count(ranking.ranked, lang))}</p>
              )}
              <Chart
                code="ranking"
                parameters={{ indicator: indicator.id, year, within, level, direction, minDenominator: variables.min, first: drawn, mark: regions }}
                label={w.label(name, year, count(ranking.totalCount, lang))}
              />
              <DataTable
                caption={`${name}, ${year}, ${levels[level]}`}
                columns={columns}
                rows={ranking.nodes}
                id={(r) => r.region.code}
                marked={(r) => regions.includes(r.region.code)}
                file={`ranking-${indicator.id}-${year}`}
              />
              <Absent absent={ranking.absent} leftOut={ranking.leftOut} />
            </>
          )
        }
      </Answered>
    </>
  );
}
