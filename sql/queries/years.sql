-- One row a year that is reported on.
SELECT DISTINCT
  year
FROM report
WHERE latest
ORDER BY year
