package sql

import (
	"fmt"
	"strings"
)

// readme tells whoever opens an export what is in it, and names the data for citation.
func readme(i Info, f Format, e Extract) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Figures of annual reports on government-information disclosure (政府信息公开工作年度报告)\n\n")
	fmt.Fprintf(&b, "Cite as: %s\nSnapshot: %s\n", i.Citation(), i.ID)
	fmt.Fprintf(&b, "Reports: %s\n", taken(i, e))
	if i.Synthetic > 0 {
		fmt.Fprintf(&b, "%d reports of the snapshot are made-up samples of no real office (reports.synthetic): no sum over them is a fact about the world.\n", i.Synthetic)
	}
	b.WriteString("\nWhat is empty or NULL is unknown, not printed or not asked for. It is never 0: leave it out of sums.\n" +
		"A rate over several reports is the ratio of the sums, never the mean of rates (see dictionary).\n" +
		"A region's report is never added to its parent's, its departments' or its towns': choose one level and one organ_kind.\n" +
		"Codes of regions are texts. Texts and titles are as the documents print them.\n\n")
	b.WriteString(reading(f))
	for _, name := range Datasets() {
		t := datasetOf(name)
		fmt.Fprintf(&b, "\n%s\n%s\n", name, t.about)
		for _, c := range t.columns() {
			fmt.Fprintf(&b, "  %s, %s: %s\n", c.name, c.kind.duckdb(), c.about)
		}
	}
	return b.String()
}

// taken says which of the snapshot's reports an export holds.
func taken(i Info, e Extract) string {
	var limits []string
	add := func(what string, n int, list string) {
		if n > 0 {
			limits = append(limits, what+" "+list)
		}
	}
	add("years", len(e.Scope.Years), strings.Trim(fmt.Sprint(e.Scope.Years), "[]"))
	add("regions", len(e.Scope.Regions), strings.Join(e.Scope.Regions, " "))
	add("within", len(e.Scope.Within), e.Scope.Within)
	add("level", len(e.Scope.Level), string(e.Scope.Level))
	add("organ kinds", len(e.Scope.OrganKinds), strings.Join(names(e.Scope.OrganKinds), " "))
	add("editions", len(e.Scope.Editions), strings.Join(names(e.Scope.Editions), " "))
	if e.Scope.ConsistentOnly {
		limits = append(limits, "consistent only")
	}
	which := "the latest revision of each"
	if e.Revisions {
		which = "every revision (add up only where latest is true)"
	}
	if len(limits) == 0 {
		return fmt.Sprintf("all %d, %s", i.Reports, which)
	}
	return "only " + strings.Join(limits, ", ") + "; " + which
}

func reading(f Format) string {
	switch f {
	case CSV:
		return "R:      readr::read_csv(\"cells.csv\", col_types = readr::cols(region_code = \"c\"))\n" +
			"pandas: pandas.read_csv(\"cells.csv\", dtype={\"region_code\": str})\n" +
			"DuckDB: SELECT * FROM read_csv('cells.csv', types = {'region_code': 'VARCHAR'})\n" +
			"UTF-8 with a byte order mark, so that Excel opens it with a double click; to keep leading zeros there, import it with text columns.\n"
	case Parquet:
		return "R:      arrow::read_parquet(\"cells.parquet\")\n" +
			"pandas: pandas.read_parquet(\"cells.parquet\")\n" +
			"DuckDB: SELECT * FROM 'cells.parquet'\n" +
			"The metadata of each file hold its snapshot, citation and this text.\n"
	case DuckDB:
		return "R:      DBI::dbGetQuery(DBI::dbConnect(duckdb::duckdb(\"FILE\", read_only = TRUE)), \"FROM cells\")\n" +
			"pandas: duckdb.connect(\"FILE\", read_only=True).sql(\"FROM cells\").df()\n" +
			"The tables readme and snapshot hold what this text says.\n"
	}
	return "A table that has more rows than a sheet takes goes on on the next sheet, such as cells 2.\n" +
		"Numbers of more than 15 digits are written as texts, because Excel would round them.\n"
}
