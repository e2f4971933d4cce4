package identity

import "strings"

// The words that organs' names are made of. Any list may grow at any place.

// officeStarts are what departments' names begin with.
var officeStarts = []string{
	"发展", "改革", "发改", "教育", "教体", "科技", "科学", "工业", "工信", "经济和", "经信", "民族", "民宗", "宗教", "公安", "民政", "司法",
	"财政", "人力资源", "人社", "自然资源", "国土", "规划", "生态环境", "环境保护", "环保", "住房", "住建", "城乡", "建设", "交通", "水利", "水务",
	"农业", "农牧", "农村", "林业", "草原", "商务", "文化", "文旅", "文体", "文广", "卫生", "卫健", "健康", "退役", "应急", "审计", "国有资产",
	"国资", "市场监", "工商", "质量", "质监", "食品", "药品", "体育", "统计", "医疗保障", "医保", "信访", "扶贫", "乡村振兴", "金融", "地方金融",
	"城市管理", "城管", "综合行政执法", "综合执法", "行政审批", "行政执法", "政务服务", "政务公开", "大数据", "数据", "人民防空", "人防", "机关事务", "供销",
	"档案", "地方志", "史志", "地震", "气象", "税务", "国家税务", "地税", "国税", "烟草", "投资促进", "招商", "园林", "绿化", "粮食", "物价",
	"安监", "安全生产", "人口", "计划生育", "计生", "旅游", "广播", "新闻", "残疾人", "残联", "总工会", "消防", "公积金", "外事", "侨务", "台湾",
	"港澳", "海洋", "渔业", "畜牧", "口岸", "邮政", "通信", "知识产权", "药监", "监察", "编制", "组织部", "宣传", "政法", "研究室", "参事", "社会",
	"养老", "移民", "水库", "煤炭", "能源", "矿", "盐务", "公共资源", "公路", "铁路", "民航", "港航", "海事", "调查队", "分局", "医院", "法院",
	"检察院",
}

// officeEnds are what they end with.
var officeEnds = []string{"局", "委员会", "委", "办公室", "办公厅", "办", "院", "中心", "队", "厅", "处", "站", "所", "馆", "会", "部", "署", "社", "科"}

// institutions are the ends of names of bodies that are no departments.
var institutions = []string{
	"医院", "学院", "大学", "学校", "中学", "小学", "幼儿园", "公司", "集团", "银行", "电视台", "电台", "报社", "海关", "法院", "检察院", "研究院",
	"科学院", "协会", "学会", "村民委员会", "居民委员会", "社区", "公园",
}

// stateOrgans are the beginnings of names of organs of no region.
var stateOrgans = []string{
	"国家", "国务院", "中国", "中华人民共和国", "海关总署", "最高人民", "全国", "中央", "教育部", "科学技术部", "工业和信息化部", "公安部", "民政部", "司法部",
	"财政部", "人力资源和社会保障部", "自然资源部", "生态环境部", "住房和城乡建设部", "交通运输部", "水利部", "农业农村部", "商务部", "文化和旅游部", "应急管理部",
	"审计署", "新疆生产建设兵团",
}

// verticals are the state organs whose offices carry their name before the region's:
// 国家税务总局石家庄市税务局.
var verticals = []string{
	"国家税务总局", "国家统计局", "国家能源局", "国家矿山安全监察局", "国家粮食和物资储备局", "国家邮政局", "国家金融监督管理总局", "中国人民银行",
	"中国银行保险监督管理委员会", "中国证券监督管理委员会", "中国气象局", "中华人民共和国", "自然资源部", "农业农村部",
}

// bareZones make a zone by themselves, weakZones only before 管理委员会.
var (
	bareZones = []string{
		"开发区", "高新区", "经开区", "新区", "产业园区", "产业园", "工业园区", "工业园", "科技园区", "科技园", "保税区", "保税港区", "集聚区", "集中区",
		"度假区", "工业区", "园区",
	}
	weakZones  = []string{"合作区", "示范区", "试验区", "管理区", "风景名胜区", "风景区", "景区", "新城", "片区", "港区", "科学城", "生态城"}
	zoneStarts = []string{"国家", "高新", "经济", "经开", "综合保税", "保税", "工业园", "产业", "开发区", "新区", "旅游度假"}
)

func hasAnyPrefix(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

func hasAnySuffix(s string, suffixes ...string) bool {
	for _, p := range suffixes {
		if strings.HasSuffix(s, p) {
			return true
		}
	}
	return false
}

func cutAnySuffix(s string, suffixes ...string) (before, suffix string) {
	for _, p := range suffixes {
		if before, ok := strings.CutSuffix(s, p); ok {
			return before, p
		}
	}
	return s, ""
}

func anyPrefix(s string, prefixes ...string) string {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return p
		}
	}
	return ""
}

func containsAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
