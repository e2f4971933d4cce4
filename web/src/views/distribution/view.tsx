import { useAnswer } from "../../ask";
import { count, figure } from "../../format";
import { DistributionDocument, type DistributionQuery } from "../../gql/graphql";
import { asked, href, nameOf, usePage, useWords } from "../../page";
import { Chart } from "../../parts/chart";
import { Controls, Definition } from "../../parts/controls";
import { Absent } from "../../parts/scope";
import { Answered, Empty } from "../../parts/states";
import { DataTable } from "../../parts/table";
import { words } from "../../words";

type Distribution = NonNullable<DistributionQuery["distribution"]>;

const table = words(
  {
    from: "From",
    to: "to below",
    regions: "Regions",
    percentile: "Percentile",
    value: "Value",
    median: "50 (median)",
    found: (n: string, median: string, overall: string) => `Half of the ${n} regions lie at or below ${median}. All of them together stand at ${overall}, which need not be in the middle: large regions weigh more there.`,
    none: "Nobody has a value here. Choose another year, place or indicator.",
    label: (name: string, year: number, n: string) => `Histogram of ${name}, ${year}, over ${n} regions. The tables below have every figure.`,
    bins: "How many regions lie where",
    quantiles: "Percentiles",
    ranking: "Who is where: the ranking",
  },
  {
    from: "自",
    to: "至（不含）",
    regions: "地区数",
    percentile: "百分位",
    value: "数值",
    median: "50（中位数）",
    found: (n: string, median: string, overall: string) => `${n} 个地区中有一半不超过 ${median}。全部合计为 ${overall}，不一定居中：大的地区在合计中分量更重。`,
    none: "这里没有任何数值。请更换年度、范围或指标。",
    label: (name: string, year: number, n: string) => `${year} 年 ${n} 个地区${name}的直方图。全部数字见下表。`,
    bins: "各区间的地区数",
    quantiles: "百分位数",
    ranking: "谁在何处：查看排名",
  },
);

export default function DistributionView() {
  const page = usePage();
  const { lang } = page;
  const w = useWords(table);
  const { indicator, year, where, within, level } = asked(page);
  const answer = useAnswer(DistributionDocument, { indicator: indicator.id!, year, where });
  const name = nameOf(indicator, lang);
  const show = (value: number | string) => figure(value, indicator.kind, lang);
  return (
    <>
      <Controls fields={["indicator", "year", "level", "within"]} />
      <Definition indicator={indicator} />
      <Answered answer={answer}>
        {({ distribution }) => {
          if (!distribution || distribution.count === 0) {
            return (
              <>
                <Empty>{w.none}</Empty>
                {distribution && <Absent absent={distribution.absent} leftOut={distribution.leftOut} />}
              </>
            );
          }
          const median = distribution.quantiles.find((q) => q.percent === 50);
          return (
            <>
              {median && distribution.overall.value !== null && <p class="finding">{w.found(count(distribution.count, lang), show(median.value), show(distribution.overall.value))}</p>}
              <Chart code="distribution" parameters={{ indicator: indicator.id, year, within, level }} label={w.label(name, year, count(distribution.count, lang))} />
              <div class="pair">
                <section>
                  <h2>{w.bins}</h2>
                  <DataTable<Distribution["bins"][number]>
                    caption={`${w.bins}: ${name}, ${year}`}
                    columns={[
                      { id: "low", head: w.from, names: true, cell: (b) => show(b.low), csv: (b) => b.low },
                      { id: "high", head: w.to, cell: (b) => show(b.high), csv: (b) => b.high },
                      { id: "regions", head: w.regions, number: true, cell: (b) => count(b.count, lang), csv: (b) => b.count },
                    ]}
                    rows={distribution.bins}
                    id={(b) => String(b.low)}
                    file={`distribution-${indicator.id}-${year}`}
                  />
                </section>
                <section>
                  <h2>{w.quantiles}</h2>
                  <DataTable<Distribution["quantiles"][number]>
                    caption={`${w.quantiles}: ${name}, ${year}`}
                    columns={[
                      { id: "percent", head: w.percentile, names: true, cell: (q) => (q.percent === 50 ? w.median : q.percent), csv: (q) => q.percent },
                      { id: "value", head: w.value, number: true, cell: (q) => show(q.value), csv: (q) => q.value },
                    ]}
                    rows={distribution.quantiles}
                    id={(q) => String(q.percent)}
                    file={`percentiles-${indicator.id}-${year}`}
                  />
                </section>
              </div>
              <p>
                <a href={href(page, { view: "ranking" })}>{w.ranking}</a>
              </p>
              <Absent absent={distribution.absent} leftOut={distribution.leftOut} />
            </>
          );
        }}
      </Answered>
    </>
  );
}
