-- zh: 报告应有二、三、四三张表格。
-- en: A report has the three tables 二, 三 and 四.
-- severity: WARNING
-- reason: None of the figures of that table is known.
-- 理由: 该表的数字全部缺失。
-- finding: table {detail} is missing
-- 发现: 缺少表{detail}
-- compares: one report
--
-- One row a table of which no cell was found.
WITH compared AS (
  SELECT
    no,
    unnest(['二', '三', '四']) AS detail,
    unnest([has_disclosure, has_requests, has_challenges]) AS present
  FROM checked
)
SELECT
  no,
  '' AS line,
  '' AS applicant,
  NULL AS expected,
  NULL AS actual,
  NULL AS difference,
  detail,
  NULL AS byte_offset
FROM compared
WHERE NOT present
