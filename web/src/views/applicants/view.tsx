import { useAnswer } from "../../ask";
import { ApplicantsDocument, GivenDocument, type Applicant, type CustomIndicator } from "../../gql/graphql";
import { usePage, useWords } from "../../page";
import { Chart } from "../../parts/chart";
import { Controls } from "../../parts/controls";
import { OnePicker, PartsTable, useWhole, type Part } from "../../parts/mix";
import { Absent } from "../../parts/scope";
import { Answered, Empty } from "../../parts/states";
import { applicantWords } from "../../terms";
import { words } from "../../words";

const table = words(
  {
    applicant: "Applicant",
    who: "Who asks: shares of the requests received",
    given: "Whose requests were granted, in full or in part: disclosure rate by applicant",
    none: "No applicant is known here. Choose another place.",
    label: "Requests received by kind of applicant and year, as parts of a whole. The table below has every figure.",
  },
  {
    applicant: "申请人",
    who: "谁在申请：占本年新收申请的比例",
    given: "谁的申请得到公开：各类申请人的公开率",
    none: "这里没有申请人数据。请更换范围。",
    label: "历年新收申请的申请人构成。全部数字见下表。",
  },
);

const applicants = ["NATURAL_PERSON", "BUSINESS", "RESEARCH", "CHARITY", "LEGAL_SERVICE", "OTHER"] as const satisfies readonly Applicant[];

const custom: CustomIndicator[] = applicants.map((applicant) => ({
  name: applicant,
  numerator: [{ line: "RECEIVED", applicant }],
  denominator: [{ line: "RECEIVED" }],
}));

export default function ApplicantsView() {
  const { lang } = usePage();
  const w = useWords(table);
  const whole = useWhole();
  const answer = useAnswer(ApplicantsDocument, { custom, where: whole.where });
  return (
    <>
      <Controls fields={whole.code ? [] : ["level", "within"]}>
        <OnePicker whole={whole} />
      </Controls>
      <Answered answer={answer}>
        {({ aggregate }) => {
          if (!aggregate || aggregate.rows.length === 0) return <Empty>{w.none}</Empty>;
          const parts = aggregate.rows.toReversed().flatMap((row) =>
            applicants.map((applicant, i) => ({
              year: row.year!,
              value: row.values[i]!,
              applicant,
              origin: { of: "REQUESTS_RECEIVED", year: row.year!, applicant, ...whole.place },
            })),
          );
          return (
            <>
              <h2>{w.who}</h2>
              <Chart code="applicants" parameters={whole.parameters} label={w.label} />
              <Named caption={w.who} parts={parts} file={`applicants-${lang}`} />
              <Absent absent={[]} leftOut={aggregate.leftOut} />
              <h2>{w.given}</h2>
              <Given />
            </>
          );
        }}
      </Answered>
    </>
  );
}

/** What each kind of applicant was given. */
function Given() {
  const { lang } = usePage();
  const w = useWords(table);
  const whole = useWhole();
  const answer = useAnswer(GivenDocument, { indicators: ["DISCLOSURE_RATE"], where: whole.where });
  return (
    <Answered answer={answer}>
      {({ aggregate }) => (
        <Named
          caption={w.given}
          file={`disclosure-by-applicant-${lang}`}
          parts={(aggregate?.rows ?? [])
            .filter((row) => row.applicant && row.applicant !== "TOTAL")
            .toSorted((a, b) => b.year! - a.year!)
            .map((row) => ({
              year: row.year!,
              value: row.values[0]!,
              applicant: row.applicant!,
              origin: { of: "DISCLOSURE_RATE", year: row.year!, applicant: row.applicant!, ...whole.place },
            }))}
        />
      )}
    </Answered>
  );
}

function Named({ caption, parts, file }: { caption: string; parts: readonly (Pick<Part, "year" | "value" | "origin"> & { applicant: Applicant })[]; file: string }) {
  const w = useWords(table);
  const names = useWords(applicantWords);
  return (
    <PartsTable
      caption={caption}
      head={w.applicant}
      file={file}
      parts={parts.map((p) => ({ ...p, id: p.applicant, name: names[p.applicant] }))}
    />
  );
}
