-- One row: the document with that hash, or none.
SELECT
  s.sha256,
  s.path,
  s.size,
  s.format,
  s.url,
  s.status,
  s.reason,
  s.message,
  r.report_id,
  r.revision,
  r.latest
FROM source AS s
LEFT JOIN report AS r ON r.no = s.report_no
WHERE s.sha256 = $1
