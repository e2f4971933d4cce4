import type { About } from "../../views";
import { words } from "../../words";

export default {
  order: 80,
  words: words(
    { name: "Coverage", question: "Who has reported, year by year, and who has not." },
    { name: "报送情况", question: "历年哪些地区有报告，哪些没有。" },
  ),
} satisfies About;
