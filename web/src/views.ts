// The views of the explorer. Each is a folder under views/ with about.ts (its name, read at once) and
// view.tsx (what it shows, read when it is opened): to add one, add a folder.

import type { ComponentType } from "preact";
import type { Table } from "./words";

export interface About {
  /** Where it stands in the menu; the smallest first. */
  readonly order: number;
  /** Its name in the menu and the question it answers, in both languages. */
  readonly words: Table<{ readonly name: string; readonly question: string }>;
  /** Not in the menu: reached from other views only. */
  readonly unlisted?: boolean;
}

export interface View extends About {
  readonly id: string;
  readonly load: () => Promise<{ default: ComponentType }>;
}

const abouts = import.meta.glob<{ default: About }>("./views/*/about.ts", { eager: true });
const contents = import.meta.glob<{ default: ComponentType }>("./views/*/view.tsx");

export const views: ReadonlyMap<string, View> = new Map(
  Object.entries(abouts)
    .map(([path, { default: about }]): [string, View] => {
      const id = path.split("/").at(-2)!;
      return [id, { ...about, id, load: contents[path.replace("about.ts", "view.tsx")]! }];
    })
    .sort(([, a], [, b]) => a.order - b.order),
);
