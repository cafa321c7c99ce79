package discordtest

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/coder/websocket"
	"github.com/google/go-cmp/cmp"
	"github.com/tidwall/gjson"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// do makes a request to a route and returns status and body.
func do(t *testing.T, s *Server, method, path, body string, header ...string) (int, string) {
	t.Helper()
	req, err := http.NewRequest(method, s.URL()+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bot "+s.Token())
	for n := 0; n < len(header); n += 2 {
		req.Header.Set(header[n], header[n+1])
	}
	resp, err := s.Client().Do(req)
	if err != nil {
		return 0, err.Error()
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		return resp.StatusCode, err.Error()
	}
	return resp.StatusCode, string(b)
}

func want(t *testing.T, status int, body string, wantStatus int, part string) {
	t.Helper()
	if status != wantStatus || !strings.Contains(body, part) {
		t.Errorf("%d %s, want %d with %s", status, body, wantStatus, part)
	}
}

func TestRoutes(t *testing.T) {
	s := New(t)
	app := "/v10/applications/" + s.Application()
	for _, tt := range []struct {
		method, path, body, token string
		status                    int
		part                      string
	}{
		{"GET", "/v10/gateway/bot", "", "", 200, `"session_start_limit":{"max_concurrency":1,"remaining":999,`},
		{"GET", "/v9/gateway/bot", "", "", 200, `"url":"` + s.GatewayURL()},
		{"GET", "/gateway", "", "none", 200, `"url":"` + s.GatewayURL()},
		{"GET", "/v10/gateway/bot", "", "Bot wrong", 401, `{"message":"401: Unauthorized","code":0}`},
		{"GET", "/v10/gateway/bot", "", s.Token(), 401, `{"message":"401: Unauthorized","code":0}`},
		{"GET", "/v10/oauth2/applications/@me", "", "", 200, `"verify_key"`},
		{"GET", "/v10/nothing", "", "", 404, `{"message":"404: Not Found","code":0}`},
		{"GET", app + "/commands", "", "", 200, "[]"},
		{"GET", app + "/commands", "", "none", 401, "401: Unauthorized"},
		{"GET", "/v10/applications/7/commands", "", "", 403, `{"message":"Missing Access","code":50001}`},
		{"PUT", "/v10/applications/7/commands", "[]", "", 403, `{"message":"Missing Access","code":50001}`},
		{"PUT", app + "/commands", "[", "", 400, `"code":50109`},
		{"PUT", app + "/commands", `[{"name":"X","description":""}]`, "", 400,
			`"code":50035,"errors":{"0":{"description":{"_errors":[{"code":"INVALID","message":"has 0 characters; it must have 1 to 100"}]}`},
		{"PUT", app + "/commands", "[]", "", 200, "[]"},
		{"POST", "/v10/interactions/1/t/callback", `{"type":1}`, "none", 404, `{"message":"Unknown interaction","code":10062}`},
		{"DELETE", "/v10/webhooks/" + s.Application() + "/t/messages/@original", "", "none", 404, `{"message":"Unknown Webhook","code":10015}`},
	} {
		header := []string{}
		if tt.token != "" {
			header = []string{"Authorization", tt.token}
		}
		t.Run(tt.method+tt.path, func(t *testing.T) {
			status, body := do(t, s, tt.method, tt.path, tt.body, header...)
			want(t, status, body, tt.status, tt.part)
		})
	}
}

func TestCommandsRoundTrip(t *testing.T) {
	s := New(t)
	path := "/v10/applications/" + s.Application() + "/commands"
	status, put := do(t, s, "PUT", path, tree)
	want(t, status, put, 200, `"version"`)
	for key, value := range map[string]string{
		"0.application_id": `"` + s.Application() + `"`, "0.nsfw": "false", "0.type": "1",
		"0.name_localizations": "null", "0.options.0.description_localizations": "null", "1.description": `""`, "1.integration_types": "[0,1]",
		"1.contexts": "null", "1.options": "", "0.options.2.options.0.autocomplete": "true", "0.options.0.options.0.required": "",
	} {
		if got := gjson.Get(put, key).Raw; got != value {
			t.Errorf("%s is %s, want %s", key, got, value)
		}
	}
	_, get := do(t, s, "GET", path, "")
	if strings.Contains(get, "localizations") || gjson.Get(get, "0.id").String() != gjson.Get(put, "0.id").String() {
		t.Error(get)
	}
	_, localized := do(t, s, "GET", path+"?with_localizations=true", "")
	if diff := cmp.Diff(put, localized); diff != "" {
		t.Error(diff)
	}
	_, again := do(t, s, "PUT", path, tree)
	if gjson.Get(again, "0.id").String() != gjson.Get(put, "0.id").String() || gjson.Get(again, "0.version").String() == gjson.Get(put, "0.version").String() {
		t.Error("a command that is put again keeps its id and gets a new version")
	}
	status, guild := do(t, s, "PUT", "/v10/applications/"+s.Application()+"/guilds/77/commands", tree)
	want(t, status, guild, 200, `"guild_id":"77"`)
	if gjson.Get(guild, "0.contexts").Exists() || len(gjson.ParseBytes(s.Commands("77")).Array()) != 2 || len(gjson.ParseBytes(s.Commands("")).Array()) != 2 {
		t.Error(guild)
	}
	if n := s.Registrations(); n != 3 {
		t.Errorf("%d registrations", n)
	}
}

const hello = `{"type":4,"data":{"content":"hello","allowed_mentions":{"parse":[]}}}`

// TestCallbacks sends one callback after another for an interaction, and holds each to its answer.
func TestCallbacks(t *testing.T) {
	const change = `{"type":7,"data":{"flags":32768,"allowed_mentions":{"parse":[]},"components":[{"type":10,"content":"x"}]}}`
	on := func(reply string) Interaction { return Button("x").On(Message{Reply: []byte(reply)}) }
	type answer struct {
		callback string
		status   int
		part     string
	}
	for name, tt := range map[string]struct {
		to      Interaction
		answers []answer
	}{
		"refused, right, again": {Slash("leakygut", "symptoms"), []answer{
			{`{"type":4,"data":{"content":"x"}}`, 400, `"data":{"allowed_mentions":{"_errors"`}, {hello, 204, ""}, {hello, 400, `"code":40060`}}},
		"of another type":              {Autocomplete("leakygut", "ask", Focused("question", "m")), []answer{{hello, 400, "4 does not answer an interaction of type 4"}}},
		"choices for a command":        {Slash("leakygut", ""), []answer{{`{"type":8,"data":{"choices":[]}}`, 400, "8 does not answer an interaction of type 2"}}},
		"an update for a command":      {Slash("leakygut", ""), []answer{{`{"type":6}`, 400, "6 does not answer an interaction of type 2"}}},
		"embeds that stay":             {on(`{"embeds":[{"title":"T"}]}`), []answer{{change, 400, `"embeds"`}}},
		"a content that stays":         {on(`{"content":"x"}`), []answer{{change, 400, `"content"`}}},
		"embeds that are taken away":   {on(`{"data":{"embeds":[{"title":"T"}]}}`), []answer{{strings.Replace(change, `"flags"`, `"embeds":null,"flags"`, 1), 204, ""}}},
		"a change of components alone": {on(`{"flags":32768,"components":[{"type":10,"content":"y"}]}`), []answer{{change, 204, ""}}},
	} {
		t.Run(name, func(t *testing.T) {
			s := New(t)
			s.Expect(tt.to)
			for _, a := range tt.answers {
				status, body := do(t, s, "POST", "/v10/interactions/"+tt.to.ID+"/"+tt.to.Token+"/callback", a.callback)
				want(t, status, body, a.status, a.part)
			}
			first := tt.answers[0]
			if body, err := s.WaitCallback(t.Context(), tt.to.ID); (err != nil) != (first.status == 400 && len(tt.answers) == 1) || len(body) == 0 {
				t.Errorf("%s, %v", body, err)
			}
			status, body := do(t, s, "POST", "/v10/interactions/"+tt.to.ID+"/other/callback", hello)
			want(t, status, body, 404, `"code":10062`)
		})
	}
}

// A message can be deleted once, after there was a response.
func TestDeleteOriginal(t *testing.T) {
	s, i := New(t), Button("x")
	s.Expect(i)
	original := "/v10/webhooks/" + s.Application() + "/" + i.Token + "/messages/@original"
	for _, tt := range []struct {
		status int
		part   string
	}{{404, `"code":10015`}, {204, ""}, {404, `"code":10008`}} {
		status, body := do(t, s, "DELETE", original, "")
		want(t, status, body, tt.status, tt.part)
		s.Acknowledge(i.ID)
	}
}

// client is a gateway client that does what a test tells it.
type client struct {
	t  *testing.T
	ws *websocket.Conn
}

func dial(t *testing.T, s *Server, path string) client {
	t.Helper()
	ws, _, err := websocket.Dial(t.Context(), "ws://"+s.host+path+"?v=10&encoding=json", &websocket.DialOptions{HTTPClient: s.Client()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ws.CloseNow() })
	return client{t, ws}
}

func (c client) send(format string, args ...any) {
	c.t.Helper()
	if err := c.ws.Write(c.t.Context(), websocket.MessageText, fmt.Appendf(nil, format, args...)); err != nil {
		c.t.Fatal(err)
	}
}

// next returns the next frame as "op event", and its d; or the close code.
func (c client) next() (string, gjson.Result) {
	_, b, err := c.ws.Read(c.t.Context())
	if err != nil {
		return fmt.Sprint("closed ", int(websocket.CloseStatus(err))), gjson.Result{}
	}
	v := gjson.ParseBytes(b)
	return strings.TrimSpace(v.Get("op").Raw + " " + v.Get("t").String() + " " + v.Get("s").String()), v.Get("d")
}

func (c client) want(frames ...string) (d gjson.Result) {
	c.t.Helper()
	for _, w := range frames {
		var got string
		if got, d = c.next(); got != w {
			c.t.Errorf("%s, want %s", got, w)
		}
	}
	return d
}

func TestGatewayRefusals(t *testing.T) {
	s := New(t)
	for _, tt := range []struct {
		name string
		send []string
		want []string
	}{
		{"no JSON", []string{"x"}, []string{"closed 4002"}},
		{"wrong token", []string{`{"op":2,"d":{"token":"x"}}`}, []string{"closed 4004"}},
		{"wrong token in a resume", []string{`{"op":6,"d":{"token":"x"}}`}, []string{"closed 4004"}},
		{"twice", []string{`{"op":2,"d":{"token":"` + s.Token() + `"}}`, `{"op":2,"d":{"token":"` + s.Token() + `"}}`}, []string{"0 READY 1", "closed 4005"}},
	} {
		c := dial(t, s, "/gateway")
		c.want("10")
		for n, frame := range tt.send {
			c.send("%s", frame)
			c.want(tt.want[n])
		}
	}
	c := dial(t, s, "/gateway")
	c.want("10")
	c.send(`{"op":2,"d":{"token":%q}}`, s.Token())
	session := c.want("0 READY 1").Get("session_id").String()
	c.ws.CloseNow()
	c = dial(t, s, "/gateway")
	c.want("10")
	c.send(`{"op":6,"d":{"token":%q,"session_id":%q,"seq":99}}`, s.Token(), session)
	c.want("closed 4007")
	s.Forget()
	c = dial(t, s, "/gateway")
	c.want("10")
	c.send(`{"op":6,"d":{"token":%q,"session_id":%q,"seq":1}}`, s.Token(), session)
	c.want("9")
}
