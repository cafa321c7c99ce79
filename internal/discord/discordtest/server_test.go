package discordtest

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

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
		{"GET", "/v10/users/@me", "", "", 200, `"bot":true`},
		{"GET", "/v10/applications/@me", "", "", 200, `"id":"` + s.Application() + `"`},
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
		{"POST", "/v10/webhooks/" + s.Application() + "/t", `{"content":"x","allowed_mentions":{"parse":[]}}`, "none", 404, `{"message":"Unknown Webhook","code":10015}`},
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
	want(t, status, put, 200, `"dm_permission":true`)
	for key, value := range map[string]string{
		"0.application_id": `"` + s.Application() + `"`, "0.nsfw": "false", "0.default_member_permissions": "null", "0.type": "1",
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

func TestCallback(t *testing.T) {
	s := New(t)
	post := func(i Interaction, query, body string, header ...string) (int, string) {
		return do(t, s, "POST", "/v10/interactions/"+i.ID+"/"+i.Token+"/callback"+query, body, header...)
	}
	i := Slash("leakygut", "symptoms")
	s.Expect(i)
	status, body := post(i, "", `{"type":4,"data":{"content":"x"}}`)
	want(t, status, body, 400, `"code":50035`)
	if _, err := s.WaitCallback(t.Context(), i.ID); err == nil || !strings.Contains(err.Error(), "callback refused:\ndata.allowed_mentions: must be") {
		t.Error(err)
	}
	status, body = post(i, "", hello)
	want(t, status, body, 204, "")
	if got, err := s.WaitCallback(t.Context(), i.ID); err != nil || string(got) != hello || s.CallbackTime(i.ID).IsZero() {
		t.Error(string(got), err)
	}
	status, body = post(i, "", hello)
	want(t, status, body, 400, `"code":40060`)
	wrong := i
	wrong.Token = "other"
	status, body = post(wrong, "", hello)
	want(t, status, body, 404, `"code":10062`)

	j := Slash("leakygut", "symptoms")
	s.Expect(j)
	status, body = post(j, "?with_response=true", strings.Replace(hello, `"content"`, `"flags":64,"content"`, 1))
	want(t, status, body, 200, `"response_message_ephemeral":true`)
	want(t, status, body, 200, `"content":"hello"`)

	for _, tt := range []struct {
		i    Interaction
		body string
		part string
	}{
		{Autocomplete("leakygut", "ask", Focused("question", "m")), hello, "4 does not answer an interaction of type 4"},
		{Slash("leakygut", ""), `{"type":8,"data":{"choices":[]}}`, "8 does not answer an interaction of type 2"},
		{Slash("leakygut", ""), `{"type":6}`, "6 does not answer an interaction of type 2"},
		{Slash("leakygut", ""), `{"type":1}`, "1 does not answer an interaction of type 2"},
	} {
		s.Expect(tt.i)
		status, body := post(tt.i, "", tt.body)
		want(t, status, body, 400, tt.part)
	}

	// With a file.
	f := Slash("leakygut", "source")
	s.Expect(f)
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	w.WriteField("payload_json", hello)
	part, _ := w.CreateFormFile("files[0]", "source.bib")
	part.Write([]byte("@article{}"))
	w.Close()
	status, body = post(f, "", form.String(), "Content-Type", w.FormDataContentType())
	want(t, status, body, 204, "")
	records := s.Records(Callback)
	if r := records[len(records)-1]; string(r.Body) != hello || string(r.Files["source.bib"]) != "@article{}" || r.Status != 204 {
		t.Errorf("%+v", r)
	}
}

func TestMessages(t *testing.T) {
	s := New(t)
	i := Slash("leakygut", "symptoms")
	s.Expect(i)
	hook := "/v10/webhooks/" + s.Application() + "/" + i.Token
	step := func(method, path, body string, wantStatus int, part string) string {
		t.Helper()
		status, got := do(t, s, method, path, body, "Authorization", "")
		want(t, status, got, wantStatus, part)
		return got
	}
	step("GET", hook+"/messages/@original", "", 404, `"code":10015`) // there is no webhook before the acknowledgement
	step("DELETE", hook+"/messages/@original", "", 404, `"code":10015`)
	step("POST", "/v10/interactions/"+i.ID+"/"+i.Token+"/callback", `{"type":5}`, 204, "")
	step("GET", hook+"/messages/@original", "", 200, `"flags":128`)
	step("PATCH", hook+"/messages/@original", `{"content":"x"}`, 400, `"allowed_mentions"`)
	step("PATCH", hook+"/messages/@original", `{"content":"edited","allowed_mentions":{"parse":[]}}`, 200, `"content":"edited"`)
	id := gjson.Get(step("GET", hook+"/messages/@original", "", 200, `"flags":0`), "id").String()
	step("GET", hook+"/messages/"+id, "", 200, `"content":"edited"`)
	step("POST", hook, `{"content":"","allowed_mentions":{"parse":[]}}`, 400, `"code":50035`)
	more := gjson.Get(step("POST", hook+"?wait=true", `{"content":"more","allowed_mentions":{"parse":[]}}`, 200, `"content":"more"`), "id").String()
	step("DELETE", hook+"/messages/"+more, "", 204, "")
	step("DELETE", hook+"/messages/"+more, "", 404, `"code":10008`)
	step("DELETE", hook+"/messages/@original", "", 204, "")
	step("DELETE", hook+"/messages/@original", "", 404, `"code":10008`)

	// The original of a component is the message it stands under.
	b := Button("x")
	s.Expect(b)
	hook = "/v10/webhooks/" + s.Application() + "/" + b.Token
	step("POST", "/v10/interactions/"+b.ID+"/"+b.Token+"/callback", `{"type":7,"data":{"content":"new","allowed_mentions":{"parse":[]}}}`, 204, "")
	step("GET", hook+"/messages/@original", "", 200, `"content":"new"`)
	step("GET", hook+"/messages/"+b.Message.ID, "", 200, `"content":"new"`)

	// An endpoint's response acknowledges as well.
	b = Button("x")
	s.Expect(b)
	hook = "/v10/webhooks/" + s.Application() + "/" + b.Token
	step("DELETE", hook+"/messages/@original", "", 404, `"code":10015`)
	s.Acknowledge(b.ID)
	step("POST", "/v10/interactions/"+b.ID+"/"+b.Token+"/callback", `{"type":6}`, 400, `"code":40060`)
	step("DELETE", hook+"/messages/@original", "", 204, "")
}

func TestScriptOfRoutes(t *testing.T) {
	s := New(t)
	const route, path = "GET /gateway", "/v10/gateway"
	wait := make(chan struct{})
	s.Script(route,
		Response{Status: 429, Header: map[string]string{"Retry-After": "7"}, Body: `{"retry_after":7}`},
		Response{Status: 502, Body: "<html>"},
		Response{Cut: true, Body: "0123456789"},
		Response{Cut: true},
		Response{Wait: wait, Ordinary: true},
		Response{Body: "always", Repeat: true},
	)
	status, body := do(t, s, "GET", path, "")
	want(t, status, body, 429, `{"retry_after":7}`)
	status, body = do(t, s, "GET", path, "")
	want(t, status, body, 502, "<html>")
	status, body = do(t, s, "GET", path, "")
	want(t, status, body, 200, "unexpected EOF")
	// A client may ask again by itself when a connection that it used before is cut before an answer.
	s.Client().CloseIdleConnections()
	status, body = do(t, s, "GET", path, "")
	want(t, status, body, 0, "EOF")
	time.AfterFunc(time.Millisecond, func() { close(wait) })
	status, body = do(t, s, "GET", path, "")
	want(t, status, body, 200, "/gateway")
	for range 3 {
		status, body = do(t, s, "GET", path, "")
		want(t, status, body, 200, "always")
	}
	s.Script(route)
	status, body = do(t, s, "GET", path, "")
	want(t, status, body, 200, "/gateway")
	if n := s.Count(route); n != 9 {
		t.Errorf("%d requests counted", n)
	}
	if r, err := s.Wait(t.Context(), route, 2); err != nil || r.Path != path[len("/v10"):] || r.Status != 502 {
		t.Errorf("%+v, %v", r, err)
	}
	s.Script(route, Response{Silent: true})
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	req, _ := http.NewRequestWithContext(ctx, "GET", s.URL()+path, nil)
	if resp, err := s.Client().Do(req); err == nil {
		t.Error(resp.Status)
	}
}

func TestForgetsWhatIsOld(t *testing.T) {
	s := New(t, WithKeep(3))
	first := Slash("leakygut", "symptoms")
	s.Expect(first)
	for range 3 {
		s.Expect(Slash("leakygut", "symptoms"))
	}
	status, body := do(t, s, "POST", "/v10/interactions/"+first.ID+"/"+first.Token+"/callback", hello)
	want(t, status, body, 404, "10062")
	for range 5 {
		do(t, s, "GET", "/v10/gateway", "")
	}
	if n, l := s.Count("GET /gateway"), len(s.Records("GET /gateway")); n != 5 || l != 3 {
		t.Errorf("counted %d, kept %d", n, l)
	}
	if _, err := s.Wait(t.Context(), "GET /gateway", 1); err == nil || err.Error() != "discordtest: GET /gateway number 1 is forgotten" {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.WaitIdentify(ctx, 1); err == nil || err.Error() != "discordtest: wait for IDENTIFY number 1: context canceled" {
		t.Error(err)
	}
	if _, err := s.WaitCallback(t.Context(), "nobody"); err == nil || err.Error() != "discordtest: no interaction nobody was sent" {
		t.Error(err)
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

func TestGateway(t *testing.T) {
	for _, opts := range [][]Option{nil, {InMemory()}} {
		s := New(t, opts...)
		c := dial(t, s, "/gateway")
		if d := c.want("10"); d.Get("heartbeat_interval").Int() != 41250 {
			t.Error(d)
		}
		c.send(`{"op":1,"d":null}`)
		c.want("11")
		c.send(`{"op":3,"d":{}}`)
		c.send(`{"op":2,"d":{"token":%q,"intents":0}}`, s.Token())
		ready := c.want("0 READY 1")
		session := ready.Get("session_id").String()
		if ready.Get("resume_gateway_url").String() != "ws://"+s.host+"/resume" || ready.Get("application.id").String() != s.Application() || ready.Get("v").Int() != 10 {
			t.Error(ready)
		}
		if now, err := s.WaitReady(t.Context()); err != nil || now != s.Conn() || now.Number != 1 {
			t.Error(now, err)
		}
		i := Slash("leakygut", "symptoms")
		answer := make(chan string, 1)
		go func() {
			body, err := s.Interact(t.Context(), i)
			answer <- fmt.Sprint(string(body), err)
		}()
		d := c.want("0 INTERACTION_CREATE 2")
		if d.Get("token").String() != i.Token || d.Get("application_id").String() != s.Application() {
			t.Error(d)
		}
		do(t, s, "POST", "/v10/interactions/"+i.ID+"/"+i.Token+"/callback", hello)
		if got := <-answer; got != hello+"<nil>" {
			t.Error(got)
		}

		// Away: two events are kept.
		s.Conn().Drop()
		c.want("closed -1")
		s.Wait(t.Context(), Closed, 1)
		for range 2 {
			s.Send(t.Context(), Slash("leakygut", "causes"))
		}
		c = dial(t, s, "/resume/")
		c.want("10")
		c.send(`{"op":6,"d":{"token":%q,"session_id":%q,"seq":1}}`, s.Token(), session)
		c.want("0 INTERACTION_CREATE 2", "0 INTERACTION_CREATE 3", "0 INTERACTION_CREATE 4", "0 RESUMED 5")

		// A close with 1000 ends the session.
		c.ws.Close(1000, "")
		if r, err := s.Wait(t.Context(), Closed, 2); err != nil || r.Code != 1000 || r.Conn != 2 {
			t.Errorf("%+v, %v", r, err)
		}
		c = dial(t, s, "/resume")
		c.want("10")
		c.send(`{"op":6,"d":{"token":%q,"session_id":%q,"seq":1}}`, s.Token(), session)
		if d := c.want("9"); d.Raw != "false" {
			t.Error(d.Raw)
		}
		if n := len(s.Records(Resume)); n != 2 || s.Count(Other) != 1 {
			t.Errorf("%d resumes, %d other frames", n, s.Count(Other))
		}
	}
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

func TestScriptOfTheGateway(t *testing.T) {
	s := New(t)
	s.OnConnect(func(c *Conn) { c.Send(fmt.Sprintf(`{"op":99,"s":%d}`, c.Number)) })
	s.Script(Hello, Response{Frames: []string{`{"op":10,"d":{}}`, `{"op":7}`}})
	s.Script(Heartbeat, Response{}, Response{Frames: []string{`{"op":9,"d":false}`}, Ordinary: true}, Response{Close: 4008})
	c := dial(t, s, "/gateway")
	c.want("99  1", "10", "7")
	c.send(`{"op":1}`)
	c.send(`{"op":1}`)
	c.want("9", "11")
	c.send(`{"op":1}`)
	c.want("closed 4008")
	c = dial(t, s, "/gateway")
	c.want("99  2", "10")
	s.Conn().SendBinary([]byte(`{"op":11}`))
	if typ, b, err := c.ws.Read(t.Context()); err != nil || typ != websocket.MessageBinary || string(b) != `{"op":11}` {
		t.Error(typ, string(b), err)
	}
	s.Script(Connect, Response{Status: 503})
	if _, resp, err := websocket.Dial(t.Context(), s.GatewayURL(), nil); err == nil || resp.StatusCode != 503 {
		t.Error(resp, err)
	}
	s.OnConnect(nil)
	s.Script(Identify, Response{Cut: true})
	c = dial(t, s, "/gateway")
	c.want("10")
	c.send(`{"op":2}`)
	c.want("closed -1")
}

// Silence is a half-open connection: everything is taken, nothing comes back.
func TestSilence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(t, InMemory())
		c := dial(t, s, "/gateway")
		c.want("10")
		s.Conn().Silence()
		c.send(`{"op":1}`)
		c.send(`{"op":2,"d":{"token":%q}}`, s.Token())
		began := time.Now()
		c.ws.Close(1000, "")
		if took := time.Since(began); took != 5*time.Second { // the library's patience
			t.Errorf("the close was answered after %s", took)
		}
		if s.Count(Heartbeat) != 0 {
			t.Error("a silent connection reads")
		}
	})
}

func TestStartFromMain(t *testing.T) {
	s, err := Start(WithToken("tok"), WithApplication("42"), WithHeartbeat(time.Second))
	if err != nil {
		t.Fatal(err)
	}
	status, body := do(t, s, "GET", "/v10/users/@me", "")
	want(t, status, body, 200, `"id":"42"`)
	s.Close()
	s.Close()
	if _, err := s.Interact(t.Context(), Ping()); err == nil || !strings.Contains(err.Error(), "the server is closed") {
		t.Error(err)
	}
	if _, err := Start(WithKeep(0)); err == nil || err.Error() != "WithKeep needs at least 1" {
		t.Error(err)
	}
}

func keys(v gjson.Result) (l []string) {
	v.ForEach(func(k, _ gjson.Result) bool { l = append(l, k.String()); return true })
	slices.Sort(l)
	return l
}

func TestInteractions(t *testing.T) {
	guild := "app_permissions application_id attachment_size_limit authorizing_integration_owners channel channel_id context data entitlement_sku_ids " +
		"entitlements guild guild_id guild_locale id locale member token type version"
	dm := "app_permissions application_id attachment_size_limit authorizing_integration_owners channel channel_id context data entitlement_sku_ids " +
		"entitlements id locale token type user version"
	slash := Slash("leakygut", "ask", String("question", "why?"), Integer("n", 3), Bool("private", true))
	for _, tt := range []struct {
		name string
		i    Interaction
		keys string
		at   map[string]string
	}{
		{"slash", slash, guild, map[string]string{
			"type": "2", "data.name": `"leakygut"`, "data.type": "1", "data.options.0.type": "1", "data.options.0.name": `"ask"`,
			"data.options.0.options": `[{"name":"question","type":3,"value":"why?"},{"name":"n","type":4,"value":3},{"name":"private","type":5,"value":true}]`,
			"context":                "0", "authorizing_integration_owners": `{"0":"` + DefaultGuild + `"}`, "member.user.id": `"` + DefaultUser + `"`, "version": "1"}},
		{"no subcommand", Slash("ping", ""), guild, map[string]string{"data": `{"id":"1100000000000000010","name":"ping","type":1}`}},
		{"elsewhere", slash.In("5").By("6"), guild, map[string]string{"guild_id": `"5"`, "guild.id": `"5"`, "member.user.id": `"6"`}},
		{"dm", slash.DM(), dm, map[string]string{"context": "1", "channel.type": "1", "authorizing_integration_owners": `{"0":"0"}`, "user.id": `"` + DefaultUser + `"`}},
		{"user install", slash.ByUserInstall(), guild, map[string]string{"context": "0", "authorizing_integration_owners": `{"1":"` + DefaultUser + `"}`}},
		{"user install in a dm", slash.ByUserInstall().DM(), dm, map[string]string{"context": "2", "authorizing_integration_owners": `{"1":"` + DefaultUser + `"}`}},
		{"autocomplete", Autocomplete("leakygut", "ask", Focused("question", "mi")), guild, map[string]string{
			"type": "4", "data.options.0.options.0": `{"focused":true,"name":"question","type":3,"value":"mi"}`}},
		{"autocomplete of a number", Autocomplete("leakygut", "source", FocusedInteger("number", "3")), guild, map[string]string{
			"data.options.0.options.0": `{"focused":true,"name":"number","type":4,"value":"3"}`}},
		{"button", Button("t:x").On(Message{ID: "9", Asker: "8", Reply: []byte(reply)}), strings.Replace(guild, "member", "member message", 1), map[string]string{
			"type": "3", "data.component_type": "2", "data.custom_id": `"t:x"`, "message.id": `"9"`, "message.interaction_metadata.user.id": `"8"`,
			"message.content": `""`, "message.components.0.components.0.content": `"hello"`, "message.components.#": "2", "message.flags": "32832", "message.author.bot": "true"}},
		{"select", Select("s", "a", "b"), strings.Replace(guild, "member", "member message", 1), map[string]string{
			"data.component_type": "3", "data.values": `["a","b"]`, "message.interaction_metadata.user.id": `"` + DefaultUser + `"`}},
		{"message command", MessageCommand("Find cited facts", "my gut"), guild, map[string]string{
			"type": "2", "data.type": "3", "data.name": `"Find cited facts"`, "data.resolved.messages.*.content": `"my gut"`}},
		{"ping", Ping(), "application_id attachment_size_limit entitlement_sku_ids entitlements id token type user version", map[string]string{"type": "1"}},
		{"changed", slash.Set("data.name", 7).Set("member", Absent).Set("data.options.0.options.0.value", nil).Set("no.such.place", 1), strings.Replace(guild, "member ", "", 1),
			map[string]string{"data.name": "7", "data.options.0.options.0.value": "null"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := gjson.ParseBytes(tt.i.JSON())
			if diff := cmp.Diff(strings.Fields(tt.keys), keys(v)); diff != "" {
				t.Error(diff)
			}
			for path, want := range tt.at {
				if got := v.Get(path).Raw; got != want {
					t.Errorf("%s is %s, want %s", path, got, want)
				}
			}
		})
	}
	if v := gjson.ParseBytes(slash.JSON()); v.Get("data.name").String() != "leakygut" || !v.Get("member").Exists() {
		t.Error("Set changed the interaction that it was called on")
	}
	target := gjson.ParseBytes(MessageCommand("x", "y").JSON())
	if !target.Get("data.resolved.messages." + target.Get("data.target_id").String()).Exists() {
		t.Error("the target is not among the resolved messages")
	}
}

func TestSign(t *testing.T) {
	pub, priv, _ := ed25519.GenerateKey(nil)
	body := Ping().JSON()
	h := Sign(priv, "1700000000", body)
	sig, err := hex.DecodeString(h.Get("X-Signature-Ed25519"))
	if err != nil || !ed25519.Verify(pub, append([]byte(h.Get("X-Signature-Timestamp")), body...), sig) || !json.Valid(body) {
		t.Error(h, err)
	}
}

// A message of before that becomes one of components has to lose what it had.
func TestChangeOfAnOlderMessage(t *testing.T) {
	s := New(t)
	const change = `{"type":7,"data":{"flags":32768,"allowed_mentions":{"parse":[]},"components":[{"type":10,"content":"x"}]}}`
	for _, tt := range []struct {
		had, change string
		refused     bool
	}{
		{`{"embeds":[{"title":"T"}]}`, change, true},
		{`{"content":"x"}`, change, true},
		{`{"embeds":[{"title":"T"}],"content":"x"}`, strings.Replace(change, `"flags"`, `"content":null,"embeds":null,"flags"`, 1), false},
		{`{"flags":32768,"components":[{"type":10,"content":"y"}]}`, change, false},
	} {
		i := Button("x").On(Message{Reply: []byte(tt.had)})
		s.Expect(i)
		resp, err := s.Client().Post(s.URL()+"/v10/interactions/"+i.ID+"/"+i.Token+"/callback", "application/json", strings.NewReader(tt.change))
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if refused := resp.StatusCode == 400; refused != tt.refused {
			t.Errorf("%s then %s: %s", tt.had, tt.change, resp.Status)
		}
	}
}
