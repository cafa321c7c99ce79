package preview_test

import (
	"bufio"
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/discord"
	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/discord/endpoint"
	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/knowledge/knowledgetest"
	"leakygut-bot/internal/preview"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m)
}

const host = "127.0.0.1:8080"

// newPage makes a page in front of the real endpoint with an invented article, and shows that article.
func newPage(t *testing.T) *preview.Page {
	t.Helper()
	library, err := knowledge.Load(knowledgetest.Pictured())
	if err != nil {
		t.Fatal(err)
	}
	replies, err := discord.Compile(commands.New(library))
	if err != nil {
		t.Fatal(err)
	}
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	rest := preview.NewDiscord()
	server, err := endpoint.New(endpoint.Config{
		Key: public, Responder: discord.NewResponder(replies),
		Callbacks: discord.NewCallbacks("http://discord.invalid/api", &http.Client{Transport: rest}),
	})
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	way := &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) { return net.Dial("tcp", l.Addr().String()) }}
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- server.Serve(ctx, l) }()
	t.Cleanup(func() {
		stop()
		<-served
		way.CloseIdleConnections()
		server.Drain(context.Background())
	})
	page := preview.NewPage(preview.Config{Endpoint: way, Path: endpoint.Path, Key: private, Discord: rest})
	page.Show(preview.State{Library: library, Commands: replies.CommandsJSON(), Watched: "knowledge"})
	return page
}

func get(h http.Handler, method, path, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Host = host
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		if headers[i] == "Host" {
			r.Host = headers[i+1]
		} else {
			r.Header.Set(headers[i], headers[i+1])
		}
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// An exchange is what the page is told about an interaction.
type exchange struct {
	Status    int
	Took      int64
	Timestamp string
	Signature string
	Body      string
	HTML      struct {
		Content string
		Texts   []string
	}
	Limits []struct {
		Name       string
		Used, Most int
	}
}

func interact(t *testing.T, h http.Handler, in discordtest.Interaction) exchange {
	t.Helper()
	w := get(h, "POST", "/api/interactions", string(in.JSON()), "Origin", "http://"+host, "Sec-Fetch-Site", "same-origin")
	var x exchange
	if err := json.Unmarshal(w.Body.Bytes(), &x); err != nil || w.Code != 200 {
		t.Fatalf("HTTP %d, %v: %s", w.Code, err, w.Body)
	}
	return x
}

// TestEveryKindOfInteraction sends each to the real endpoint. That it answers shows that the signature holds.
func TestEveryKindOfInteraction(t *testing.T) {
	page := newPage(t)
	answer := []byte(interact(t, page, discordtest.Slash("jetlag", "symptoms")).Body)
	remove, on := discordtest.Read(answer).Button("Remove"), discordtest.Message{Reply: answer}
	for _, c := range []struct {
		name string
		in   discordtest.Interaction
		want string
	}{
		{"ping", discordtest.Ping(), `{"type":1}`},
		{"command", discordtest.Slash("jetlag", "symptoms"), `"type":4`},
		{"command in a direct message", discordtest.Slash("jetlag", "symptoms").DM(), `"type":4`},
		{"private", discordtest.Slash("jetlag", "symptoms", discordtest.Bool("private", true)), `"flags":32832`},
		{"source", discordtest.Slash("jetlag", "source", discordtest.Integer("number", 3)), `Alterations in the length of the night`},
		{"question", discordtest.Slash("jetlag", "ask", discordtest.String("question", "can stress cause it")), `stress`},
		{"autocomplete", discordtest.Autocomplete("jetlag", "ask", discordtest.Focused("question", "stress")), `"type":8`},
		{"message command", discordtest.MessageCommand("Find cited facts", "my joints hurt"), `joint pain`},
		{"removal by the person who asked", discordtest.Button(remove).On(on), `{"type":6}`},
		{"removal by another", discordtest.Button(remove).On(on).By("1100000000000000077"), `Only the person who asked`},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := interact(t, page, c.in)
			if x.Status != 200 || !strings.Contains(x.Body, c.want) {
				t.Errorf("HTTP %d %s, want %s", x.Status, x.Body, c.want)
			}
			if x.Took <= 0 || len(x.Signature) != 128 || x.Timestamp == "" {
				t.Errorf("took %d, signature %q, timestamp %q", x.Took, x.Signature, x.Timestamp)
			}
		})
	}
}

func TestAnswerIsRenderedAndMeasured(t *testing.T) {
	x := interact(t, newPage(t), discordtest.Slash("jetlag", "symptoms"))
	html := strings.Join(x.HTML.Texts, "\n")
	if !strings.HasPrefix(html, "<h3>Symptoms of jet lag</h3>") || !strings.Contains(html, "Migraines") || !strings.Contains(html, "<small><a ") || !strings.Contains(html, "Harbour") && !strings.Contains(html, "Harbour MC") {
		t.Errorf("%s", html)
	}
	used := map[string]int{}
	for _, l := range x.Limits {
		if l.Used > l.Most {
			t.Errorf("%s: %d of %d", l.Name, l.Used, l.Most)
		}
		used[l.Name] = l.Used
	}
	if used["Text, in all"] < 500 || used["Components, in all"] < 8 || used["Fullest row"] != 5 || used["Longest custom_id"] < 10 || used["Content"] != 0 {
		t.Errorf("used: %v", used)
	}
}

func TestInteractionsThatAreNone(t *testing.T) {
	page := newPage(t)
	for _, c := range []struct {
		name, body, kind string
		status           int
	}{
		{"no JSON", "{", "application/json", 400},
		{"not an object", "[]", "application/json", 400},
		{"a form", "a=b", "application/x-www-form-urlencoded", 415},
		{"too large", `{"token":"` + strings.Repeat("x", 300<<10) + `"}`, "application/json", 413},
	} {
		t.Run(c.name, func(t *testing.T) {
			if w := get(page, "POST", "/api/interactions", c.body, "Content-Type", c.kind); w.Code != c.status {
				t.Errorf("HTTP %d, want %d: %s", w.Code, c.status, w.Body)
			}
		})
	}
	t.Run("what the endpoint refuses is shown", func(t *testing.T) {
		w := get(page, "POST", "/api/interactions", `{"id":"1"}`)
		var x exchange
		if err := json.Unmarshal(w.Body.Bytes(), &x); err != nil || x.Status != 400 || !strings.Contains(x.Body, "not an interaction") {
			t.Errorf("%v: %s", err, w.Body)
		}
	})
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// TestEndpoint looks at what an endpoint gets, and at an endpoint that is gone: while the preview ends, the page may still ask.
func TestEndpoint(t *testing.T) {
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	const body = `{"type":1,"token":"a token"}`
	ask := func(endpoint roundTripper) (x exchange) {
		page := preview.NewPage(preview.Config{Key: private, Discord: preview.NewDiscord(), Path: "/here", Endpoint: endpoint})
		if err := json.Unmarshal(get(page, "POST", "/api/interactions", body).Body.Bytes(), &x); err != nil {
			t.Fatal(err)
		}
		return x
	}
	ask(func(r *http.Request) (*http.Response, error) {
		got, _ := io.ReadAll(r.Body)
		signature, err := hex.DecodeString(r.Header.Get("X-Signature-Ed25519"))
		if err != nil || !ed25519.Verify(public, []byte(r.Header.Get("X-Signature-Timestamp")+body), signature) || string(got) != body {
			t.Errorf("the signature %x of %q does not hold: %v", signature, got, err)
		}
		if r.Method != "POST" || r.URL.Path != "/here" || r.Header.Get("Content-Type") != "application/json" {
			t.Errorf("the request is %s %s %v", r.Method, r.URL, r.Header)
		}
		return httptest.NewRecorder().Result(), nil
	})
	gone := ask(func(*http.Request) (*http.Response, error) { return nil, errors.New("closed") })
	if gone.Status != http.StatusBadGateway || gone.Body != "the bot gave no answer" {
		t.Errorf("%+v", gone)
	}
}

func TestWhoMayUseIt(t *testing.T) {
	page := newPage(t)
	for _, c := range []struct {
		name    string
		method  string
		path    string
		headers []string
		status  int
	}{
		{"a person who types the address", "GET", "/", []string{"Sec-Fetch-Site", "none", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"}, 200},
		{"a program", "GET", "/", nil, 200},
		{"as localhost", "GET", "/", []string{"Host", "localhost:8080"}, 200},
		{"by IPv6", "GET", "/", []string{"Host", "[::1]:8080"}, 200},
		{"a link on another site", "GET", "/", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"}, 200},
		{"a frame of another site", "GET", "/", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe"}, 403},
		{"another site's script", "GET", "/main.js", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "script"}, 403},
		{"another port of this computer", "GET", "/api/events", []string{"Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "cors", "Origin", "http://127.0.0.1:3000"}, 403},
		{"a form of another site", "POST", "/api/interactions", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document", "Origin", "https://evil.example"}, 403},
		{"another origin, in an old browser", "POST", "/api/interactions", []string{"Origin", "https://evil.example"}, 403},
		{"an origin that is hidden", "POST", "/api/interactions", []string{"Origin", "null"}, 403},
		{"a name that was made to point here", "GET", "/", []string{"Host", "evil.example:8080"}, 421},
		{"such a name that is its own origin", "POST", "/api/interactions", []string{"Host", "evil.example", "Origin", "http://evil.example", "Sec-Fetch-Site", "same-origin"}, 421},
		{"no host", "GET", "/", []string{"Host", ""}, 421},
	} {
		t.Run(c.name, func(t *testing.T) {
			if w := get(page, c.method, c.path, "", c.headers...); w.Code != c.status {
				t.Errorf("HTTP %d, want %d: %s", w.Code, c.status, w.Body)
			}
		})
	}
}

func TestWhatIsServed(t *testing.T) {
	page := newPage(t)
	for path, kind := range map[string]string{
		"/": "text/html; charset=utf-8", "/main.js": "text/javascript; charset=utf-8", "/app.css": "text/css; charset=utf-8",
		"/icon.svg": "image/svg+xml", "/knowledge": "text/html; charset=utf-8",
	} {
		w := get(page, "GET", path, "")
		if w.Code != 200 || w.Header().Get("Content-Type") != kind {
			t.Errorf("%s: HTTP %d, %s", path, w.Code, w.Header().Get("Content-Type"))
		}
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer", "Cross-Origin-Resource-Policy": "same-origin",
		} {
			if got := w.Header().Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
		policy := w.Header().Get("Content-Security-Policy")
		if !strings.HasPrefix(policy, "default-src 'none'; script-src 'self'; style-src 'self';") || strings.Contains(policy, "unsafe") || strings.Contains(policy, "*") {
			t.Errorf("%s: the policy is %q", path, policy)
		}
	}
	for _, path := range []string{"/nothing", "/knowledge.tmpl", "/web/index.html", "/..%2fpage.go", "/api"} {
		if w := get(page, "GET", path, ""); w.Code != 404 {
			t.Errorf("%s: HTTP %d, want 404", path, w.Code)
		}
	}
}

// TestPageWeight holds the page, with everything that it loads, to 100 kB as it is sent, and to load nothing from elsewhere.
func TestPageWeight(t *testing.T) {
	page := newPage(t)
	weight := 0
	seen := map[string]bool{}
	links := regexp.MustCompile(`(?:src|href)="(/[^"#]+)"|from "\.(/[^"]+)"|url\(([^)]+)\)`)
	var load func(path string)
	load = func(path string) {
		if seen[path] {
			return
		}
		seen[path] = true
		w := get(page, "GET", path, "")
		weight += w.Body.Len()
		for _, m := range links.FindAllStringSubmatch(w.Body.String(), -1) {
			switch {
			case m[1] == "/knowledge": // another page
			case m[3] != "":
				load("/" + m[3])
			default:
				load(m[1] + m[2])
			}
		}
		if outside := regexp.MustCompile(`(?:src|href|url\()="?(https?:)?//`).FindString(w.Body.String()); outside != "" {
			t.Errorf("%s loads from elsewhere: %s", path, outside)
		}
	}
	load("/")
	t.Logf("%d bytes in %d files", weight, len(seen))
	if weight > 100_000 || len(seen) < 10 {
		t.Errorf("%d bytes in %d files, want at most 100,000 bytes", weight, len(seen))
	}
}

func TestWholeKnowledge(t *testing.T) {
	html := get(newPage(t), "GET", "/knowledge", "").Body.String()
	for _, want := range []string{"migraines", "also found by: headache", "also found by: symptom, signs", "also found by: flight, flying", `href="/#/jetlag/symptoms"`, `href="/#/jetlag/source/3"`, "facts are carried by the article alone", "<b>[6]</b>", "Cited: [4]"} {
		if !strings.Contains(html, want) {
			t.Errorf("the page has no %q", want)
		}
	}
	t.Run("nothing loaded", func(t *testing.T) {
		page := preview.NewPage(preview.Config{Discord: preview.NewDiscord()})
		if html := get(page, "GET", "/knowledge", "").Body.String(); !strings.Contains(html, "Nothing is loaded yet.") {
			t.Error(html)
		}
	})
}

// TestEvents listens as a page does: the state first, then what changes, then a message that the bot deletes.
func TestEvents(t *testing.T) {
	page := newPage(t)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- page.Serve(ctx, listener) }()
	client := &http.Client{Transport: &http.Transport{}, Timeout: 20 * time.Second}
	defer client.CloseIdleConnections()
	r, err := client.Get("http://" + listener.Addr().String() + "/api/events")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	lines := bufio.NewScanner(r.Body)
	lines.Buffer(nil, 1<<20)
	next := func(event string) string {
		for lines.Scan() {
			if lines.Text() == "event: "+event && lines.Scan() {
				return lines.Text()
			}
		}
		t.Fatalf("no event %q: %v", event, lines.Err())
		return ""
	}
	if state := next("state"); !strings.Contains(state, `"watched":"knowledge"`) || !strings.Contains(state, `"name":"symptoms"`) || !strings.Contains(state, `"bot":"Across the Time Zones"`) {
		t.Error(state)
	}
	page.Show(preview.State{Problems: knowledge.Problems{{Place: knowledge.Place{File: "a.yaml", Line: 1, Column: 1, Source: "x"}, Message: "wrong", Remedy: "mend it", Rule: "some-rule", Severity: knowledge.Error}}})
	if state := next("state"); !strings.Contains(state, `"message":"wrong; mend it"`) || !strings.Contains(state, `"excerpt":"    1 | x\n      | ^"`) || !strings.Contains(state, `"commands":[]`) {
		t.Error(state)
	}
	in := discordtest.Button(discordtest.Read([]byte(interact(t, page, discordtest.Slash("jetlag", "symptoms")).Body)).Button("Remove")).On(discordtest.Message{})
	if x := interact(t, page, in); x.Body != `{"type":6}` {
		t.Fatal(x.Body)
	}
	if gone := next("gone"); !strings.Contains(gone, in.Token) {
		t.Errorf("%s, want the token %s", gone, in.Token)
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("the server ended with %v", err)
	}
}

func TestRenderedMessage(t *testing.T) {
	page := newPage(t)
	if w := get(page, "POST", "/api/markdown", `{"content":"**a**"}`); w.Body.String() != "{\"html\":\"\\u003cp\\u003e\\u003cstrong\\u003ea\\u003c/strong\\u003e\\u003c/p\\u003e\"}\n" {
		t.Error(w.Body)
	}
	if w := get(page, "POST", "/api/markdown", `{"content":"`+strings.Repeat("x", 5000)+`"}`); w.Code != 400 {
		t.Errorf("HTTP %d", w.Code)
	}
}
