// Loading, empty, failed and too large: each says what is the case and what can be done.

import type { ComponentChildren } from "preact";
import type { Answer, Problem } from "../ask";
import { textOf, words, type Lang } from "../words";
import { usePage, useWords } from "../page";

const table = words(
  {
    loading: "Asking …",
    again: "Ask again",
    empty: "Nothing to show.",
    NETWORK: "The service cannot be reached. Is it running, and are you online?",
    UNREADABLE: "The service gave an answer that this page cannot read.",
    TIMEOUT: "The question took longer than the service allows. Ask about fewer regions or years.",
    LIMIT_EXCEEDED: "This is more than the service gives at once. Ask about fewer regions or years.",
    MIXED_LEVELS: "This would add a region to its parent or its parts. Choose one level.",
    UNKNOWN_REGION: "No region has this code.",
    BAD_CURSOR: "The data changed while they were read. Ask again.",
    INTERNAL: "The service met a fault of its own; its log has it.",
    other: "The question could not be answered.",
  },
  {
    loading: "正在查询……",
    again: "重新查询",
    empty: "没有可显示的内容。",
    NETWORK: "无法连接服务。请检查服务是否在运行、网络是否畅通。",
    UNREADABLE: "服务返回了本页无法读取的内容。",
    TIMEOUT: "查询超过了服务允许的时间。请缩小地区或年份范围。",
    LIMIT_EXCEEDED: "超出服务一次可返回的数量。请缩小地区或年份范围。",
    MIXED_LEVELS: "这样会把一个地区与其上级或下级重复相加。请选择单一级别。",
    UNKNOWN_REGION: "没有使用该代码的地区。",
    BAD_CURSOR: "读取期间数据已更新，请重新查询。",
    INTERNAL: "服务内部出错，日志中有记录。",
    other: "无法回答该查询。",
  },
);

export function Failed({ problem, again, lang }: { problem: Problem; again: () => void; lang: Lang }) {
  const w = textOf(table, lang);
  const said = (w as Readonly<Record<string, string>>)[problem.code] ?? w.other;
  return (
    <div class="failed" role="alert">
      <p>
        <strong>{said}</strong>
      </p>
      <p class="soft">
        <code>{problem.code}</code> <span lang="en">{problem.message}</span>
      </p>
      <button type="button" onClick={again}>
        {w.again}
      </button>
    </div>
  );
}

export function Loading({ lang }: { lang: Lang }) {
  return (
    <p class="loading" role="status">
      {textOf(table, lang).loading}
    </p>
  );
}

export function Empty({ children }: { children?: ComponentChildren }) {
  const w = useWords(table);
  return <div class="empty">{children ?? <p>{w.empty}</p>}</div>;
}

/** Shows an answer: its content when there is one (dimmed while the next is under way), else the state it is in. */
export function Answered<R>({ answer, children }: { answer: Answer<R>; children: (data: R) => ComponentChildren }) {
  const { lang } = usePage();
  if (answer.problem) return <Failed problem={answer.problem} again={answer.again} lang={lang} />;
  if (answer.data === undefined) return <Loading lang={lang} />;
  return (
    <div class="answered" aria-busy={answer.busy}>
      {children(answer.data)}
    </div>
  );
}
