-- Sets when the reports read from the documents $1 were published, to the dates $2 in the same order.
UPDATE report
SET published = said.published
FROM (
  SELECT
    unnest($1::INTEGER[]) AS no,
    unnest($2::VARCHAR[]) AS published
) AS said
WHERE report.no = said.no
