package ingest

import (
	"strings"

	"github.com/gongkai/gongkai/ingest/normal"
	"github.com/gongkai/gongkai/report"
)

// farthestHead is how many tokens before its row the head of a sum of money is looked for.
const farthestHead = 12

// inUnitOfHead gives the sums of money of a row the unit that its head or label prints, where their
// cells print none: the form asks for 万元, and some offices write 元 over the column.
func (rd *reading) inUnitOfHead(r row) {
	if line, _ := report.FindLine(r.slot.Cells[0].Line); line.Unit != report.TenKYuan {
		return
	}
	unit := ""
	for i := r.label; i >= max(0, r.label-farthestHead); i-- {
		t := &rd.tokens[i]
		if t.kind == figure || t.kind == void {
			break // of the row before
		}
		if t.kind == word {
			text := normal.Tight(t.text)
			if at := strings.Index(text, "元"); at >= 0 && unit == "" {
				switch before := text[:at]; {
				case strings.HasSuffix(before, "万"):
					return // as the form has it
				case strings.HasSuffix(before, "亿"):
					unit = "亿元"
				case before == "" || strings.ContainsAny(before[len(before)-1:], "(:[") || strings.HasSuffix(before, "位"):
					unit = "元"
				}
			}
			if strings.Contains(text, "收费金额") || strings.Contains(text, "信息内容") {
				break
			}
		}
	}
	for i := range r.values {
		if n := &r.values[i].number; unit != "" && r.values[i].kind == figure && n.unit == "" {
			n.unit = unit
		}
	}
}
