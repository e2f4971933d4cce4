import { useEffect, useState } from "preact/hooks";

/** Whether the reader's system asks for dark, and from then on. */
export function useDark(): boolean {
  const [query] = useState(() => matchMedia("(prefers-color-scheme: dark)"));
  const [dark, set] = useState(query.matches);
  useEffect(() => {
    const tell = () => set(query.matches);
    query.addEventListener("change", tell);
    return () => query.removeEventListener("change", tell);
  }, [query]);
  return dark;
}
