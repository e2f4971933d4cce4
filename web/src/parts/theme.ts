// How charts look on this page, in either scheme. Colours tell groups apart and pass no judgement:
// they stay distinct for every kind of colour vision, and none means good or bad.

import type { Config } from "vega-lite";

const sans = 'system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif';

export function chartConfig(dark: boolean): Config {
  const ink = dark ? "#ece8e1" : "#22201d";
  const soft = dark ? "#aaa398" : "#5d5850";
  const line = dark ? "#3d3934" : "#e4dfd5";
  const main = dark ? "#7fb2e5" : "#2a6496";
  return {
    background: "transparent",
    font: sans,
    view: { stroke: "transparent" },
    title: { color: ink, subtitleColor: soft, anchor: "start", fontWeight: 600 },
    axis: { labelColor: ink, titleColor: soft, gridColor: line, domainColor: soft, tickColor: soft, titleFontWeight: 400, labelFontSize: 12 },
    legend: { labelColor: ink, titleColor: soft, titleFontWeight: 400, labelFontSize: 12 },
    header: { labelColor: ink, titleColor: soft },
    text: { color: ink },
    mark: { color: main },
    bar: { color: main },
    point: { color: main },
    line: { color: main },
    rule: { color: soft },
    range: {
      category: dark
        ? ["#7fb2e5", "#e8a15c", "#5fc1ae", "#d58bb9", "#c9b458", "#a9a3e0", "#b8ab9b", "#8fb573"]
        : ["#2a6496", "#c2661d", "#1f8273", "#a34a85", "#8a7416", "#5d56b0", "#7a6d5d", "#4f7a34"],
    },
  };
}
