-- zh: 每一列:各项办理结果之和 = (七)总计。
-- en: In every column, the outcomes of requests add up to the requests handled.
-- severity: ERROR
-- reason: Every request handled has one outcome, so one of the figures is wrong.
-- 理由: 每件办结申请有且只有一种结果,其中必有一误。
-- finding: {cell}: the outcomes add up to {expected}, {actual} is printed
-- 发现: {cell}:各项结果之和为{expected},报告所列为{actual}
-- compares: one report
--
-- One row a column whose sum fails. Where an outcome is missing, only if the known ones already exceed
-- the total.
SELECT
  no,
  'total' AS line,
  applicant,
  sum(CASE WHEN line <> 'total' THEN value END) AS expected,
  sum(CASE WHEN line = 'total' THEN value END) AS actual,
  actual - expected AS difference,
  NULL AS detail,
  NULL AS byte_offset
FROM cell
WHERE applicant <> ''
  AND line NOT IN ('received', 'carried_in', 'carried_out')
GROUP BY no, edition, applicant
HAVING expected > actual
  OR actual > expected AND count(CASE WHEN line <> 'total' THEN 1 END) = CASE edition WHEN '2019' THEN 19 ELSE 21 END
