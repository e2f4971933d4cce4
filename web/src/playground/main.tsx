/** @jsxImportSource react */
// GraphiQL, served from here: the editor, the explorer of what can be asked, the examples as tabs.

import { explorerPlugin } from "@graphiql/plugin-explorer";
import "@graphiql/plugin-explorer/style.css";
import { GraphiQL, HISTORY_PLUGIN } from "graphiql";
import "graphiql/style.css";
import { createRoot } from "react-dom/client";
import examples from "../../plain/examples.json";
import "./playground.css";
import "graphiql/setup-workers/vite";

interface Question {
  query: string;
  operationName?: string | null | undefined;
}

/** Just after its text was replaced, GraphiQL still names the operation that stood there before. */
function isNamed({ query, operationName }: Question): boolean {
  return new RegExp(`\\b(query|mutation|subscription)\\s+${operationName}\\b`).test(query);
}

/** Asks as anyone can, from this origin alone. */
async function fetcher(question: Question): Promise<never> {
  if (!isNamed(question)) question = { ...question, operationName: null };
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/graphql-response+json, application/json" },
    body: JSON.stringify(question),
  });
  return (await response.json()) as never;
}

const explorer = explorerPlugin({ showAttribution: false });
const tabs = examples.map((e) => ({ query: `# ${e.chinese}\n# ${e.english}\n${e.query}` }));

createRoot(document.getElementById("playground")!).render(
  <GraphiQL
    fetcher={fetcher}
    plugins={[HISTORY_PLUGIN, explorer]}
    defaultTabs={tabs}
    defaultQuery={tabs[0]!.query}
    defaultEditorToolsVisibility="variables"
    isHeadersEditorEnabled={false}
    shouldPersistHeaders={false}
  >
    <GraphiQL.Logo>
      <a href="/" className="home">
        <span lang="zh-CN">公开</span> gongkai
      </a>
    </GraphiQL.Logo>
  </GraphiQL>,
);
