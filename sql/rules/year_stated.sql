-- zh: 标题所示年度应为报告年度,统计期限应为该年1月1日至12月31日。
-- en: The title gives the year of the report, and its period is that calendar year.
-- severity: WARNING
-- reason: The figures may be of other days than those of the year.
-- 理由: 数字所属期间可能并非该年度。
-- finding: “{detail}” is not the year {year}
-- 发现: “{detail}”与报告年度{year}不符
-- compares: one report
--
-- One row a title or period that is not of the report's year, unless the reader of the document has said
-- so already.
WITH stated AS (
  SELECT
    no,
    year,
    regexp_extract_all(title, '(20[0-9][0-9])\s*年', 1) AS years,
    title AS detail
  FROM checked
  WHERE len(years) > 0
    AND NOT list_contains(years, year::VARCHAR)
  UNION ALL
  SELECT
    no,
    year,
    [left(coalesce(nullif(period_to, ''), period_from), 4)] AS years,
    concat_ws('—', nullif(period_from, ''), nullif(period_to, '')) AS detail
  FROM checked
  WHERE period_from NOT IN ('', year || '-01-01')
    OR period_to NOT IN ('', year || '-12-31')
)
SELECT
  no,
  '' AS line,
  '' AS applicant,
  year AS expected,
  TRY_CAST(years[1] AS INTEGER) AS actual,
  actual - expected AS difference,
  detail,
  NULL AS byte_offset
FROM stated
WHERE no NOT IN (SELECT no FROM finding WHERE rule IN ('year_conflict', 'manifest_conflict'))
