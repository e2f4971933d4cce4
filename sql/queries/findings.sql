-- One row a finding with the report it is about, and its sort key in text.
SELECT
  f.id,
  f.rule,
  f.severity,
  f.line,
  f.applicant,
  f.expected,
  f.actual,
  f.difference,
  f.message,
  f.chinese,
  f.places,
  r.no,
  f.published,
  r.edition,
  r.report_id,
  r.revision,
  r.latest,
  r.organ_name,
  r.year,
  r.region_code%s
FROM finding AS f
JOIN report AS r ON r.no = f.no
WHERE %s
ORDER BY %s
%s
