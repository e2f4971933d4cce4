-- Carries over to filled which revisions of the reports $1 are the latest.
UPDATE filled
SET latest = report.latest
FROM report
WHERE report.no = filled.no
  AND report.report_id IN (SELECT unnest($1::VARCHAR[]))
