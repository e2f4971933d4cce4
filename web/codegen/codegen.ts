import type { CodegenConfig } from "@graphql-codegen/cli";

// Types of the page's questions, from the schema they are asked against.
const config: CodegenConfig = {
  schema: process.env["SCHEMA"] ?? "../../graph/*.graphqls",
  documents: "../src/**/*.graphql",
  ignoreNoDocuments: true,
  generates: {
    "../src/gql/": {
      preset: "client",
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: "string",
        onlyOperationTypes: true,
        enumsAsTypes: true,
        useTypeImports: true,
        immutableTypes: true,
        skipTypename: true,
        strictScalars: true,
        scalars: { ID: "string", Number: "number | string", Date: "string", Time: "string" },
      },
    },
  },
};

export default config;
