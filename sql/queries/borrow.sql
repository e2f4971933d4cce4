-- Copies the latest reports of the regions $1, and of the governments under them for the years $2,
-- without the reports $3.
INSERT INTO report
SELECT
  *
FROM shelf.report AS r
WHERE r.latest
  AND (r.region_code IN (SELECT unnest($1::VARCHAR[]))
    OR r.organ_kind = 'GOVERNMENT'
      AND r.year IN (SELECT unnest($2::INTEGER[]))
      AND (r.prefecture_code IN (SELECT unnest($1::VARCHAR[])) OR r.province_code IN (SELECT unnest($1::VARCHAR[]))))
  AND r.report_id NOT IN (SELECT unnest($3::VARCHAR[]))
