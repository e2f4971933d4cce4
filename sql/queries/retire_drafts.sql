-- Of several drafts of one report the last counts.
UPDATE report
SET latest = (report.revision = newest.revision)
FROM (
  SELECT
    report_id,
    max(revision) AS revision
  FROM report
  WHERE latest
  GROUP BY report_id
) AS newest
WHERE report.report_id = newest.report_id
