-- One row a revision, oldest first: enough to tell whether another document revises it.
SELECT
  no,
  report_id,
  revision,
  figures
FROM report
ORDER BY report_id, revision
