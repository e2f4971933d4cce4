-- One row a document that gives no report, in the order of loading.
SELECT
  sha256,
  path,
  size,
  format,
  url,
  status,
  reason,
  message,
  NULL -- it stands for no report
FROM source
WHERE status = 'REJECTED'
ORDER BY no
