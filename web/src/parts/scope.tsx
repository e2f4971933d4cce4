// Who is not among the figures, and why: said beside every comparison, so that nobody is missing in silence.

import type { AwayFragment, LeftFragment } from "../gql/graphql";
import { count } from "../format";
import { href, usePage, useWords } from "../page";
import { absenceWords, leftOutWords } from "../terms";
import { words } from "../words";

const table = words(
  {
    absent: (n: string, why: string) => `${n} without a place: ${why}`,
    more: (n: string) => `and ${n} more`,
    left: (n: string, why: string) => `${n} reports are not counted: ${why}`,
    list: ", ",
    open: " (",
    close: ")",
  },
  { absent: (n: string, why: string) => `${n} 个地区不在其中：${why}`, more: (n: string) => `另有 ${n} 个`, left: (n: string, why: string) => `${n} 份报告未计入：${why}`, list: "、", open: "（", close: "）" },
);

export function Absent({ absent, leftOut }: { absent: readonly AwayFragment[]; leftOut: readonly LeftFragment[] }) {
  const page = usePage();
  const { lang } = page;
  const w = useWords(table);
  const reasons = useWords(absenceWords);
  const left = useWords(leftOutWords);
  if (absent.length + leftOut.length === 0) return null;
  return (
    <ul class="notes">
      {absent.map((a) => (
        <li key={a.reason}>
          {w.absent(count(a.count, lang), reasons[a.reason])}
          {a.regions && a.regions.length > 0 && (
            <span>
              {w.open}
              {a.regions.map((r, i) => (
                <span key={r.code}>
                  {i > 0 && w.list}
                  <a href={href(page, { view: "district", regions: r.code })}>{r.name}</a>
                </span>
              ))}
              {a.count > a.regions.length && `${w.list}${w.more(count(a.count - a.regions.length, lang))}`}
              {w.close}
            </span>
          )}
        </li>
      ))}
      {leftOut.map((l) => (
        <li key={l.reason}>{w.left(count(l.reports, lang), left[l.reason])}</li>
      ))}
    </ul>
  );
}

/** A region's name as a row's head, leading to its profile. */
export function RegionLink({ region }: { region: { code: string; name: string } }) {
  const page = usePage();
  return <a href={href(page, { view: "district", regions: region.code })}>{region.name}</a>;
}
