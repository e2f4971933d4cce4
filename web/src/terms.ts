// The field's own words for what the service names in capitals.

import type { AbsenceReason, Applicant, Comparability, Decision, Edition, LeftOutReason, NullReason, RegionLevel, Severity } from "./gql/graphql";
import { words } from "./words";

type Of<Name extends string> = { readonly [K in Name]: string };

export const levelWords = words<Of<RegionLevel>>(
  { PROVINCE: "Provinces", PREFECTURE: "Prefectures and cities", COUNTY: "Counties and districts", TOWNSHIP: "Towns and streets" },
  { PROVINCE: "省级", PREFECTURE: "地级", COUNTY: "县级", TOWNSHIP: "乡级" },
);

export const applicantWords = words<Of<Applicant>>(
  {
    NATURAL_PERSON: "Natural persons",
    BUSINESS: "Businesses",
    RESEARCH: "Research institutions",
    CHARITY: "Social and charity organisations",
    LEGAL_SERVICE: "Legal-service institutions",
    OTHER: "Others",
    TOTAL: "Total",
  },
  { NATURAL_PERSON: "自然人", BUSINESS: "商业企业", RESEARCH: "科研机构", CHARITY: "社会公益组织", LEGAL_SERVICE: "法律服务机构", OTHER: "其他", TOTAL: "总计" },
);

export const editionWords = words<Of<Edition>>(
  { E2014: "form of 2014", E2019: "form of 2019", E2021: "form of 2021" },
  { E2014: "2014年版统计表", E2019: "2019年版表格", E2021: "2021年版表格" },
);

export const nullWords = words<Of<NullReason>>(
  {
    NO_REPORT: "no report is known",
    TABLE_MISSING: "the report lacks this table",
    CELL_BLANK: "the cell holds no figure",
    NOT_IN_EDITION: "this edition of the form does not ask for it",
    ZERO_DENOMINATOR: "there were no cases, and no share of nothing",
  },
  {
    NO_REPORT: "未收录报告",
    TABLE_MISSING: "报告中缺少该表",
    CELL_BLANK: "单元格没有数字",
    NOT_IN_EDITION: "该版表格不含此项",
    ZERO_DENOMINATOR: "没有案件，分母为零",
  },
);

export const absenceWords = words<Of<AbsenceReason>>(
  {
    ...nullWords.en,
    BELOW_MIN_DENOMINATOR: "too few cases to be ranked",
    IMPOSSIBLE_SHARE: "the printed part is larger than the printed whole",
  },
  { ...nullWords.zh, BELOW_MIN_DENOMINATOR: "案件太少，不参与排名", IMPOSSIBLE_SHARE: "所印部分大于所印合计" },
);

export const leftOutWords = words<Of<LeftOutReason>>(
  {
    SUPERSEDED_REVISION: "replaced by a later revision",
    OTHER_ORGAN_KIND: "of another kind of office",
    OTHER_LEVEL: "of another level",
    INCONSISTENT: "whose sums do not hold",
    REGION_ITSELF: "of the region itself, not of its parts",
  },
  {
    SUPERSEDED_REVISION: "已被后来的修订替代",
    OTHER_ORGAN_KIND: "属于其他类别的机关",
    OTHER_LEVEL: "属于其他级别",
    INCONSISTENT: "表内合计不成立",
    REGION_ITSELF: "属于所选地区本身而非其下辖地区",
  },
);

export const comparabilityWords = words<Of<Comparability>>(
  { EXACT: "comparable", APPROXIMATE: "compare with care: the form changed its wording", BREAK: "not comparable: the form changed" },
  { EXACT: "可比", APPROXIMATE: "大致可比：表格措辞有变", BREAK: "不可比：表格口径已变" },
);

export const severityWords = words<Of<Severity>>(
  { ERROR: "contradiction", WARNING: "doubt", INFO: "note" },
  { ERROR: "矛盾", WARNING: "存疑", INFO: "提示" },
);

export const decisionWords = words<Of<Decision>>(
  { OPEN: "undecided", CONFIRMED: "confirmed", DISMISSED: "set aside" },
  { OPEN: "未处理", CONFIRMED: "已确认", DISMISSED: "已搁置" },
);
