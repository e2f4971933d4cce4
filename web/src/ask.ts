// Questions go to /graphql as anyone may ask them. A question in the address of a GET can be answered
// with 304 from the browser's own store, because a snapshot never changes.

import { useEffect, useState } from "preact/hooks";
import type { TypedDocumentString } from "./gql/graphql";

/** An exact decimal: a number, or its digits where a number could not hold it. */
export type Figure = number | string;

/** Why there is no answer. `code` is that of the service, or NETWORK or UNREADABLE. */
export class Problem extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

type Document<R, V> = TypedDocumentString<R, V>;
type Reviver = (key: string, value: unknown, context?: { source: string }) => unknown;

const longest = 6000; // of an address; longer questions are posted

/** Reads JSON so that no digit is lost. */
export function parse(text: string): unknown {
  const keep: Reviver = (_, value, context) => {
    if (typeof value !== "number" || !context || Number.isSafeInteger(value)) return value;
    return Number.isInteger(value) && !/[.e]/i.test(context.source) ? context.source : value;
  };
  return JSON.parse(text, keep as (key: string, value: unknown) => unknown);
}

export async function ask<R, V>(document: Document<R, V>, variables: V, signal?: AbortSignal): Promise<R> {
  const query = document.toString().replace(/\s+/g, " ").trim(); // short enough for an address; no text of ours holds spaces that count
  const at = `/graphql?${new URLSearchParams({ query, variables: JSON.stringify(variables ?? {}) })}`;
  const headers = { Accept: "application/graphql-response+json, application/json" };
  const request: RequestInit =
    at.length <= longest
      ? { headers, cache: "no-cache" }
      : { method: "POST", headers: { ...headers, "Content-Type": "application/json" }, body: JSON.stringify({ query, variables }) };
  let text: string;
  let status: number;
  try {
    const response = await fetch(at.length <= longest ? at : "/graphql", signal ? { ...request, signal } : request);
    status = response.status;
    text = await response.text();
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new Problem("NETWORK", String(cause));
  }
  let answer: { data?: R | null; errors?: readonly { message: string; extensions?: { code?: string } }[] };
  try {
    answer = parse(text) as typeof answer;
  } catch {
    throw new Problem("UNREADABLE", `HTTP ${status}`);
  }
  const [first] = answer.errors ?? [];
  if (first) throw new Problem(first.extensions?.code ?? "UNREADABLE", first.message);
  if (!answer.data) throw new Problem("UNREADABLE", `HTTP ${status}`);
  return answer.data;
}

export interface Answer<R> {
  /** The last answer; while another is under way, still the one before. */
  readonly data?: R;
  readonly problem?: Problem;
  readonly busy: boolean;
  readonly again: () => void;
}

/** Asks while the component is shown, and again when the variables change; null asks nothing. */
export function useAnswer<R, V>(document: Document<R, V>, variables: V | null): Answer<R> {
  return useWork(variables === null ? null : document.toString() + JSON.stringify(variables), (signal) => ask(document, variables as V, signal));
}

/** Does work while the component is shown, and again when the key changes; null does nothing. */
export function useWork<R>(key: string | null, work: (signal: AbortSignal) => Promise<R>): Answer<R> {
  const [state, set] = useState<{ key: string | null; data?: R; problem?: Problem }>({ key: null });
  const [attempt, retry] = useState(0);
  useEffect(() => {
    if (key === null) return;
    const control = new AbortController();
    work(control.signal).then(
      (data) => control.signal.aborted || set({ key, data }),
      (cause: unknown) => {
        if (control.signal.aborted) return;
        set({ key, problem: cause instanceof Problem ? cause : new Problem("UNREADABLE", String(cause)) });
      },
    );
    return () => control.abort();
  }, [key, attempt]);
  const again = () => {
    set({ key: null });
    retry((n) => n + 1);
  };
  const { data, problem } = state;
  const busy = key !== null && state.key !== key;
  return { busy, again, ...(data !== undefined && key !== null ? { data } : {}), ...(problem && !busy ? { problem } : {}) };
}
