-- zh: 每一列:本年新收 + 上年结转 = 总计 + 结转下年度继续办理。
-- en: In every column, requests received and carried in equal those handled and carried out.
-- severity: ERROR
-- reason: The form itself prints this sum, so one of its four figures is wrong.
-- 理由: 表格本身印明此等式,四个数字中必有一误。
-- finding: {cell}: {expected} came in, {actual} are handled or carried out
-- 发现: {cell}:新收与结转合计{expected},办理与结转下年合计{actual}
-- compares: one report
--
-- One row a column whose two sides differ. Where a figure is missing, only if the known ones of its side
-- already exceed the other side.
SELECT
  no,
  'total' AS line,
  applicant,
  sum(CASE WHEN line IN ('received', 'carried_in') THEN value END) AS expected,
  sum(CASE WHEN line IN ('total', 'carried_out') THEN value END) AS actual,
  actual - expected AS difference,
  NULL AS detail,
  NULL AS byte_offset
FROM cell
WHERE line IN ('received', 'carried_in', 'total', 'carried_out')
GROUP BY no, applicant
HAVING actual > expected AND count(CASE WHEN line IN ('received', 'carried_in') THEN 1 END) = 2
  OR expected > actual AND count(CASE WHEN line IN ('total', 'carried_out') THEN 1 END) = 2
