-- zh: 复议、未经复议直接起诉、复议后起诉:四种结果之和 = 总计。
-- en: In each block of reviews and lawsuits, the four results add up to the total.
-- severity: ERROR
-- reason: Every case has one result or is pending, so one of the five figures is wrong.
-- 理由: 每件案件有且只有一种结果或尚未审结,五个数字中必有一误。
-- finding: {cell}: the results add up to {expected}, {actual} is printed
-- 发现: {cell}:各项结果之和为{expected},报告所列为{actual}
-- compares: one report
--
-- One row a block of table 四 whose sum fails. Where a result is missing, only if the known ones already
-- exceed the total.
SELECT
  no,
  split_part(line, '.', 1) || '.total' AS line,
  '' AS applicant,
  sum(CASE WHEN NOT ends_with(c.line, '.total') THEN value END) AS expected,
  sum(CASE WHEN ends_with(c.line, '.total') THEN value END) AS actual,
  actual - expected AS difference,
  NULL AS detail,
  NULL AS byte_offset
FROM cell AS c
WHERE split_part(c.line, '.', 1) IN ('review', 'litigation_direct', 'litigation_after_review')
GROUP BY no, split_part(c.line, '.', 1)
HAVING expected > actual
  OR actual > expected AND count(CASE WHEN NOT ends_with(c.line, '.total') THEN 1 END) = 4
