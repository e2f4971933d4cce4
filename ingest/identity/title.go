package identity

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// core is the part of a title that says what the document is: 政府信息公开工作年度报告.
type core struct {
	from, to int // bytes
	year     int // a year inside it: 政府信息公开2023年度报告
	cut      bool
}

var (
	coreTail = regexp.MustCompile(`^(?:工作)?(?:的)?(?:\(?((?:19|20)\d\d|二[〇零○][〇零○一二三四五六七八九]{2})年?(?:年度|度)?\)?)?(?:工作)?(?:年度|度)?(?:工作)?(?:情况)?(?:年度)?(?:工作)?(?:报告书?|年报|年度报告)`)
	coreCut  = regexp.MustCompile(`^(?:工作)?(?:\d{4}年)?(?:年度?报?|年度工作报?|工作年?度?)?(?:…+|\.{2,})?$`)
	coreYear = regexp.MustCompile(`^[\[(]?((?:19|20)\d\d)(?:年度?)?[\])]?`)
)

// findCore finds the first of them in s. With cuttable set, one cut off at the end will do.
func findCore(s string, cuttable bool) (core, bool) {
	for from := 0; ; {
		i := nextSubject(s[from:])
		if i < 0 {
			return core{}, false
		}
		start, end := from+i, from+i+len("信息公开")
		from = end
		head := s[:start]
		if strings.HasSuffix(head, "政府") && (!strings.HasSuffix(head, "人民政府") || strings.HasSuffix(head, "人民政府政府")) {
			start -= len("政府")
		}
		if strings.HasSuffix(s[:start], "政府") && strings.HasPrefix(s[end:], "和") {
			continue
		}
		if m := coreTail.FindStringSubmatchIndex(s[end:]); m != nil {
			c := core{from: start, to: end + m[1]}
			if m[2] >= 0 {
				c.year, _ = yearAt(s[end+m[2]:])
			} else if y := coreYear.FindStringSubmatchIndex(s[c.to:]); y != nil {
				if _, dated := numericDate(s[c.to+y[2]:]); dated == 0 {
					c.year, _ = yearAt(s[c.to+y[2]:])
					c.to += y[1]
				}
			}
			if !hasAnyPrefix(s[c.to:], "格式", "编制", "的通知", "制度", "模板", "范本", "工作的") {
				return c, true
			}
		} else if cuttable && coreCut.MatchString(s[end:]) && strings.HasSuffix(s[:end], "信息公开") {
			return core{from: start, to: len(s), cut: true}, true
		}
	}
}

func nextSubject(s string) int {
	i, j := strings.Index(s, "信息公开"), strings.Index(s, "政务公开")
	if i < 0 || j >= 0 && j < i {
		return j
	}
	return i
}

// heading is a line or a part of one that names the report.
type heading struct {
	line     text
	from, to int // bytes of the title in line.plain
	year     int // 0 if it names none
	yearText string
	subject  subject
	quoted   bool // between 《 》
	cut      bool
}

var (
	yearToken  = regexp.MustCompile(`(?:19|20)\d\d年?(?:年度|度)?|二[〇零○Oo0][〇零○Oo0一二三四五六七八九]{2}年(?:度)?`)
	separators = regexp.MustCompile(`[_|>»:：]|-+|》|《|\.\.+`)
)

// headingsIn reads a title line: 栾城区2023年政府信息公开工作年度报告-石家庄市栾城区人民政府. A line may hold
// more than one title, or the same twice.
func headingsIn(line text, cuttable bool) []heading {
	var all []heading
	for begin := 0; ; {
		c, ok := findCore(line.plain[begin:], cuttable && len(all) == 0)
		if !ok {
			return all
		}
		c.from, c.to = begin+c.from, begin+c.to
		from := begin
		for _, m := range separators.FindAllStringIndex(line.plain[begin:c.from], -1) {
			from = begin + m[1]
		}
		if open := strings.LastIndexByte(line.plain[from:c.from], '('); open >= 0 && !strings.Contains(line.plain[from+open:c.from], ")") {
			from += open + 1
		}
		h := heading{line: line, from: from, to: c.to, cut: c.cut}
		h.read(line.plain[from:c.from], c)
		begin = c.to
		if len(all) == 0 || h.subject.text != all[0].subject.text || h.year != all[0].year {
			all = append(all, h)
		}
	}
}

// read takes year and subject from what stands before the core.
func (h *heading) read(before string, c core) {
	h.year = c.year
	h.yearText = h.line.plain[c.from:c.to]
	if y, at := yearIn(before); y != 0 {
		h.year, h.yearText = y, before[at:]
		if n := strings.IndexAny(h.yearText, "年"); n >= 0 {
			h.yearText = h.yearText[:n+len("年")]
		}
	}
	h.subject = parseSubject(yearToken.ReplaceAllString(before, ""))
}

// quotedIn reads the titles between 《 》 in running text.
func quotedIn(line text) []heading {
	var all []heading
	for from := 0; ; {
		open := strings.Index(line.plain[from:], "《")
		if open < 0 {
			return all
		}
		open += from + len("《")
		end := strings.Index(line.plain[open:], "》")
		if end < 0 {
			return all
		}
		end += open
		from = end
		inner := line.plain[open:end]
		c, ok := findCore(inner, false)
		if !ok || c.to != len(inner) {
			continue
		}
		h := heading{line: line, from: open, to: end, quoted: true}
		h.line.plain = line.plain
		shifted := core{from: open + c.from, to: open + c.to, year: c.year}
		h.read(inner[:c.from], shifted)
		all = append(all, h)
	}
}

// sentenceStarts are what the words that name who reports begin after.
var sentenceStarts = []string{".", ",", ";", ":", "、", "》", "\"", "发布", "公布", "编制", "形成", "现将", "根据", "按照", "撰写", "公开了", "要求", "规定"}

// sentenceIn reads 现将2023年度栾城区司法局政府信息公开工作年度报告公布如下.
func sentenceIn(line text) []heading {
	c, ok := findCore(line.plain, false)
	if !ok {
		return nil
	}
	before := line.plain[:c.from]
	from := 0
	for _, w := range sentenceStarts {
		if i := strings.LastIndex(before, w); i >= 0 {
			from = max(from, i+len(w))
		}
	}
	h := heading{line: line, from: from, to: c.to}
	h.read(line.plain[from:c.from], c)
	if utf8.RuneCountInString(before[from:]) > 60 || h.subject.kind == "" && h.year == 0 {
		return nil
	}
	return []heading{h}
}

// titleLike: short, and no sentence.
func titleLike(s string) bool {
	return len(s) < 300 && utf8.RuneCountInString(s) <= 70 && !strings.ContainsAny(s, ";") && !strings.Contains(s, "根据") &&
		!strings.Contains(s, "现将") && !strings.Contains(s, "现发布") && !strings.Contains(s, "现公布") && !strings.HasSuffix(s, "如下:")
}
