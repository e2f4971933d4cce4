-- The revisions whose findings may change with the reports beyond the number $1: those of the same
-- offices, and those of the governments above them for the same year.
SELECT
  no
FROM report
WHERE office IN (SELECT office FROM report WHERE no > $1)
UNION
SELECT
  above.no
FROM report AS above
SEMI JOIN (
  SELECT year, prefecture_code AS organ_id FROM report WHERE no > $1
  UNION
  SELECT year, province_code AS organ_id FROM report WHERE no > $1
) AS under ON under.year = above.year
  AND under.organ_id = above.organ_id
