-- One row a finding of a report. Those of the reports whose numbers stand in the list.
SELECT
  no,
  rule,
  severity,
  line,
  applicant,
  expected,
  actual,
  message,
  chinese,
  places
FROM finding
WHERE no IN (/* numbers */)
ORDER BY no, ordinal
