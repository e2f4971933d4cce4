-- One row a section whose text holds what is looked for: its document and number. The conditions on
-- text and number are put in.
SELECT
  no,
  number
FROM part
WHERE /* words */
ORDER BY no, number
