import type { About } from "../../views";
import { words } from "../../words";

export default {
  order: 30,
  words: words(
    { name: "Trend", question: "One figure year by year. A gap is a gap, and where the form changed so that years must not be compared, the line breaks." },
    { name: "趋势", question: "一个指标的逐年数值。缺失处留空；表格改版致使前后不可比之处，线条断开。" },
  ),
} satisfies About;
