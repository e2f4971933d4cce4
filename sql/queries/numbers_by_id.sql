-- One row a report asked for: its number, its edition and which tables it has. $1 are ids without
-- revision, $2 the revisions, 0 for the latest.
WITH wanted AS (
  SELECT
    unnest($1::VARCHAR[]) AS report_id,
    unnest($2::INTEGER[]) AS revision
)
SELECT
  w.report_id,
  w.revision,
  r.no,
  r.edition,
  r.has_disclosure,
  r.has_requests,
  r.has_challenges
FROM wanted AS w
JOIN report AS r ON r.report_id = w.report_id
  AND (r.revision = w.revision OR w.revision = 0 AND r.latest)
ORDER BY r.no
