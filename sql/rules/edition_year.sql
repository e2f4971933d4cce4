-- zh: 2021年及以后的报告使用2021年版表格,2019年和2020年使用2019年版。
-- en: Reports for 2021 and later use the form of 2021, those for 2019 and 2020 that of 2019.
-- severity: WARNING
-- reason: Figures that the right form asks for are missing.
-- 理由: 缺少应填版本所要求的数字。
-- finding: the form of {actual} is used for {year}, which asks for that of {expected}
-- 发现: {year}年度应使用{expected}年版表格,实际使用{actual}年版
-- compares: one report
--
-- One row a report on a form of another time.
WITH compared AS (
  SELECT
    no,
    '' AS line,
    '' AS applicant,
    CASE WHEN year >= 2021 THEN 2021 WHEN year >= 2019 THEN 2019 ELSE 2014 END AS expected,
    TRY_CAST(edition AS INTEGER) AS actual,
    actual - expected AS difference,
    NULL AS detail,
    NULL AS byte_offset
  FROM checked
)
SELECT
  *
FROM compared
WHERE actual <> expected
