-- One row a zone outside the code book.
SELECT
  code,
  name,
  level,
  province,
  prefecture
FROM region
WHERE NOT official
ORDER BY code
