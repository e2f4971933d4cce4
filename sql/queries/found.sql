-- One row a finding of the rule whose statement stands within.
SELECT
  f.no,
  r.report_id,
  r.year,
  coalesce(f.line, ''),
  coalesce(f.applicant, ''),
  CAST(f.expected AS DECIMAL(38,12)),
  CAST(f.actual AS DECIMAL(38,12)),
  CAST(f.difference AS DECIMAL(38,12)),
  coalesce(CAST(f.detail AS VARCHAR), ''),
  CAST(f.byte_offset AS BIGINT)
FROM (
%s
) AS f
JOIN report AS r ON r.no = f.no
ORDER BY f.no, f.line, f.applicant, f.detail
