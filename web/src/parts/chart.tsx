// A chart is drawn from the specification that the service gives to any front end, at /charts/.

import { useEffect, useRef, useState } from "preact/hooks";
import { Problem, useWork } from "../ask";
import { usePage, useWords } from "../page";
import { words } from "../words";
import { download } from "./download";
import { useDark } from "./dark";
import { fitted } from "./fit";
import { Failed, Loading } from "./states";
import type { View } from "./vega";

const table = words(
  { svg: "SVG", png: "PNG", save: "Save this chart", embed: "Use this chart elsewhere", undrawn: "The chart could not be drawn; the table below has its figures." },
  { svg: "SVG", png: "PNG", save: "保存此图", embed: "在其他网页使用此图", undrawn: "图表无法绘制；数字见下表。" },
);

export type ChartParameters = Readonly<Record<string, string | number | boolean | readonly string[] | null | undefined>>;

interface Props {
  /** The chart's code: ranking, trend, funnel … */
  readonly code: string;
  readonly parameters: ChartParameters;
  /** What it shows, as a sentence, for whoever does not see it. */
  readonly label: string;
  /** Given what lies under a click: the datum of the mark. */
  readonly onPick?: (datum: Readonly<Record<string, unknown>>) => void;
}

export function chartAddress(code: string, kind: string, parameters: ChartParameters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    const text = Array.isArray(value) ? value.join(",") : value;
    if (text !== null && text !== undefined && text !== "") query.set(name, String(text));
  }
  return `/charts/${code}.${kind}?${query.toString().replaceAll("%2C", ",")}`;
}

async function specification(at: string, signal: AbortSignal): Promise<object> {
  let response: Response;
  try {
    response = await fetch(at, { signal, cache: "no-cache" });
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new Problem("NETWORK", String(cause));
  }
  const body = (await response.json().catch(() => null)) as { errors?: { message: string; extensions?: { code?: string } }[] } | null;
  if (response.ok && body) return body;
  const [first] = body?.errors ?? [];
  throw new Problem(first?.extensions?.code ?? "UNREADABLE", first?.message ?? `HTTP ${response.status}`);
}

export function Chart({ code, parameters, label, onPick }: Props) {
  const { lang } = usePage();
  const w = useWords(table);
  const dark = useDark();
  const at = chartAddress(code, "vl.json", { ...parameters, lang, theme: dark ? "dark" : "light", width: "container" });
  const spec = useWork(at, (signal) => specification(at, signal));
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<View | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const width = useWidth(box);

  useEffect(() => {
    const element = box.current;
    const { data } = spec;
    if (!element || !data || spec.busy || width === 0) return;
    let gone = false;
    import("./vega")
      .then(({ draw }) => {
        if (gone) throw new Error("gone");
        return draw(element, { ...fitted(data, width), background: "transparent" } as never);
      })
      .then((drawn) => {
        if (gone) return drawn.finalize();
        view.current = drawn;
        drawn.addEventListener("click", (_, item) => item?.datum && onPick?.(item.datum as Record<string, unknown>));
        setFailure(null);
      })
      .catch((cause: unknown) => gone || setFailure(String(cause)));
    return () => {
      gone = true;
      view.current?.finalize();
      view.current = null;
      element.replaceChildren();
    };
  }, [spec.data, spec.busy, width]);

  const save = async (kind: "svg" | "png") => {
    if (!view.current) return;
    if (kind === "svg") return download(`${code}.svg`, new Blob([await view.current.toSVG()], { type: "image/svg+xml" }));
    const canvas = await view.current.toCanvas(2);
    canvas.toBlob((blob) => blob && download(`${code}.png`, blob), "image/png");
  };
  if (spec.problem) return <Failed problem={spec.problem} again={spec.again} lang={lang} />;
  return (
    <figure class="chart">
      <div class="drawing" ref={box} role="img" aria-label={label} aria-busy={spec.busy} />
      {spec.data === undefined && <Loading lang={lang} />}
      {failure && (
        <p class="failed" role="alert">
          {w.undrawn} <code>{failure}</code>
        </p>
      )}
      <div class="bar">
        <button type="button" class="quiet" onClick={() => save("svg")} title={w.save}>
          {w.svg}
        </button>
        <button type="button" class="quiet" onClick={() => save("png")} title={w.save}>
          {w.png}
        </button>
        <a class="quiet" href={chartAddress(code, "vl.json", { ...parameters, lang })} target="_blank" rel="noreferrer">
          {w.embed}
        </a>
      </div>
    </figure>
  );
}

/** The width of the element in steps, so that a chart is drawn anew only when it matters. */
function useWidth(box: { current: HTMLElement | null }): number {
  const [width, set] = useState(0);
  useEffect(() => {
    if (!box.current) return;
    const resized = new ResizeObserver(([entry]) => set(Math.round((entry?.contentRect.width ?? 0) / 16) * 16));
    resized.observe(box.current);
    return () => resized.disconnect();
  }, []);
  return width;
}
