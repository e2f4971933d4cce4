-- zh: 主要数字不应达到本机关其他各年度最大值的十倍。
-- en: A figure is not ten times the most that the organ states in any other year.
-- severity: WARNING
-- reason: Most often a digit too many, or yuan where ten thousand yuan are asked for.
-- 理由: 多为多写一位数字,或以元代替万元。
-- finding: {cell}: {actual}, where {expected} is the most of the other years
-- 发现: {cell}:{actual},而其他年度最多为{expected}
-- compares: other reports
--
-- One row a figure of at least 100 that is at least ten times the largest of three other years or more.
WITH counted_line AS (
  SELECT
    office,
    year,
    unnest([
      'received',
      'total',
      'normative_documents.in_force',
      'licensing.decisions',
      'penalties.decisions',
      'coercion.decisions',
      'fees.amount_10k_yuan',
      'review.total',
      'litigation_direct.total',
      'litigation_after_review.total'
    ]) AS line,
    unnest([
      received__total,
      total__total,
      normative_documents_in_force,
      licensing_decisions,
      penalties_decisions,
      coercion_decisions,
      fees_amount_10k_yuan,
      review_total,
      litigation_direct_total,
      litigation_after_review_total
    ]) AS value
  FROM counted
  WHERE office IN (SELECT office FROM checked)
)
SELECT
  m.no,
  m.line,
  m.applicant,
  max(h.value) AS expected,
  any_value(m.value) AS actual,
  actual - expected AS difference,
  NULL AS detail,
  NULL AS byte_offset
FROM main_cell AS m
JOIN checked AS c ON c.no = m.no
JOIN counted_line AS h ON h.office = c.office
  AND h.line = m.line
  AND h.year <> c.year
WHERE m.value >= 100
GROUP BY m.no, m.line, m.applicant
HAVING count(h.value) >= 3
  AND expected > 0
  AND actual >= 10 * expected
