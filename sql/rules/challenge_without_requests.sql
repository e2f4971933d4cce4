-- zh: 没有申请的年度一般不会有因申请引起的复议、诉讼。
-- en: Reviews and lawsuits follow from requests, and there were some.
-- severity: WARNING
-- reason: Possible where the request was answered the year before, and otherwise a case of another kind.
-- 理由: 上一年度答复的申请也可能引起,否则多为其他案件误计。
-- finding: {cell}: {actual}, in a year without any request
-- 发现: {cell}:{actual}件,而本年度没有任何申请
-- compares: one report
--
-- One row a block of table 四 with cases of a report that states 0 requests received, carried in and
-- handled.
WITH compared AS (
  SELECT
    no,
    unnest(['review.total', 'litigation_direct.total', 'litigation_after_review.total']) AS line,
    '' AS applicant,
    0 AS expected,
    unnest([review_total, litigation_direct_total, litigation_after_review_total]) AS actual,
    actual AS difference,
    NULL AS detail,
    NULL AS byte_offset
  FROM checked
  WHERE received__total = 0
    AND carried_in__total = 0
    AND total__total = 0
)
SELECT
  *
FROM compared
WHERE actual > 0
