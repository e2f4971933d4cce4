-- The revisions that the statement within gives, $2 to a portion. An office's reports lie together, so
-- that few portions read the same histories.
CREATE OR REPLACE TEMP TABLE due AS
SELECT
  r.no,
  (row_number() OVER (ORDER BY r.office, r.no) - 1) // $2 AS portion
FROM report AS r
SEMI JOIN (
%s
) AS d ON d.no = r.no
