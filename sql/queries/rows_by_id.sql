-- One row a printed row off the form of a report asked for, and one with NULLs for a report
-- without any. $1 are ids without revision, $2 the revisions, 0 for the latest.
WITH wanted AS (
  SELECT
    unnest($1::VARCHAR[]) AS report_id,
    unnest($2::INTEGER[]) AS revision
)
SELECT
  w.report_id,
  w.revision,
  u.label,
  u.texts,
  u.place
FROM wanted AS w
JOIN report AS r ON r.report_id = w.report_id
  AND (r.revision = w.revision OR w.revision = 0 AND r.latest)
LEFT JOIN unplaced AS u ON u.no = r.no
ORDER BY r.no, u.ordinal
