// A region's place among its peers: those of the same level under the same city, else under the same province.

import { go } from "../../address";
import { useAnswer } from "../../ask";
import { count, figure } from "../../format";
import { StandingDocument, type IndicatorId, type PlaceFragment, type Scope } from "../../gql/graphql";
import { asked, href, nameOf, usePage, useWords } from "../../page";
import { Loading } from "../../parts/states";
import { Missing, Shown } from "../../parts/value";
import { words } from "../../words";

const table = words(
  {
    title: (year: number) => `Its place among its peers, ${year}`,
    year: "Year",
    among: "Peers",
    CITY: "same city",
    PROVINCE: "same province",
    COUNTRY: "whole country",
    indicator: "Indicator",
    value: "Its value",
    overall: "All peers together",
    rank: "Rank by value",
    of: (rank: string, all: string) => `${rank} of ${all}`,
    ranks: (low: string, high: string) => `chance allows ${low}–${high}`,
    unranked: "not ranked",
  },
  {
    title: (year: number) => `在同类地区中的位置（${year} 年）`,
    year: "年度",
    among: "同类地区",
    CITY: "同市",
    PROVINCE: "同省",
    COUNTRY: "全国",
    indicator: "指标",
    value: "本地",
    overall: "同类合计",
    rank: "按数值的名次",
    of: (rank: string, all: string) => `第 ${rank} / ${all}`,
    ranks: (low: string, high: string) => `偶然误差允许 ${low}–${high}`,
    unranked: "未排名",
  },
);

export function Peers({ region, indicators }: { region: PlaceFragment; indicators: readonly IndicatorId[] }) {
  const page = usePage();
  const { lang } = page;
  const w = useWords(table);
  const { year } = asked(page);
  const circles = [
    ["CITY", region.prefecture?.code],
    ["PROVINCE", region.province?.code],
  ].filter((c): c is ["CITY" | "PROVINCE", string] => Boolean(c[1]));
  const named = circles.find(([name]) => name === page.address["peers"]);
  const chosen = page.address["peers"] === "COUNTRY" ? undefined : (named ?? circles[0]);
  const where: Scope = { level: region.level, ...(chosen ? { within: chosen[1] } : {}), ...(region.official ? {} : { organKinds: ["GOVERNMENT", "ZONE"] }) };
  return (
    <section class="peers">
      <h3>{w.title(year)}</h3>
      <form class="controls" onSubmit={(e) => e.preventDefault()}>
        <label>
          {w.year}
          <select value={String(year)} onChange={(e) => go({ year: e.currentTarget.value })}>
            {page.snapshot.years.toReversed().map((y) => (
              <option key={y} value={String(y)}>
                {y}
              </option>
            ))}
          </select>
        </label>
        <label>
          {w.among}
          <select value={chosen?.[0] ?? "COUNTRY"} onChange={(e) => go({ peers: e.currentTarget.value })}>
            {[...circles.map(([name]) => name), "COUNTRY" as const].map((name) => (
              <option key={name} value={name}>
                {w[name]}
              </option>
            ))}
          </select>
        </label>
      </form>
      <div class="table" tabIndex={0} role="region" aria-label={w.title(year)}>
        <table>
          <caption class="unseen">{w.title(year)}</caption>
          <thead>
            <tr>
              <th scope="col">{w.indicator}</th>
              <th scope="col" class="number">
                {w.value}
              </th>
              <th scope="col" class="number">
                {w.overall}
              </th>
              <th scope="col">{w.rank}</th>
            </tr>
          </thead>
          <tbody>
            {indicators.map((id) => {
              const indicator = page.indicators.get(id)!;
              return (
                <tr key={id}>
                  <th scope="row">
                    <a
                      href={href(page, { view: indicator.kind === "SHARE" ? "funnel" : "ranking", indicator: id, year: String(year), within: chosen?.[1] ?? null, level: region.level, regions: region.code })}
                    >
                      {nameOf(indicator, lang)}
                    </a>
                  </th>
                  <Standing id={id} year={year} where={where} code={region.code} place={chosen ? `>${chosen[1]}` : ""} />
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** The cells of one indicator; each asks for itself, so that one that fails leaves the others standing. */
function Standing({ id, year, where, code, place }: { id: IndicatorId; year: number; where: Scope; code: string; place: string }) {
  const page = usePage();
  const { lang } = page;
  const w = useWords(table);
  const { kind } = page.indicators.get(id)!;
  const answer = useAnswer(StandingDocument, { indicator: id, year, where, show: [code] });
  if (answer.problem) return <td colSpan={3}>{answer.problem.message}</td>;
  if (!answer.data) {
    return (
      <td colSpan={3}>
        <Loading lang={lang} />
      </td>
    );
  }
  const ranking = answer.data.ranking;
  const row = ranking?.nodes[0];
  const overall = ranking?.overall;
  return (
    <>
      <td class="number">{row ? <Shown value={row.value} kind={kind} origin={{ of: id, year, place: code }} /> : "–"}</td>
      <td class="number">
        {overall && (overall.value === null || overall.value === undefined ? <Missing value={overall} /> : kind === "SHARE" || kind === "RATIO" ? <Shown value={overall} kind={kind} origin={{ of: id, year, place, level: where.level! }} /> : figure(overall.value, kind, lang))}
      </td>
      <td>
        {row ? (
          <>
            {w.of(count(row.rank, lang), count(ranking!.ranked, lang))}
            {row.rankInterval && <small> ({w.ranks(count(row.rankInterval.low, lang), count(row.rankInterval.high, lang))})</small>}
          </>
        ) : (
          <span class="none">{w.unranked}</span>
        )}
      </td>
    </>
  );
}
