-- One row a finding of a report. Those of the reports whose numbers stand in the list.
SELECT
  f.no,
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
  r.region_code
FROM finding AS f
JOIN report AS r ON r.no = f.no
WHERE f.no IN (/* numbers */)
ORDER BY f.no, f.ordinal
