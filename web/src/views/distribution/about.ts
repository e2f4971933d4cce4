import type { About } from "../../views";
import { words } from "../../words";

export default {
  order: 40,
  words: words(
    { name: "Distribution", question: "How one figure is spread over the regions of a year. Every region counts once, however many cases it has." },
    { name: "分布", question: "一个指标在各地之间如何分布。无论案件多少，每个地区只计一次。" },
  ),
} satisfies About;
