import type { About } from "../../views";
import { words } from "../../words";

export default {
  order: 110,
  unlisted: true,
  words: words(
    { name: "A report as the form", question: "Every cell as the document prints it. What was noticed stands beside it; nothing was changed." },
    { name: "报告原表", question: "逐格显示文档所印内容。核查发现列于其旁，数字未作任何改动。" },
  ),
} satisfies About;
