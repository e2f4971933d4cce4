package graph

import (
	"fmt"
	"io"
	"strings"

	"github.com/99designs/gqlgen/graphql"

	"github.com/gongkai/gongkai/report"
	"github.com/gongkai/gongkai/sql"
)

// Here the codes of the other packages become enum values and scalars of the schema. An empty code
// is null. The names of enum values are checked against the schema before any of these is called.

func code[T ~string](v T) graphql.Marshaler {
	if v == "" {
		return graphql.Null
	}
	return graphql.MarshalString(string(v))
}

func decode[T ~string](v any) (T, error) {
	s, err := graphql.UnmarshalString(v)
	return T(s), err
}

// MarshalIndicatorID writes the id of an indicator of the dictionary; null for any other.
func MarshalIndicatorID(v report.IndicatorID) graphql.Marshaler {
	if _, known := report.FindIndicator(v); !known {
		return graphql.Null
	}
	return code(v)
}

// UnmarshalIndicatorID reads the id of an indicator.
func UnmarshalIndicatorID(v any) (report.IndicatorID, error) { return decode[report.IndicatorID](v) }

// MarshalRegionLevel writes a level.
func MarshalRegionLevel(v report.Level) graphql.Marshaler { return code(v) }

// UnmarshalRegionLevel reads a level.
func UnmarshalRegionLevel(v any) (report.Level, error) { return decode[report.Level](v) }

// MarshalOrganKind writes a kind of organ.
func MarshalOrganKind(v report.OrganKind) graphql.Marshaler { return code(v) }

// UnmarshalOrganKind reads a kind of organ.
func UnmarshalOrganKind(v any) (report.OrganKind, error) { return decode[report.OrganKind](v) }

// MarshalReportScope writes whose figures a report sums.
func MarshalReportScope(v report.Scope) graphql.Marshaler { return code(v) }

// UnmarshalReportScope reads whose figures a report sums.
func UnmarshalReportScope(v any) (report.Scope, error) { return decode[report.Scope](v) }

// MarshalComparability writes how two figures compare.
func MarshalComparability(v report.Comparability) graphql.Marshaler { return code(v) }

// UnmarshalComparability reads how two figures compare.
func UnmarshalComparability(v any) (report.Comparability, error) {
	return decode[report.Comparability](v)
}

// MarshalSeverity writes how much a finding matters.
func MarshalSeverity(v report.Severity) graphql.Marshaler { return code(v) }

// UnmarshalSeverity reads how much a finding matters.
func UnmarshalSeverity(v any) (report.Severity, error) { return decode[report.Severity](v) }

// MarshalNullReason writes why a value is null.
func MarshalNullReason(v sql.NullReason) graphql.Marshaler { return code(v) }

// UnmarshalNullReason reads why a value is null.
func UnmarshalNullReason(v any) (sql.NullReason, error) { return decode[sql.NullReason](v) }

// MarshalIntervalNullReason writes why a value has no interval.
func MarshalIntervalNullReason(v sql.IntervalNullReason) graphql.Marshaler { return code(v) }

// UnmarshalIntervalNullReason reads why a value has no interval.
func UnmarshalIntervalNullReason(v any) (sql.IntervalNullReason, error) {
	return decode[sql.IntervalNullReason](v)
}

// MarshalFunnelFlag writes where a point lies.
func MarshalFunnelFlag(v sql.FunnelFlag) graphql.Marshaler { return code(v) }

// UnmarshalFunnelFlag reads where a point lies.
func UnmarshalFunnelFlag(v any) (sql.FunnelFlag, error) { return decode[sql.FunnelFlag](v) }

// MarshalDate writes an ISO date.
func MarshalDate(v string) graphql.Marshaler { return code(v) }

// UnmarshalDate reads an ISO date.
func UnmarshalDate(v any) (string, error) { return decode[string](v) }

// MarshalEdition writes 2021 as E2021: a GraphQL name cannot begin with a digit.
func MarshalEdition(v report.Edition) graphql.Marshaler {
	if v == "" {
		return graphql.Null
	}
	return graphql.MarshalString("E" + string(v))
}

// UnmarshalEdition reads E2021 as 2021.
func UnmarshalEdition(v any) (report.Edition, error) {
	s, err := decode[string](v)
	return report.Edition(strings.TrimPrefix(s, "E")), err
}

// MarshalApplicant writes natural_person as NATURAL_PERSON.
func MarshalApplicant(v report.Column) graphql.Marshaler { return code(strings.ToUpper(string(v))) }

// UnmarshalApplicant reads NATURAL_PERSON as natural_person.
func UnmarshalApplicant(v any) (report.Column, error) {
	s, err := decode[string](v)
	return report.Column(strings.ToLower(s)), err
}

// MarshalFactTopic writes processing_fee as PROCESSING_FEE.
func MarshalFactTopic(v report.Topic) graphql.Marshaler { return code(strings.ToUpper(string(v))) }

// UnmarshalFactTopic reads PROCESSING_FEE as processing_fee.
func UnmarshalFactTopic(v any) (report.Topic, error) {
	s, err := decode[string](v)
	return report.Topic(strings.ToLower(s)), err
}

// MarshalLineCode writes review.upheld as REVIEW_UPHELD.
func MarshalLineCode(v report.LineCode) graphql.Marshaler { return code(lineName(v)) }

// UnmarshalLineCode reads REVIEW_UPHELD as review.upheld. Which underscore was a dot is known from
// the lines themselves.
func UnmarshalLineCode(v any) (report.LineCode, error) {
	s, err := decode[string](v)
	if s == "" || err != nil {
		return "", err
	}
	for _, l := range report.Lines() {
		if lineName(l.Code) == s {
			return l.Code, nil
		}
	}
	return "", refuse(CodeBadRequest, "%s is no line of the form", s)
}

func lineName(c report.LineCode) string {
	return strings.ToUpper(strings.ReplaceAll(string(c), ".", "_"))
}

// MarshalInt writes a whole number.
func MarshalInt(v int) graphql.Marshaler { return graphql.MarshalInt(v) }

// UnmarshalInt reads a whole number of at most 32 bits.
func UnmarshalInt(v any) (int, error) {
	n, err := graphql.UnmarshalInt32(v)
	if err != nil {
		return 0, refuse(CodeBadRequest, "%v is no whole number of 32 bits", v)
	}
	return int(n), nil
}

// MarshalNumber writes every digit.
func MarshalNumber(n report.Number) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) { _, _ = io.WriteString(w, n.String()) })
}

// UnmarshalNumber reads a number as it stands in the question.
func UnmarshalNumber(v any) (report.Number, error) { return report.ParseNumber(fmt.Sprint(v)) }
