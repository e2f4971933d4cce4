-- One row a revision of a report, in the order of the table: its document, its number, its year, and
-- the positions of its place and its standing among places and standings, from 0.
WITH place AS (
  SELECT
    row_number() OVER (ORDER BY region_code, organ_id, province_code, prefecture_code) - 1 AS n,
    *
  FROM (
    SELECT DISTINCT region_code, organ_id, province_code, coalesce(prefecture_code, '') AS prefecture_code
    FROM report
  )
),
standing AS (
  SELECT
    row_number() OVER (ORDER BY level, organ_kind, edition, status, latest, consistent, has_disclosure, has_requests, has_challenges) - 1 AS n,
    *
  FROM (
    SELECT DISTINCT level, organ_kind, edition, status, latest, consistent, has_disclosure, has_requests, has_challenges
    FROM report
  )
)
SELECT
  r.no,
  r.revision,
  r.year,
  p.n,
  s.n
FROM report AS r
JOIN place AS p ON p.region_code = r.region_code
  AND p.organ_id = r.organ_id
  AND p.province_code = r.province_code
  AND p.prefecture_code = coalesce(r.prefecture_code, '')
JOIN standing AS s USING (level, organ_kind, edition, status, latest, consistent, has_disclosure, has_requests, has_challenges)
ORDER BY r.rowid
