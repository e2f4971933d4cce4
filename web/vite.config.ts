import { defineConfig } from "vitest/config";

// Built into a folder of its own under dist, so that the committed dist/.keep stays and Go always has
// something to embed. Nothing is put into the markup: the page's policy forbids scripts, styles and
// data: addresses there.
export default defineConfig({
  publicDir: false,
  build: {
    outDir: "dist/site",
    emptyOutDir: true,
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2023",
    chunkSizeWarningLimit: 4096,
    rolldownOptions: {
      input: ["index.html", "playground.html"],
      // Libraries of the playground mark files as “use client”, which means nothing here.
      onLog: (level, log, usual) => log.code === "MODULE_LEVEL_DIRECTIVE" || usual(level, log),
    },
  },
  worker: { format: "es" },
  server: { proxy: Object.fromEntries(["/graphql", "/charts", "/sources", "/schema.graphql", "/export"].map((at) => [at, "http://127.0.0.1:8080"])) },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.ts", "src/**/*.test.tsx"],
  },
});
