package charts

import (
	"strings"
	"unicode/utf8"
)

// look is how a chart is to be shown.
type look struct {
	language  language
	width     int
	container bool // a specification that takes the width of where it is drawn
	theme     *theme
	marked    []string // codes of regions that are to stand out
	auto      bool     // a picture that follows its reader's light or dark
}

// theme is a set of colours. Every one differs from the others of its theme, so that a picture can
// follow its reader by exchanging one set for the other.
type theme struct {
	roles  map[string]string
	series []string // for what is told apart, in order: distinguishable without seeing red from green
}

// colour is that of a role, or of a series: s1, s2 and so on.
func (t *theme) colour(role string) string {
	if number, ok := strings.CutPrefix(role, "s"); ok && len(number) == 1 {
		return t.series[number[0]-'1']
	}
	return t.roles[role]
}

var light = &theme{
	roles: map[string]string{
		"ground": "#ffffff", "ink": "#1a2027", "muted": "#59636e", "grid": "#e3e6ea", "mark": "#3b6ea8",
		"soft": "#c3d3e6", "marked": "#e0a458", "whisker": "#12304f", "outer": "#b35900", "far": "#8b2f7f", "line": "#6b7580",
		"part": "#f2dca8", "none": "#f4f5f7",
	},
	series: []string{"#0068a8", "#d1600a", "#4d9078", "#9b4f96", "#8a6d0b", "#4a4f55", "#5a76d8", "#b23a5e"},
}

var dark = &theme{
	roles: map[string]string{
		"ground": "#14181d", "ink": "#eef1f4", "muted": "#a9b3bd", "grid": "#2c333b", "mark": "#6fa8e0",
		"soft": "#33506f", "marked": "#8f5f1f", "whisker": "#dbe9f8", "outer": "#ffa04d", "far": "#e08bd6", "line": "#929da8",
		"part": "#6b5420", "none": "#1d232a",
	},
	series: []string{"#56b4e9", "#ff9a52", "#63c9a6", "#d79ad2", "#e3c449", "#c6ccd2", "#9db2ff", "#ff8fb0"},
}

// exchanges are the colours of light with those that stand for them in dark.
func exchanges() [][2]string {
	var all [][2]string
	for role, colour := range light.roles {
		all = append(all, [2]string{colour, dark.roles[role]})
	}
	for i, colour := range light.series {
		all = append(all, [2]string{colour, dark.series[i]})
	}
	return all
}

// Sizes of text and room, in pixels.
const (
	padding      = 12
	titleSize    = 16.0
	subtitleSize = 12.0
	labelSize    = 12.0
	lineHeight   = 1.35
)

// fonts are those of readers' systems that hold Chinese; the first that is there is taken.
const fonts = `"Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei", sans-serif`

// config is the theme for programs that draw the specification. No label is cut short.
func (t *theme) config() map[string]any {
	return map[string]any{
		"font": fonts,
		"view": map[string]any{"stroke": nil},
		"axis": map[string]any{
			"labelFontSize": labelSize, "titleFontSize": labelSize, "labelLimit": 0, "titleLimit": 0, "labelFlush": false,
			"labelColor": t.colour("ink"), "titleColor": t.colour("muted"), "titleFontWeight": "normal",
			"gridColor": t.colour("grid"), "domain": false, "tickColor": t.colour("grid"),
		},
		"legend": map[string]any{
			"orient": "top", "labelFontSize": labelSize, "labelLimit": 0, "labelColor": t.colour("ink"), "symbolLimit": 0,
		},
		"title": map[string]any{
			"anchor": "start", "frame": "bounds", "fontSize": titleSize, "lineHeight": titleSize * lineHeight, "color": t.colour("ink"), "subtitleFontSize": subtitleSize,
			"subtitleColor": t.colour("muted"), "subtitlePadding": 4, "subtitleLineHeight": subtitleSize * lineHeight, "offset": 10, "limit": 0,
		},
		"scale": map[string]any{"bandPaddingInner": 0, "bandPaddingOuter": 0},
		"text":  map[string]any{"color": t.colour("ink"), "fontSize": labelSize},
	}
}

// textWidth is about how wide a text is; fonts differ, so it errs on the wide side.
func textWidth(s string, size float64) float64 {
	w := 0.0
	for _, c := range s {
		switch {
		case c >= 0x2e80:
			w += 1
		case strings.ContainsRune("ijl.,:;'|!()[] ", c):
			w += 0.36
		case strings.ContainsRune("mwMWQO%@–—−", c):
			w += 0.95
		case c >= 'A' && c <= 'Z':
			w += 0.7
		default:
			w += 0.6
		}
	}
	return w * size
}

// wrap breaks a text into lines of at most so wide: between words, and anywhere in Chinese but before
// a mark that may not begin a line.
func wrap(s string, width, size float64) []any {
	var lines []any
	for textWidth(s, size) > width {
		end, breakAt := 0, 0
		for i, c := range s {
			next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(c):])
			if textWidth(s[:i+utf8.RuneLen(c)], size) > width {
				break
			}
			end = i + utf8.RuneLen(c)
			if (c == ' ' || c >= 0x2e80 || next >= 0x2e80) && !strings.ContainsRune("，。、；：）》”", next) {
				breakAt = end
			}
		}
		if breakAt == 0 {
			breakAt = max(end, 1)
		}
		lines = append(lines, strings.TrimSpace(s[:breakAt]))
		s = strings.TrimSpace(s[breakAt:])
	}
	return append(lines, s)
}
