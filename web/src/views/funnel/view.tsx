import { go } from "../../address";
import { useAnswer } from "../../ask";
import { count, figure, interval } from "../../format";
import { FunnelDocument, type FunnelFlag, type FunnelQuery } from "../../gql/graphql";
import { asked, href, nameOf, usePage, useWords } from "../../page";
import { Chart } from "../../parts/chart";
import { Controls, Definition } from "../../parts/controls";
import { Absent, RegionLink } from "../../parts/scope";
import { Answered, Empty } from "../../parts/states";
import { DataTable, type Column } from "../../parts/table";
import { useValueColumns, writeOrigin } from "../../parts/value";
import { levelWords } from "../../terms";
import { words } from "../../words";

type Funnel = NonNullable<FunnelQuery["funnel"]>;
type Point = Funnel["points"][number];

const table = words(
  {
    WITHIN: "like the rest",
    ABOVE_95: "above 95%",
    BELOW_95: "below 95%",
    ABOVE_998: "above 99.8%",
    BELOW_998: "below 99.8%",
    region: "Region",
    city: "In",
    flag: "Against the limits",
    adjusted: "With wider limits",
    limits: "95% limits here",
    only: "Only those different from the rest",
    found: (all: string, far: string, near: string, overall: string) =>
      `Together the ${all} regions stand at ${overall}. ${far} differ from the rest by more than chance explains (99.8% limits), ${near} more lie outside the 95% limits.`,
    expect: (far: string, near: string) => `By chance alone one would expect about ${far} outside the 99.8% limits and ${near} more outside those of 95%. Different does not mean good or bad: look at the cells and the documents.`,
    dispersed: (factor: string) => `The regions differ ${factor} times as much as chance alone makes them (over-dispersion), so the limits are also drawn wider; a region outside those as well stands out even among regions that differ.`,
    zero: "Nothing lies outside the limits.",
    none: "Nobody has a share here. Choose another year, place or indicator.",
    label: (name: string, year: number, n: string) => `Funnel plot of ${name}, ${year}: ${n} regions by number of cases, with 95% and 99.8% limits. The table below has every figure.`,
    trend: "Over the years",
  },
  {
    WITHIN: "与其余相同",
    ABOVE_95: "高于 95%",
    BELOW_95: "低于 95%",
    ABOVE_998: "高于 99.8%",
    BELOW_998: "低于 99.8%",
    region: "地区",
    city: "所属",
    flag: "与界限相比",
    adjusted: "放宽界限后",
    limits: "此处的 95% 界限",
    only: "只看与其余不同者",
    found: (all: string, far: string, near: string, overall: string) =>
      `${all} 个地区合计为 ${overall}。其中 ${far} 个与其余的差异超出偶然所能解释（99.8% 界限），另有 ${near} 个在 95% 界限之外。`,
    expect: (far: string, near: string) => `若只有偶然因素，预计约 ${far} 个落在 99.8% 界限之外、另有 ${near} 个落在 95% 界限之外。不同不等于好坏：请查看单元格与原文。`,
    dispersed: (factor: string) => `各地差异是纯偶然的 ${factor} 倍（过度离散），因此另画放宽的界限；连放宽界限也超出者，在本就不同的各地之中仍属突出。`,
    zero: "没有地区落在界限之外。",
    none: "这里没有任何占比。请更换年度、范围或指标。",
    label: (name: string, year: number, n: string) => `${year} 年${name}漏斗图：${n} 个地区按案件数排列，附 95% 与 99.8% 界限。全部数字见下表。`,
    trend: "历年变化",
  },
);

const far: readonly FunnelFlag[] = ["ABOVE_998", "BELOW_998"];
const weight: Readonly<Record<FunnelFlag, number>> = { ABOVE_998: 0, BELOW_998: 0, ABOVE_95: 1, BELOW_95: 1, WITHIN: 2 };

export default function FunnelView() {
  const page = usePage();
  const { address, lang } = page;
  const w = useWords(table);
  const levels = useWords(levelWords);
  const { indicator, year, where, within, level, regions } = asked(page, (i) => i.kind === "SHARE");
  const only = address["only"] === "1";
  const answer = useAnswer(FunnelDocument, { indicator: indicator.id!, year, where });
  const name = nameOf(indicator, lang);
  const origin = (code: string) => ({ of: indicator.id!, year, place: code });
  const values = useValueColumns<Point>("SHARE", (p) => p.value, (p) => origin(p.region.code));
  const columns = (adjusted: boolean): Column<Point>[] => [
    { id: "region", head: w.region, names: true, cell: (p) => <RegionLink region={p.region} />, csv: (p) => p.region.name },
    { id: "code", head: null, csv: (p) => p.region.code },
    { id: "prefecture", head: w.city, cell: (p) => p.region.prefecture?.name ?? p.region.province?.name, csv: (p) => p.region.prefecture?.name },
    { id: "flag", head: w.flag, cell: (p) => <Flag flag={p.flag} text={w[p.flag]} />, csv: (p) => p.flag },
    ...(adjusted
      ? [{ id: "adjusted_flag", head: w.adjusted, cell: (p: Point) => p.adjustedFlag && <Flag flag={p.adjustedFlag} text={w[p.adjustedFlag]} />, csv: (p: Point) => p.adjustedFlag } satisfies Column<Point>]
      : []),
    ...values,
    { id: "limit_low95", head: w.limits, number: true, cell: (p) => interval({ low: p.limits.low95, high: p.limits.high95 }, lang), csv: (p) => p.limits.low95 },
    { id: "limit_high95", head: null, csv: (p) => p.limits.high95 },
    { id: "limit_low998", head: null, csv: (p) => p.limits.low998 },
    { id: "limit_high998", head: null, csv: (p) => p.limits.high998 },
  ];
  return (
    <>
      <Controls fields={["indicator", "year", "level", "within"]} fits={(i) => i.kind === "SHARE"}>
        <label class="check">
          <input type="checkbox" checked={only} onChange={(e) => go({ only: e.currentTarget.checked ? "1" : null })} />
          {w.only}
        </label>
      </Controls>
      <Definition indicator={indicator} />
      <Answered answer={answer}>
        {({ funnel }) => {
          if (!funnel || funnel.points.length === 0) {
            return (
              <>
                <Empty>{w.none}</Empty>
                {funnel && <Absent absent={funnel.absent} leftOut={funnel.leftOut} />}
              </>
            );
          }
          const outside = funnel.points.filter((p) => p.flag !== "WITHIN");
          const beyond = outside.filter((p) => far.includes(p.flag));
          const shown = (only ? outside : [...funnel.points]).toSorted((a, b) => weight[a.flag] - weight[b.flag] || Number(b.value.denominator) - Number(a.value.denominator));
          const n = funnel.points.length;
          const about = (share: number) => count(Math.round(n * share * 10) / 10, lang);
          return (
            <>
              <p class="finding">
                {w.found(count(n, lang), count(beyond.length, lang), count(outside.length - beyond.length, lang), figure(funnel.overall.value ?? 0, "SHARE", lang))}
              </p>
              <ul class="notes">
                <li>{w.expect(about(0.002), about(0.048))}</li>
                {funnel.dispersion?.significant && <li>{w.dispersed(count(Math.round(funnel.dispersion.factor * 10) / 10, lang))}</li>}
              </ul>
              <Chart
                code="funnel"
                parameters={{ indicator: indicator.id, year, within, level, mark: regions }}
                label={w.label(name, year, count(n, lang))}
                onPick={(d) => typeof d["code"] === "string" && go({ cells: writeOrigin(origin(d["code"])) })}
              />
              {shown.length === 0 ? (
                <Empty>{w.zero}</Empty>
              ) : (
                <DataTable
                  caption={`${name}, ${year}, ${levels[level]}`}
                  columns={columns(funnel.dispersion?.significant === true)}
                  rows={shown}
                  id={(p) => p.region.code}
                  marked={(p) => regions.includes(p.region.code)}
                  file={`funnel-${indicator.id}-${year}`}
                />
              )}
              <Absent absent={funnel.absent} leftOut={funnel.leftOut} />
              <p>
                <a href={href(page, { view: "trend", regions: outside.slice(0, 6).map((p) => p.region.code).join(",") })}>{w.trend}</a>
              </p>
            </>
          );
        }}
      </Answered>
    </>
  );
}

/** Where a point lies, in words and by a shape; no colour says good or bad. */
function Flag({ flag, text }: { flag: FunnelFlag; text: string }) {
  const shape = { WITHIN: "·", ABOVE_95: "△", BELOW_95: "▽", ABOVE_998: "▲", BELOW_998: "▼" }[flag];
  return (
    <span class={flag === "WITHIN" ? "flag soft" : "flag"}>
      <span aria-hidden="true">{shape}</span> {text}
    </span>
  );
}
