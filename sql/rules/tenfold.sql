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
-- Both sides are made before they are joined: by line alone, as the engine might join them first, they
-- are hundreds of millions of pairs.
WITH own AS MATERIALIZED (
  SELECT
    c.office,
    c.year,
    m.no,
    m.line,
    m.applicant,
    m.value
  FROM main_cell AS m
  JOIN checked AS c ON c.no = m.no
  WHERE m.value >= 100
),
history_line AS MATERIALIZED (
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
  FROM history
)
SELECT
  o.no,
  o.line,
  o.applicant,
  max(h.value) AS expected,
  any_value(o.value) AS actual,
  actual - expected AS difference,
  NULL AS detail,
  NULL AS byte_offset
FROM own AS o
JOIN history_line AS h ON h.office = o.office
  AND h.line = o.line
  AND h.year <> o.year
GROUP BY o.no, o.line, o.applicant
HAVING count(h.value) >= 3
  AND expected > 0
  AND actual >= 10 * expected
