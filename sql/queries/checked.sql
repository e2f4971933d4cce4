-- What the rules read: the revisions to check, and the latest of all reports.
CREATE TEMP TABLE examined (
  no INTEGER NOT NULL
);

CREATE TEMP VIEW checked AS
SELECT
  r.*
FROM report AS r
SEMI JOIN examined AS e ON e.no = r.no;

CREATE TEMP VIEW counted AS
SELECT
  *
FROM report
WHERE latest;

CREATE TEMP VIEW history AS
SELECT
  *
FROM counted
WHERE office IN (SELECT office FROM checked);
