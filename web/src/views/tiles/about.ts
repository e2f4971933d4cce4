import type { About } from "../../views";
import { words } from "../../words";

export default {
  order: 90,
  words: words(
    { name: "Tiles", question: "One indicator over the country, a tile a province, and inside one a tile a county." },
    { name: "方格图", question: "一项指标在全国的样貌：一省一格，省内一县一格。" },
  ),
} satisfies About;
