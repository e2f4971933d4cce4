-- One row a region, year, level, kind of organ, edition and standing: how many reports there are.
SELECT
  region_code,
  province_code,
  prefecture_code,
  year,
  level,
  organ_kind,
  edition,
  latest,
  consistent,
  has_disclosure,
  has_requests,
  has_challenges,
  count(*)
FROM report
GROUP BY region_code, province_code, prefecture_code, year, level, organ_kind, edition, latest, consistent,
  has_disclosure, has_requests, has_challenges
ORDER BY year, region_code, level, organ_kind, edition, latest, consistent,
  has_disclosure, has_requests, has_challenges
