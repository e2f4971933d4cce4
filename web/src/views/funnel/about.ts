import type { About } from "../../views";
import { words } from "../../words";

export default {
  order: 10,
  words: words(
    { name: "Different from the rest", question: "Each region's share against how many cases it has: who lies outside the limits that chance would keep to." },
    { name: "与其余不同", question: "各地的占比与其案件数：谁落在偶然误差的界限之外。" },
  ),
} satisfies About;
