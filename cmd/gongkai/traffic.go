package main

import (
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
)

// traffic counts requests under names for Prometheus.
type traffic struct {
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	running  prometheus.Gauge
}

func newTraffic(r prometheus.Registerer) *traffic {
	t := &traffic{
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "gongkai_http_requests_total", Help: "Requests answered, by route and status."}, []string{"route", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "gongkai_http_request_seconds", Help: "How long requests took until they were answered, by route.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 30}}, []string{"route"}),
		running: prometheus.NewGauge(prometheus.GaugeOpts{Name: "gongkai_http_requests_running", Help: "Requests being answered."}),
	}
	r.MustRegister(t.requests, t.seconds, t.running, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), collectors.NewBuildInfoCollector())
	return t
}

// add counts a request. The route is the pattern it matched, of which there are few; not its path.
func (t *traffic) add(route string, status int, took time.Duration) {
	if route == "" {
		route = "none"
	}
	t.requests.WithLabelValues(route, strconv.Itoa(status)).Inc()
	t.seconds.WithLabelValues(route).Observe(took.Seconds())
}
