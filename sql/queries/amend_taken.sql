-- Takes back which proposals for the date of publication were taken of the documents $1.
UPDATE origin
SET taken = false
WHERE fact = 'published'
  AND no IN (SELECT unnest($1::INTEGER[]))
