-- One row a report asked for: its head and its document. $1 are ids without revision, $2 the
-- revisions, 0 for the latest.
WITH wanted AS (
  SELECT
    unnest($1::VARCHAR[]) AS report_id,
    unnest($2::INTEGER[]) AS revision
)
SELECT
  w.report_id,
  w.revision,
  h.*
FROM wanted AS w
JOIN head AS h ON h.report_id = w.report_id
  AND (h.revision = w.revision OR w.revision = 0 AND h.latest)
ORDER BY h.no
