package normal_test

import (
	"testing"

	"github.com/gongkai/gongkai/ingest/normal"
)

func TestOf(t *testing.T) {
	for name, c := range map[string]struct {
		in   string
		want normal.Label
	}{
		"plain":              {"规章", normal.Label{Core: "规章"}},
		"section":            {"二、主动公开政府信息情况", normal.Label{Enumerator: "二", Core: "主动公开政府信息情况"}},
		"bracketed":          {"(三) 不予 公开", normal.Label{Enumerator: "(三)", Core: "不予公开"}},
		"full width":         {"（一）予以公开", normal.Label{Enumerator: "(一)", Core: "予以公开"}},
		"one composed glyph": {"㈠予以公开", normal.Label{Core: "一予以公开"}},
		"numbered":           {"1. 本机关不掌握相关政府信息", normal.Label{Enumerator: "1", Core: "本机关不掌握相关政府信息"}},
		"number without dot": {"3其他", normal.Label{Enumerator: "3", Core: "其他"}},
		"article":            {"第二十条第(一)项", normal.Label{Core: "第二十条第一项"}},
		"note":               {"(二)部分公开(区分处理的,只计这一情形)", normal.Label{Enumerator: "(二)", Core: "部分公开区分处理的只计这一情形", Head: "部分公开"}},
		"traditional":        {"規範性文件", normal.Label{Core: "规范性文件"}},
		"pinyin":             {"現(xiàn)行有效件數(shù)", normal.Label{Core: "现行有效件数"}},
		"quotes":             {"3.危及“三安全一稳定”", normal.Label{Enumerator: "3", Core: "危及三安全一稳定"}},
		"radicals":           {"⾏政许可", normal.Label{Core: "行政许可"}},
		"numeral word":       {"一般情况", normal.Label{Core: "一般情况"}},
		"figure":             {"40746", normal.Label{Core: "40746"}},
		"decimal":            {"18.8710", normal.Label{Core: "188710"}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := normal.Of(c.in); got != c.want {
				t.Errorf("Of(%q) = %+v, want %+v", c.in, got, c.want)
			}
		})
	}
}

func FuzzOf(f *testing.F) {
	f.Add("(三) 不予 公开")
	f.Add("項(xiàng)")
	f.Fuzz(func(t *testing.T, s string) {
		once := normal.Text(s)
		if twice := normal.Text(once); twice != once {
			t.Errorf("Text(%q) = %q, and of that %q", s, once, twice)
		}
		normal.Of(s)
	})
}
