import type { About } from "../../views";
import { words } from "../../words";

export default {
  order: 100,
  words: words(
    { name: "Ledger", question: "What does not add up, could not be read or is worth knowing. A finding changes no figure; it says where to look." },
    { name: "核查台账", question: "哪些数字对不上、无法读取或值得注意。核查发现不改动任何数字，只指出该看何处。" },
  ),
} satisfies About;
