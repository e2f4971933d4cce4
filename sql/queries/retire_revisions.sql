-- Sets on every revision of the reports $1 which one counts as the latest: the last that was read
-- whole, or the last of all where none was. Half a copy never stands in for a whole report.
UPDATE report
SET
  latest = (report.revision = newest.counted),
  revisions = newest.revision
FROM (
  SELECT
    report_id,
    max(revision) AS revision,
    coalesce(max(CASE WHEN status = 'READ' THEN revision END), max(revision)) AS counted
  FROM report
  WHERE report_id IN (SELECT unnest($1::VARCHAR[]))
  GROUP BY report_id
) AS newest
WHERE report.report_id = newest.report_id
