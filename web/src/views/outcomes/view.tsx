import { useAnswer } from "../../ask";
import { OutcomesDocument, type CustomIndicator, type LineCode } from "../../gql/graphql";
import { usePage, useWords } from "../../page";
import { Chart } from "../../parts/chart";
import { Controls } from "../../parts/controls";
import { OnePicker, PartsTable, useWhole, type Part } from "../../parts/mix";
import { Absent } from "../../parts/scope";
import { Answered, Empty } from "../../parts/states";
import { words } from "../../words";

const table = words(
  {
    GRANTED: "Granted",
    PARTLY_GRANTED: "Granted in part",
    REFUSED: "Refused",
    UNABLE: "Unable to provide",
    DECLINED: "Not processed",
    OTHER: "Otherwise handled",
    outcome: "Outcome",
    none: "No outcome is known here. Choose another place.",
    title: "Outcomes of requests handled, as shares of their total",
    label: "Outcomes of requests handled by year, as parts of a whole. The table below has every figure.",
  },
  {
    GRANTED: "予以公开",
    PARTLY_GRANTED: "部分公开",
    REFUSED: "不予公开",
    UNABLE: "无法提供",
    DECLINED: "不予处理",
    OTHER: "其他处理",
    outcome: "办理结果",
    none: "这里没有办理结果。请更换范围。",
    title: "申请办理结果占总计的比例",
    label: "历年申请办理结果构成。全部数字见下表。",
  },
);

/** The six heads of 本年度办理结果 and the lines under each, in printed order. */
const outcomes = [
  ["GRANTED", ["GRANTED"]],
  ["PARTLY_GRANTED", ["PARTLY_GRANTED"]],
  [
    "REFUSED",
    ["REFUSED_STATE_SECRET", "REFUSED_OTHER_LAW", "REFUSED_SAFETY_STABILITY", "REFUSED_THIRD_PARTY", "REFUSED_INTERNAL", "REFUSED_PROCESS", "REFUSED_ENFORCEMENT_FILE", "REFUSED_ADMIN_QUERY"],
  ],
  ["UNABLE", ["UNABLE_NOT_HELD", "UNABLE_NEEDS_CREATION", "UNABLE_UNCLEAR"]],
  ["DECLINED", ["DECLINED_PETITION", "DECLINED_REPEAT", "DECLINED_PUBLICATION", "DECLINED_EXCESSIVE", "DECLINED_REISSUE"]],
  ["OTHER", ["OTHER"]],
] as const satisfies readonly (readonly [string, readonly LineCode[]])[];

const custom: CustomIndicator[] = outcomes.map(([name, lines]) => ({ name, numerator: lines.map((line) => ({ line })), denominator: [{ line: "TOTAL" }] }));

export default function OutcomesView() {
  const { lang } = usePage();
  const w = useWords(table);
  const whole = useWhole();
  const answer = useAnswer(OutcomesDocument, { custom, where: whole.where });
  return (
    <>
      <Controls fields={whole.code ? [] : ["level", "within"]}>
        <OnePicker whole={whole} />
      </Controls>
      <Answered answer={answer}>
        {({ aggregate }) => {
          if (!aggregate || aggregate.rows.length === 0) return <Empty>{w.none}</Empty>;
          const parts = aggregate.rows.toReversed().flatMap((row) =>
            outcomes.map(([id, lines], i): Part => ({
              year: row.year!,
              id,
              name: w[id],
              value: row.values[i]!,
              origin: { of: `=${lines.join("+")}`, year: row.year!, ...whole.place },
            })),
          );
          return (
            <>
              <Chart code="outcomes" parameters={whole.parameters} label={w.label} />
              <PartsTable caption={w.title} head={w.outcome} parts={parts} file={`outcomes-${lang}`} />
              <Absent absent={[]} leftOut={aggregate.leftOut} />
            </>
          );
        }}
      </Answered>
    </>
  );
}
