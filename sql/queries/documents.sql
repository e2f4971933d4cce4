-- Documents in the order of their numbers. Put in are: beyond which number, of which reports, whether those
-- that stand for none are wanted too, and how many.
SELECT
  s.no,
  s.sha256,
  s.path,
  s.format,
  s.size,
  s.url,
  s.status,
  s.reason,
  s.message,
  r.report_id,
  r.revision
FROM source AS s
LEFT JOIN report AS r ON r.no = s.report_no
WHERE s.no > /* after */
  AND (s.report_no IN (SELECT no FROM report WHERE /* chosen */) /* rejected */)
ORDER BY s.no
LIMIT /* many */
