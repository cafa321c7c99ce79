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

func TestMetrics(t *testing.T) {
	m := NewMetrics("v1.2.3", "go1.26", Endpoint)
	m.Interaction("leakygut", "symptoms", "answer")
	m.Interaction("leakygut", "symptoms", "answer")
	m.Request(200, 70*time.Microsecond)
	m.Request(401, time.Microsecond)
	m.Request(500, time.Second)
	m.Registered(false)
	m.Knowledge("abc")
	m.Knowledge("def")
	m.Reload(Changed, nil)
	m.Reload(Failed, []FileProblem{{"leakygut.yaml", 12, "unknown-key"}})
	text := scrape(t, m)
	for _, want := range []string{
		`bot_build_info{go="go1.26",version="v1.2.3"} 1`,
		`bot_interactions_total{command="leakygut",kind="answer",subcommand="symptoms"} 2`,
		`bot_interaction_duration_seconds_bucket{result="answered",transport="endpoint",le="0.0001"} 1`,
		`bot_interaction_duration_seconds_count{result="answered",transport="endpoint"} 1`, // a refused request is no answer
		`bot_interaction_duration_seconds_count{result="failed",transport="endpoint"} 1`,
		`bot_http_requests_total{status="200"} 1`,
		`bot_http_signature_failures_total 1`,
		`bot_commands_registered 0`,
		`bot_knowledge_info{version="def"} 1`,
		`bot_knowledge_reloads_total{result="changed"} 1`,
		`bot_knowledge_reloads_total{result="failed"} 1`,
		`bot_knowledge_reloads_total{result="unchanged"} 0`,
		`bot_knowledge_current 0`,
		`bot_knowledge_problem{file="leakygut.yaml",line="12",rule="unknown-key"} 1`,
		"go_goroutines ",
		"process_resident_memory_bytes ",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s", want)
		}
	}
	if strings.Contains(text, `version="abc"`) {
		t.Error("a version that answers no more is still there")
	}
	m.Reload(Unchanged, nil) // the files were put back
	if text := scrape(t, m); strings.Contains(text, "knowledge_problem{") || !strings.Contains(text, "bot_knowledge_current 1") {
		t.Error("mended problems are still there")
	}
}

func TestMetricsOfTheGateway(t *testing.T) {
	m := NewMetrics("", "", Gateway)
	m.Known([]string{"dropped", "resumed"}, []int{200, 401})
	text := scrape(t, m)
	for _, absent := range []string{"bot_http_", "bot_commands_registered", `transport="endpoint"`} {
		if strings.Contains(text, absent) {
			t.Errorf("there is %s", absent)
		}
	}
	for _, want := range []string{
		`bot_gateway_events_total{event="dropped"} 0`, `bot_gateway_connected 0`, `bot_interactions_unanswered_total 0`,
		`bot_interaction_duration_seconds_count{result="failed",transport="gateway"} 0`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s from the start", want)
		}
	}
	m.Answered(200 * time.Millisecond)
	m.Unanswered(2 * time.Second)
	m.GatewayEvent("resumed")
	m.Connected(true)
	m.Registered(true)
	text = scrape(t, m)
	for _, want := range []string{
		`bot_interaction_duration_seconds_bucket{result="answered",transport="gateway",le="0.25"} 1`,
		`bot_interaction_duration_seconds_bucket{result="failed",transport="gateway",le="3"} 1`,
		`bot_gateway_events_total{event="resumed"} 1`,
		`bot_gateway_connected 1`,
		`bot_interactions_unanswered_total 1`,
		`bot_commands_registered 1`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s", want)
		}
	}
}

func TestMetricsOfTheEndpoint(t *testing.T) {
	m := NewMetrics("", "", Endpoint)
	m.Known([]string{"dropped"}, []int{200, 401})
	text := scrape(t, m)
	for _, want := range []string{`bot_http_requests_total{status="401"} 0`, `bot_http_signature_failures_total 0`} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s from the start", want)
		}
	}
	for _, absent := range []string{"bot_gateway_", "bot_interactions_unanswered_total", `transport="gateway"`} {
		if strings.Contains(text, absent) {
			t.Errorf("there is %s", absent)
		}
	}
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
