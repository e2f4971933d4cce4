-- zh: 每一列:上年结转 = 上一年度报告的结转下年度继续办理。
-- en: In every column, the requests carried in are those that the report of the year before carried out.
-- severity: ERROR
-- reason: Both reports count the same requests, so one of the two is wrong.
-- 理由: 两份报告所计为同一批申请,其中必有一误。
-- finding: {cell}: the report of {before} carries {expected} over, this one takes {actual} in
-- 发现: {cell}:{before}年度报告结转{expected}件,本报告列上年结转{actual}件
-- compares: other reports
--
-- One row a column in which the two reports differ. A region that was renamed or recoded is followed.
WITH compared AS (
  SELECT
    c.no,
    'carried_in' AS line,
    unnest(['natural_person', 'business', 'research', 'charity', 'legal_service', 'other', 'total']) AS applicant,
    unnest([
      b.carried_out__natural_person,
      b.carried_out__business,
      b.carried_out__research,
      b.carried_out__charity,
      b.carried_out__legal_service,
      b.carried_out__other,
      b.carried_out__total
    ]) AS expected,
    unnest([
      c.carried_in__natural_person,
      c.carried_in__business,
      c.carried_in__research,
      c.carried_in__charity,
      c.carried_in__legal_service,
      c.carried_in__other,
      c.carried_in__total
    ]) AS actual,
    actual - expected AS difference,
    NULL AS detail,
    NULL AS byte_offset
  FROM checked AS c
  JOIN history AS b ON b.office = c.office
    AND b.year = c.year - 1
)
SELECT
  *
FROM compared
WHERE actual <> expected
