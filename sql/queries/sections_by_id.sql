-- One row a section of a report. Those of the reports whose numbers stand in the list.
SELECT
  no,
  number,
  heading,
  text,
  byte_offset
FROM part
WHERE no IN (/* numbers */)
ORDER BY no, number
