// Draws a Vega-Lite specification. It is loaded when the first chart is: Vega is larger than all the rest.

import { parse, View, type Loader } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile, type TopLevelSpec } from "vega-lite";

export type { View };

// A specification carries its data. One that names an address is refused, whoever wrote it.
const closed = {
  load: (at: string) => Promise.reject(new Error(`a chart may not fetch ${at}`)),
  sanitize: (at: string) => Promise.reject(new Error(`a chart may not point to ${at}`)),
} as unknown as Loader;

/** Draws into the element. Expressions are interpreted, because the page's policy forbids compiling them. */
export async function draw(element: HTMLElement, spec: TopLevelSpec): Promise<View> {
  const { spec: compiled } = compile(spec);
  const runtime = parse(compiled, undefined, { ast: true });
  const view = new View(runtime, { expr: expressionInterpreter, loader: closed, renderer: "svg", container: element, hover: true });
  return view.runAsync();
}
