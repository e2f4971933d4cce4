-- One row a basis that has figures which are not printed.
SELECT DISTINCT
  basis
FROM filled
ORDER BY basis
