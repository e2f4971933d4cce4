// Every text a reader sees stands once in English and once in Chinese, side by side.

export type Lang = "zh" | "en";

type Text = string | ((...values: never[]) => string);
type Texts = Readonly<Record<string, Text>>;
type Same<T extends Texts> = { readonly [K in keyof T]: T[K] extends (...values: infer V) => string ? (...values: V) => string : string };

export interface Table<T extends Texts> {
  readonly en: T;
  readonly zh: Same<T>;
}

/** Declares texts; the compiler holds that none lacks its translation. */
export function words<T extends Texts>(en: T, zh: Same<T>): Table<T> {
  return { en, zh };
}

export function textOf<T extends Texts>(table: Table<T>, lang: Lang): T {
  return (lang === "zh" ? table.zh : table.en) as T;
}

/** The language of an address, else of the browser. */
export function langOf(asked: string | undefined, languages: readonly string[] = navigator.languages): Lang {
  if (asked === "zh" || asked === "en") return asked;
  return languages.some((l) => l.toLowerCase().startsWith("zh")) ? "zh" : "en";
}
