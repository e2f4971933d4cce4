-- Adds a proposal for each date $2 that a manifest gives for the documents $1, in the same order, as the
-- one taken.
INSERT INTO origin
SELECT
  said.no,
  coalesce((SELECT min(o.ordinal) FROM origin AS o WHERE o.no = said.no), 0) - 1,
  'published',
  said.published,
  'manifest',
  -1,
  true
FROM (
  SELECT
    unnest($1::INTEGER[]) AS no,
    unnest($2::VARCHAR[]) AS published
) AS said
