-- One row a rule and severity: how many findings there are, about how many reports, and how many of
-- them were decided. The first two places are ids that were decided about, and how.
WITH decided AS (
  SELECT
    unnest(%s::VARCHAR[]) AS id,
    unnest(%s::VARCHAR[]) AS decision
)
SELECT
  f.rule,
  f.severity,
  count(*),
  count(DISTINCT f.no),
  count(*) - count(d.decision),
  count(CASE WHEN d.decision = 'CONFIRMED' THEN 1 END),
  count(CASE WHEN d.decision = 'DISMISSED' THEN 1 END)
FROM finding AS f
JOIN report AS r ON r.no = f.no
LEFT JOIN decided AS d ON d.id = f.id
WHERE %s
GROUP BY f.rule, f.severity
ORDER BY CASE f.severity WHEN 'ERROR' THEN 0 WHEN 'WARNING' THEN 1 ELSE 2 END, f.rule
