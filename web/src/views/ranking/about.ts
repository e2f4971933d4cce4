import type { About } from "../../views";
import { words } from "../../words";

export default {
  order: 20,
  words: words(
    { name: "Ranking", question: "Who stands where in one year, and which ranks chance does not rule out." },
    { name: "排名", question: "一年之中各地的位次，以及偶然误差所不能排除的名次范围。" },
  ),
} satisfies About;
