// The plain page: a question goes to /graphql of this same origin, its answer is shown as tables and
// as it came. The address keeps the question, so that it can be sent and Back works.

import { tablesOf, tableElement, factsElement } from "./table.js";
import { indented, parse } from "./json.js";
import { showSchema } from "./schema.js";

const at = (id) => document.getElementById(id);

/** Asks one question. The body is kept as text: its numbers are exact, those of JavaScript are not. */
async function ask(query, variables, signal) {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ query, variables }),
    signal,
  });
  return response.text();
}

let running = null;

async function submit() {
  running?.abort();
  const mine = (running = new AbortController());
  const button = at("ask").querySelector("button");
  let variables;
  try {
    variables = at("variables").value.trim() ? JSON.parse(at("variables").value) : undefined;
  } catch {
    at("more").open = true;
    say("The variables are no JSON. 变量不是有效的 JSON。");
    at("variables").focus();
    return;
  }
  button.disabled = true;
  say("Asking … 查询中 …");
  const started = performance.now();
  try {
    const text = await ask(at("query").value, variables, mine.signal);
    show(text);
    say(`${Math.round(performance.now() - started)} ms, ${new Intl.NumberFormat("en").format(text.length)} characters`);
  } catch (error) {
    if (error.name !== "AbortError") say(`No answer: ${error.message}. 没有得到回答。`);
  } finally {
    if (running === mine) button.disabled = false;
  }
}

function say(words) {
  at("state").textContent = words;
}

function show(text) {
  const answer = parse(text);
  at("answer").hidden = false;
  showErrors(answer.errors ?? []);
  const { tables, facts } = tablesOf(answer.data ?? {});
  at("tables").replaceChildren(...(facts.length ? [factsElement(facts)] : []), ...tables.map(tableElement));
  at("raw").open = tables.length === 0;
  at("json").textContent = indented(text.trim());
}

/** Brings the answer into view for whoever has just asked and cannot see it. */
function reveal() {
  const head = at("answer-head");
  if (!at("answer").hidden && head.getBoundingClientRect().top > 0.8 * innerHeight) head.scrollIntoView();
}

function showErrors(errors) {
  at("errors").hidden = errors.length === 0;
  at("errors").replaceChildren(
    ...errors.map((e) => {
      const item = document.createElement("li");
      const code = document.createElement("code");
      code.textContent = ` ${e.extensions?.code ?? ""}`;
      const place = e.locations?.[0] ? ` (line ${e.locations[0].line}, column ${e.locations[0].column})` : "";
      item.append(e.message + place, code);
      return item;
    }),
  );
}

async function showSnapshot() {
  const { data } = parse(await ask("{ snapshot { reports organs synthetic years citation } }"));
  const { reports, organs, synthetic, years, citation } = data.snapshot;
  const span = years.length ? `${years[0]}–${years[years.length - 1]}` : "no years";
  at("snapshot").textContent = `${reports} reports 份报告, ${organs} organs 个机关, ${span}. ${citation}`;
  if (Number(synthetic) === 0) return;
  at("made").textContent = `${synthetic} of ${reports}`;
  at("synthetic").hidden = false;
}

async function showExamples() {
  const examples = await (await fetch("/plain/examples.json")).json();
  at("examples").replaceChildren(
    ...examples.map((example) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      const chinese = document.createElement("span");
      button.type = "button";
      button.textContent = example.english;
      chinese.lang = "zh-CN";
      chinese.textContent = example.chinese;
      button.append(chinese);
      button.addEventListener("click", () => {
        fill(example.query, "");
        remember();
        submit().then(reveal);
      });
      item.append(button);
      return item;
    }),
  );
  if (!at("query").value) fill(examples[0].query, "");
}

function fill(query, variables) {
  at("query").value = query;
  at("variables").value = variables;
  at("more").open = variables !== "";
}

function remember() {
  const state = new URLSearchParams({ query: at("query").value });
  if (at("variables").value.trim()) state.set("variables", at("variables").value);
  const hash = `#${state}`;
  if (hash !== location.hash) history.pushState(null, "", hash);
}

function recall() {
  const state = new URLSearchParams(location.hash.slice(1));
  if (!state.has("query")) return false;
  fill(state.get("query"), state.get("variables") ?? "");
  return true;
}

at("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  remember();
  submit().then(reveal);
});
at("ask").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    at("ask").requestSubmit();
  }
});
addEventListener("popstate", () => recall() && submit());

if (recall()) submit();
const tell = (error) => say(`Part of this page did not load: ${error.message}. 页面未完整加载。`);
showExamples().catch(tell);
showSnapshot().catch(tell);
showSchema(at("types"), at("filter"), at("found"), async (query) => JSON.parse(await ask(query)).data).catch(tell);
