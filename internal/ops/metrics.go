package ops

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Metrics counts what the bot does, for Prometheus. No label holds what a person typed: callers give names that stand in the
// knowledge or in the program.
type Metrics struct {
	registry *prometheus.Registry

	interactions *prometheus.CounterVec
	took         *prometheus.HistogramVec
	requests     *prometheus.CounterVec
	forged       prometheus.Counter
	events       *prometheus.CounterVec
	connected    prometheus.Gauge
	unanswered   prometheus.Counter
	registered   *prometheus.GaugeVec

	knowledge *prometheus.GaugeVec
	loaded    prometheus.Gauge
	reloads   *prometheus.CounterVec
	current   prometheus.Gauge
	problems  *prometheus.GaugeVec
}

// latencies are the histogram's bounds in seconds: a reply from memory takes tens of microseconds, one through Discord's REST
// API hundreds of milliseconds, and after 3 s nobody waits any more.
var latencies = []float64{.00005, .0001, .00025, .0005, .001, .005, .025, .1, .25, .5, 1, 3}

// NewMetrics makes the metrics of a program with this version, built by this version of Go, whose interactions come through
// transport. It has the metrics of that transport and not those of the other.
func NewMetrics(version, goVersion string, transport Transport) *Metrics {
	counter := func(name, help string) prometheus.CounterOpts {
		return prometheus.CounterOpts{Namespace: "bot", Name: name, Help: help}
	}
	gauge := func(name, help string) prometheus.GaugeOpts {
		return prometheus.GaugeOpts{Namespace: "bot", Name: name, Help: help}
	}
	m := &Metrics{
		registry:     prometheus.NewRegistry(),
		interactions: prometheus.NewCounterVec(counter("interactions_total", "Interactions by the command that was asked and the kind of the reply."), []string{"command", "subcommand", "kind"}),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Namespace: "bot", Name: "interaction_duration_seconds", Buckets: latencies,
			Help: "Time from an interaction's arrival to its answer, or to the end of the attempt: through the gateway with Discord's acknowledgement, at the endpoint without it.",
		}, []string{"transport", "result"}),
		requests:   prometheus.NewCounterVec(counter("http_requests_total", "Requests to the interactions endpoint by the status of the answer."), []string{"status"}),
		forged:     prometheus.NewCounter(counter("http_signature_failures_total", "Requests to the interactions endpoint whose signature was missing or wrong.")),
		events:     prometheus.NewCounterVec(counter("gateway_events_total", "What happened at the gateway."), []string{"event"}),
		connected:  prometheus.NewGauge(gauge("gateway_connected", "1 while the gateway has a session, else 0.")),
		unanswered: prometheus.NewCounter(counter("interactions_unanswered_total", "Interactions of the gateway whose answer Discord did not take.")),
		registered: prometheus.NewGaugeVec(gauge("commands_registered", "1 while Discord has the commands that are answered, 0 while registering them has failed or is under way."), nil),
		knowledge:  prometheus.NewGaugeVec(gauge("knowledge_info", "1, with the version of the knowledge that answers."), []string{"version"}),
		loaded:     prometheus.NewGauge(gauge("knowledge_loaded_timestamp_seconds", "When the knowledge that answers was loaded.")),
		reloads:    prometheus.NewCounterVec(counter("knowledge_reloads_total", "Reloads of the knowledge by their result."), []string{"result"}),
		current:    prometheus.NewGauge(gauge("knowledge_current", "1 while what answers is what the files say, 0 while the files have problems.")),
		problems:   prometheus.NewGaugeVec(gauge("knowledge_problem", "1 for each problem that keeps the files from being used."), []string{"file", "line", "rule"}),
	}
	build := prometheus.NewGauge(prometheus.GaugeOpts{
		Namespace: "bot", Name: "build_info", Help: "1, with the versions of the program and of Go.",
		ConstLabels: prometheus.Labels{"version": version, "go": goVersion},
	})
	build.Set(1)
	m.registry.MustRegister(build, m.interactions, m.took, m.registered, m.knowledge, m.loaded, m.reloads, m.current, m.problems,
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), collectors.NewGoCollector())
	// What has a known set of labels is there from the start, as 0: an alert on the rise of a counter misses the first event of
	// a counter that begins with it.
	for _, result := range []Reloaded{Changed, Unchanged, Failed} {
		m.reloads.WithLabelValues(string(result))
	}
	for _, result := range []string{answered, failed} {
		m.took.WithLabelValues(string(transport), result)
	}
	switch transport {
	case Gateway:
		m.registry.MustRegister(m.events, m.connected, m.unanswered)
	case Endpoint:
		m.registry.MustRegister(m.requests, m.forged)
	}
	return m
}

// Handler serves the metrics. One scrape at a time: a second one meanwhile is refused.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 1, DisableCompression: true, Timeout: 5 * time.Second})
}

// Interaction counts an interaction and the kind of its reply.
func (m *Metrics) Interaction(command, subcommand, kind string) {
	m.interactions.WithLabelValues(command, subcommand, kind).Inc()
}

// A Transport is a way on which interactions come.
type Transport string

const (
	Gateway  Transport = "gateway"
	Endpoint Transport = "endpoint"
)

// What came of an interaction.
const (
	answered = "answered"
	failed   = "failed"
)

// Known makes counters be there from the start, as 0: the names of the gateway's events, and the endpoint's statuses.
func (m *Metrics) Known(events []string, statuses []int) {
	for _, name := range events {
		m.events.WithLabelValues(name)
	}
	for _, status := range statuses {
		m.requests.WithLabelValues(strconv.Itoa(status))
	}
}

// Answered notes how long an answer through the gateway took.
func (m *Metrics) Answered(d time.Duration) {
	m.took.WithLabelValues(string(Gateway), answered).Observe(d.Seconds())
}

// Unanswered counts an interaction of the gateway whose answer did not reach Discord, and how long that was tried.
func (m *Metrics) Unanswered(d time.Duration) {
	m.unanswered.Inc()
	m.took.WithLabelValues(string(Gateway), failed).Observe(d.Seconds())
}

// Registered records whether Discord has the commands that are answered. Until it is called there is no such metric: a bot
// without a token does not know.
func (m *Metrics) Registered(yes bool) {
	value := 0.0
	if yes {
		value = 1
	}
	m.registered.WithLabelValues().Set(value)
}

// Request counts a request to the endpoint.
func (m *Metrics) Request(status int, took time.Duration) {
	m.requests.WithLabelValues(strconv.Itoa(status)).Inc()
	switch status {
	case http.StatusOK:
		m.took.WithLabelValues(string(Endpoint), answered).Observe(took.Seconds())
	case http.StatusInternalServerError:
		m.took.WithLabelValues(string(Endpoint), failed).Observe(took.Seconds())
	case http.StatusUnauthorized:
		m.forged.Inc()
	}
}

// GatewayEvent counts an event of the gateway by its name.
func (m *Metrics) GatewayEvent(name string) { m.events.WithLabelValues(name).Inc() }

// Connected reports whether the gateway has a session.
func (m *Metrics) Connected(yes bool) {
	value := 0.0
	if yes {
		value = 1
	}
	m.connected.Set(value)
}
