import type { About } from "../../views";
import { words } from "../../words";

export default {
  order: 70,
  words: words(
    { name: "A district's profile", question: "One region: its figures over the years, its place among its peers, what was found in its reports, and the documents themselves." },
    { name: "地区概况", question: "一个地区：历年数字、在同类地区中的位置、报告中的核查发现，以及文档原件。" },
  ),
} satisfies About;
