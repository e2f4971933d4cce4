package report

import (
	"strings"
	"unicode/utf8"
)

// Short is the name without its kind and, in autonomous regions, without its peoples: 栾城区 栾城,
// 耿马傣族佤族自治县 耿马, 内蒙古自治区 内蒙古, 锡林郭勒盟 锡林郭勒. A name that would keep one character
// only stays whole: 赵县.
func (r Region) Short() string {
	for _, kind := range [...]string{"特别行政区", "自治区", "自治州", "自治县", "自治旗"} {
		if stem, ok := strings.CutSuffix(r.Name, kind); ok {
			return long(withoutPeoples(stem), r.Name)
		}
	}
	for _, kind := range [...]string{"地区", "新区", "林区", "矿区", "特区", "省", "市", "区", "县", "盟", "旗"} {
		if stem, ok := strings.CutSuffix(r.Name, kind); ok && utf8.RuneCountInString(stem) > 1 {
			return stem
		}
	}
	return r.Name
}

func long(stem, whole string) string {
	if utf8.RuneCountInString(stem) < 2 {
		return whole
	}
	return stem
}

// withoutPeoples takes the peoples' names off the end, but never all of the name: 东乡族 is 东乡.
func withoutPeoples(stem string) string {
	for {
		bare := withoutPeople(stem)
		if utf8.RuneCountInString(bare) < 2 {
			return strings.TrimSuffix(stem, "族")
		}
		if bare == stem {
			return stem
		}
		stem = bare
	}
}

func withoutPeople(stem string) string {
	for _, people := range peoples {
		if bare, ok := strings.CutSuffix(stem, people+"族"); ok {
			return bare
		}
	}
	// Without 族 only where the code book omits it; elsewhere the word is the place: 内蒙古, 东乡.
	for _, people := range [...]string{"维吾尔", "哈萨克", "柯尔克孜", "锡伯", "塔吉克", "蒙古"} {
		if bare, ok := strings.CutSuffix(stem, people); ok && utf8.RuneCountInString(bare) > 1 {
			return bare
		}
	}
	return stem
}

// peoples are those that autonomous regions are named for.
var peoples = [...]string{
	"各", "蒙古", "回", "藏", "维吾尔", "苗", "彝", "壮", "布依", "朝鲜", "满", "侗", "瑶", "白", "土家", "哈尼",
	"哈萨克", "傣", "黎", "傈僳", "佤", "畲", "拉祜", "水", "东乡", "纳西", "景颇", "柯尔克孜", "土", "达斡尔",
	"仫佬", "羌", "布朗", "撒拉", "毛南", "仡佬", "锡伯", "阿昌", "普米", "塔吉克", "怒", "鄂温克", "德昂", "保安",
	"裕固", "独龙", "鄂伦春", "门巴", "珞巴", "基诺",
}
