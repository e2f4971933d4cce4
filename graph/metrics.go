package graph

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/gongkai/gongkai/sql"
)

// What became of a request for an answer: the label outcome of gongkai_questions_total.
const (
	outcomeWorked      = "worked"       // the engine worked it out
	outcomeShared      = "shared"       // worked out for an equal question of the same moment
	outcomeCached      = "cached"       // kept from before
	outcomeNotModified = "not_modified" // the client has it already
	outcomeRefused     = "refused"      // it held no question that could be asked
	outcomeShed        = "shed"         // too many asked
	outcomeLate        = "late"         // nothing of it was found in time
	outcomeGone        = "gone"         // the client went away before
)

// metrics are what a handler counts, under names for Prometheus.
type metrics struct {
	outcomes   *prometheus.CounterVec
	errors     *prometheus.CounterVec
	took       prometheus.Histogram
	engine     prometheus.Histogram
	statements prometheus.Counter
	waited     prometheus.Histogram
}

// moments are the bounds of durations, in seconds.
var moments = []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5}

func newMetrics(r prometheus.Registerer, e *engine) *metrics {
	if r == nil {
		r = prometheus.NewRegistry()
	}
	histogram := func(name, help string) prometheus.Histogram {
		return prometheus.NewHistogram(prometheus.HistogramOpts{Name: name, Help: help, Buckets: moments})
	}
	m := &metrics{
		outcomes: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "gongkai_questions_total", Help: "Requests at /graphql by what became of them."}, []string{"outcome"}),
		errors: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "gongkai_question_errors_total", Help: "Errors in answers by their code."}, []string{"code"}),
		took:   histogram("gongkai_question_seconds", "How long it took to work out an answer, waiting not included."),
		engine: histogram("gongkai_engine_seconds", "How long the engine took for the statements of an answer."),
		statements: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "gongkai_statements_total", Help: "Statements the engine was asked."}),
		waited: histogram("gongkai_gate_wait_seconds", "How long questions waited for their turn."),
	}
	for _, o := range []string{outcomeWorked, outcomeShared, outcomeCached, outcomeNotModified, outcomeRefused, outcomeShed, outcomeLate, outcomeGone} {
		m.outcomes.WithLabelValues(o)
	}
	gauge := func(name, help string, value func() float64) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, value)
	}
	r.MustRegister(m.outcomes, m.errors, m.took, m.engine, m.statements, m.waited,
		gauge("gongkai_gate_running", "Questions being worked on.", func() float64 { return float64(e.gate.running.Load()) }),
		gauge("gongkai_gate_waiting", "Questions that wait for their turn.", func() float64 { return float64(e.gate.waiting.Load()) }),
		gauge("gongkai_cache_answers", "Answers kept.", func() float64 { n, _, _ := e.responses.stats(); return float64(n) }),
		gauge("gongkai_cache_bytes", "About how much memory the answers kept take.", func() float64 { _, n, _ := e.responses.stats(); return float64(n) }),
		prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "gongkai_cache_dropped_total", Help: "Answers that had to go for others."},
			func() float64 { _, _, n := e.responses.stats(); return float64(n) }),
		gauge("gongkai_snapshot_age_seconds", "How long ago the snapshot that is served was published.", func() float64 { return time.Since(e.served().BuiltAt).Seconds() }),
		gauge("gongkai_snapshot_reports", "Reports in the snapshot that is served.", func() float64 { return float64(e.served().Reports) }),
	)
	return m
}

func (e *engine) served() sql.Info {
	snapshot, release := e.warehouse.Hold()
	defer release()
	return snapshot.Info()
}

// asked counts a question that was worked on.
func (m *metrics) asked(r reply, took time.Duration, statements *sql.Statements) {
	m.took.Observe(took.Seconds())
	m.engine.Observe(statements.Took().Seconds())
	m.statements.Add(float64(statements.Load()))
	for _, err := range r.errors {
		code, _ := err.Extensions["code"].(string)
		m.errors.WithLabelValues(code).Inc()
	}
}
