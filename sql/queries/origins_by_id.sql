-- One row a proposal for the identity of a report. Those of the reports whose numbers stand in the
-- list.
SELECT
  no,
  fact,
  text,
  place,
  byte_offset,
  taken
FROM origin
WHERE no IN (/* numbers */)
ORDER BY no, ordinal
