-- zh: 规章只能由省级政府、设区的市和自治州的政府制定(《立法法》)。
-- en: Of local organs, only governments of provinces, cities with districts and autonomous prefectures make rules (规章).
-- severity: WARNING
-- reason: The organ has no such power; most often its normative documents stand in the wrong row.
-- 理由: 该机关无权制定规章,多为规范性文件误填入此行。
-- finding: {cell}: {actual}, from an organ that cannot make rules
-- 发现: {cell}:{actual}件,而该机关无权制定规章
-- compares: one report
--
-- One row a figure on rules above 0 of an organ that cannot make any. Leagues (盟) and prefectures (地区)
-- are governed by agencies of the province and cannot.
WITH compared AS (
  SELECT
    c.no,
    unnest(['rules.made', 'rules.repealed', 'rules.in_force']) AS line,
    '' AS applicant,
    0 AS expected,
    unnest([c.rules_made, c.rules_repealed, c.rules_in_force]) AS actual,
    actual AS difference,
    NULL AS detail,
    NULL AS byte_offset
  FROM checked AS c
  LEFT JOIN region AS g ON g.code = c.region_code
    AND c.year >= g.from_year
    AND (c.year < g.to_year OR g.to_year = 0)
  WHERE NOT (c.organ_kind = 'GOVERNMENT'
    AND (c.level = 'PROVINCE' OR c.level = 'PREFECTURE' AND NOT ends_with(g.name, '地区') AND NOT ends_with(g.name, '盟')))
)
SELECT
  *
FROM compared
WHERE actual > 0
