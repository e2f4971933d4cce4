package synth

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"github.com/gongkai/gongkai/ingest/editions"
	"github.com/gongkai/gongkai/report"
)

// page is a report as text and tables, before it takes a format.
type page struct {
	title, notice, opening string
	published              string // ISO date, may be empty
	site                   string // whose site it stands on
	parts                  []part
}

// part is one of the six sections.
type part struct {
	heading    string
	paragraphs []string
	tables     []grid
}

func newPage(r report.Report, l Layout) (page, error) {
	i := slices.IndexFunc(editions.All(), func(f editions.Form) bool { return f.Edition == r.Edition })
	if i < 0 {
		return page{}, fmt.Errorf("no form of edition %q to print %s %d on", r.Edition, r.Region.Name, r.Year)
	}
	d := drawer{layout: l, form: editions.All()[i], texts: make(map[report.Ref]string, len(r.Cells))}
	for _, c := range Printed(r, l) {
		d.texts[c.Ref()] = c.Text
	}
	p := page{title: r.Title, published: r.Published, site: r.Organ.Name}
	p.notice = report.SyntheticNotice
	if !r.Synthetic {
		p.notice = prose("本文件的数字转录自已经公开发布的《%s》,文字另行编写。", r.Title)
	}
	p.opening = opening(r)
	for _, s := range d.form.Slots {
		if s.Kind == editions.Section {
			p.parts = append(p.parts, part{
				heading:    strings.Join(l.label(l.slotLabel(s), false), ""),
				paragraphs: paragraphs(r, s.Part),
				tables:     d.tables(r, s.Part),
			})
		}
	}
	return p, nil
}

// tables are the tables of a part; none if the report has no cell of them.
func (d drawer) tables(r report.Report, part int) []grid {
	if !slices.ContainsFunc(r.Cells, func(c report.Cell) bool { return int(tableOf(c)) == part }) {
		return nil
	}
	switch part {
	case 2:
		return []grid{d.disclosure()}
	case 3:
		return []grid{d.requests()}
	case 4:
		return []grid{d.challenges()}
	}
	return nil
}

// prose is a sentence with the marks of Chinese typing.
func prose(format string, args ...any) string {
	return fullWidth.Replace(fmt.Sprintf(format, args...))
}

// opening names the law, the organ in full, the days covered and, where it is known, the scope.
func opening(r report.Report) string {
	instrument := map[report.Edition]string{report.E2019: "国办公开办函〔2019〕60号", report.E2021: "国办公开办函〔2021〕30号"}[r.Edition]
	text := prose("按照《中华人民共和国政府信息公开条例》和%s规定的格式,%s编制了本报告。", instrument, fullName(r))
	if !r.Synthetic {
		text = prose("以下按照%s规定的格式列出%s的数字。", instrument, fullName(r))
	}
	text += prose("本报告所列数据的统计期限为%s至%s。", day(r.Period.From), day(r.Period.To))
	switch r.Scope {
	case report.ScopeWhole:
		text += prose("数据包括全%s各级行政机关。", kindOf(r.Region))
	case report.ScopeSelf:
		text += prose("数据的统计范围为%s本级。", kindOf(r.Region))
	}
	return text
}

// fullName is the organ with the regions it lies in: 河北省石家庄市栾城区人民政府.
func fullName(r report.Report) string {
	switch {
	case r.Region.Level == report.Province:
		return r.Organ.Name
	case r.Region.Level == report.Prefecture:
		return r.Region.Province + r.Organ.Name
	}
	return r.Region.Province + r.Region.Prefecture + r.Organ.Name
}

// kindOf is the last character of the region's name: 省, 市, 区, 县, 旗.
func kindOf(r report.Region) string {
	runes := []rune(r.Name)
	return string(runes[len(runes)-1:])
}

// day is an ISO date as it is written.
func day(iso string) string {
	var y, m, d int
	if _, err := fmt.Sscanf(iso, "%d-%d-%d", &y, &m, &d); err != nil {
		return iso
	}
	return fmt.Sprintf("%d年%d月%d日", y, m, d)
}

// paragraphs are the sentences of a section. Every figure in them is a cell of the same report, or
// one of its facts where these say otherwise. What
// an office that exists did and planned beside its figures is never made up.
func paragraphs(r report.Report, part int) (said []string) {
	say := func(sentence string) {
		if sentence != "" {
			said = append(said, sentence)
		}
	}
	switch part {
	case 1:
		say(tell(r, "%[2]d年,%[1]s新收政府信息公开申请%[3]s件,上年结转%[4]s件,办结%[5]s件,结转下年度继续办理%[6]s件。", "received", "carried_in", "total", "carried_out"))
		say(tell(r, "办结的申请中,予以公开%[3]s件,部分公开%[4]s件。", "granted", "partly_granted"))
		say(tell(r, "全年作出行政许可决定%[3]s件、行政处罚决定%[4]s件。", "licensing.decisions", "penalties.decisions"))
	case 4:
		say(tell(r, "因政府信息公开申请行政复议%[3]s件,其中结果纠正%[4]s件。", "review.total", "review.corrected"))
	}
	if !r.Synthetic {
		if part >= 5 {
			say("原报告的文字从略。")
		}
		return said
	}
	for _, sentences := range phrases[part] {
		say(prose("%s", sentences[int(variant(r, part))%len(sentences)]))
	}
	return said
}

// tell puts the main cells of lines into a sentence after the office and the year; it is empty if one
// of them is no figure.
func tell(r report.Report, sentence string, codes ...report.LineCode) string {
	args := []any{r.Region.Name, r.Year}
	if r.Organ.Kind != report.Government {
		args[0] = r.Organ.Name
	}
	for _, code := range codes {
		l, _ := report.FindLine(code)
		i := slices.IndexFunc(r.Cells, func(c report.Cell) bool { return c.Line == code && c.Column == l.Main() })
		if i < 0 || r.Cells[i].State != report.Numeric {
			return ""
		}
		said := r.Cells[i].Value
		for _, f := range r.Facts { // the text says otherwise on purpose
			if slices.Equal(f.Lines, []report.LineCode{code}) {
				said = f.Value
			}
		}
		args = append(args, said)
	}
	return fmt.Sprintf(fullWidth.Replace(sentence), args...)
}

// variant chooses among sentences, the same for the same report.
func variant(r report.Report, part int) uint32 {
	h := fnv.New32a()
	fmt.Fprintf(h, "%s %s %d %d", r.Region.Code, r.Organ.Name, r.Year, part)
	return h.Sum32() >> 8
}

// phrases are what sections say beside figures: for each section, lists to choose one sentence from.
var phrases = map[int][][]string{
	1: {{
		"门户网站的公开栏目按月核对一次,过期的链接已经更正。",
		"申请的登记、审核和答复使用统一的流程,时限由专人提醒。",
		"公开指南和目录在年内修订过一次,联系方式保持可用。",
		"新印发的文件在拟稿时就注明公开属性,解读材料与文件一同发布。",
	}},
	5: {{
		"主要问题:部分栏目更新不够及时,个别答复的说理还不充分。",
		"主要问题:基层工作人员变动较多,对申请办理的程序还不熟悉。",
		"主要问题:数据类信息公开得较少,公众查找不够方便。",
	}, {
		"改进情况:下一年将按季度检查栏目更新,并组织答复文书的互评。",
		"改进情况:下一年将增加办理人员的培训,编写常见情形的答复参考。",
		"改进情况:下一年将整理常用数据,以便于下载的格式发布。",
		"改进情况:下一年将请申请较多的部门交流办理经验。",
	}},
	6: {{
		"没有其他需要报告的事项。",
		"本年度没有收取政府信息公开信息处理费。",
		"本年度未发生收取信息处理费的情况,没有其他需要报告的事项。",
	}},
}
