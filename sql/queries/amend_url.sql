-- Sets where the documents $1 were published, to the addresses $2 in the same order.
UPDATE source
SET url = said.url
FROM (
  SELECT
    unnest($1::INTEGER[]) AS no,
    unnest($2::VARCHAR[]) AS url
) AS said
WHERE source.no = said.no
