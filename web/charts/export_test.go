package charts

// For tests of what no chart of the sample shows.
var (
	FormatNumber = formatNumber
	Ticks        = ticks
	Nice         = nice
	Wrap         = wrap
	TextWidth    = textWidth
	CellText     = cellText
)
