// Chooses a region by name, pinyin or code, with the parents that tell namesakes apart.

import { useEffect, useId, useRef, useState } from "preact/hooks";
import { useWords } from "../page";
import { words } from "../words";
import { find, parents, useRegions, type Region } from "./regions";

const table = words(
  {
    hint: "Name, pinyin or code",
    none: "No region is called so.",
    loading: "Reading the list of regions …",
    clear: "Remove",
    found: (n: number) => `${n} found`,
  },
  { hint: "名称、拼音或代码", none: "没有匹配的地区。", loading: "正在读取地区列表……", clear: "移除", found: (n: number) => `找到 ${n} 个` },
);

interface Props {
  readonly label: string;
  /** The code chosen, shown by its name; null for none. */
  readonly value: string | null;
  /** What stands there while none is chosen. */
  readonly none?: string;
  readonly accept?: (region: Region) => boolean;
  readonly onPick: (code: string | null) => void;
}

export function RegionPicker({ label, value, none, accept, onPick }: Props) {
  const w = useWords(table);
  const id = useId();
  const all = useRegions();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string | null>(null); // null while nobody types
  const [active, setActive] = useState(0);
  const chosen = value ? all?.get(value) : undefined;
  const hits = typed && all ? find(accept ? [...all.values()].filter(accept) : all.values(), typed) : [];
  const open = typed !== null && typed.trim() !== "";
  useEffect(() => setActive(0), [typed]);
  useEffect(() => document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: "nearest" }), [active]);

  const pick = (code: string | null) => {
    setTyped(null);
    onPick(code);
  };
  const key = (event: KeyboardEvent) => {
    if (event.isComposing || !open) return; // an input method is at work
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move && hits.length > 0) setActive((active + move + hits.length) % hits.length);
    else if (event.key === "Enter" && hits[active]) pick(hits[active].code);
    else if (event.key === "Escape") setTyped(null);
    else return;
    event.preventDefault();
  };
  const shown = typed ?? (chosen ? chosen.name : (value ?? ""));
  return (
    <div class="picker">
      <label for={id}>{label}</label>
      <div class="field">
        <input
          id={id}
          ref={input}
          type="text"
          role="combobox"
          autocomplete="off"
          spellcheck={false}
          aria-expanded={open}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={open && hits.length > 0 ? `${id}-${active}` : undefined}
          placeholder={none ?? w.hint}
          title={chosen ? `${chosen.name} ${chosen.code}` : w.hint}
          value={shown}
          onFocus={(e) => e.currentTarget.select()}
          onInput={(e) => setTyped(e.currentTarget.value)}
          onKeyDown={key}
          onBlur={() => setTyped(null)}
        />
        {value && (
          <button type="button" class="quiet" aria-label={`${w.clear}: ${label}`} onClick={() => pick(null)}>
            ×
          </button>
        )}
      </div>
      <ul id={`${id}-list`} role="listbox" aria-label={label} hidden={!open || hits.length === 0}>
        {hits.map((region, i) => (
          <li
            key={region.code}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === active}
            onPointerDown={(e) => e.preventDefault()}
            onClick={() => pick(region.code)}
          >
            {region.name} <span class="soft">{parents(region)}</span> <code>{region.code}</code>
          </li>
        ))}
      </ul>
      <p class="state" role="status">
        {open ? (all ? (hits.length === 0 ? w.none : <span class="unseen">{w.found(hits.length)}</span>) : w.loading) : ""}
      </p>
    </div>
  );
}
