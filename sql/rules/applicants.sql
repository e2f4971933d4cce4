-- zh: 每一行:六类申请人之和 = 总计。
-- en: In every row, the six kinds of applicant add up to the total.
-- severity: ERROR
-- reason: Every applicant is of one kind, so one of the seven figures is wrong.
-- 理由: 每一申请人只属一类,七个数字中必有一误。
-- finding: {cell}: the applicants add up to {expected}, {actual} is printed
-- 发现: {cell}:各类申请人之和为{expected},报告所列为{actual}
-- compares: one report
--
-- One row a line whose sum fails. Where an applicant is missing, only if the known ones already exceed
-- the total.
SELECT
  no,
  line,
  'total' AS applicant,
  sum(CASE WHEN applicant <> 'total' THEN value END) AS expected,
  sum(CASE WHEN applicant = 'total' THEN value END) AS actual,
  actual - expected AS difference,
  NULL AS detail,
  NULL AS byte_offset
FROM cell
WHERE applicant <> ''
GROUP BY no, line
HAVING expected > actual
  OR actual > expected AND count(CASE WHEN applicant <> 'total' THEN 1 END) = 6
