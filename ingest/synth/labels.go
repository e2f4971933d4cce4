package synth

import (
	"strings"
	"unicode/utf8"

	"github.com/gongkai/gongkai/ingest/editions"
	"github.com/gongkai/gongkai/report"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// encode turns a UTF-8 document into the layout's encoding.
func (l Layout) encode(document []byte) ([]byte, error) {
	if !l.GB18030 {
		return document, nil
	}
	return simplifiedchinese.GB18030.NewEncoder().Bytes(document)
}

// charset is the encoding's name as pages declare it: most still say gb2312.
func (l Layout) charset() string {
	if l.GB18030 {
		return "gb2312"
	}
	return "utf-8"
}

// notes are what offices add to labels, by the first line of the row.
var notes = map[report.LineCode]string{
	"normative_documents.made":      "(以政府或政府办公室名义印发的)",
	"licensing.decisions":           "(件)",
	"licensing.previous_items":      "(单位:项)",
	"fees.amount_10k_yuan":          "(不含税收)",
	"procurement.items":             "(含分散采购以外的全部项目)",
	"carried_out":                   "(截至12月31日)",
	"received":                      "(含当面、信函、网络申请)",
	"refused_safety_stability":      "(国家安全、公共安全、经济安全、社会稳定)",
	"other_other":                   "(以上两项以外的)",
	"other_services.previous_items": "(项)",
}

// slotLabel is a slot's label in the layout's wording, with its note.
func (l Layout) slotLabel(s editions.Slot) string {
	text := s.Label
	if l.OtherWords && len(s.Also) > 0 {
		text = s.Also[0]
	}
	if l.Annotated && s.Kind == editions.Row {
		text += notes[s.Cells[0].Line]
	}
	return text
}

// fullWidth are the marks as they are typed in Chinese.
var fullWidth = strings.NewReplacer("(", "\uff08", ")", "\uff09", ":", "\uff1a", ",", "\uff0c", ";", "\uff1b")

// label is a label as the layout types it. pieces are put together by the writer where the cell is
// narrow; one piece elsewhere.
func (l Layout) label(text string, narrow bool) (pieces []string) {
	if l.OddBlanks && len(text) > 1 && text[1] == '.' {
		text = text[:2] + " " + text[2:]
	}
	if l.FullWidth {
		text = fullWidth.Replace(text)
	}
	if l.Traditional {
		text = traditional.Replace(text)
	}
	if !narrow {
		return []string{text}
	}
	return sliced(text)
}

// sliced cuts a label of a narrow cell as word processors wrap it: the enumerator, then two
// characters at a time, never leaving one alone.
func sliced(text string) (pieces []string) {
	for _, bracket := range []string{")", "\uff09"} {
		if head, rest, ok := strings.Cut(text, bracket); ok {
			pieces, text = append(pieces, head+bracket), rest
			break
		}
	}
	for utf8.RuneCountInString(text) > 3 {
		cut := 0
		for range 2 {
			_, size := utf8.DecodeRuneInString(text[cut:])
			cut += size
		}
		pieces, text = append(pieces, text[:cut]), text[cut:]
	}
	return append(pieces, text)
}

// traditional turns the form's own characters; names and running text stay as they are.
var traditional = strings.NewReplacer(pairs(
	"万萬业業为為举舉于於会會体體关關内內决決况況减減制製办辦务務动動单單发發号號后後国國处處复複审審对對属屬废廢" +
		"开開强強当當总總执執护護报報据據数數无無机機权權条條构構没沒现現确確稳穩类類系係纠糾纳納组組织織经經结結继繼" +
		"续續维維缴繳罚罰范範获獲补補规規计計认認议議许許讼訟访訪诉訴询詢请請购購费費转轉过過进進采採问問项項题題额額")...)

func pairs(s string) (list []string) {
	runes := []rune(s)
	for i := 0; i+1 < len(runes); i += 2 {
		list = append(list, string(runes[i]), string(runes[i+1]))
	}
	return list
}
