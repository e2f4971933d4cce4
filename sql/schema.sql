-- The tables of a snapshot. Where "/* cells */" stands, one column follows for each cell of every
-- edition of the form, in the form's order: rules_made, received__natural_person, review_total …
-- INTEGER for counts, DECIMAL(18,6) for money. NULL is a cell without a number, for whatever reason.

-- One row a document, rejected ones included. A report is known by the number of the document it
-- was read from; a document that only repeats a report points to it.
CREATE TABLE source (
  no INTEGER NOT NULL,        -- documents in order of loading, from 1
  sha256 VARCHAR NOT NULL,    -- of its bytes, which are kept under that name
  path VARCHAR NOT NULL,
  size BIGINT NOT NULL,
  format VARCHAR NOT NULL,
  url VARCHAR NOT NULL,
  status VARCHAR NOT NULL,    -- READ, PARTIAL or REJECTED
  reason VARCHAR NOT NULL,
  message VARCHAR NOT NULL,
  report_no INTEGER           -- the report it stands for; NULL if rejected
);

-- One row a revision of a report: what is printed. Sorted by year, province, level and organ.
CREATE TABLE report (
  no INTEGER NOT NULL,        -- its document
  report_id VARCHAR NOT NULL, -- organ and year; its revisions share it
  revision SMALLINT NOT NULL, -- from 1
  revisions SMALLINT NOT NULL, -- how many there are
  latest BOOLEAN NOT NULL,
  organ_id VARCHAR NOT NULL,
  office VARCHAR NOT NULL,    -- the organ through the renamings of its region
  organ_kind VARCHAR NOT NULL,
  organ_name VARCHAR NOT NULL,
  region_code VARCHAR NOT NULL,
  province_code VARCHAR NOT NULL,
  prefecture_code VARCHAR,    -- NULL for provinces and what lies directly under one
  level VARCHAR NOT NULL,
  year SMALLINT NOT NULL,
  edition VARCHAR NOT NULL,   -- empty if not recognised
  status VARCHAR NOT NULL,
  title VARCHAR NOT NULL,
  scope VARCHAR NOT NULL,     -- WHOLE, SELF or empty
  period_from VARCHAR NOT NULL,
  period_to VARCHAR NOT NULL,
  published VARCHAR NOT NULL, -- ISO date or empty
  synthetic BOOLEAN NOT NULL,
  consistent BOOLEAN NOT NULL,        -- its sums hold wherever they can be checked
  has_disclosure BOOLEAN NOT NULL,    -- table 二 is there
  has_requests BOOLEAN NOT NULL,      -- table 三
  has_challenges BOOLEAN NOT NULL,    -- table 四
  summed BOOLEAN NOT NULL,            -- stands in filled for the basis REPORTED
  reconstructed BOOLEAN NOT NULL,     -- stands in filled for the basis RECONSTRUCTED
  figures BIGINT NOT NULL             -- hash of edition and cells, to tell revisions apart
  /* cells */
);

-- One row a report and basis that has figures which are not printed but follow from those that
-- are. The other reports' figures are those of report.
CREATE TABLE filled (
  basis VARCHAR NOT NULL,     -- REPORTED: missing totals of parts; RECONSTRUCTED: whatever the sums prove
  no INTEGER NOT NULL,
  latest BOOLEAN NOT NULL,
  organ_kind VARCHAR NOT NULL,
  region_code VARCHAR NOT NULL,
  province_code VARCHAR NOT NULL,
  prefecture_code VARCHAR,
  level VARCHAR NOT NULL,
  year SMALLINT NOT NULL,
  edition VARCHAR NOT NULL,
  consistent BOOLEAN NOT NULL,
  has_disclosure BOOLEAN NOT NULL,
  has_requests BOOLEAN NOT NULL,
  has_challenges BOOLEAN NOT NULL
  /* cells */
);

-- One row a report: its cells as printed, with state, text and place, packed (see pack.go).
CREATE TABLE printed (
  no INTEGER NOT NULL,
  cells BLOB NOT NULL
);

-- One row a finding: those of the reader in the order they were made, then those of the rules.
CREATE TABLE finding (
  no INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  id VARCHAR NOT NULL,        -- made of what it says
  published BOOLEAN NOT NULL, -- a rule found it when reports were published
  rule VARCHAR NOT NULL,
  severity VARCHAR NOT NULL,
  line VARCHAR NOT NULL,
  applicant VARCHAR NOT NULL,
  expected DECIMAL(38,12),
  actual DECIMAL(38,12),
  difference DECIMAL(38,12),
  message VARCHAR NOT NULL,
  chinese VARCHAR NOT NULL,
  places VARCHAR NOT NULL     -- JSON; of a rule's, only what stands in no cell
);

-- One row a figure that the running text states, in the order of the text.
CREATE TABLE fact (
  no INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  lines VARCHAR[] NOT NULL,   -- the lines whose sum it is, each in its main column; empty if topic says what it is
  topic VARCHAR NOT NULL,
  value DECIMAL(38,12) NOT NULL, -- in the unit of the lines; money in 元 where there are none
  approximate BOOLEAN NOT NULL,
  text VARCHAR NOT NULL,
  byte_offset BIGINT NOT NULL
);

-- One row a section of a report.
CREATE TABLE part (
  no INTEGER NOT NULL,
  number SMALLINT NOT NULL,
  heading VARCHAR NOT NULL,
  text VARCHAR NOT NULL,
  byte_offset BIGINT NOT NULL
);

-- One row a printed row that has no place on the form.
CREATE TABLE unplaced (
  no INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  label VARCHAR NOT NULL,
  texts VARCHAR NOT NULL,     -- JSON
  place VARCHAR NOT NULL      -- JSON
);

-- One row a proposal for a fact of a document's identity, the one taken first.
CREATE TABLE origin (
  no INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  fact VARCHAR NOT NULL,
  text VARCHAR NOT NULL,
  place VARCHAR NOT NULL,
  byte_offset BIGINT NOT NULL,
  taken BOOLEAN NOT NULL
);

-- One row a region and the years it bore its name: the code book, and the zones met.
CREATE TABLE region (
  code VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  level VARCHAR NOT NULL,
  province VARCHAR NOT NULL,  -- names, as then
  prefecture VARCHAR NOT NULL,
  from_year INTEGER NOT NULL, -- from_year <= year < to_year; 0 and 0 for zones
  to_year INTEGER NOT NULL,   -- 0 while in force
  successors VARCHAR NOT NULL, -- JSON
  official BOOLEAN NOT NULL
);

-- One row a revision of a report: everything but its figures, with its document.
CREATE VIEW head AS
SELECT
  s.sha256,
  s.path,
  s.size,
  s.format,
  s.url,
  s.status AS document_status,
  s.reason,
  s.message,
  r.report_id,
  r.revision,
  r.latest,
  r.no,
  r.organ_id,
  r.revisions,
  r.status,
  r.year,
  r.edition,
  r.title,
  r.organ_name,
  r.organ_kind,
  r.region_code,
  r.level,
  r.scope,
  r.period_from,
  r.period_to,
  r.published,
  r.consistent,
  r.synthetic,
  r.province_code,
  r.prefecture_code
FROM report AS r
JOIN source AS s ON s.no = r.no;
