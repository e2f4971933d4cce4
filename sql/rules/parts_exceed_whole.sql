-- zh: 汇总全市(省)数据的报告,不应小于所属各县(市、区)报告之和。
-- en: A report that adds up its whole region states at least what the regions under it state together.
-- severity: WARNING
-- reason: The region was not added up whole, or one under it counts what is not its own.
-- 理由: 或未完整汇总,或下级报告口径有误。
-- finding: {cell}: the regions under it state {expected} together, it states {actual}
-- 发现: {cell}:下级地区报告合计{expected},本报告为{actual}
-- compares: other reports
--
-- One row a figure that is smaller than the sum of the reports directly under the region, of those that
-- say that they speak for all of it. Reports that are missing only make the sum smaller.
WITH summed AS (
  SELECT
    c.no,
    sum(p.received__total) AS received,
    sum(p.total__total) AS handled,
    sum(p.review_total) AS reviews,
    sum(p.litigation_direct_total) AS direct,
    sum(p.litigation_after_review_total) AS after_review
  FROM checked AS c
  JOIN counted AS p ON p.year = c.year
    AND p.organ_kind = 'GOVERNMENT'
    AND (c.level = 'PREFECTURE' AND p.level = 'COUNTY' AND p.prefecture_code = c.region_code
      OR c.level = 'PROVINCE' AND p.province_code = c.region_code
        AND (p.level = 'PREFECTURE' OR p.level = 'COUNTY' AND p.prefecture_code IS NULL))
  WHERE c.organ_kind = 'GOVERNMENT'
    AND c.level IN ('PREFECTURE', 'PROVINCE')
    AND c.scope = 'WHOLE'
  GROUP BY c.no
),
compared AS (
  SELECT
    s.no,
    unnest(['received', 'total', 'review.total', 'litigation_direct.total', 'litigation_after_review.total']) AS line,
    unnest(['total', 'total', '', '', '']) AS applicant,
    unnest([s.received, s.handled, s.reviews, s.direct, s.after_review]) AS expected,
    unnest([
      c.received__total,
      c.total__total,
      c.review_total,
      c.litigation_direct_total,
      c.litigation_after_review_total
    ]) AS actual,
    actual - expected AS difference,
    NULL AS detail,
    NULL AS byte_offset
  FROM summed AS s
  JOIN checked AS c ON c.no = s.no
)
SELECT
  *
FROM compared
WHERE actual < expected
