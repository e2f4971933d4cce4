// The address bar holds the whole state of the explorer: Back, reload and a link sent to a colleague
// all show the same thing. Parameters are plain words; what is left out takes its default.

import { useEffect, useState } from "preact/hooks";

export type Address = Readonly<Record<string, string>>;

/** What to change: a text sets, null or "" removes. */
export type Changes = Readonly<Record<string, string | null | undefined>>;

/** What means the same in every view and is kept when one goes from view to view. */
const shared = new Set(["lang", "indicator", "year", "within", "level", "regions"]);

const listeners = new Set<() => void>();

export function read(search = location.search): Address {
  return Object.fromEntries([...new URLSearchParams(search)].filter(([, value]) => value !== ""));
}

export function write(address: Address): string {
  const { view, lang, ...rest } = address;
  const query = new URLSearchParams();
  if (view) query.set("view", view);
  for (const name of Object.keys(rest).sort()) query.set(name, rest[name]!);
  if (lang) query.set("lang", lang);
  const text = query.toString().replaceAll("%2C", ",").replaceAll("%7E", "~");
  return text ? `/?${text}` : "/";
}

/** The address with changes made. A change of view drops what belonged to the view left behind. */
export function changed(address: Address, changes: Changes): Address {
  const leaves = "view" in changes && (changes["view"] ?? "") !== (address["view"] ?? "");
  const next = Object.fromEntries(Object.entries(address).filter(([name]) => !leaves || shared.has(name)));
  for (const [name, value] of Object.entries(changes)) {
    if (value) next[name] = value;
    else delete next[name];
  }
  return next;
}

export function go(changes: Changes, how: "push" | "replace" = "push"): void {
  const next = write(changed(read(), changes));
  if (next === location.pathname + location.search) return;
  if (how === "push") history.pushState(null, "", next);
  else history.replaceState(null, "", next);
  for (const tell of listeners) tell();
}

export function useAddress(): Address {
  const [address, set] = useState(read);
  useEffect(() => {
    const tell = () => set(read());
    listeners.add(tell);
    addEventListener("popstate", tell);
    return () => {
      listeners.delete(tell);
      removeEventListener("popstate", tell);
    };
  }, []);
  return address;
}

/** Follows links inside the explorer without loading the page anew. Leaves every other click alone. */
export function followLinks(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element | null)?.closest?.("a[href]");
  if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute("download")) return;
  const to = new URL(link.href);
  if (to.origin !== location.origin || to.pathname !== "/" || location.pathname !== "/" || to.hash) return;
  event.preventDefault();
  if (to.search !== location.search) history.pushState(null, "", to.pathname + to.search);
  for (const tell of listeners) tell();
}
