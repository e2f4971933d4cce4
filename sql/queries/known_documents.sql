-- One row a document: enough to tell whether another one, or the same once more, says anything new.
SELECT
  s.no,
  s.sha256,
  s.reason,
  s.report_no,
  s.url,
  s.message,
  r.published
FROM source AS s
LEFT JOIN report AS r ON r.no = s.no
ORDER BY s.no
