import type { About } from "../../views";
import { words } from "../../words";

export default {
  order: 60,
  words: words(
    { name: "Applicants", question: "Who asks: people, businesses, research, charities, lawyers. And what each was given." },
    { name: "申请人", question: "谁在申请：自然人、商业企业、科研机构、社会公益组织、法律服务机构；各自获得公开的比例。" },
  ),
} satisfies About;
