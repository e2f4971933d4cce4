-- zh: 部门应于次年1月31日前、县级以上地方政府应于次年3月31日前公布年度报告(《政府信息公开条例》第四十九条)。
-- en: Departments publish by 31 January, governments from the county upwards by 31 March of the year after (Article 49 of the regulation).
-- severity: WARNING
-- reason: The law sets the date; the date found may be that of a page published anew.
-- 理由: 法定期限已过;所见日期也可能是网页重新发布的日期。
-- finding: published on {detail}, days late: {difference}
-- 发现: 发布于{detail},逾期{difference}天
-- compares: other reports
--
-- One row a report none of whose revisions is known to have been published in time.
WITH dated AS MATERIALIZED (
  SELECT
    no,
    report_id,
    make_date(year::BIGINT + 1, CASE organ_kind WHEN 'DEPARTMENT' THEN 1 ELSE 3 END, 31) AS due
  FROM checked
  WHERE published <> ''
    AND (organ_kind = 'DEPARTMENT' OR organ_kind = 'GOVERNMENT' AND level <> 'TOWNSHIP')
),
first_published AS (
  SELECT
    report_id,
    min(TRY_CAST(nullif(published, '') AS DATE)) AS published
  FROM report
  WHERE report_id IN (SELECT report_id FROM dated)
  GROUP BY report_id
)
SELECT
  d.no,
  '' AS line,
  '' AS applicant,
  NULL AS expected,
  NULL AS actual,
  date_diff('day', d.due, f.published) AS difference,
  f.published::VARCHAR AS detail,
  NULL AS byte_offset
FROM dated AS d
JOIN first_published AS f ON f.report_id = d.report_id
WHERE f.published > d.due
