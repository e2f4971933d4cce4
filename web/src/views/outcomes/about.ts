import type { About } from "../../views";
import { words } from "../../words";

export default {
  order: 50,
  words: words(
    { name: "Outcomes", question: "How requests ended, year by year: granted, granted in part, refused, unable to provide, not processed, otherwise." },
    { name: "办理结果", question: "申请逐年如何办结：予以公开、部分公开、不予公开、无法提供、不予处理、其他处理。" },
  ),
} satisfies About;
