package report

// Rule is one thing that findings are of.
type Rule struct {
	Code     string   // lower case with underscores; it never changes meaning
	Severity Severity // empty where it depends on the case
	English  string   // what holds where there is no such finding, or what the finding tells
	Chinese  string
	Reason   string // why it matters so much, in English
	Grounds  string // the same in Chinese
}

// To add a rule of reading: a literal here, in the order of codes. What adds up, and what one report
// says against another, are rules of the warehouse instead.

var readingRules = []Rule{
	{"cell_derived", Info, "The column of this figure was lost in the document and solved from the sums.", "原文未能保留该数字所在的列,其位置由勾稽关系推定。",
		"The figure itself is as printed.", "数字本身与原文一致。"},
	{"cell_unreadable", Error, "Every cell holds a figure, is blank, or says that there is nothing to state.", "每一格应为数字、空白或“无”等标记。",
		"The figure is missing from every sum.", "该数字不参与任何汇总。"},
	{"converted", Info, "The document was turned into another format by an office program before it was read.", "文件经办公软件转换格式后读取。",
		"Places are those of the converted document.", "所标位置为转换后文件中的位置。"},
	{"edition_assumed", Warning, "The table heads tell which edition of the form is used.", "表头应能表明所用的表格版本。",
		"The edition was taken from the year, which is often wrong.", "版本按年度推定,而年度与版本不一致的情况常见。"},
	{"manifest_conflict", Warning, "The manifest says of a document what the document says of itself.", "清单所列信息应与文件一致。",
		"The manifest is followed; one of the two is wrong.", "以清单为准,二者必有一误。"},
	{"manifest_region_unknown", Warning, "The manifest names regions of the code book.", "清单所列地区应见于行政区划代码。",
		"The region was taken from the document instead.", "地区改由文件内容判定。"},
	{"office_reports", Info, "A general office reports for its government.", "由办公室代本级政府报告。",
		"The report is filed as the government's.", "按本级政府的报告归档。"},
	{"organ_from_context", Info, "The reporting organ is not named in full and follows from what stands around it.", "报告机关未写全称,由上下文判定。",
		"The context is plain.", "上下文明确。"},
	{"organ_unresolved", Warning, "The document says which organ reports.", "文件应写明报告机关。",
		"A report of nobody cannot be filed.", "没有报告机关即无法归档。"},
	{"period_unreadable", Warning, "The days that the figures cover can be read.", "统计期限应能辨认。",
		"Nothing confirms the year.", "年度无从印证。"},
	{"properties_stale", Info, "The file's own properties name the report that stands in it.", "文件属性中的标题应与正文一致。",
		"A file is often made from last year's; its properties are not believed.", "文件多由上年文件改成,不采信其属性。"},
	{"published_conflict", Warning, "The document gives one date of publication.", "文件应只有一个发布日期。",
		"Whether it was published in time cannot be told for sure.", "是否按期发布难以确定。"},
	{"published_early", Warning, "A report is published after its year began.", "报告不应早于所报告年度发布。",
		"The year or the date is wrong.", "年度或发布日期有误。"},
	{"region_ambiguous", Warning, "The name of the region belongs to one region.", "地区名称应能确定唯一的地区。",
		"The report may be another region's.", "报告可能属于另一同名地区。"},
	{"region_by_context", Info, "Several regions bear the name, and what stands around it tells which is meant.", "地区重名,由上下文判定。",
		"The context is plain.", "上下文明确。"},
	{"region_conflict", Warning, "All parts of the document name the same region.", "文件各处所称地区应一致。",
		"The report may be another region's.", "报告可能属于另一地区。"},
	{"region_from_context", Info, "The region is not named and follows from what stands around it.", "文中未写明地区,由上下文判定。",
		"The context is plain.", "上下文明确。"},
	{"region_none", Warning, "The reporting organ belongs to a region.", "报告机关应属于某一地区。",
		"A report of nowhere cannot be filed.", "没有地区即无法归档。"},
	{"region_not_in_force", Warning, "The region existed in the year reported on.", "所称地区在报告年度应存在。",
		"The region or the year is wrong.", "地区或年度有误。"},
	{"region_renamed", "", "The region is called by the name it bore in the year reported on.", "所称地区应为报告年度的名称。",
		"The report is filed under the region of its year.", "按报告年度的地区归档。"},
	{"region_unresolved", Warning, "The document says whose report it is.", "文件应写明所属地区。",
		"A report of nowhere cannot be filed.", "没有地区即无法归档。"},
	{"row_repeated", Warning, "A row that is printed twice has the same figures both times.", "重复出现的行,数字应相同。",
		"Nobody knows which figures are meant; the first are taken.", "无法判断以哪一处为准,取首次出现的数字。"},
	{"row_unplaced", Error, "Every figure of a row can be told to its column.", "行内每个数字应能确定所在的列。",
		"The figures are missing from every sum.", "该行数字不参与任何汇总。"},
	{"scope_conflict", Warning, "The report says once whose figures it adds up.", "报告所述统计范围应前后一致。",
		"Nobody can tell whether departments and towns are counted.", "无法判断是否包括部门和乡镇。"},
	{"title_cut", Info, "The title is whole.", "标题应完整。",
		"The year and the organ were read elsewhere.", "年度和机关据其他内容判定。"},
	{"title_missing", Info, "The report has a title.", "报告应有标题。",
		"The year and the organ were read elsewhere.", "年度和机关据其他内容判定。"},
	{"year_conflict", Warning, "The title, the period and the file's name give the same year.", "标题、统计期限和文件名所示年度应一致。",
		"The report may be about another year.", "报告可能属于另一年度。"},
	{"year_unknown", Warning, "The document says which year it is about.", "文件应写明所属年度。",
		"A report without a year cannot be filed.", "没有年度即无法归档。"},
	{"year_weak", Warning, "The title, the period or a heading gives the year.", "标题、统计期限或题名应写明年度。",
		"The year is that of a file's or folder's name.", "年度仅据文件名或文件夹名判定。"},
}

// ReadingRules are what is noticed when a document is read, in order of code. The slice is shared and
// not to be changed.
func ReadingRules() []Rule { return readingRules }
