/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Why a region has no place in a ranking, funnel or distribution. */
export type AbsenceReason =
  /** The denominator is smaller than the question's minDenominator. */
  | 'BELOW_MIN_DENOMINATOR'
  /** The cell is blank, not applicable, unreadable or not printed. */
  | 'CELL_BLANK'
  /** The printed part is larger than the printed whole, below 0 or no whole number: a flaw of the report, which no chance explains. Funnels and distributions leave it out. */
  | 'IMPOSSIBLE_SHARE'
  /** The edition of the form does not ask for the figure. */
  | 'NOT_IN_EDITION'
  /** No report of its government is known. Told only of regions in the code book, where governments are asked for. */
  | 'NO_REPORT'
  /** The report lacks the table the figure stands in. */
  | 'TABLE_MISSING'
  /** The whole is 0, and there is no share of nothing. */
  | 'ZERO_DENOMINATOR';

/** The columns of table 三 (申请人情况): six kinds of applicant and their total. */
export type Applicant =
  /** Businesses (商业企业). */
  | 'BUSINESS'
  /** Public-benefit organisations (社会公益组织). */
  | 'CHARITY'
  /** Legal-service institutions (法律服务机构). */
  | 'LEGAL_SERVICE'
  /** Natural persons (自然人). */
  | 'NATURAL_PERSON'
  /** Other organisations (其他). */
  | 'OTHER'
  /** Research institutions (科研机构). */
  | 'RESEARCH'
  /** All applicants (总计). */
  | 'TOTAL';

/** A cell of the form. */
export type CellInput = {
  /** Its column in table 三, TOTAL if left out; the other tables have no columns. */
  readonly applicant?: Applicant | null | undefined;
  /** The line it stands on. */
  readonly line: LineCode;
};

/** What stands in a cell. */
export type CellState =
  /** Nothing: the cell is printed and empty. */
  | 'BLANK'
  /** A mark that there is nothing to state (无、/、—、不适用). */
  | 'NOT_APPLICABLE'
  /** A figure, which may be 0. */
  | 'NUMBER'
  /** Something that is no figure; `text` keeps it. */
  | 'UNREADABLE';

/** Whether two figures with the same name are the same thing (可比性). */
export type Comparability =
  /** The same label with another wording or scope: compare with care (大致可比). */
  | 'APPROXIMATE'
  /** Not the same thing: never draw a line across (不可比). */
  | 'BREAK'
  /** The same thing (可比). */
  | 'EXACT';

/** Whether a region has reported. */
export type CoverageStatus =
  /** There is a report with all three tables. */
  | 'COMPLETE'
  /** No report is known. It may have been published and not been taken in. */
  | 'NO_REPORT'
  /** There is a report, but it lacks a table, or one of its tables could not be read. */
  | 'TABLE_MISSING';

/** An indicator of your own: the sum of some cells, or that sum divided by another. */
export type CustomIndicator = {
  /** The cells whose sum divides it; left out for a plain sum. Where the form makes the numerator a part of it, the value is a share and has an interval; else it is a ratio. */
  readonly denominator?: ReadonlyArray<CellInput> | null | undefined;
  /** What to call it in the answer; two of one question cannot share a name, nor take that of the dictionary. */
  readonly name: string;
  /** The cells to add up, at least one. */
  readonly numerator: ReadonlyArray<CellInput>;
};

/** What somebody decided about a finding. It is kept beside the data and survives when documents are read anew. */
export type Decision =
  /** Somebody looked at it, and it is as the finding says (已确认). */
  | 'CONFIRMED'
  /** Somebody looked at it and set it aside (已搁置). */
  | 'DISMISSED'
  /** Nobody has decided (未处理). */
  | 'OPEN';

/** What an answer is split by. */
export type Dimension =
  /** The kind of applicant (申请人): only for indicators made of table 三, as the dictionary's byApplicant says. The column 总计 is not among the rows. */
  | 'APPLICANT'
  /** The edition of the form (报告格式). */
  | 'EDITION'
  /** Its level (行政级别). */
  | 'LEVEL'
  /** The kind of organ (机关类别). */
  | 'ORGAN_KIND'
  /** The prefecture it lies in (地级). */
  | 'PREFECTURE'
  /** The province it lies in (省级). */
  | 'PROVINCE'
  /** The region whose organ reports (行政区). */
  | 'REGION'
  /** The year reported on (年度). */
  | 'YEAR';

/** Which way a list runs. */
export type Direction =
  /** Smallest, earliest or first first. What is null comes last. */
  | 'ASC'
  /** Largest, latest or last first. What is null comes last. */
  | 'DESC';

/** A version of the statutory form (报告格式). It is seen from the table heads, never from the year: some offices used an old form for years. */
export type Edition =
  /** The statistics table of 国办发〔2014〕32号, used for 2014 to 2018. Recognised, but its figures are not read. */
  | 'E2014'
  /** The trial form of 国办公开办函〔2019〕60号, meant for 2019 and 2020. */
  | 'E2019'
  /** The form of 国办公开办函〔2021〕30号, meant for 2021 and later. */
  | 'E2021';

/** Chooses findings: all conditions must hold. */
export type FindingFilter = {
  /** Only findings that somebody decided about in one of these ways; OPEN are those that nobody did. */
  readonly decisions?: ReadonlyArray<Decision> | null | undefined;
  /** Only reports on these editions of the form. */
  readonly editions?: ReadonlyArray<Edition> | null | undefined;
  /** Only the findings of these ids. */
  readonly ids?: ReadonlyArray<string> | null | undefined;
  /** Only reports of this level. */
  readonly level?: RegionLevel | null | undefined;
  /** Only findings about one of these lines. */
  readonly lines?: ReadonlyArray<LineCode> | null | undefined;
  /** Only reports of these kinds of organ. */
  readonly organKinds?: ReadonlyArray<OrganKind> | null | undefined;
  /** Only reports of these regions, named by code. */
  readonly regions?: ReadonlyArray<string> | null | undefined;
  /** Only findings about these reports, each an organ and a year such as 130111-2023. */
  readonly reports?: ReadonlyArray<string> | null | undefined;
  /** Only findings of these rules, by code. */
  readonly rules?: ReadonlyArray<string> | null | undefined;
  /** Only findings of these severities. */
  readonly severities?: ReadonlyArray<Severity> | null | undefined;
  /** Only reports of regions under this one; of a county, those of its towns. The region's own are not among them. */
  readonly within?: string | null | undefined;
  /** Only reports about these years. */
  readonly years?: ReadonlyArray<number> | null | undefined;
};

/** A side of a fraction. */
export type FractionSide =
  /** Below the line. */
  | 'DENOMINATOR'
  /** Above the line; also the cells of counts and amounts, which have no line. */
  | 'NUMERATOR';

/** Where a point lies. */
export type FunnelFlag =
  /** Above the 95 % limit, not above that of 99.8 %. Chance alone puts at most one point in forty above the 95 % limit. */
  | 'ABOVE_95'
  /** Above the 99.8 % limit. Chance alone puts at most one point in a thousand here. */
  | 'ABOVE_998'
  /** Below the 95 % limit, not below that of 99.8 %. Chance alone puts at most one point in forty below the 95 % limit. */
  | 'BELOW_95'
  /** Below the 99.8 % limit. Chance alone puts at most one point in a thousand here. */
  | 'BELOW_998'
  /** Within the 95 % limits: chance alone would explain it. */
  | 'WITHIN';

/** The figures this service computes (指标). Each is a sum of cells of the form, or the ratio of two such sums; `indicators` gives the whole definition. */
export type IndicatorId =
  /** Share from businesses (商业企业申请占比), a share between 0 and 1. The share of requests received in the year that came from businesses (商业企业). */
  | 'BUSINESS_SHARE'
  /** Carry-over rate (结转率), a share between 0 and 1. The share of all requests on the desk in the year (received and carried in) that were still open at its end. */
  | 'CARRY_OVER_RATE'
  /** Challenge-correction rate (复议诉讼纠错率), a share between 0 and 1. The share of closed reviews and lawsuits together that ended in a correction (结果纠正). */
  | 'CHALLENGE_CORRECTION_RATE'
  /** Challenge-correction rate, of all challenges (复议诉讼纠错率(全部)), a share between 0 and 1. Corrected reviews and lawsuits over all of them, pending ones included. */
  | 'CHALLENGE_CORRECTION_RATE_ALL'
  /** Challenge-correction rate, on the merits (复议诉讼纠错率(实体)), a share between 0 and 1. Corrected reviews and lawsuits over those decided on the merits: upheld or corrected. */
  | 'CHALLENGE_CORRECTION_RATE_MERITS'
  /** Share not processed as excessive (无正当理由大量反复申请占比), a share between 0 and 1. The share of handled requests not processed because the applicant files many repeated requests without good reason (无正当理由大量反复申请, under 不予处理). */
  | 'DECLINED_EXCESSIVE_SHARE'
  /** Share not processed as petitions (信访举报投诉类申请占比), a share between 0 and 1. The share of handled requests not processed because they are petitions, reports or complaints (信访举报投诉类申请, under 不予处理). */
  | 'DECLINED_PETITION_SHARE'
  /** Share not processed as publications (要求提供公开出版物占比), a share between 0 and 1. The share of handled requests not processed because they ask for a public publication (要求提供公开出版物, under 不予处理). */
  | 'DECLINED_PUBLICATION_SHARE'
  /** Share not processed as confirmations (要求行政机关确认或重新出具已获取信息占比), a share between 0 and 1. The share of handled requests not processed because they ask to confirm or reissue information already obtained (要求行政机关确认或重新出具已获取信息, under 不予处理). */
  | 'DECLINED_REISSUE_SHARE'
  /** Share not processed as repeats (重复申请占比), a share between 0 and 1. The share of handled requests not processed because they repeat an earlier request (重复申请, under 不予处理). */
  | 'DECLINED_REPEAT_SHARE'
  /** Share not processed (不予处理占比), a share between 0 and 1. The share of handled requests that were not processed (不予处理): petitions, repeats, publications, excessive requests, confirmations. */
  | 'DECLINED_SHARE'
  /** Disclosure rate (公开率), a share between 0 and 1. The share of handled requests answered with information, in full or in part (予以公开 and 部分公开). Higher means more was given. */
  | 'DISCLOSURE_RATE'
  /** Fees collected (行政事业性收费金额), an amount of money. Administrative fees (行政事业性收费) collected in the year, in 10,000 yuan (万元). Only the 2021 form gives money; the 2019 form counts fee items. */
  | 'FEES_10K_YUAN'
  /** Full disclosure rate (全部公开率), a share between 0 and 1. The share of handled requests granted in full (予以公开). */
  | 'FULL_DISCLOSURE_RATE'
  /** Lawsuits (行政诉讼总数), a count. Lawsuits (行政诉讼) about information requests, brought directly or after review, pending ones included. */
  | 'LAWSUITS'
  /** Share from legal-service institutions (法律服务机构申请占比), a share between 0 and 1. The share of requests received in the year that came from legal-service institutions (法律服务机构). */
  | 'LEGAL_SERVICE_SHARE'
  /** Licensing decisions (行政许可决定), a count. Licensing decisions (行政许可) of the year. The 2019 and 2021 forms use the same label with different scopes. */
  | 'LICENSING_DECISIONS'
  /** Litigation-correction rate (诉讼纠错率), a share between 0 and 1. The share of closed lawsuits, brought directly or after review, that ended in a correction (结果纠正). */
  | 'LITIGATION_CORRECTION_RATE'
  /** Litigation-correction rate, of all lawsuits (诉讼纠错率(全部)), a share between 0 and 1. Corrected lawsuits over all lawsuits, pending ones included. */
  | 'LITIGATION_CORRECTION_RATE_ALL'
  /** Litigation-correction rate, on the merits (诉讼纠错率(实体)), a share between 0 and 1. Corrected lawsuits over those decided on the merits: upheld or corrected. */
  | 'LITIGATION_CORRECTION_RATE_MERITS'
  /** Share from natural persons (自然人申请占比), a share between 0 and 1. The share of requests received in the year that came from natural persons (自然人). */
  | 'NATURAL_PERSON_SHARE'
  /** Normative documents in force (现行有效规范性文件), a count. Normative documents (行政规范性文件) in force at the end of the year. Only the 2021 form asks for it; the published stock of the 2019 form is another thing. */
  | 'NORMATIVE_DOCUMENTS_IN_FORCE'
  /** Share answered not held (本机关不掌握占比), a share between 0 and 1. The share of handled requests answered that the office does not hold the information (本机关不掌握相关政府信息). */
  | 'NOT_HELD_SHARE'
  /** Share otherwise handled (其他处理占比), a share between 0 and 1. The share of handled requests with another outcome (其他处理). The 2019 form prints one line, the 2021 form three; they are compared as their sum. */
  | 'OTHER_OUTCOME_SHARE'
  /** Penalty decisions (行政处罚决定), a count. Administrative penalties (行政处罚) decided in the year. The 2019 and 2021 forms use the same label with different scopes. */
  | 'PENALTY_DECISIONS'
  /** Refusal rate (不予公开率), a share between 0 and 1. The share of handled requests refused on one of the eight grounds of 不予公开. Unable to provide and not processed are not refusals. */
  | 'REFUSAL_RATE'
  /** Share refused as administrative inquiries (属于行政查询事项占比), a share between 0 and 1. The share of handled requests refused because the matter is one of administrative inquiry (属于行政查询事项, under 不予公开). */
  | 'REFUSED_ADMIN_QUERY_SHARE'
  /** Share refused as enforcement files (属于行政执法案卷占比), a share between 0 and 1. The share of handled requests refused because the information belongs to an enforcement case file (属于行政执法案卷, under 不予公开). */
  | 'REFUSED_ENFORCEMENT_FILE_SHARE'
  /** Share refused as internal affairs (属于三类内部事务信息占比), a share between 0 and 1. The share of handled requests refused because the information concerns the office's internal affairs (属于三类内部事务信息, under 不予公开). */
  | 'REFUSED_INTERNAL_SHARE'
  /** Share refused under another law (其他法律行政法规禁止公开占比), a share between 0 and 1. The share of handled requests refused because another law or regulation forbids disclosure (其他法律行政法规禁止公开, under 不予公开). */
  | 'REFUSED_OTHER_LAW_SHARE'
  /** Share refused as deliberative (属于四类过程性信息占比), a share between 0 and 1. The share of handled requests refused because the information belongs to a deliberative process (属于四类过程性信息, under 不予公开). */
  | 'REFUSED_PROCESS_SHARE'
  /** Share refused for safety or stability (危及“三安全一稳定”占比), a share between 0 and 1. The share of handled requests refused because disclosure might endanger national, public or economic security or social stability (危及“三安全一稳定”, under 不予公开). */
  | 'REFUSED_SAFETY_STABILITY_SHARE'
  /** Share refused as state secrets (属于国家秘密占比), a share between 0 and 1. The share of handled requests refused because the information is a state secret (属于国家秘密, under 不予公开). */
  | 'REFUSED_STATE_SECRET_SHARE'
  /** Share refused for a third party (保护第三方合法权益占比), a share between 0 and 1. The share of handled requests refused to protect the lawful rights of a third party (保护第三方合法权益, under 不予公开). */
  | 'REFUSED_THIRD_PARTY_SHARE'
  /** Requests carried out (结转下年度), a count. Requests still open at the end of the year (结转下年度继续办理). */
  | 'REQUESTS_CARRIED_OUT'
  /** Requests handled (办理结果总计), a count. Requests whose handling ended in the year (总计 of 本年度办理结果), whatever the outcome, including those carried in. */
  | 'REQUESTS_HANDLED'
  /** Requests received (新收申请), a count. Requests for information (政府信息公开申请) that arrived in the year. Counts whole requests; requests carried in from the year before are not among them. */
  | 'REQUESTS_RECEIVED'
  /** Disclosure rate of answerable requests (可答复申请公开率), a share between 0 and 1. The share answered with information among requests that called for an answer: those not processed (不予处理) and otherwise handled (其他处理) are left out of the denominator. */
  | 'RESOLVABLE_DISCLOSURE_RATE'
  /** Administrative reviews (行政复议总数), a count. Administrative reviews (行政复议) about information requests, whatever their result, pending ones included. */
  | 'REVIEWS'
  /** Review-correction rate (复议纠错率), a share between 0 and 1. The share of closed administrative reviews that ended in a correction (结果纠正). Pending reviews are not counted. Null with ZERO_DENOMINATOR where none was closed. */
  | 'REVIEW_CORRECTION_RATE'
  /** Review-correction rate, of all reviews (复议纠错率(全部)), a share between 0 and 1. Corrected reviews over all reviews, pending ones included; lower than the rate of closed reviews while cases are open. */
  | 'REVIEW_CORRECTION_RATE_ALL'
  /** Review-correction rate, on the merits (复议纠错率(实体)), a share between 0 and 1. Corrected reviews over those decided on the merits: upheld or corrected. Other results (withdrawn, rejected) are left out. */
  | 'REVIEW_CORRECTION_RATE_MERITS'
  /** Reviews per request handled (复议比), a ratio. Administrative reviews per request handled. A ratio, not a share: reviews may concern requests of earlier years, so it has no interval and may exceed 1. */
  | 'REVIEW_RATE'
  /** Share answered would have to be created (没有现成信息需要另行制作占比), a share between 0 and 1. The share of handled requests answered that no such record exists and one would have to be created (没有现成信息需要另行制作, under 无法提供). */
  | 'UNABLE_NEEDS_CREATION_SHARE'
  /** Share unable to provide (无法提供占比), a share between 0 and 1. The share of handled requests answered that the information cannot be provided (无法提供): not held, would have to be created, or still unclear. */
  | 'UNABLE_SHARE'
  /** Share answered still unclear (补正后申请内容仍不明确占比), a share between 0 and 1. The share of handled requests not answerable because the request stayed unclear after correction (补正后申请内容仍不明确, under 无法提供). */
  | 'UNABLE_UNCLEAR_SHARE';

/** What an indicator's value is. */
export type IndicatorKind =
  /** A sum of money (金额). */
  | 'AMOUNT'
  /** A sum of cells that count something (数量). */
  | 'COUNT'
  /** One sum over another that it is no part of; it can exceed 1 and has no interval (比值). */
  | 'RATIO'
  /** A part of a whole, between 0 and 1, with an interval (占比). */
  | 'SHARE';

/** Why a value has no interval. */
export type IntervalNullReason =
  /** The printed part is larger than the printed whole, below 0 or no whole number: a flaw of the report, which no chance explains. */
  | 'IMPOSSIBLE_SHARE'
  /** The indicator is a count, an amount or a ratio, and only shares have one. */
  | 'NOT_A_SHARE'
  /** There is no value either. */
  | 'NO_VALUE';

/** Why reports do not count in an answer. */
export type LeftOutReason =
  /** Their sums do not hold, and only consistent reports were asked for. */
  | 'INCONSISTENT'
  /** They are of another level. */
  | 'OTHER_LEVEL'
  /** They are of another kind of organ. */
  | 'OTHER_ORGAN_KIND'
  /** They are of the region named in `within` itself, not of those under it. */
  | 'REGION_ITSELF'
  /** Another revision of the same report counts instead, as a rule a later one. */
  | 'SUPERSEDED_REVISION';

/** The printed lines of the form (报告表格的行), of all its editions, in printed order. */
export type LineCode =
  /** Requests carried in from the year before (二、上年结转政府信息公开申请数量). Table 三, editions 2019 and 2021; a count. */
  | 'CARRIED_IN'
  /** Requests carried out to the next year (四、结转下年度继续办理). Table 三, editions 2019 and 2021; a count. */
  | 'CARRIED_OUT'
  /** Coercive-measure items added or removed (行政强制 本年增/减, under 第二十条第(六)项). Table 二, edition 2019 only; a count, negative for a decrease. */
  | 'COERCION_CHANGE'
  /** Coercive measures decided (行政强制 本年处理决定数量, under 第二十条第(六)项). Table 二, editions 2019 and 2021; a count. The label is the same in both editions, the scope is not: compare with care. */
  | 'COERCION_DECISIONS'
  /** Coercive-measure items of the year before (行政强制 上一年项目数量, under 第二十条第(六)项). Table 二, edition 2019 only; a count. */
  | 'COERCION_PREVIOUS_ITEMS'
  /** Not processed: many repeated requests without good reason (4.无正当理由大量反复申请, under (五)不予处理). Table 三, editions 2019 and 2021; a count. */
  | 'DECLINED_EXCESSIVE'
  /** Not processed: petition, report or complaint (1.信访举报投诉类申请, under (五)不予处理). Table 三, editions 2019 and 2021; a count. */
  | 'DECLINED_PETITION'
  /** Not processed: asks for a publication (3.要求提供公开出版物, under (五)不予处理). Table 三, editions 2019 and 2021; a count. */
  | 'DECLINED_PUBLICATION'
  /** Not processed: asks to confirm or reissue what was already obtained (5.要求行政机关确认或重新出具已获取信息, under (五)不予处理). Table 三, editions 2019 and 2021; a count. */
  | 'DECLINED_REISSUE'
  /** Not processed: repeated request (2.重复申请, under (五)不予处理). Table 三, editions 2019 and 2021; a count. */
  | 'DECLINED_REPEAT'
  /** Fees collected, in 10,000 yuan (行政事业性收费 本年收费金额(万元), under 第二十条第(八)项). Table 二, edition 2021 only; in 10,000 yuan (万元). */
  | 'FEES_AMOUNT_10K_YUAN'
  /** Fee items added or removed (行政事业性收费 本年增/减, under 第二十条第(八)项). Table 二, edition 2019 only; a count, negative for a decrease. */
  | 'FEES_CHANGE'
  /** Fee items of the year before (行政事业性收费 上一年项目数量, under 第二十条第(八)项). Table 二, edition 2019 only; a count. */
  | 'FEES_PREVIOUS_ITEMS'
  /** Granted ((一)予以公开, under 三、本年度办理结果). Table 三, editions 2019 and 2021; a count. */
  | 'GRANTED'
  /** Licensing items added or removed (行政许可 本年增/减, under 第二十条第(五)项). Table 二, edition 2019 only; a count, negative for a decrease. */
  | 'LICENSING_CHANGE'
  /** Licensing decisions (行政许可 本年处理决定数量, under 第二十条第(五)项). Table 二, editions 2019 and 2021; a count. The label is the same in both editions, the scope is not: compare with care. */
  | 'LICENSING_DECISIONS'
  /** Licensing items of the year before (行政许可 上一年项目数量, under 第二十条第(五)项). Table 二, edition 2019 only; a count. */
  | 'LICENSING_PREVIOUS_ITEMS'
  /** Lawsuits after review: corrected (结果纠正, under 复议后起诉). Table 四, editions 2019 and 2021; a count. */
  | 'LITIGATION_AFTER_REVIEW_CORRECTED'
  /** Lawsuits after review: other result (其他结果, under 复议后起诉). Table 四, editions 2019 and 2021; a count. */
  | 'LITIGATION_AFTER_REVIEW_OTHER'
  /** Lawsuits after review: pending (尚未审结, under 复议后起诉). Table 四, editions 2019 and 2021; a count. */
  | 'LITIGATION_AFTER_REVIEW_PENDING'
  /** Lawsuits after review (总计, under 复议后起诉). Table 四, editions 2019 and 2021; a count. */
  | 'LITIGATION_AFTER_REVIEW_TOTAL'
  /** Lawsuits after review: upheld (结果维持, under 复议后起诉). Table 四, editions 2019 and 2021; a count. */
  | 'LITIGATION_AFTER_REVIEW_UPHELD'
  /** Lawsuits without prior review: corrected (结果纠正, under 未经复议直接起诉). Table 四, editions 2019 and 2021; a count. */
  | 'LITIGATION_DIRECT_CORRECTED'
  /** Lawsuits without prior review: other result (其他结果, under 未经复议直接起诉). Table 四, editions 2019 and 2021; a count. */
  | 'LITIGATION_DIRECT_OTHER'
  /** Lawsuits without prior review: pending (尚未审结, under 未经复议直接起诉). Table 四, editions 2019 and 2021; a count. */
  | 'LITIGATION_DIRECT_PENDING'
  /** Lawsuits without prior review (总计, under 未经复议直接起诉). Table 四, editions 2019 and 2021; a count. */
  | 'LITIGATION_DIRECT_TOTAL'
  /** Lawsuits without prior review: upheld (结果维持, under 未经复议直接起诉). Table 四, editions 2019 and 2021; a count. */
  | 'LITIGATION_DIRECT_UPHELD'
  /** Normative documents in force at the end of the year (行政规范性文件 现行有效件数, under 第二十条第(一)项). Table 二, edition 2021 only; a count. */
  | 'NORMATIVE_DOCUMENTS_IN_FORCE'
  /** Normative documents issued in the year (行政规范性文件 本年制发件数, under 第二十条第(一)项). Table 二, editions 2019 and 2021; a count. The label is the same in both editions, the scope is not: compare with care. */
  | 'NORMATIVE_DOCUMENTS_MADE'
  /** Normative documents published in the year (规范性文件 本年新公开数量, under 第二十条第(一)项). Table 二, edition 2019 only; a count. */
  | 'NORMATIVE_DOCUMENTS_PUBLISHED'
  /** Normative documents repealed in the year (行政规范性文件 本年废止件数, under 第二十条第(一)项). Table 二, edition 2021 only; a count. */
  | 'NORMATIVE_DOCUMENTS_REPEALED'
  /** Normative documents public at the end of the year (规范性文件 对外公开总数量, under 第二十条第(一)项). Table 二, edition 2019 only; a count. */
  | 'NORMATIVE_DOCUMENTS_TOTAL_PUBLIC'
  /** Otherwise handled ((六)其他处理, under 三、本年度办理结果). Table 三, edition 2019 only; a count. Where an edition prints its parts instead, it is their sum. */
  | 'OTHER'
  /** Otherwise handled: other (3.其他, under (六)其他处理). Table 三, edition 2021 only; a count. */
  | 'OTHER_OTHER'
  /** Otherwise handled: not corrected in time (1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请, under (六)其他处理). Table 三, edition 2021 only; a count. */
  | 'OTHER_OVERDUE_CORRECTION'
  /** Other service items added or removed (其他对外管理服务事项 本年增/减, under 第二十条第(五)项). Table 二, edition 2019 only; a count, negative for a decrease. */
  | 'OTHER_SERVICES_CHANGE'
  /** Decisions in other services (其他对外管理服务事项 处理决定数量, under 第二十条第(五)项). Table 二, edition 2019 only; a count. */
  | 'OTHER_SERVICES_DECISIONS'
  /** Other service items of the year before (其他对外管理服务事项 上一年项目数量, under 第二十条第(五)项). Table 二, edition 2019 only; a count. */
  | 'OTHER_SERVICES_PREVIOUS_ITEMS'
  /** Otherwise handled: fee not paid in time (2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请, under (六)其他处理). Table 三, edition 2021 only; a count. */
  | 'OTHER_UNPAID_FEE'
  /** Granted in part ((二)部分公开, under 三、本年度办理结果). Table 三, editions 2019 and 2021; a count. */
  | 'PARTLY_GRANTED'
  /** Penalty items added or removed (行政处罚 本年增/减, under 第二十条第(六)项). Table 二, edition 2019 only; a count, negative for a decrease. */
  | 'PENALTIES_CHANGE'
  /** Administrative penalties decided (行政处罚 本年处理决定数量, under 第二十条第(六)项). Table 二, editions 2019 and 2021; a count. The label is the same in both editions, the scope is not: compare with care. */
  | 'PENALTIES_DECISIONS'
  /** Penalty items of the year before (行政处罚 上一年项目数量, under 第二十条第(六)项). Table 二, edition 2019 only; a count. */
  | 'PENALTIES_PREVIOUS_ITEMS'
  /** Central procurement amount (政府集中采购 采购总金额, under 第二十条第(九)项). Table 二, edition 2019 only; in yuan (元) where the cell prints a unit, else as printed. */
  | 'PROCUREMENT_AMOUNT'
  /** Central procurement items (政府集中采购 采购项目数量, under 第二十条第(九)项). Table 二, edition 2019 only; a count. */
  | 'PROCUREMENT_ITEMS'
  /** Requests received in the year (一、本年新收政府信息公开申请数量). Table 三, editions 2019 and 2021; a count. */
  | 'RECEIVED'
  /** Refused: a matter of administrative inquiry (8.属于行政查询事项, under (三)不予公开). Table 三, editions 2019 and 2021; a count. */
  | 'REFUSED_ADMIN_QUERY'
  /** Refused: enforcement case file (7.属于行政执法案卷, under (三)不予公开). Table 三, editions 2019 and 2021; a count. */
  | 'REFUSED_ENFORCEMENT_FILE'
  /** Refused: internal affairs of the office (5.属于三类内部事务信息, under (三)不予公开). Table 三, editions 2019 and 2021; a count. */
  | 'REFUSED_INTERNAL'
  /** Refused: forbidden by another law or regulation (2.其他法律行政法规禁止公开, under (三)不予公开). Table 三, editions 2019 and 2021; a count. */
  | 'REFUSED_OTHER_LAW'
  /** Refused: deliberative process (6.属于四类过程性信息, under (三)不予公开). Table 三, editions 2019 and 2021; a count. */
  | 'REFUSED_PROCESS'
  /** Refused: endangers national, public or economic security or social stability (3.危及“三安全一稳定”, under (三)不予公开). Table 三, editions 2019 and 2021; a count. */
  | 'REFUSED_SAFETY_STABILITY'
  /** Refused: state secret (1.属于国家秘密, under (三)不予公开). Table 三, editions 2019 and 2021; a count. */
  | 'REFUSED_STATE_SECRET'
  /** Refused: protects a third party (4.保护第三方合法权益, under (三)不予公开). Table 三, editions 2019 and 2021; a count. */
  | 'REFUSED_THIRD_PARTY'
  /** Administrative reviews: corrected (结果纠正, under 行政复议). Table 四, editions 2019 and 2021; a count. */
  | 'REVIEW_CORRECTED'
  /** Administrative reviews: other result (其他结果, under 行政复议). Table 四, editions 2019 and 2021; a count. */
  | 'REVIEW_OTHER'
  /** Administrative reviews: pending (尚未审结, under 行政复议). Table 四, editions 2019 and 2021; a count. */
  | 'REVIEW_PENDING'
  /** Administrative reviews (总计, under 行政复议). Table 四, editions 2019 and 2021; a count. */
  | 'REVIEW_TOTAL'
  /** Administrative reviews: upheld (结果维持, under 行政复议). Table 四, editions 2019 and 2021; a count. */
  | 'REVIEW_UPHELD'
  /** Rules in force at the end of the year (规章 现行有效件数, under 第二十条第(一)项). Table 二, edition 2021 only; a count. */
  | 'RULES_IN_FORCE'
  /** Rules issued in the year (规章 本年制发件数, under 第二十条第(一)项). Table 二, editions 2019 and 2021; a count. The label is the same in both editions, the scope is not: compare with care. */
  | 'RULES_MADE'
  /** Rules published in the year (规章 本年新公开数量, under 第二十条第(一)项). Table 二, edition 2019 only; a count. */
  | 'RULES_PUBLISHED'
  /** Rules repealed in the year (规章 本年废止件数, under 第二十条第(一)项). Table 二, edition 2021 only; a count. */
  | 'RULES_REPEALED'
  /** Rules public at the end of the year (规章 对外公开总数量, under 第二十条第(一)项). Table 二, edition 2019 only; a count. */
  | 'RULES_TOTAL_PUBLIC'
  /** Requests handled in the year ((七)总计, under 三、本年度办理结果). Table 三, editions 2019 and 2021; a count. */
  | 'TOTAL'
  /** Unable to provide: would have to be created (2.没有现成信息需要另行制作, under (四)无法提供). Table 三, editions 2019 and 2021; a count. */
  | 'UNABLE_NEEDS_CREATION'
  /** Unable to provide: not held (1.本机关不掌握相关政府信息, under (四)无法提供). Table 三, editions 2019 and 2021; a count. */
  | 'UNABLE_NOT_HELD'
  /** Unable to provide: still unclear after correction (3.补正后申请内容仍不明确, under (四)无法提供). Table 三, editions 2019 and 2021; a count. */
  | 'UNABLE_UNCLEAR';

/** Why there is no value. */
export type NullReason =
  /** The cell is blank, not applicable, unreadable or not printed. */
  | 'CELL_BLANK'
  /** The edition of the form does not ask for the figure. */
  | 'NOT_IN_EDITION'
  /** Nobody reported, or no report of theirs is known. */
  | 'NO_REPORT'
  /** The report lacks the table the figure stands in. */
  | 'TABLE_MISSING'
  /** The whole is 0, and there is no share of nothing. */
  | 'ZERO_DENOMINATOR';

/** The kind of an office. Reports of different kinds are never added up: a government's report usually contains the figures of its departments and towns. */
export type OrganKind =
  /** A department of a government (局、委、办). */
  | 'DEPARTMENT'
  /** The people's government of a region, for which its general office reports (人民政府). */
  | 'GOVERNMENT'
  /** Any other office. */
  | 'OTHER'
  /** A township, town or street (乡、镇、街道). */
  | 'TOWNSHIP'
  /** A development zone or its committee (开发区、高新区、管委会). */
  | 'ZONE';

/** What peers have in common. */
export type PeerGroup =
  /** About as many requests handled (办理量相近) in the year: 0, 1-9, 10-29, 30-99, 100-299, 300-999, 1000-2999, 3000-9999, 10000 and more. */
  | 'SAME_BAND'
  /** The same prefecture (同市); of a region directly under a province, the others directly under it. */
  | 'SAME_CITY'
  /** The same level (同级): counties with counties. */
  | 'SAME_LEVEL'
  /** The same province (同省). */
  | 'SAME_PROVINCE';

/** Chooses the peers of a region (同类地区): those of the same level, and whatever else `groups` names. The region itself is among them. */
export type PeersInput = {
  /** What else peers have in common with it; all must hold. The same level is always asked for. */
  readonly groups?: ReadonlyArray<PeerGroup>;
  /** The code of the region. */
  readonly region: string;
  /** The year whose requests handled put regions into bands. Needed only for SAME_BAND, and only where the question is about several years. */
  readonly year?: number | null | undefined;
};

/** The administrative level of a region (行政级别). */
export type RegionLevel =
  /** Counties, districts, county-level cities, banners (县级). */
  | 'COUNTY'
  /** Prefecture-level cities, prefectures, leagues (地级). */
  | 'PREFECTURE'
  /** Provinces, autonomous regions and the four municipalities (省级). */
  | 'PROVINCE'
  /** Townships, towns, streets (乡级). */
  | 'TOWNSHIP';

/** How well a report could be read. */
export type ReportStatus =
  /** Figures were read, but tables or cells are missing or cut (不完整). */
  | 'PARTIAL'
  /** Every table was found and read (完整). */
  | 'READ'
  /** No figure could be taken (未读取). Such a document makes no report; the snapshot counts it among the rejected. */
  | 'REJECTED';

/** Chooses the reports that are added up: all conditions must hold. What is left out does not restrict. */
export type Scope = {
  /** True: only reports whose sums hold wherever they can be checked. */
  readonly consistentOnly?: boolean | null | undefined;
  /** Only reports on these editions of the form. */
  readonly editions?: ReadonlyArray<Edition> | null | undefined;
  /** Only reports of this level. */
  readonly level?: RegionLevel | null | undefined;
  /** Only reports of these kinds of organ; GOVERNMENT if left out. */
  readonly organKinds?: ReadonlyArray<OrganKind> | null | undefined;
  /** Only reports of the peers of a region, itself among them. */
  readonly peersOf?: PeersInput | null | undefined;
  /** Only reports of exactly these regions, named by code. */
  readonly regions?: ReadonlyArray<string> | null | undefined;
  /** Only reports of regions under this one; of a county, those of its towns. The region's own are not among them. */
  readonly within?: string | null | undefined;
  /** Only reports about these years. */
  readonly years?: ReadonlyArray<number> | null | undefined;
};

/** How much a finding matters. */
export type Severity =
  /** The printed figures contradict themselves or the year before, or one cannot be read (矛盾). */
  | 'ERROR'
  /** Worth knowing; nothing is wrong (提示). */
  | 'INFO'
  /** A figure is likely wrong, or whose report it is is in doubt (存疑). */
  | 'WARNING';

export type PageQueryVariables = Exact<{ [key: string]: never; }>;


export type PageQuery = { readonly snapshot: { readonly id: string, readonly builtAt: string, readonly reports: number, readonly organs: number, readonly documents: number, readonly rejected: number, readonly synthetic: number, readonly years: ReadonlyArray<number>, readonly citation: string }, readonly indicators: ReadonlyArray<{ readonly id: IndicatorId | null, readonly kind: IndicatorKind, readonly english: string, readonly chinese: string, readonly description: string, readonly explanation: string, readonly across: Comparability, readonly byApplicant: boolean, readonly numerator: ReadonlyArray<{ readonly line: LineCode, readonly column: Applicant | null }>, readonly denominator: ReadonlyArray<{ readonly line: LineCode, readonly column: Applicant | null }> }>, readonly lines: ReadonlyArray<{ readonly code: LineCode, readonly table: number, readonly block: string, readonly chinese: string, readonly english: string, readonly editions: ReadonlyArray<Edition>, readonly columns: ReadonlyArray<Applicant> }> };

export type FiguresFragment = { readonly value: number | string | null, readonly numerator: number | string | null, readonly denominator: number | string | null, readonly reports: number, readonly missing: number, readonly intervalNullReason: IntervalNullReason | null, readonly nullReason: NullReason | null, readonly comparability: Comparability | null, readonly interval: { readonly low: number, readonly high: number } | null };

export type CellsQueryVariables = Exact<{
  indicators?: ReadonlyArray<IndicatorId> | IndicatorId | null | undefined;
  custom?: ReadonlyArray<CustomIndicator> | CustomIndicator | null | undefined;
  by?: ReadonlyArray<Dimension> | Dimension | null | undefined;
  where?: Scope | null | undefined;
  after?: string | null | undefined;
}>;


export type CellsQuery = { readonly aggregate: { readonly rows: ReadonlyArray<{ readonly applicant: Applicant | null, readonly values: ReadonlyArray<{ readonly value: number | string | null, readonly numerator: number | string | null, readonly denominator: number | string | null, readonly reports: number, readonly missing: number, readonly intervalNullReason: IntervalNullReason | null, readonly nullReason: NullReason | null, readonly comparability: Comparability | null, readonly cells: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly side: FractionSide, readonly line: LineCode, readonly column: Applicant | null, readonly figure: number | string | null, readonly printed: { readonly text: string, readonly state: CellState, readonly derived: boolean, readonly place: { readonly table: number, readonly row: number, readonly column: number, readonly offset: number } } | null, readonly addends: ReadonlyArray<{ readonly line: LineCode, readonly column: Applicant | null, readonly text: string }>, readonly report: { readonly id: string, readonly year: number, readonly title: string, readonly synthetic: boolean, readonly region: { readonly code: string, readonly name: string } | null, readonly source: { readonly sha256: string, readonly name: string, readonly url: string | null } | null } }> } | null, readonly interval: { readonly low: number, readonly high: number } | null }> }> } | null };

export type RegionsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type RegionsQuery = { readonly regions: { readonly nodes: ReadonlyArray<{ readonly code: string, readonly name: string, readonly level: RegionLevel, readonly official: boolean, readonly province: { readonly code: string, readonly name: string } | null, readonly prefecture: { readonly code: string, readonly name: string } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type PlaceFragment = { readonly code: string, readonly name: string, readonly level: RegionLevel, readonly official: boolean, readonly prefecture: { readonly code: string, readonly name: string } | null, readonly province: { readonly code: string, readonly name: string } | null };

export type AwayFragment = { readonly reason: AbsenceReason, readonly count: number, readonly regions: ReadonlyArray<{ readonly code: string, readonly name: string }> | null };

export type LeftFragment = { readonly reason: LeftOutReason, readonly reports: number };

export type StartQueryVariables = Exact<{
  years: ReadonlyArray<number> | number;
  within?: string | null | undefined;
}>;


export type StartQuery = { readonly coverage: ReadonlyArray<{ readonly year: number, readonly expected: number, readonly reported: number }> | null };

export type ApplicantsQueryVariables = Exact<{
  custom?: ReadonlyArray<CustomIndicator> | CustomIndicator | null | undefined;
  where?: Scope | null | undefined;
}>;


export type ApplicantsQuery = { readonly aggregate: { readonly rows: ReadonlyArray<{ readonly year: number | null, readonly values: ReadonlyArray<{ readonly value: number | string | null, readonly numerator: number | string | null, readonly denominator: number | string | null, readonly reports: number, readonly missing: number, readonly intervalNullReason: IntervalNullReason | null, readonly nullReason: NullReason | null, readonly comparability: Comparability | null, readonly interval: { readonly low: number, readonly high: number } | null }> }>, readonly leftOut: ReadonlyArray<{ readonly reason: LeftOutReason, readonly reports: number }> } | null };

export type GivenQueryVariables = Exact<{
  indicators?: ReadonlyArray<IndicatorId> | IndicatorId | null | undefined;
  where?: Scope | null | undefined;
}>;


export type GivenQuery = { readonly aggregate: { readonly rows: ReadonlyArray<{ readonly year: number | null, readonly applicant: Applicant | null, readonly values: ReadonlyArray<{ readonly value: number | string | null, readonly numerator: number | string | null, readonly denominator: number | string | null, readonly reports: number, readonly missing: number, readonly intervalNullReason: IntervalNullReason | null, readonly nullReason: NullReason | null, readonly comparability: Comparability | null, readonly interval: { readonly low: number, readonly high: number } | null }> }> } | null };

export type CoverageYearQueryVariables = Exact<{
  year: number;
  within?: string | null | undefined;
  level?: RegionLevel | null | undefined;
  after?: string | null | undefined;
}>;


export type CoverageYearQuery = { readonly coverage: ReadonlyArray<{ readonly year: number, readonly expected: number, readonly reported: number, readonly complete: number, readonly missing: number, readonly regions: { readonly nodes: ReadonlyArray<{ readonly status: CoverageStatus, readonly lacks: ReadonlyArray<number>, readonly region: { readonly code: string, readonly name: string, readonly level: RegionLevel, readonly official: boolean, readonly prefecture: { readonly code: string, readonly name: string } | null, readonly province: { readonly code: string, readonly name: string } | null }, readonly report: { readonly id: string } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null }> | null };

export type DistributionQueryVariables = Exact<{
  indicator: IndicatorId;
  year: number;
  where?: Scope | null | undefined;
}>;


export type DistributionQuery = { readonly distribution: { readonly count: number, readonly overall: { readonly value: number | string | null, readonly numerator: number | string | null, readonly denominator: number | string | null, readonly reports: number, readonly missing: number, readonly intervalNullReason: IntervalNullReason | null, readonly nullReason: NullReason | null, readonly comparability: Comparability | null, readonly interval: { readonly low: number, readonly high: number } | null }, readonly quantiles: ReadonlyArray<{ readonly percent: number, readonly value: number | string }>, readonly bins: ReadonlyArray<{ readonly low: number | string, readonly high: number | string, readonly count: number }>, readonly absent: ReadonlyArray<{ readonly reason: AbsenceReason, readonly count: number, readonly regions: ReadonlyArray<{ readonly code: string, readonly name: string }> | null }>, readonly leftOut: ReadonlyArray<{ readonly reason: LeftOutReason, readonly reports: number }> } | null };

export type ComparedQueryVariables = Exact<{
  indicators: ReadonlyArray<IndicatorId> | IndicatorId;
  regions: ReadonlyArray<string> | string;
  years: ReadonlyArray<number> | number;
}>;


export type ComparedQuery = { readonly compare: ReadonlyArray<{ readonly year: number, readonly region: { readonly code: string, readonly name: string, readonly level: RegionLevel, readonly official: boolean, readonly prefecture: { readonly code: string, readonly name: string } | null, readonly province: { readonly code: string, readonly name: string } | null }, readonly reportedAs: { readonly code: string, readonly name: string } | null, readonly values: ReadonlyArray<{ readonly value: number | string | null, readonly numerator: number | string | null, readonly denominator: number | string | null, readonly reports: number, readonly missing: number, readonly intervalNullReason: IntervalNullReason | null, readonly nullReason: NullReason | null, readonly comparability: Comparability | null, readonly indicator: { readonly id: IndicatorId | null, readonly kind: IndicatorKind }, readonly interval: { readonly low: number, readonly high: number } | null }> }> | null };

export type DistrictReportsQueryVariables = Exact<{
  regions?: ReadonlyArray<string> | string | null | undefined;
}>;


export type DistrictReportsQuery = { readonly reports: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly year: number, readonly title: string, readonly edition: Edition | null, readonly status: ReportStatus, readonly consistent: boolean, readonly synthetic: boolean, readonly published: string | null, readonly organ: { readonly name: string, readonly kind: OrganKind }, readonly source: { readonly sha256: string, readonly name: string, readonly url: string | null } | null, readonly findings: ReadonlyArray<{ readonly severity: Severity }> | null }> } | null };

export type StandingQueryVariables = Exact<{
  indicator: IndicatorId;
  year: number;
  where?: Scope | null | undefined;
  show?: ReadonlyArray<string> | string | null | undefined;
}>;


export type StandingQuery = { readonly ranking: { readonly ranked: number, readonly overall: { readonly value: number | string | null, readonly numerator: number | string | null, readonly denominator: number | string | null, readonly reports: number, readonly missing: number, readonly intervalNullReason: IntervalNullReason | null, readonly nullReason: NullReason | null, readonly comparability: Comparability | null, readonly interval: { readonly low: number, readonly high: number } | null }, readonly nodes: ReadonlyArray<{ readonly rank: number, readonly rankInterval: { readonly low: number, readonly high: number } | null, readonly value: { readonly value: number | string | null, readonly numerator: number | string | null, readonly denominator: number | string | null, readonly reports: number, readonly missing: number, readonly intervalNullReason: IntervalNullReason | null, readonly nullReason: NullReason | null, readonly comparability: Comparability | null, readonly interval: { readonly low: number, readonly high: number } | null } }> } | null };

export type FunnelQueryVariables = Exact<{
  indicator: IndicatorId;
  year: number;
  where?: Scope | null | undefined;
}>;


export type FunnelQuery = { readonly funnel: { readonly overall: { readonly value: number | string | null, readonly numerator: number | string | null, readonly denominator: number | string | null, readonly reports: number, readonly missing: number, readonly intervalNullReason: IntervalNullReason | null, readonly nullReason: NullReason | null, readonly comparability: Comparability | null, readonly interval: { readonly low: number, readonly high: number } | null }, readonly dispersion: { readonly factor: number, readonly significant: boolean } | null, readonly absent: ReadonlyArray<{ readonly reason: AbsenceReason, readonly count: number, readonly regions: ReadonlyArray<{ readonly code: string, readonly name: string }> | null }>, readonly leftOut: ReadonlyArray<{ readonly reason: LeftOutReason, readonly reports: number }>, readonly points: ReadonlyArray<{ readonly flag: FunnelFlag, readonly adjustedFlag: FunnelFlag | null, readonly region: { readonly code: string, readonly name: string, readonly level: RegionLevel, readonly official: boolean, readonly prefecture: { readonly code: string, readonly name: string } | null, readonly province: { readonly code: string, readonly name: string } | null }, readonly value: { readonly value: number | string | null, readonly numerator: number | string | null, readonly denominator: number | string | null, readonly reports: number, readonly missing: number, readonly intervalNullReason: IntervalNullReason | null, readonly nullReason: NullReason | null, readonly comparability: Comparability | null, readonly interval: { readonly low: number, readonly high: number } | null }, readonly limits: { readonly low95: number, readonly high95: number, readonly low998: number, readonly high998: number } }> } | null };

export type LedgerQueryVariables = Exact<{
  where?: FindingFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type LedgerQuery = { readonly findings: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly rule: string, readonly severity: Severity, readonly organ: string, readonly year: number, readonly line: LineCode | null, readonly column: Applicant | null, readonly expected: number | string | null, readonly actual: number | string | null, readonly difference: number | string | null, readonly message: string, readonly chinese: string, readonly decision: Decision, readonly note: string, readonly region: { readonly code: string, readonly name: string } | null, readonly report: { readonly id: string } | null }> } | null };

export type LedgerCountsQueryVariables = Exact<{
  where?: FindingFilter | null | undefined;
}>;


export type LedgerCountsQuery = { readonly findings: { readonly counts: ReadonlyArray<{ readonly severity: Severity, readonly findings: number, readonly reports: number, readonly open: number, readonly confirmed: number, readonly dismissed: number, readonly rule: { readonly code: string, readonly english: string, readonly chinese: string } }> | null } | null };

export type OutcomesQueryVariables = Exact<{
  custom?: ReadonlyArray<CustomIndicator> | CustomIndicator | null | undefined;
  where?: Scope | null | undefined;
}>;


export type OutcomesQuery = { readonly aggregate: { readonly rows: ReadonlyArray<{ readonly year: number | null, readonly values: ReadonlyArray<{ readonly value: number | string | null, readonly numerator: number | string | null, readonly denominator: number | string | null, readonly reports: number, readonly missing: number, readonly intervalNullReason: IntervalNullReason | null, readonly nullReason: NullReason | null, readonly comparability: Comparability | null, readonly interval: { readonly low: number, readonly high: number } | null }> }>, readonly leftOut: ReadonlyArray<{ readonly reason: LeftOutReason, readonly reports: number }> } | null };

export type RankingQueryVariables = Exact<{
  indicator: IndicatorId;
  year: number;
  where?: Scope | null | undefined;
  direction?: Direction | null | undefined;
  min?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type RankingQuery = { readonly ranking: { readonly totalCount: number, readonly ranked: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly overall: { readonly value: number | string | null, readonly numerator: number | string | null, readonly denominator: number | string | null, readonly reports: number, readonly missing: number, readonly intervalNullReason: IntervalNullReason | null, readonly nullReason: NullReason | null, readonly comparability: Comparability | null, readonly interval: { readonly low: number, readonly high: number } | null }, readonly absent: ReadonlyArray<{ readonly reason: AbsenceReason, readonly count: number, readonly regions: ReadonlyArray<{ readonly code: string, readonly name: string }> | null }>, readonly leftOut: ReadonlyArray<{ readonly reason: LeftOutReason, readonly reports: number }>, readonly nodes: ReadonlyArray<{ readonly rank: number, readonly percentile: number, readonly rankInterval: { readonly low: number, readonly high: number } | null, readonly region: { readonly code: string, readonly name: string, readonly level: RegionLevel, readonly official: boolean, readonly prefecture: { readonly code: string, readonly name: string } | null, readonly province: { readonly code: string, readonly name: string } | null }, readonly value: { readonly value: number | string | null, readonly numerator: number | string | null, readonly denominator: number | string | null, readonly reports: number, readonly missing: number, readonly intervalNullReason: IntervalNullReason | null, readonly nullReason: NullReason | null, readonly comparability: Comparability | null, readonly interval: { readonly low: number, readonly high: number } | null } }> } | null };

export type ReportFormQueryVariables = Exact<{
  id: string;
}>;


export type ReportFormQuery = { readonly report: { readonly id: string, readonly year: number, readonly edition: Edition | null, readonly title: string, readonly status: ReportStatus, readonly published: string | null, readonly synthetic: boolean, readonly revision: number, readonly organ: { readonly name: string }, readonly region: { readonly code: string, readonly name: string, readonly level: RegionLevel, readonly official: boolean, readonly prefecture: { readonly code: string, readonly name: string } | null, readonly province: { readonly code: string, readonly name: string } | null } | null, readonly revisions: ReadonlyArray<{ readonly id: string, readonly revision: number, readonly published: string | null }> | null, readonly source: { readonly sha256: string, readonly name: string, readonly url: string | null, readonly size: number, readonly format: string } | null, readonly cells: ReadonlyArray<{ readonly line: LineCode, readonly column: Applicant | null, readonly text: string, readonly state: CellState, readonly derived: boolean, readonly place: { readonly table: number, readonly row: number, readonly column: number, readonly offset: number } }> | null, readonly findings: ReadonlyArray<{ readonly id: string, readonly severity: Severity, readonly line: LineCode | null, readonly column: Applicant | null, readonly message: string, readonly chinese: string, readonly decision: Decision, readonly note: string }> | null, readonly rows: ReadonlyArray<{ readonly label: string, readonly texts: ReadonlyArray<string> }> | null, readonly sections: ReadonlyArray<{ readonly number: number, readonly heading: string, readonly text: string }> | null, readonly basis: ReadonlyArray<{ readonly fact: string, readonly text: string, readonly where: string, readonly taken: boolean }> | null } | null };

export type ProvincesQueryVariables = Exact<{
  indicator: IndicatorId;
  year: number;
  level?: RegionLevel | null | undefined;
}>;


export type ProvincesQuery = { readonly aggregate: { readonly rows: ReadonlyArray<{ readonly province: { readonly code: string } | null, readonly values: ReadonlyArray<{ readonly value: number | string | null, readonly numerator: number | string | null, readonly denominator: number | string | null, readonly reports: number, readonly missing: number, readonly intervalNullReason: IntervalNullReason | null, readonly nullReason: NullReason | null, readonly comparability: Comparability | null, readonly interval: { readonly low: number, readonly high: number } | null }> }> } | null };

export type InsideQueryVariables = Exact<{
  indicator: IndicatorId;
  year: number;
  within: string;
}>;


export type InsideQuery = { readonly place: { readonly name: string } | null, readonly regions: { readonly nodes: ReadonlyArray<{ readonly code: string, readonly name: string, readonly level: RegionLevel, readonly official: boolean, readonly prefecture: { readonly code: string, readonly name: string } | null, readonly province: { readonly code: string, readonly name: string } | null }> } | null, readonly cities: { readonly rows: ReadonlyArray<{ readonly prefecture: { readonly code: string } | null, readonly values: ReadonlyArray<{ readonly value: number | string | null, readonly numerator: number | string | null, readonly denominator: number | string | null, readonly reports: number, readonly missing: number, readonly intervalNullReason: IntervalNullReason | null, readonly nullReason: NullReason | null, readonly comparability: Comparability | null, readonly interval: { readonly low: number, readonly high: number } | null }> }> } | null, readonly counties: { readonly rows: ReadonlyArray<{ readonly region: { readonly code: string, readonly name: string, readonly level: RegionLevel, readonly official: boolean, readonly prefecture: { readonly code: string, readonly name: string } | null, readonly province: { readonly code: string, readonly name: string } | null } | null, readonly values: ReadonlyArray<{ readonly value: number | string | null, readonly numerator: number | string | null, readonly denominator: number | string | null, readonly reports: number, readonly missing: number, readonly intervalNullReason: IntervalNullReason | null, readonly nullReason: NullReason | null, readonly comparability: Comparability | null, readonly interval: { readonly low: number, readonly high: number } | null }> }> } | null };

export type TrendQueryVariables = Exact<{
  indicator: IndicatorId;
  regions: ReadonlyArray<string> | string;
}>;


export type TrendQuery = { readonly trend: ReadonlyArray<{ readonly region: { readonly code: string, readonly name: string, readonly level: RegionLevel, readonly official: boolean, readonly prefecture: { readonly code: string, readonly name: string } | null, readonly province: { readonly code: string, readonly name: string } | null }, readonly lineage: ReadonlyArray<{ readonly code: string, readonly name: string, readonly from: number | null, readonly to: number | null }>, readonly points: ReadonlyArray<{ readonly year: number, readonly region: { readonly code: string, readonly name: string } | null, readonly value: { readonly value: number | string | null, readonly numerator: number | string | null, readonly denominator: number | string | null, readonly reports: number, readonly missing: number, readonly intervalNullReason: IntervalNullReason | null, readonly nullReason: NullReason | null, readonly comparability: Comparability | null, readonly interval: { readonly low: number, readonly high: number } | null }, readonly change: { readonly since: number, readonly difference: number | string, readonly comparability: Comparability, readonly interval: { readonly low: number, readonly high: number } | null } | null, readonly report: { readonly id: string, readonly edition: Edition | null } | null }> }> | null };

export type YearsQueryVariables = Exact<{
  indicators?: ReadonlyArray<IndicatorId> | IndicatorId | null | undefined;
  where?: Scope | null | undefined;
}>;


export type YearsQuery = { readonly aggregate: { readonly rows: ReadonlyArray<{ readonly year: number | null, readonly values: ReadonlyArray<{ readonly value: number | string | null, readonly numerator: number | string | null, readonly denominator: number | string | null, readonly reports: number, readonly missing: number, readonly intervalNullReason: IntervalNullReason | null, readonly nullReason: NullReason | null, readonly comparability: Comparability | null, readonly interval: { readonly low: number, readonly high: number } | null }> }>, readonly leftOut: ReadonlyArray<{ readonly reason: LeftOutReason, readonly reports: number }> } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const FiguresFragmentDoc = new TypedDocumentString(`
    fragment Figures on Value {
  value
  numerator
  denominator
  interval {
    low
    high
  }
  reports
  missing
  intervalNullReason
  nullReason
  comparability
}
    `, {"fragmentName":"Figures"}) as unknown as TypedDocumentString<FiguresFragment, unknown>;
export const PlaceFragmentDoc = new TypedDocumentString(`
    fragment Place on Region {
  code
  name
  level
  official
  prefecture {
    code
    name
  }
  province {
    code
    name
  }
}
    `, {"fragmentName":"Place"}) as unknown as TypedDocumentString<PlaceFragment, unknown>;
export const AwayFragmentDoc = new TypedDocumentString(`
    fragment Away on Absence {
  reason
  count
  regions(first: 12) {
    code
    name
  }
}
    `, {"fragmentName":"Away"}) as unknown as TypedDocumentString<AwayFragment, unknown>;
export const LeftFragmentDoc = new TypedDocumentString(`
    fragment Left on LeftOut {
  reason
  reports
}
    `, {"fragmentName":"Left"}) as unknown as TypedDocumentString<LeftFragment, unknown>;
export const PageDocument = new TypedDocumentString(`
    query Page {
  snapshot {
    id
    builtAt
    reports
    organs
    documents
    rejected
    synthetic
    years
    citation
  }
  indicators {
    id
    kind
    english
    chinese
    description
    explanation
    across
    byApplicant
    numerator {
      line
      column
    }
    denominator {
      line
      column
    }
  }
  lines {
    code
    table
    block
    chinese
    english
    editions
    columns
  }
}
    `) as unknown as TypedDocumentString<PageQuery, PageQueryVariables>;
export const CellsDocument = new TypedDocumentString(`
    query Cells($indicators: [IndicatorId!], $custom: [CustomIndicator!], $by: [Dimension!], $where: Scope, $after: String) {
  aggregate(indicators: $indicators, custom: $custom, by: $by, where: $where) {
    rows {
      applicant
      values {
        ...Figures
        cells(first: 60, after: $after) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            side
            line
            column
            figure
            printed {
              text
              state
              derived
              place {
                table
                row
                column
                offset
              }
            }
            addends {
              line
              column
              text
            }
            report {
              id
              year
              title
              synthetic
              region {
                code
                name
              }
              source {
                sha256
                name
                url
              }
            }
          }
        }
      }
    }
  }
}
    fragment Figures on Value {
  value
  numerator
  denominator
  interval {
    low
    high
  }
  reports
  missing
  intervalNullReason
  nullReason
  comparability
}`) as unknown as TypedDocumentString<CellsQuery, CellsQueryVariables>;
export const RegionsDocument = new TypedDocumentString(`
    query Regions($after: String) {
  regions(first: 500, after: $after) {
    nodes {
      code
      name
      level
      official
      province {
        code
        name
      }
      prefecture {
        code
        name
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<RegionsQuery, RegionsQueryVariables>;
export const StartDocument = new TypedDocumentString(`
    query Start($years: [Int!]!, $within: ID) {
  coverage(years: $years, within: $within, level: COUNTY) {
    year
    expected
    reported
  }
}
    `) as unknown as TypedDocumentString<StartQuery, StartQueryVariables>;
export const ApplicantsDocument = new TypedDocumentString(`
    query Applicants($custom: [CustomIndicator!], $where: Scope) {
  aggregate(custom: $custom, by: [YEAR], where: $where) {
    rows {
      year
      values {
        ...Figures
      }
    }
    leftOut {
      ...Left
    }
  }
}
    fragment Figures on Value {
  value
  numerator
  denominator
  interval {
    low
    high
  }
  reports
  missing
  intervalNullReason
  nullReason
  comparability
}
fragment Left on LeftOut {
  reason
  reports
}`) as unknown as TypedDocumentString<ApplicantsQuery, ApplicantsQueryVariables>;
export const GivenDocument = new TypedDocumentString(`
    query Given($indicators: [IndicatorId!], $where: Scope) {
  aggregate(indicators: $indicators, by: [YEAR, APPLICANT], where: $where) {
    rows {
      year
      applicant
      values {
        ...Figures
      }
    }
  }
}
    fragment Figures on Value {
  value
  numerator
  denominator
  interval {
    low
    high
  }
  reports
  missing
  intervalNullReason
  nullReason
  comparability
}`) as unknown as TypedDocumentString<GivenQuery, GivenQueryVariables>;
export const CoverageYearDocument = new TypedDocumentString(`
    query CoverageYear($year: Int!, $within: ID, $level: RegionLevel, $after: String) {
  coverage(years: [$year], within: $within, level: $level) {
    year
    expected
    reported
    complete
    missing
    regions(first: 500, after: $after) {
      nodes {
        region {
          ...Place
        }
        status
        lacks
        report {
          id
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment Place on Region {
  code
  name
  level
  official
  prefecture {
    code
    name
  }
  province {
    code
    name
  }
}`) as unknown as TypedDocumentString<CoverageYearQuery, CoverageYearQueryVariables>;
export const DistributionDocument = new TypedDocumentString(`
    query Distribution($indicator: IndicatorId!, $year: Int!, $where: Scope) {
  distribution(indicator: $indicator, year: $year, where: $where) {
    count
    overall {
      ...Figures
    }
    quantiles {
      percent
      value
    }
    bins {
      low
      high
      count
    }
    absent {
      ...Away
    }
    leftOut {
      ...Left
    }
  }
}
    fragment Figures on Value {
  value
  numerator
  denominator
  interval {
    low
    high
  }
  reports
  missing
  intervalNullReason
  nullReason
  comparability
}
fragment Away on Absence {
  reason
  count
  regions(first: 12) {
    code
    name
  }
}
fragment Left on LeftOut {
  reason
  reports
}`) as unknown as TypedDocumentString<DistributionQuery, DistributionQueryVariables>;
export const ComparedDocument = new TypedDocumentString(`
    query Compared($indicators: [IndicatorId!]!, $regions: [ID!]!, $years: [Int!]!) {
  compare(indicators: $indicators, regions: $regions, years: $years) {
    region {
      ...Place
    }
    reportedAs {
      code
      name
    }
    year
    values {
      indicator {
        id
        kind
      }
      ...Figures
    }
  }
}
    fragment Figures on Value {
  value
  numerator
  denominator
  interval {
    low
    high
  }
  reports
  missing
  intervalNullReason
  nullReason
  comparability
}
fragment Place on Region {
  code
  name
  level
  official
  prefecture {
    code
    name
  }
  province {
    code
    name
  }
}`) as unknown as TypedDocumentString<ComparedQuery, ComparedQueryVariables>;
export const DistrictReportsDocument = new TypedDocumentString(`
    query DistrictReports($regions: [ID!]) {
  reports(where: {regions: $regions}, first: 100) {
    nodes {
      id
      year
      title
      edition
      status
      consistent
      synthetic
      published
      organ {
        name
        kind
      }
      source {
        sha256
        name
        url
      }
      findings {
        severity
      }
    }
  }
}
    `) as unknown as TypedDocumentString<DistrictReportsQuery, DistrictReportsQueryVariables>;
export const StandingDocument = new TypedDocumentString(`
    query Standing($indicator: IndicatorId!, $year: Int!, $where: Scope, $show: [ID!]) {
  ranking(
    indicator: $indicator
    year: $year
    where: $where
    show: $show
    first: 1
  ) {
    ranked
    overall {
      ...Figures
    }
    nodes {
      rank
      rankInterval {
        low
        high
      }
      value {
        ...Figures
      }
    }
  }
}
    fragment Figures on Value {
  value
  numerator
  denominator
  interval {
    low
    high
  }
  reports
  missing
  intervalNullReason
  nullReason
  comparability
}`) as unknown as TypedDocumentString<StandingQuery, StandingQueryVariables>;
export const FunnelDocument = new TypedDocumentString(`
    query Funnel($indicator: IndicatorId!, $year: Int!, $where: Scope) {
  funnel(indicator: $indicator, year: $year, where: $where) {
    overall {
      ...Figures
    }
    dispersion {
      factor
      significant
    }
    absent {
      ...Away
    }
    leftOut {
      ...Left
    }
    points {
      region {
        ...Place
      }
      value {
        ...Figures
      }
      flag
      adjustedFlag
      limits {
        low95
        high95
        low998
        high998
      }
    }
  }
}
    fragment Figures on Value {
  value
  numerator
  denominator
  interval {
    low
    high
  }
  reports
  missing
  intervalNullReason
  nullReason
  comparability
}
fragment Place on Region {
  code
  name
  level
  official
  prefecture {
    code
    name
  }
  province {
    code
    name
  }
}
fragment Away on Absence {
  reason
  count
  regions(first: 12) {
    code
    name
  }
}
fragment Left on LeftOut {
  reason
  reports
}`) as unknown as TypedDocumentString<FunnelQuery, FunnelQueryVariables>;
export const LedgerDocument = new TypedDocumentString(`
    query Ledger($where: FindingFilter, $first: Int, $after: String) {
  findings(where: $where, first: $first, after: $after) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      rule
      severity
      region {
        code
        name
      }
      organ
      year
      line
      column
      expected
      actual
      difference
      message
      chinese
      decision
      note
      report {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<LedgerQuery, LedgerQueryVariables>;
export const LedgerCountsDocument = new TypedDocumentString(`
    query LedgerCounts($where: FindingFilter) {
  findings(where: $where, first: 1) {
    counts {
      rule {
        code
        english
        chinese
      }
      severity
      findings
      reports
      open
      confirmed
      dismissed
    }
  }
}
    `) as unknown as TypedDocumentString<LedgerCountsQuery, LedgerCountsQueryVariables>;
export const OutcomesDocument = new TypedDocumentString(`
    query Outcomes($custom: [CustomIndicator!], $where: Scope) {
  aggregate(custom: $custom, by: [YEAR], where: $where) {
    rows {
      year
      values {
        ...Figures
      }
    }
    leftOut {
      ...Left
    }
  }
}
    fragment Figures on Value {
  value
  numerator
  denominator
  interval {
    low
    high
  }
  reports
  missing
  intervalNullReason
  nullReason
  comparability
}
fragment Left on LeftOut {
  reason
  reports
}`) as unknown as TypedDocumentString<OutcomesQuery, OutcomesQueryVariables>;
export const RankingDocument = new TypedDocumentString(`
    query Ranking($indicator: IndicatorId!, $year: Int!, $where: Scope, $direction: Direction, $min: Int, $after: String) {
  ranking(
    indicator: $indicator
    year: $year
    where: $where
    direction: $direction
    minDenominator: $min
    first: 500
    after: $after
  ) {
    totalCount
    ranked
    pageInfo {
      hasNextPage
      endCursor
    }
    overall {
      ...Figures
    }
    absent {
      ...Away
    }
    leftOut {
      ...Left
    }
    nodes {
      rank
      rankInterval {
        low
        high
      }
      percentile
      region {
        ...Place
      }
      value {
        ...Figures
      }
    }
  }
}
    fragment Figures on Value {
  value
  numerator
  denominator
  interval {
    low
    high
  }
  reports
  missing
  intervalNullReason
  nullReason
  comparability
}
fragment Place on Region {
  code
  name
  level
  official
  prefecture {
    code
    name
  }
  province {
    code
    name
  }
}
fragment Away on Absence {
  reason
  count
  regions(first: 12) {
    code
    name
  }
}
fragment Left on LeftOut {
  reason
  reports
}`) as unknown as TypedDocumentString<RankingQuery, RankingQueryVariables>;
export const ReportFormDocument = new TypedDocumentString(`
    query ReportForm($id: ID!) {
  report(id: $id) {
    id
    year
    edition
    title
    status
    published
    synthetic
    revision
    organ {
      name
    }
    region {
      ...Place
    }
    revisions {
      id
      revision
      published
    }
    source {
      sha256
      name
      url
      size
      format
    }
    cells {
      line
      column
      text
      state
      derived
      place {
        table
        row
        column
        offset
      }
    }
    findings {
      id
      severity
      line
      column
      message
      chinese
      decision
      note
    }
    rows {
      label
      texts
    }
    sections {
      number
      heading
      text
    }
    basis {
      fact
      text
      where
      taken
    }
  }
}
    fragment Place on Region {
  code
  name
  level
  official
  prefecture {
    code
    name
  }
  province {
    code
    name
  }
}`) as unknown as TypedDocumentString<ReportFormQuery, ReportFormQueryVariables>;
export const ProvincesDocument = new TypedDocumentString(`
    query Provinces($indicator: IndicatorId!, $year: Int!, $level: RegionLevel) {
  aggregate(
    indicators: [$indicator]
    by: [PROVINCE]
    where: {years: [$year], level: $level}
  ) {
    rows {
      province {
        code
      }
      values {
        ...Figures
      }
    }
  }
}
    fragment Figures on Value {
  value
  numerator
  denominator
  interval {
    low
    high
  }
  reports
  missing
  intervalNullReason
  nullReason
  comparability
}`) as unknown as TypedDocumentString<ProvincesQuery, ProvincesQueryVariables>;
export const InsideDocument = new TypedDocumentString(`
    query Inside($indicator: IndicatorId!, $year: Int!, $within: ID!) {
  place: region(code: $within, asOf: $year) {
    name
  }
  regions(where: {within: $within, level: COUNTY, asOf: $year}, first: 500) {
    nodes {
      ...Place
    }
  }
  cities: aggregate(
    indicators: [$indicator]
    by: [PREFECTURE]
    where: {years: [$year], within: $within, level: COUNTY}
  ) {
    rows {
      prefecture {
        code
      }
      values {
        ...Figures
      }
    }
  }
  counties: aggregate(
    indicators: [$indicator]
    by: [REGION]
    where: {years: [$year], within: $within, level: COUNTY}
    limit: 1000
  ) {
    rows {
      region {
        ...Place
      }
      values {
        ...Figures
      }
    }
  }
}
    fragment Figures on Value {
  value
  numerator
  denominator
  interval {
    low
    high
  }
  reports
  missing
  intervalNullReason
  nullReason
  comparability
}
fragment Place on Region {
  code
  name
  level
  official
  prefecture {
    code
    name
  }
  province {
    code
    name
  }
}`) as unknown as TypedDocumentString<InsideQuery, InsideQueryVariables>;
export const TrendDocument = new TypedDocumentString(`
    query Trend($indicator: IndicatorId!, $regions: [ID!]!) {
  trend(indicator: $indicator, regions: $regions) {
    region {
      ...Place
    }
    lineage {
      code
      name
      from
      to
    }
    points {
      year
      region {
        code
        name
      }
      value {
        ...Figures
      }
      change {
        since
        difference
        interval {
          low
          high
        }
        comparability
      }
      report {
        id
        edition
      }
    }
  }
}
    fragment Figures on Value {
  value
  numerator
  denominator
  interval {
    low
    high
  }
  reports
  missing
  intervalNullReason
  nullReason
  comparability
}
fragment Place on Region {
  code
  name
  level
  official
  prefecture {
    code
    name
  }
  province {
    code
    name
  }
}`) as unknown as TypedDocumentString<TrendQuery, TrendQueryVariables>;
export const YearsDocument = new TypedDocumentString(`
    query Years($indicators: [IndicatorId!], $where: Scope) {
  aggregate(indicators: $indicators, by: [YEAR], where: $where) {
    rows {
      year
      values {
        ...Figures
      }
    }
    leftOut {
      ...Left
    }
  }
}
    fragment Figures on Value {
  value
  numerator
  denominator
  interval {
    low
    high
  }
  reports
  missing
  intervalNullReason
  nullReason
  comparability
}
fragment Left on LeftOut {
  reason
  reports
}`) as unknown as TypedDocumentString<YearsQuery, YearsQueryVariables>;