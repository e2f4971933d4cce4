import { useAnswer } from "../../ask";
import { figure } from "../../format";
import { InsideDocument, ProvincesDocument, type ProvincesQuery } from "../../gql/graphql";
import { asked, href, nameOf, usePage, useWords, type Indicator } from "../../page";
import { Controls, Definition } from "../../parts/controls";
import { Answered, Empty } from "../../parts/states";
import { nullWords } from "../../terms";
import { words } from "../../words";
import { edges, provinces, shade } from "./layout";
import { Inside } from "./inside";
import "./view.css";

export type Value = NonNullable<ProvincesQuery["aggregate"]>["rows"][number]["values"][number];

const table = words(
  {
    provinces: (name: string, year: number) => `${name}, ${year}, province by province`,
    note: "A tile is the sum of the reports of the level chosen, not a mean of rates. It stands about where its province lies; this is no map.",
    choose: "Choose a province to see its cities and counties.",
    none: "no figure",
    legend: "Shades",
    to: (low: string, high: string) => `${low} to ${high}`,
    inside: "its counties",
  },
  {
    provinces: (name: string, year: number) => `${year} 年${name}，分省`,
    note: "每格为所选级别各报告之和，不是比率的平均。位置大致对应方位，不是地图。",
    choose: "请选择一个省份查看其市县。",
    none: "没有数字",
    legend: "深浅",
    to: (low: string, high: string) => `${low} 至 ${high}`,
    inside: "查看市县",
  },
);

export default function TilesView() {
  const page = usePage();
  const { lang } = page;
  const w = useWords(table);
  const { indicator, year, level, within } = asked(page);
  const answer = useAnswer(ProvincesDocument, { indicator: indicator.id!, year, level });
  const inside = useAnswer(InsideDocument, within ? { indicator: indicator.id!, year, within } : null);
  const name = nameOf(indicator, lang);
  return (
    <>
      <Controls fields={["indicator", "year", "level", "within"]} />
      <Definition indicator={indicator} />
      <Answered answer={answer}>{({ aggregate }) => <Country values={new Map((aggregate?.rows ?? []).map((r) => [r.province?.code ?? "", r.values[0]!]))} indicator={indicator} title={w.provinces(name, year)} within={within} />}</Answered>
      <p class="soft">{w.note}</p>
      {within ? <Answered answer={inside}>{(data) => <Inside data={data} indicator={indicator} year={year} />}</Answered> : <Empty>{w.choose}</Empty>}
    </>
  );
}

function Country({ values, indicator, title, within }: { values: ReadonlyMap<string, Value>; indicator: Indicator; title: string; within: string | null }) {
  const page = usePage();
  const { lang } = page;
  const w = useWords(table);
  const steps = edges(known([...values.values()]));
  return (
    <section>
      <h2>{title}</h2>
      <ul class="tiles">
        {provinces.map((p) => {
          const value = values.get(p.code);
          const full = lang === "zh" ? p.chinese : p.english;
          const face = (
            <>
              <span aria-hidden="true">{lang === "zh" ? p.chinese : p.letters}</span>
              <span class="unseen">{full}</span>
              <Shaded value={value} indicator={indicator} />
            </>
          );
          return (
            <li key={p.code} style={{ gridColumn: p.column, gridRow: p.row }}>
              {value ? (
                <a class={tone(value, steps)} href={href(page, { within: p.code })} title={`${full}: ${w.inside}`} aria-current={within?.startsWith(p.code.slice(0, 2)) ? "true" : undefined}>
                  {face}
                </a>
              ) : (
                <span class={tone(value, steps)} title={full}>
                  {face}
                </span>
              )}
            </li>
          );
        })}
      </ul>
      <Legend steps={steps} indicator={indicator} />
    </section>
  );
}

/** The values that are there, as the shades need them. */
export function known(values: readonly Value[]): number[] {
  return values.flatMap(({ value }) => (value === null || value === undefined ? [] : [Number(value)]));
}

/** The class of a tile: its shade, or none. */
export function tone(value: Value | undefined, steps: readonly number[] | null): string {
  if (!steps || value?.value === null || value?.value === undefined) return "tile";
  return `tile shade-${shade(Number(value.value), steps)}`;
}

/** What stands in a tile: the figure, or why there is none. */
export function Shaded({ value, indicator }: { value: Value | undefined; indicator: Indicator }) {
  const { lang } = usePage();
  const w = useWords(table);
  const reasons = useWords(nullWords);
  if (value?.value === null || value?.value === undefined) {
    const why = value?.nullReason ? reasons[value.nullReason] : w.none;
    return (
      <small title={why}>
        <span aria-hidden="true">–</span>
        <span class="unseen">{why}</span>
      </small>
    );
  }
  return <small>{figure(value.value, indicator.kind, lang)}</small>;
}

export function Legend({ steps, indicator }: { steps: readonly number[] | null; indicator: Indicator }) {
  const { lang } = usePage();
  const w = useWords(table);
  if (!steps) return null;
  return (
    <ul class="shades" aria-label={w.legend}>
      {steps.slice(1).map((high, i) => (
        <li key={i}>
          <span class={`shade-${i}`} aria-hidden="true" /> {high === steps[i] ? figure(high, indicator.kind, lang) : w.to(figure(steps[i]!, indicator.kind, lang), figure(high, indicator.kind, lang))}
        </li>
      ))}
    </ul>
  );
}
