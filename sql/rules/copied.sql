-- zh: 表格不应与上一年度完全相同。
-- en: A table is not that of the year before.
-- severity: WARNING
-- reason: So many equal figures are hardly chance; the old table was left standing.
-- 理由: 如此多数字全部相同,多为沿用了上一年度的表格。
-- finding: table {detail} has exactly the figures of {before}
-- 发现: 表{detail}与{before}年度完全相同
-- compares: other reports
--
-- One row a table whose cells are all those of the year before, where the figures are too many or too large
-- for chance.
WITH this_year AS (
  SELECT
    no,
    office,
    year,
    edition,
    hash(*COLUMNS('^(rules|normative_documents|licensing|other_services|penalties|coercion|fees|procurement)_')) AS disclosure,
    coalesce(licensing_decisions >= 100, false)::INTEGER + coalesce(penalties_decisions >= 100, false)::INTEGER
      + coalesce(coercion_decisions >= 100, false)::INTEGER + coalesce(fees_amount_10k_yuan >= 100, false)::INTEGER >= 2 AS disclosure_tells,
    hash(*COLUMNS('__')) AS requests,
    received__total >= 20 AS requests_tell,
    hash(*COLUMNS('^(review|litigation_direct|litigation_after_review)_')) AS challenges,
    review_total + litigation_direct_total + litigation_after_review_total >= 20 AS challenges_tell
  FROM checked
),
year_before AS (
  SELECT
    office,
    year,
    edition,
    hash(*COLUMNS('^(rules|normative_documents|licensing|other_services|penalties|coercion|fees|procurement)_')) AS disclosure,
    hash(*COLUMNS('__')) AS requests,
    hash(*COLUMNS('^(review|litigation_direct|litigation_after_review)_')) AS challenges
  FROM history
),
compared AS (
  SELECT
    c.no,
    unnest(['二', '三', '四']) AS detail,
    unnest([
      c.disclosure = b.disclosure AND c.disclosure_tells,
      c.requests = b.requests AND c.requests_tell,
      c.challenges = b.challenges AND c.challenges_tell
    ]) AS same
  FROM this_year AS c
  JOIN year_before AS b ON b.office = c.office
    AND b.year = c.year - 1
    AND b.edition = c.edition
)
SELECT
  no,
  '' AS line,
  '' AS applicant,
  NULL AS expected,
  NULL AS actual,
  NULL AS difference,
  detail,
  NULL AS byte_offset
FROM compared
WHERE same
