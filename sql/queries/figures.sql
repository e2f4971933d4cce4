-- What the rules read of single figures. Where "/* cells */" stands, the columns of the wide table
-- follow; form says which cell each column is.
CREATE OR REPLACE TEMP TABLE cell AS
SELECT
  u.no,
  u.edition,
  f.line,
  f.applicant,
  u.value
FROM (
  UNPIVOT (
    SELECT
      no,
      edition,
      CAST(COLUMNS([/* cells */]) AS DECIMAL(18,6))
    FROM checked
    WHERE NOT consistent
  )
  ON COLUMNS(* EXCLUDE (no, edition))
  INTO NAME name VALUE value
) AS u
JOIN form AS f ON f.name = u.name;

CREATE OR REPLACE TEMP TABLE main_cell AS
SELECT
  u.no,
  f.line,
  f.applicant,
  u.value
FROM (
  UNPIVOT (
    SELECT
      no,
      CAST(COLUMNS([/* main cells */]) AS DECIMAL(18,6))
    FROM checked
  )
  ON COLUMNS(* EXCLUDE (no))
  INTO NAME name VALUE value
) AS u
JOIN form AS f ON f.name = u.name;
