// The first screen: what the data are, and the questions people come with.

import { go } from "./address";
import { useAnswer } from "./ask";
import { count, years } from "./format";
import { StartDocument } from "./gql/graphql";
import { asked, href, usePage, useWords } from "./page";
import { RegionPicker } from "./parts/picker";
import { useRegions } from "./parts/regions";
import { words } from "./words";

const table = words(
  {
    title: "What government offices disclosed, and what they did not",
    lead: "Every year each government office in China reports how many people asked it for information, what it granted or refused, and how it fared in review and in court. Here are those reports, figure by figure, each with the place it was printed at.",
    data: "The data",
    years: "Years",
    reports: "Reports",
    organs: "Offices",
    documents: "Documents read",
    rejected: (n: string) => `${n} could not be read`,
    coverage: (year: number) => `Counties and districts reporting for ${year}`,
    of: (reported: string, expected: string) => `${reported} of ${expected}`,
    region: "Your region",
    regionHint: "Choose one to ask about it; leave it empty for the whole country.",
    compare: "How do my districts compare?",
    compareText: "Who differs from the rest, and could it be chance? Each with its cases, its interval and its range of ranks.",
    change: "How did this change?",
    changeText: "One figure year by year, with gaps shown as gaps and the change of form marked.",
    add: "What does not add up?",
    addText: "Sums that fail, figures that contradict the year before, cells that could not be read: the ledger of findings.",
  },
  {
    title: "各级政府公开了什么，没有公开什么",
    lead: "每个政府机关每年都要报告：收到多少信息公开申请，公开了什么、拒绝了什么，行政复议和诉讼结果如何。这里逐个数字收录这些报告，并注明每个数字印在文档的何处。",
    data: "数据概况",
    years: "年度",
    reports: "报告",
    organs: "机关",
    documents: "已读取文档",
    rejected: (n: string) => `其中 ${n} 份无法读取`,
    coverage: (year: number) => `${year} 年度已收录的县级报告`,
    of: (reported: string, expected: string) => `${reported} / ${expected}`,
    region: "您的地区",
    regionHint: "选择后各问题将针对该地区；不选则为全国。",
    compare: "我的各区县相比如何？",
    compareText: "谁与其余不同？可能只是偶然吗？每个数字附案件数、区间和可能的名次。",
    change: "这些年有什么变化？",
    changeText: "逐年查看一个指标，缺失处留空，表格改版处标明。",
    add: "哪些数字对不上？",
    addText: "合计不成立、与上年矛盾、无法读取的单元格：核查台账。",
  },
);

export function Start() {
  const page = usePage();
  const { lang, snapshot } = page;
  const w = useWords(table);
  const { within, year } = asked(page);
  const place = useRegions()?.get(within ?? "");
  const district = place?.level === "COUNTY";
  const about = district ? { regions: within } : {};
  const over = district ? (place.prefecture?.code ?? place.province?.code ?? null) : within;
  const waiting = within !== null && place === undefined; // whether it has parts to count is not known yet
  const answer = useAnswer(StartDocument, waiting ? null : { years: [year], within: over });
  const coverage = answer.data?.coverage?.[0];
  return (
    <article class="start" aria-labelledby="start-title">
      <h1 id="start-title">{w.title}</h1>
      <p class="lead">{w.lead}</p>
      <section class="data" aria-labelledby="data-title">
        <h2 id="data-title">{w.data}</h2>
        <dl>
          <div>
            <dt>{w.years}</dt>
            <dd>{years(snapshot.years)}</dd>
          </div>
          <div>
            <dt>{w.reports}</dt>
            <dd>{count(snapshot.reports, lang)}</dd>
          </div>
          <div>
            <dt>{w.organs}</dt>
            <dd>{count(snapshot.organs, lang)}</dd>
          </div>
          <div>
            <dt>{w.documents}</dt>
            <dd>
              {count(snapshot.documents, lang)}
              {snapshot.rejected > 0 && <small>{w.rejected(count(snapshot.rejected, lang))}</small>}
            </dd>
          </div>
          {coverage && coverage.expected > 0 && (
            <div>
              <dt>{w.coverage(coverage.year)}</dt>
              <dd>
                {w.of(count(coverage.reported, lang), count(coverage.expected, lang))}
                
              </dd>
            </div>
          )}
        </dl>
      </section>
      <section class="region" aria-label={w.region}>
        <RegionPicker label={w.region} value={within} onPick={(code) => go({ within: code })} />
        <p class="soft">{w.regionHint}</p>
      </section>
      <ul class="questions">
        <li>
          <a href={href(page, { view: "funnel", within: over, ...about })}>
            <h2>{w.compare}</h2>
            <p>{w.compareText}</p>
          </a>
        </li>
        <li>
          <a href={href(page, district ? { view: "district", regions: within, within: over } : { view: "trend" })}>
            <h2>{w.change}</h2>
            <p>{w.changeText}</p>
          </a>
        </li>
        <li>
          <a href={href(page, { view: "ledger", within: over, year: String(year), ...about })}>
            <h2>{w.add}</h2>
            <p>{w.addText}</p>
          </a>
        </li>
      </ul>
    </article>
  );
}
