-- One row a report: its packed cells. Those of the reports whose numbers stand in the list.
SELECT
  no,
  cells
FROM printed
WHERE no IN (/* numbers */)
ORDER BY no
