package report

import "sync"

// Identity is a sum the form demands or implies: the cells on the left add up to those on the right.
type Identity struct {
	Rule    string // balance, outcomes, applicants or challenge
	Left    []Ref
	Right   []Ref
	Implied bool // not printed on the form
}

const (
	RuleBalance    = "balance"    // received + carried_in = total + carried_out, printed on the form, by column
	RuleOutcomes   = "outcomes"   // the outcome lines = (七)总计, by column
	RuleApplicants = "applicants" // the six applicants = 总计, by line
	RuleChallenge  = "challenge"  // the four results = 总计, in each block of 四
)

// Outcomes are the lines of 三、本年度办理结果 that add up to (七)总计, in printed order.
func Outcomes(e Edition) []LineCode {
	var codes []LineCode
	for _, l := range lines {
		if l.Table == Requests && l.Block != "" && l.Code != "total" && l.In(e) {
			codes = append(codes, l.Code)
		}
	}
	return codes
}

// ChallengeBlocks are the three blocks of table 四.
func ChallengeBlocks() []string {
	return []string{"review", "litigation_direct", "litigation_after_review"}
}

// ChallengeResults are the four results that add up to a block's total, in printed order.
func ChallengeResults() []string { return []string{"upheld", "corrected", "other", "pending"} }

// Identities are the sums within one report of the edition, in the order of the form.
func Identities(e Edition) []Identity {
	if e == E2019 {
		return identities2019()
	}
	return identities2021()
}

var (
	identities2019 = sync.OnceValue(func() []Identity { return identitiesOf(E2019) })
	identities2021 = sync.OnceValue(func() []Identity { return identitiesOf(E2021) })
)

func identitiesOf(e Edition) []Identity {
	var all []Identity
	for _, c := range requestColumns {
		all = append(all, Identity{Rule: RuleBalance,
			Left:  []Ref{{"received", c}, {"carried_in", c}},
			Right: []Ref{{"total", c}, {"carried_out", c}}})
	}
	for _, c := range requestColumns {
		sum := Identity{Rule: RuleOutcomes, Right: []Ref{{"total", c}}, Implied: true}
		for _, code := range Outcomes(e) {
			sum.Left = append(sum.Left, Ref{code, c})
		}
		all = append(all, sum)
	}
	for _, l := range lines {
		if l.Table != Requests || !l.In(e) {
			continue
		}
		sum := Identity{Rule: RuleApplicants, Right: []Ref{{l.Code, Total}}, Implied: true}
		for _, a := range Applicants() {
			sum.Left = append(sum.Left, Ref{l.Code, a.Column})
		}
		all = append(all, sum)
	}
	for _, block := range ChallengeBlocks() {
		sum := Identity{Rule: RuleChallenge, Right: []Ref{{LineCode(block + ".total"), NoColumn}}, Implied: true}
		for _, result := range ChallengeResults() {
			sum.Left = append(sum.Left, Ref{LineCode(block + "." + result), NoColumn})
		}
		all = append(all, sum)
	}
	return all
}
