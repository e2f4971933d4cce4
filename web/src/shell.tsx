// The frame of the explorer: its head, the menu of views, the view that the address names, its foot.

import type { ComponentType } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { followLinks, useAddress } from "./address";
import { Problem, useAnswer } from "./ask";
import { moment } from "./format";
import { PageDocument } from "./gql/graphql";
import { href, PageContext, useWords, type Page } from "./page";
import { Drawer } from "./parts/drawer";
import { Failed, Loading } from "./parts/states";
import { Start } from "./start";
import { views, type View } from "./views";
import { langOf, textOf, words } from "./words";

const table = words(
  {
    name: "Government information disclosure, report by report",
    skip: "To the content",
    menu: "Views",
    start: "Start",
    playground: "Playground",
    charts: "Charts for web pages",
    schema: "Schema",
    snapshot: "Snapshot",
    note: "About these data",
    synthetic: (some: number, all: number) =>
      some === all
        ? "Every report here is a made-up sample of no real office: no figure is a fact."
        : `${some} of ${all} reports are made-up samples of no real office: sums that include them are no facts.`,
    unknown: "There is no such view.",
    back: "To the start",
  },
  {
    name: "政府信息公开工作年度报告",
    skip: "跳到内容",
    menu: "视图",
    start: "首页",
    playground: "查询台",
    charts: "网页图表",
    schema: "数据结构",
    snapshot: "数据快照",
    note: "关于这些数据",
    synthetic: (some: number, all: number) =>
      some === all ? "此处全部报告均为程序生成的合成样例，任何数字都不是事实。" : `${all} 份报告中有 ${some} 份为程序生成的合成样例，包含它们的合计数字并非事实。`,
    unknown: "没有这个视图。",
    back: "回到首页",
  },
);

export function Shell() {
  const address = useAddress();
  const lang = langOf(address["lang"]);
  const w = textOf(table, lang);
  const answer = useAnswer(PageDocument, {});
  const page = useMemo((): Page | null => {
    const { data } = answer;
    if (!data) return null;
    return {
      address,
      lang,
      snapshot: data.snapshot,
      indicators: new Map(data.indicators.map((i) => [i.id as string, i])),
      lines: new Map(data.lines.map((l) => [l.code, l])),
    };
  }, [answer.data, address, lang]);
  const view = address["view"];
  const known = view ? views.get(view) : undefined;
  const title = known ? textOf(known.words, lang).name : undefined;
  useEffect(() => {
    document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
    document.title = [title, "公开 gongkai"].filter(Boolean).join(" · ");
  }, [lang, title]);
  useEffect(() => {
    document.addEventListener("click", followLinks);
    return () => document.removeEventListener("click", followLinks);
  }, []);
  const link = (changes: Record<string, string | null>) => href({ address } as Page, changes);
  return (
    <>
      <a class="skip" href="#content">
        {w.skip}
      </a>
      <header class="top">
        <a class="brand" href={link({ view: null, cells: null })}>
          <strong lang="zh-CN">公开</strong> gongkai
        </a>
        <span class="motto">{w.name}</span>
        <nav class="languages" aria-label={lang === "zh" ? "语言" : "Language"}>
          <a href={link({ lang: "zh" })} lang="zh-CN" aria-current={lang === "zh" ? "true" : undefined}>
            中文
          </a>
          <a href={link({ lang: "en" })} lang="en" aria-current={lang === "en" ? "true" : undefined}>
            English
          </a>
        </nav>
      </header>
      <nav class="menu" aria-label={w.menu}>
        <ul>
          <li>
            <a href={link({ view: null })} aria-current={view ? undefined : "page"}>
              {w.start}
            </a>
          </li>
          {[...views.values()]
            .filter((v) => !v.unlisted)
            .map((v) => (
              <li key={v.id}>
                <a href={link({ view: v.id })} aria-current={view === v.id ? "page" : undefined}>
                  {textOf(v.words, lang).name}
                </a>
              </li>
            ))}
        </ul>
      </nav>
      {page && page.snapshot.synthetic > 0 && (
        <aside class="synthetic" aria-label={w.note}>
          {w.synthetic(page.snapshot.synthetic, page.snapshot.reports)}
        </aside>
      )}
      <main id="content" tabIndex={-1}>
        {answer.problem ? (
          <Failed problem={answer.problem} again={answer.again} lang={lang} />
        ) : !page ? (
          <Loading lang={lang} />
        ) : (
          <PageContext.Provider value={page}>
            {!view ? <Start /> : known ? <Opened key={known.id} view={known} /> : <Unknown page={page} />}
            <Drawer />
          </PageContext.Provider>
        )}
      </main>
      <footer class="foot">
        {page && (
          <p>
            {w.snapshot} <code>{page.snapshot.id}</code> · {moment(page.snapshot.builtAt, lang)}
            <br />
            <span lang="en">{page.snapshot.citation}</span>
          </p>
        )}
        <p>
          <a href="/playground">{w.playground}</a> · <a href="/charts">{w.charts}</a> · <a href="/schema.graphql">{w.schema}</a>
        </p>
      </footer>
    </>
  );
}

function Unknown({ page }: { page: Page }) {
  const w = useWords(table);
  return (
    <div class="empty">
      <h1>{w.unknown}</h1>
      <p>
        <a href={href(page, { view: null })}>{w.back}</a>
      </p>
    </div>
  );
}

/** Loads a view's code when it is first opened, and moves the focus to its title, as a new page would. */
function Opened({ view }: { view: View }) {
  const [Content, set] = useState<ComponentType | null>(null);
  const [problem, fail] = useState<Problem | null>(null);
  const [attempt, retry] = useState(0);
  const title = useRef<HTMLHeadingElement>(null);
  const address = useAddress();
  const lang = langOf(address["lang"]);
  useEffect(() => {
    let gone = false;
    view.load().then(
      (module) => gone || set(() => module.default),
      (cause: unknown) => gone || fail(new Problem("NETWORK", String(cause))),
    );
    return () => {
      gone = true;
    };
  }, [view, attempt]);
  useEffect(() => {
    if (document.activeElement !== document.body) title.current?.focus({ preventScroll: true });
  }, []);
  const { name, question } = textOf(view.words, lang);
  return (
    <article class={`view view-${view.id}`} aria-labelledby="view-title">
      <h1 id="view-title" ref={title} tabIndex={-1}>
        {name}
      </h1>
      <p class="question">{question}</p>
      {problem ? (
        <Failed
          problem={problem}
          lang={lang}
          again={() => {
            fail(null);
            retry((n) => n + 1);
          }}
        />
      ) : Content ? (
        <Content />
      ) : (
        <Loading lang={lang} />
      )}
    </article>
  );
}
