-- The revisions beyond the number $1.
SELECT
  no
FROM report
WHERE no > $1
