-- Sets on every revision of the reports $1 that the last of $2 is the latest.
UPDATE report
SET
  latest = (report.revision = last.revision),
  revisions = last.revision
FROM (
  SELECT
    unnest($1::VARCHAR[]) AS report_id,
    unnest($2::INTEGER[]) AS revision
) AS last
WHERE report.report_id = last.report_id
