-- One row: what the snapshot holds.
SELECT
  (SELECT count(*) FROM report WHERE latest),
  (SELECT count(DISTINCT organ_id) FROM report WHERE latest),
  (SELECT count(*) FROM source),
  (SELECT count(*) FROM source WHERE status = 'REJECTED'),
  (SELECT count(*) FROM report WHERE latest AND synthetic)
