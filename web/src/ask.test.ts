import { afterEach, describe, expect, test, vi } from "vitest";
import { ask, parse, Problem } from "./ask";
import { TypedDocumentString } from "./gql/graphql";

const question = new TypedDocumentString<{ n: number }, { a: string }>("query Q { n }");
const answering = (body: string, status = 200) => vi.stubGlobal("fetch", vi.fn(async (_at: string, _request: RequestInit) => new Response(body, { status })));

afterEach(() => vi.unstubAllGlobals());

test("a question goes into the address, a long one into the body", async () => {
  answering('{"data":{"n":1}}');
  await ask(question, { a: "short" });
  await ask(question, { a: "x".repeat(7000) });
  const [[short, , ], [long, request]] = vi.mocked(fetch).mock.calls as [[string, RequestInit], [string, RequestInit]];
  expect(short).toMatch(/^\/graphql\?query=query\+Q/);
  expect(long).toBe("/graphql");
  expect(JSON.parse(request.body as string).variables.a).toHaveLength(7000);
});

describe("a failure has a code", () => {
  test.each([
    ["of the service", '{"errors":[{"message":"no","extensions":{"code":"MIXED_LEVELS"}}],"data":null}', 200, "MIXED_LEVELS"],
    ["beside an answer in part", '{"errors":[{"message":"late","extensions":{"code":"TIMEOUT"}}],"data":{"n":null}}', 200, "TIMEOUT"],
    ["of something else that answered", "<html>Bad gateway", 502, "UNREADABLE"],
    ["without anything", '{"data":null}', 200, "UNREADABLE"],
  ])("%s", async (_, body, status, code) => {
    answering(body, status);
    await expect(ask(question, { a: "" })).rejects.toMatchObject({ code });
  });
  test("of the network", async () => {
    vi.stubGlobal("fetch", vi.fn(async () => Promise.reject(new TypeError("refused"))));
    await expect(ask(question, { a: "" })).rejects.toBeInstanceOf(Problem);
  });
});

test("figures keep their value", () => {
  expect(parse('{"rate":0.106382978723,"sum":140,"none":null}')).toEqual({ rate: 0.106382978723, sum: 140, none: null });
});
