-- One row a document: enough to tell whether another one says anything new.
SELECT
  no,
  sha256,
  reason,
  report_no
FROM source
ORDER BY no
