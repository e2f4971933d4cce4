// The table under a chart. Rows beyond a few hundred are drawn only where one looks, all of them in print.

import { options, type ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { usePage, useWords } from "../page";
import { words } from "../words";
import { count } from "../format";
import { csv, download } from "./download";

export interface Column<Row> {
  /** Also its head in CSV, so a name that scripts can use. */
  readonly id: string;
  /** Null for a column that only CSV has. */
  readonly head: string | null;
  readonly number?: boolean;
  /** The column whose cell names the row. */
  readonly names?: boolean;
  readonly cell?: (row: Row) => ComponentChildren;
  /** What stands in CSV, exact; nothing for a column that only the page shows. */
  readonly csv?: (row: Row) => string | number | null | undefined;
}

interface Props<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly id: (row: Row) => string;
  /** Marks a row as the one a reader came for. */
  readonly marked?: (row: Row) => boolean;
  /** The file's name without its ending. */
  readonly file: string;
}

const table = words(
  { csv: "CSV", save: "Save this table as CSV", rows: (n: string) => `${n} rows` },
  { csv: "CSV", save: "将此表保存为 CSV", rows: (n: string) => `共 ${n} 行` },
);

const whole = 200; // rows that are all drawn
const beyond = 16; // rows drawn above and below what is seen

export function DataTable<Row>({ caption, columns: all, rows, id, marked, file }: Props<Row>) {
  const { lang } = usePage();
  const w = useWords(table);
  const columns = all.filter((c) => c.head !== null);
  const box = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const printing = usePrinting();
  const virtual = rows.length > whole && !printing;
  const [height, setHeight] = useState(36);
  const [seen, setSeen] = useState({ top: 0, height: 640 });

  useLayoutEffect(() => {
    const row = body.current?.querySelector<HTMLElement>("tr[data-row]");
    if (virtual && row && Math.abs(row.offsetHeight - height) > 0.5 && row.offsetHeight > 0) setHeight(row.offsetHeight);
  }, [virtual, rows, seen.height]);
  useEffect(() => {
    const element = box.current;
    if (!element || !virtual) return;
    // Told in steps of a few rows, so that most scrolling draws nothing anew.
    const look = () => {
      const top = Math.floor(element.scrollTop / (4 * height)) * 4 * height;
      const { clientHeight } = element;
      setSeen((last) => (last.top === top && last.height === clientHeight ? last : { top, height: clientHeight }));
    };
    look();
    element.addEventListener("scroll", look, { passive: true });
    const resized = new ResizeObserver(look);
    resized.observe(element);
    return () => {
      element.removeEventListener("scroll", look);
      resized.disconnect();
    };
  }, [virtual, height]);

  const from = virtual ? Math.max(0, Math.floor(seen.top / height) - beyond) : 0;
  const to = virtual ? Math.min(rows.length, Math.ceil((seen.top + seen.height) / height) + beyond) : rows.length;
  const save = () => {
    const kept = all.filter((c) => c.csv);
    download(`${file}.csv`, csv(kept.map((c) => c.id), rows.map((row) => kept.map((c) => c.csv!(row)))));
  };
  return (
    <div class="figures">
      <div class="bar">
        <span class="soft">{w.rows(count(rows.length, lang))}</span>
        <button type="button" class="quiet" onClick={save} title={w.save}>
          {w.csv}
        </button>
      </div>
      <div class={virtual ? "table virtual" : "table"} ref={box} tabIndex={0} role="region" aria-label={caption}>
        <table aria-rowcount={rows.length + 1}>
          <caption class="unseen">{caption}</caption>
          <thead>
            <tr aria-rowindex={1}>
              {columns.map((c) => (
                <th key={c.id} scope="col" class={c.number ? "number" : undefined}>
                  {c.head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody ref={body}>
            <Space rows={from} height={height} columns={columns.length} />
            {rows.slice(from, to).map((row, i) => (
              <tr key={id(row)} data-row aria-rowindex={from + i + 2} class={marked?.(row) ? "marked" : undefined}>
                {columns.map((c) =>
                  c.names ? (
                    <th key={c.id} scope="row">
                      {c.cell?.(row)}
                    </th>
                  ) : (
                    <td key={c.id} class={c.number ? "number" : undefined}>
                      {c.cell?.(row)}
                    </td>
                  ),
                )}
              </tr>
            ))}
            <Space rows={rows.length - to} height={height} columns={columns.length} />
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** Stands for rows that are not drawn. */
function Space({ rows, height, columns }: { rows: number; height: number; columns: number }) {
  if (rows === 0) return null;
  return (
    <tr aria-hidden="true" class="space">
      <td colSpan={columns} style={{ height: `${rows * height}px` }} />
    </tr>
  );
}

function usePrinting(): boolean {
  const [printing, set] = useState(false);
  useEffect(() => {
    const begin = () => {
      const usual = options.debounceRendering;
      options.debounceRendering = (draw) => draw(); // paper waits for nobody
      set(true);
      if (usual) options.debounceRendering = usual;
      else delete options.debounceRendering;
    };
    const end = () => set(false);
    addEventListener("beforeprint", begin);
    addEventListener("afterprint", end);
    return () => {
      removeEventListener("beforeprint", begin);
      removeEventListener("afterprint", end);
    };
  }, []);
  return printing;
}
