-- One row a section of a report asked for, and one with NULLs for a report without any. $1 are ids
-- without revision, $2 the revisions, 0 for the latest.
WITH wanted AS (
  SELECT
    unnest($1::VARCHAR[]) AS report_id,
    unnest($2::INTEGER[]) AS revision
)
SELECT
  w.report_id,
  w.revision,
  p.number,
  p.heading,
  p.text,
  p.byte_offset
FROM wanted AS w
JOIN report AS r ON r.report_id = w.report_id
  AND (r.revision = w.revision OR w.revision = 0 AND r.latest)
LEFT JOIN part AS p ON p.no = r.no
ORDER BY r.no, p.number
