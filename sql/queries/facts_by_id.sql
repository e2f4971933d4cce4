-- One row a figure of the running text of a report. Those of the reports whose numbers stand in the
-- list.
SELECT
  no,
  lines,
  topic,
  value,
  approximate,
  text,
  byte_offset
FROM fact
WHERE no IN (/* numbers */)
ORDER BY no, ordinal
