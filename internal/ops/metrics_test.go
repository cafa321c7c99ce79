package ops

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func scrape(t *testing.T, m *Metrics) string {
	t.Helper()
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	body, err := io.ReadAll(w.Body)
	if err != nil || w.Code != http.StatusOK {
		t.Fatalf("status %d, error %v", w.Code, err)
	}
	return string(body)
}

// TestMetrics holds what is there from the start, what is counted, and what the other transport has and this one has not.
func TestMetrics(t *testing.T) {
	for transport, tt := range map[Transport]struct {
		start, absent []string
		count         func(*Metrics)
		counted       []string
	}{
		Endpoint: {
			start:  []string{`bot_http_requests_total{status="401"} 0`, `bot_http_signature_failures_total 0`},
			absent: []string{"bot_gateway_", "bot_interactions_unanswered_total", `transport="gateway"`},
			count: func(m *Metrics) {
				m.Request(200, 70*time.Microsecond)
				m.Request(401, time.Microsecond)
				m.Request(500, time.Second)
				m.Registered(false)
			},
			counted: []string{
				`bot_interaction_duration_seconds_bucket{result="answered",transport="endpoint",le="0.0001"} 1`,
				`bot_interaction_duration_seconds_count{result="answered",transport="endpoint"} 1`, // a refused request is no answer
				`bot_interaction_duration_seconds_count{result="failed",transport="endpoint"} 1`,
				`bot_http_requests_total{status="200"} 1`,
				`bot_http_signature_failures_total 1`,
				`bot_commands_registered 0`,
			},
		},
		Gateway: {
			start: []string{
				`bot_gateway_events_total{event="dropped"} 0`, `bot_gateway_connected 0`, `bot_interactions_unanswered_total 0`,
				`bot_interaction_duration_seconds_count{result="failed",transport="gateway"} 0`,
			},
			absent: []string{"bot_http_", `transport="endpoint"`},
			count: func(m *Metrics) {
				m.Answered(200 * time.Millisecond)
				m.Unanswered(2 * time.Second)
				m.GatewayEvent("resumed")
				m.Connected(true)
				m.Registered(true)
			},
			counted: []string{
				`bot_interaction_duration_seconds_bucket{result="answered",transport="gateway",le="0.25"} 1`,
				`bot_interaction_duration_seconds_bucket{result="failed",transport="gateway",le="3"} 1`,
				`bot_gateway_events_total{event="resumed"} 1`,
				`bot_gateway_connected 1`,
				`bot_interactions_unanswered_total 1`,
				`bot_commands_registered 1`,
			},
		},
	} {
		t.Run(string(transport), func(t *testing.T) {
			m := NewMetrics("v1.2.3", "go1.26", transport)
			m.Known([]string{"dropped", "resumed"}, []int{200, 401})
			wants(t, m, append(tt.start, `bot_build_info{go="go1.26",version="v1.2.3"} 1`, "go_goroutines ", "process_resident_memory_bytes "), append(tt.absent, "bot_commands_registered"))
			m.Interaction("leakygut", "symptoms", "answer")
			m.Interaction("leakygut", "symptoms", "answer")
			tt.count(m)
			wants(t, m, append(tt.counted, `bot_interactions_total{command="leakygut",kind="answer",subcommand="symptoms"} 2`), tt.absent)
		})
	}
}

// wants holds the metrics to have all of what is wanted, and none of what is not.
func wants(t *testing.T, m *Metrics, wanted, unwanted []string) {
	t.Helper()
	text := scrape(t, m)
	for _, s := range wanted {
		if !strings.Contains(text, s) {
			t.Errorf("no %s", s)
		}
	}
	for _, s := range unwanted {
		if strings.Contains(text, s) {
			t.Errorf("there is %s", s)
		}
	}
}

func TestReloads(t *testing.T) {
	m := NewMetrics("", "", Endpoint)
	m.Knowledge("abc")
	m.Knowledge("def")
	m.Reload(Changed, nil)
	m.Reload(Failed, []FileProblem{{"leakygut.yaml", 12, "unknown-key"}})
	wants(t, m, []string{
		`bot_knowledge_info{version="def"} 1`,
		`bot_knowledge_reloads_total{result="changed"} 1`,
		`bot_knowledge_reloads_total{result="failed"} 1`,
		`bot_knowledge_reloads_total{result="unchanged"} 0`,
		`bot_knowledge_current 0`,
		`bot_knowledge_problem{file="leakygut.yaml",line="12",rule="unknown-key"} 1`,
	}, []string{`version="abc"`})
	m.Reload(Unchanged, nil) // the files were put back
	wants(t, m, []string{"bot_knowledge_current 1"}, []string{"knowledge_problem{"})
}

// Every metric that an alert in deploy/ looks at is there from the start. Prometheus takes one that is not for nothing to say.
func TestAlertsLookAtWhatIsThere(t *testing.T) {
	rules, err := os.ReadFile("../../deploy/alerts.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var text string
	for _, transport := range []Transport{Gateway, Endpoint} {
		m := NewMetrics("", "", transport)
		m.Known([]string{"dropped", "panicked"}, []int{200, 500})
		m.Registered(false)
		m.Knowledge("abc")
		text += scrape(t, m)
	}
	names := regexp.MustCompile(`\b(?:bot|process)_[a-z_]+`).FindAllString(string(rules), -1)
	for _, name := range names {
		if name != "bot_knowledge_problem" && !regexp.MustCompile(`(?m)^`+name+`[ {]`).MatchString(text) {
			t.Errorf("there is no %s", name)
		}
	}
	if len(names) < 10 {
		t.Errorf("only %d names in the rules", len(names))
	}
}

func TestProblemsAreBounded(t *testing.T) {
	m := NewMetrics("", "", Gateway)
	problems := make([]FileProblem, 5000)
	for i := range problems {
		problems[i] = FileProblem{"a.yaml", i + 1, "unknown-key"}
	}
	m.Reload(Failed, problems)
	if n := strings.Count(scrape(t, m), "bot_knowledge_problem{"); n != maxProblems {
		t.Errorf("%d series, want %d", n, maxProblems)
	}
}
