-- One row a cell of the catalogue: the column $1 of the wide table, its line $2 and its applicant $3.
CREATE TEMP TABLE form AS
SELECT
  unnest($1::VARCHAR[]) AS name,
  unnest($2::VARCHAR[]) AS line,
  unnest($3::VARCHAR[]) AS applicant
