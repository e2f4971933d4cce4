-- One row a standing that reports have.
SELECT DISTINCT
  level,
  organ_kind,
  edition,
  status,
  latest,
  consistent,
  has_disclosure,
  has_requests,
  has_challenges
FROM report
ORDER BY ALL
