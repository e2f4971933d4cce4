-- zh: 现行有效件数 = 上一年度现行有效件数 + 本年制发件数 − 本年废止件数。
-- en: The documents in force are those of the year before, and those made, without those repealed.
-- severity: WARNING
-- reason: Clean-ups and recounts break this sum without a mistake.
-- 理由: 清理或重新统计也会使此等式不成立。
-- finding: {cell}: {expected} follow from the report of {before}, {actual} are printed
-- 发现: {cell}:据{before}年度报告推算应为{expected},报告所列为{actual}
-- compares: other reports
--
-- One row a kind of document whose stock does not follow from the year before. The form of 2019 does not
-- ask for what is in force.
WITH compared AS (
  SELECT
    c.no,
    unnest(['rules.in_force', 'normative_documents.in_force']) AS line,
    '' AS applicant,
    unnest([
      b.rules_in_force + c.rules_made - c.rules_repealed,
      b.normative_documents_in_force + c.normative_documents_made - c.normative_documents_repealed
    ]) AS expected,
    unnest([c.rules_in_force, c.normative_documents_in_force]) AS actual,
    actual - expected AS difference,
    NULL AS detail,
    NULL AS byte_offset
  FROM checked AS c
  JOIN history AS b ON b.office = c.office
    AND b.year = c.year - 1
)
SELECT
  *
FROM compared
WHERE actual <> expected
