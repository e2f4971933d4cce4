-- One row a printed row off the form of a report. Those of the reports whose numbers stand in the
-- list.
SELECT
  no,
  label,
  texts,
  place
FROM unplaced
WHERE no IN (/* numbers */)
ORDER BY no, ordinal
