-- zh: 正文所述数字应与表格一致。
-- en: What the running text states is what the tables say.
-- severity: WARNING
-- reason: One of the two is wrong, or the text means something else.
-- 理由: 二者必有一误,或正文所指另有口径。
-- finding: {cell}: the text says {expected} (“{detail}”), the table {actual}
-- 发现: {cell}:正文为{expected}(“{detail}”),表格为{actual}
-- compares: one report
--
-- One row a figure of the text that the tables contradict. About so many is contradicted by a tenth more
-- or less. A figure whose cells are not all there is not compared.
WITH said AS (
  SELECT
    f.no,
    f.ordinal,
    f.lines,
    f.value,
    f.approximate,
    f.text,
    f.byte_offset,
    unnest(f.lines) AS line
  FROM fact AS f
  SEMI JOIN checked AS c ON c.no = f.no
),
compared AS (
  SELECT
    s.no,
    s.ordinal,
    s.lines,
    s.value AS expected,
    s.approximate,
    s.text AS detail,
    s.byte_offset,
    sum(m.value) AS actual,
    max(m.applicant) AS applicant
  FROM said AS s
  JOIN main_cell AS m ON m.no = s.no
    AND m.line = s.line
  GROUP BY s.no, s.ordinal, s.lines, s.value, s.approximate, s.text, s.byte_offset
  HAVING count(m.value) = len(s.lines)
)
SELECT
  no,
  lines[1] AS line,
  applicant,
  expected,
  actual,
  actual - expected AS difference,
  detail,
  byte_offset
FROM compared
WHERE abs(actual - expected) > CASE WHEN approximate THEN abs(expected) / 10 ELSE 0 END
QUALIFY row_number() OVER (PARTITION BY no, lines, expected ORDER BY ordinal) = 1
