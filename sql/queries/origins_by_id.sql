-- One row a proposal for the identity of a report asked for, and one with NULLs for a report
-- without any. $1 are ids without revision, $2 the revisions, 0 for the latest.
WITH wanted AS (
  SELECT
    unnest($1::VARCHAR[]) AS report_id,
    unnest($2::INTEGER[]) AS revision
)
SELECT
  w.report_id,
  w.revision,
  o.fact,
  o.text,
  o.place,
  o.byte_offset,
  o.taken
FROM wanted AS w
JOIN report AS r ON r.report_id = w.report_id
  AND (r.revision = w.revision OR w.revision = 0 AND r.latest)
LEFT JOIN origin AS o ON o.no = r.no
ORDER BY r.no, o.ordinal
