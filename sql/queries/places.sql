-- One row an organ and the regions around it as they were, in the order that pages of reports have.
SELECT DISTINCT
  region_code,
  organ_id,
  province_code,
  coalesce(prefecture_code, '')
FROM report
ORDER BY ALL
