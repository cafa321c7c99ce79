//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"leakygut-bot/internal/discord/discordtest"
)

// The faults are the same for this bot and for the plain one that it is compared with.

type (
	server   = discordtest.Server
	response = discordtest.Response
)

type faultGroup struct {
	name   string
	faults []fault
}

func faultGroups() []faultGroup {
	return []faultGroup{
		{"While it serves", servingFaults()},
		{"Close codes while it serves", closeFaults()},
		{"Frames", frameFaults()},
		{"On the way to a session", connectingFaults()},
		{"REST: the gateway's address", addressFaults()},
		{"REST: registering the commands", registeringFaults()},
		{"REST: the reply", replyFaults()},
		{"Interactions", interactionFaults()},
		{"The system", systemFaults()},
	}
}

var atOnce, nobody = span{}, span{}

func sends(frames ...string) func(*trial) {
	return func(tr *trial) {
		for _, f := range frames {
			tr.conn.Send(f)
		}
	}
}

// drops cuts the connection after Discord was told how to go on.
func drops(prepare ...func(*server)) func(*trial) {
	return func(tr *trial) {
		for _, p := range prepare {
			p(tr.srv)
		}
		tr.conn.Drop()
	}
}

// answers makes the next takings of a step go wrong.
func answers(step string, r ...response) func(*server) {
	return func(s *server) {
		s.Script(step, r...)
		if step == askAddress {
			s.Script("GET /gateway", r...) // discordgo asks there
		}
	}
}

// answersFor makes every taking of a step go wrong for a time.
func answersFor(d time.Duration, step string, r response) func(*server) {
	r.Repeat = true
	return func(s *server) {
		answers(step, r)(s)
		time.AfterFunc(d, func() { answers(step)(s) })
	}
}

func onServer(f func(*server)) func(*trial) { return func(tr *trial) { f(tr.srv) } }

const invalid = `{"op":9,"d":false}`

func servingFaults() []fault {
	invalidFor := func(d time.Duration) func(*trial) {
		return func(tr *trial) {
			answersFor(d, discordtest.Identify, response{Frames: []string{invalid}})(tr.srv)
			tr.srv.Forget()
			tr.conn.Send(invalid)
		}
	}
	return []fault{
		{name: "socket dropped", during: drops(), again: atOnce, lost: nobody},
		{name: "half-open: what is sent arrives, nothing comes back", during: func(tr *trial) { tr.conn.Silence() }, again: span{15, 57}, lost: span{13, 54}, limit: 5 * time.Minute},
		{name: "a heartbeat is not answered", during: onServer(answers(discordtest.Heartbeat, response{})), lasts: time.Minute, again: atOnce, lost: nobody, limit: 5 * time.Minute},
		{name: "op 7", during: sends(`{"op":7,"d":null}`), again: atOnce, lost: nobody},
		{name: "op 9, true", during: sends(`{"op":9,"d":true}`), again: span{1, 5}, lost: upTo(3)},
		{name: "op 9, false", during: func(tr *trial) { tr.srv.Forget(); tr.conn.Send(invalid) }, again: span{1.5, 5.5}, lost: span{2, 6}},
		{name: "op 9 again and again for a minute", during: invalidFor(time.Minute), again: span{60, 130}, lost: span{60, 130}, limit: 5 * time.Minute, check: fewIdentifies(12)},
		{name: "op 9 again and again for a day, one asks a minute", during: invalidFor(24 * time.Hour), every: time.Minute,
			again: span{86400, 86400 + 400}, lost: span{1440, 1447}, limit: 30 * time.Hour, check: fewIdentifies(460)},
		{name: "session forgotten by Discord", during: drops(func(s *server) { s.Forget() }), again: span{1.5, 5.5}, lost: span{2, 6}},
		{name: "resume refused with op 9, true, for a minute", during: drops(answersFor(time.Minute, discordtest.Resume, response{Frames: []string{`{"op":9,"d":true}`}})),
			again: span{7.5, 18.5}, lost: span{8, 19}},
		{name: "resume not answered", during: drops(answers(discordtest.Resume, response{})), again: span{31, 32}, lost: span{29, 30}},
		{name: "resume address unreachable", before: func(s *server) { s.ResumeAt(s.GatewayURL() + "-gone") }, during: drops(), again: span{1, 2}, lost: nobody},
		{name: "resume address silent", during: drops(answers(discordtest.Connect, response{Silent: true})), again: span{11, 12}, lost: span{9, 10}},
		{name: "resume address on a foreign host", before: func(s *server) { s.ResumeAt(foreign(s)) }, during: drops(), again: atOnce, lost: nobody, check: stayedAway},
	}
}

func closeFaults() []fault {
	var faults []fault
	for _, code := range []int{1000, 1001, 4000, 4001, 4002, 4003, 4004, 4005, 4006, 4007, 4008, 4009, 4010, 4011, 4012, 4013, 4014} {
		f := fault{name: strconv.Itoa(code), during: func(tr *trial) { tr.conn.Close(code) }}
		switch code {
		case 4003, 4007, 4009: // the session is void
			f.again, f.lost = upTo(0.5), upTo(1)
			f.during = func(tr *trial) { tr.srv.Forget(); tr.conn.Close(code) }
		case 4004, 4010, 4011, 4012, 4013, 4014: // whoever comes back is sent away again
			f.code = exitConfig
			f.during = func(tr *trial) {
				for _, step := range []string{discordtest.Identify, discordtest.Resume} {
					tr.srv.Script(step, response{Close: code, Repeat: true})
				}
				tr.conn.Close(code)
			}
		case 4008: // too many frames
			f.again, f.lost = span{30, 60}, span{27, 58}
		}
		faults = append(faults, f)
	}
	return faults
}

// foreign is the server's own address by a name that is not Discord's.
func foreign(s *server) string {
	return strings.NewReplacer("127.0.0.1", "localhost", "discord.test", "foreign.test", "/gateway", "/resume").Replace(s.GatewayURL())
}

// stayedAway sees that the token went nowhere else.
func stayedAway(tr *trial) string {
	for _, r := range tr.srv.Records(discordtest.Connect) {
		if strings.HasPrefix(r.Path, "/resume") {
			tr.t.Errorf("the bot went to the foreign host")
		}
	}
	return "at the address for new sessions"
}

func fewIdentifies(most int) func(*trial) string {
	return func(tr *trial) string {
		records := tr.srv.Records(discordtest.Identify)
		for n := range records[1:] {
			if d := records[n+1].Time.Sub(records[n].Time); d < 5*time.Second {
				tr.t.Errorf("two IDENTIFY within %v", d)
			}
		}
		if n := tr.count(discordtest.Identify); n > most {
			tr.t.Errorf("%d IDENTIFY", n)
		}
		return fmt.Sprintf("with at most %d IDENTIFY, never two in 5 s", most)
	}
}

func frameFaults() []fault {
	goesOn := func(name string, frames ...string) fault {
		return fault{name: name, during: sends(frames...), again: atOnce, lost: nobody}
	}
	return []fault{
		goesOn("`null`", "null"),
		goesOn("`[]`", "[]"),
		goesOn("`{}`", "{}"),
		goesOn("a number, a string", "7", `"x"`),
		goesOn("ops without data", `{"op":0}`, `{"op":0,"t":"READY"}`, `{"op":0,"t":"INTERACTION_CREATE"}`, `{"op":1}`, `{"op":10}`, `{"op":11}`),
		goesOn("an event whose data is null", `{"op":0,"s":9,"t":"INTERACTION_CREATE","d":null}`),
		goesOn("unknown ops", `{"op":12,"d":1}`, `{"op":999}`, `{"op":-1}`, `{"op":"7"}`),
		goesOn("unknown events", `{"op":0,"s":3,"t":"GUILD_OF_THE_FUTURE","d":{}}`, `{"op":0,"s":3,"t":7,"d":{}}`),
		goesOn("1 MB", `{"op":0,"t":"X","d":"`+strings.Repeat("x", 1<<20)+`"}`),
		goesOn("over the limit, 5 MB", `{"op":0,"t":"X","d":"`+strings.Repeat("x", 5<<20)+`"}`),
		goesOn("100,001 brackets deep", strings.Repeat("[", 100_001)),
		goesOn("no JSON", `{"op":`),
		goesOn("empty", ""),
		goesOn("invalid UTF-8", "{\"op\":11,\"d\":\"\xff\"}"),
		{name: "binary", during: func(tr *trial) { tr.conn.SendBinary([]byte(`{"op":11}`)) }, again: atOnce, lost: nobody},
	}
}

func connectingFaults() []fault {
	early := func(name, step string, again span, r ...response) fault {
		return fault{name: name, before: answers(step, r...), again: again, lost: span{again.least - 0.5, again.most - 0.5}}
	}
	frame := func(f string) response { return response{Frames: []string{f}} }
	return []fault{
		{name: "none", again: span{0.5, 0.5}, lost: nobody},
		early("no HELLO", discordtest.Hello, span{11.5, 11.5}, response{}),
		early("HELLO without an interval", discordtest.Hello, span{1.5, 1.5}, frame(`{"op":10}`)),
		early("no READY", discordtest.Identify, span{31.5, 31.5}, response{}),
		early("op 7 before READY", discordtest.Identify, span{5.5, 6.5}, frame(`{"op":7}`)),
		early("op 9, false, before READY", discordtest.Identify, span{5.5, 6.5}, frame(invalid)),
		early("op 9, true, before READY", discordtest.Identify, span{5.5, 6.5}, frame(`{"op":9,"d":true}`)),
		early("closed before READY, 4000", discordtest.Identify, span{5.5, 6.5}, response{Close: 4000}),
		early("cut before READY", discordtest.Identify, span{5.5, 6.5}, response{Cut: true}),
		early("`null` instead of READY", discordtest.Identify, span{0.5, 0.5}, response{Frames: []string{"null"}, Ordinary: true}),
		early("handshake refused, 503", discordtest.Connect, span{1.5, 1.5}, response{Status: 503}),
		early("handshake not answered", discordtest.Connect, span{11.5, 11.5}, response{Silent: true}),
		{name: "no session may begin for ten minutes", again: span{601.5, 601.5}, lost: span{601, 601}, limit: 15 * time.Minute, before: func(s *server) {
			limit := `{"url":"` + s.GatewayURL() + `","session_start_limit":{"total":1000,"remaining":0,"reset_after":600000,"max_concurrency":1}}`
			answers(askAddress, response{Body: limit})(s)
		}},
	}
}

const (
	rateLimited = `{"message":"You are being rate limited.","retry_after":%v,"global":%v}`
	page        = "<!DOCTYPE html><title>Cloudflare</title>"
)

// restFaults are the ways in which a REST route goes wrong, once. Where a rate limit says how long it lasts, it is as long as
// seconds.
func restFaults(seconds string) map[string]response {
	return map[string]response{
		"401":                             {Status: 401, Body: `{"message":"401: Unauthorized","code":0}`},
		"403":                             {Status: 403, Body: `{"message":"Missing Access","code":50001}`},
		"403, a proxy's page":             {Status: 403, Body: page},
		"404":                             {Status: 404, Body: `{"message":"Unknown","code":10002}`},
		"404, a proxy's page":             {Status: 404, Body: page},
		"429, JSON":                       {Status: 429, Body: fmt.Sprintf(rateLimited, seconds, false)},
		"429, JSON, global":               {Status: 429, Body: fmt.Sprintf(rateLimited, seconds, true), Header: map[string]string{"X-RateLimit-Global": "true", "Retry-After": seconds}},
		"429, a page":                     {Status: 429, Body: page},
		"429, a page, with `Retry-After`": {Status: 429, Body: page, Header: map[string]string{"Retry-After": seconds}},
		"500":                             {Status: 500, Body: `{"message":"500: Internal Server Error","code":0}`},
		"502":                             {Status: 502, Body: page},
		"503":                             {Status: 503, Body: page},
		"not answered":                    {Silent: true},
		"connection cut":                  {Cut: true},
		"cut in the body":                 {Body: `{"url":"ws://discord.test/gateway"}`, Cut: true},
		"garbage":                         {Body: "\x00\xff<garbage"},
	}
}

// each makes rows of the faults of a route; outcomes are those that differ from the usual one.
func each(seconds string, usual fault, outcomes map[string]fault, prepare func(*fault, response)) []fault {
	var faults []fault
	all := restFaults(seconds)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		f, ok := outcomes[name]
		if !ok {
			f = usual
		}
		f.name = name
		prepare(&f, all[name])
		faults = append(faults, f)
	}
	return faults
}

func addressFaults() []fault {
	ends, waits := fault{code: exitConfig}, fault{again: span{5.5, 5.5}, lost: span{5, 5}}
	faults := each("5", fault{again: span{1.5, 1.5}, lost: span{1, 1}}, map[string]fault{
		"401": ends, "403": ends, "429, JSON": waits, "429, JSON, global": waits, "429, a page, with `Retry-After`": waits,
		"not answered": {again: span{11.5, 11.5}, lost: span{11, 11}},
	}, func(f *fault, r response) { f.before = answers(askAddress, r) })
	return append(faults, fault{
		name: "503 for five minutes", before: answersFor(5*time.Minute, askAddress, response{Status: 503}), limit: 15 * time.Minute,
		again: span{300, 430}, lost: span{300, 430}, check: fewAsks,
	})
}

// fewAsks takes the place of how often the address was asked for, which is a matter of chance.
func fewAsks(tr *trial) string {
	if n := tr.count(askAddress); n < 5 || n > 15 {
		tr.t.Errorf("%d tries", n)
	}
	return "connects after 5 to 15 tries"
}

func registeringFaults() []fault {
	ends, waits := fault{code: exitConfig}, fault{again: span{5.5, 5.5}, lost: span{5, 5}}
	later := fault{again: span{0.5, 0.5}, lost: nobody, lasts: 2*time.Minute - 10*time.Second}
	faults := each("5", fault{again: span{1.5, 1.5}, lost: span{1, 1}}, map[string]fault{
		"401": ends, "403": ends, "404": ends, "403, a proxy's page": later, "404, a proxy's page": later,
		"429, JSON": waits, "429, JSON, global": waits, "429, a page, with `Retry-After`": waits,
		"not answered": {again: span{10.5, 10.5}, lost: span{10, 10}, lasts: 2*time.Minute - 10*time.Second},
	}, func(f *fault, r response) { f.before = answers(putCommands, r) })
	return append(faults, fault{
		name: "503 for five minutes", before: answersFor(5*time.Minute, putCommands, response{Status: 503}), lasts: 10 * time.Minute, limit: 11 * time.Minute,
		again: span{6.5, 6.5}, lost: span{6, 6},
	})
}

func replyFaults() []fault {
	gone := fault{again: span{0.5, 0.5}, lost: span{1, 1}} // whoever asks next is answered
	waits := fault{again: span{0.5, 0.5}, lost: nobody}
	faults := each("1", fault{again: atOnce, lost: nobody}, map[string]fault{
		"401": gone, "403": gone, "403, a proxy's page": gone, "404": gone, "404, a proxy's page": gone, "429, a page": gone,
		"429, JSON": waits, "429, JSON, global": waits, "429, a page, with `Retry-After`": waits,
		"not answered": waits,
	}, func(f *fault, r response) {
		r.Done = r.Status == 0 && !r.Silent && r.Body != "" // Discord did it, but says it badly
		f.during = onServer(answers(discordtest.Callback, r))
	})
	once := func(name string, again, lost span, r ...response) fault {
		return fault{name: name, during: onServer(answers(discordtest.Callback, r...)), again: again, lost: lost}
	}
	return append(faults,
		once("429 for a minute, JSON", gone.again, gone.lost, response{Status: 429, Body: fmt.Sprintf(rateLimited, 60, false)}),
		once("done, and the connection cut before it is said", atOnce, nobody, response{Done: true, Cut: true}),
		once("500 twice", gone.again, gone.lost, response{Status: 500}, response{Status: 500}),
		once("refused as unknown (10062)", gone.again, gone.lost, response{Status: 404, Body: `{"message":"Unknown interaction","code":10062}`}),
		once("refused as already acknowledged (40060)", atOnce, nobody,
			response{Done: true, Status: 400, Body: `{"message":"Interaction has already been acknowledged.","code":40060}`}),
		fault{name: "503 for ten seconds", during: onServer(answersFor(10*time.Second, discordtest.Callback, response{Status: 503})), again: span{10.5, 10.5}, lost: span{11, 11}},
		fault{name: "one reply takes 2 s, twenty beside it nothing", again: atOnce, lost: nobody, during: func(tr *trial) {
			answers(discordtest.Callback, response{After: 2 * time.Second, Ordinary: true})(tr.srv)
			for range 21 {
				tr.ask()
			}
		}},
	)
}

func interactionFaults() []fault {
	return []fault{
		{name: "every field missing, or of another type", during: sendMalformed, again: atOnce, lost: nobody, check: answeredMalformed},
		{name: "sent twice", again: atOnce, lost: nobody, during: func(tr *trial) {
			i := waterCommand()
			tr.srv.Expect(i)
			for range 2 {
				tr.srv.Dispatch(tr.t.Context(), "INTERACTION_CREATE", i.JSON())
			}
		}, check: func(tr *trial) string {
			if n := tr.count(discordtest.Callback); n != len(tr.asked)+2 || strings.Contains(tr.log.String(), "not answered") {
				tr.t.Errorf("%d callbacks\n%s", n, tr.log)
			}
			return "takes the second refusal as done"
		}},
		{name: "2,000 at once, each reply takes 150 ms", again: span{0.15, 0.15}, lost: nobody, during: func(tr *trial) {
			answersFor(time.Minute, discordtest.Callback, response{After: 150 * time.Millisecond, Ordinary: true})(tr.srv)
			for range 2000 {
				tr.ask()
			}
		}},
	}
}

// sendMalformed sends every kind of interaction with one field after the other missing or wrong.
func sendMalformed(tr *trial) {
	tr.sent = map[string]int{}
	kinds := []discordtest.Interaction{
		discordtest.Slash("plants", "ask", discordtest.String("question", "Why are the leaves yellow?"), discordtest.Bool("private", true)),
		discordtest.Slash("plants", "source", discordtest.Integer("number", 2)),
		discordtest.Autocomplete("plants", "ask", discordtest.Focused("question", "wat")),
		discordtest.Select("not-one-of-ours", "3"),
		discordtest.MessageCommand("Find cited facts", "Why are the leaves yellow?"),
	}
	wrong := []any{discordtest.Absent, []any{"x"}} // what else it may be, the decoder's own test tries
	for _, kind := range kinds {
		var whole any
		json.Unmarshal(kind.JSON(), &whole)
		for _, path := range paths(whole, "") {
			for _, value := range wrong {
				i := kind
				fresh := discordtest.Ping()
				i.ID, i.Token = fresh.ID, fresh.Token
				i = i.Set(path, value)
				if path != "id" && path != "token" && path != "type" { // without these, nobody could answer
					tr.sent[i.ID] = 1
				}
				tr.srv.Expect(i)
				tr.srv.Dispatch(tr.t.Context(), "INTERACTION_CREATE", i.JSON())
			}
		}
	}
}

// paths names every field of a value, at every depth.
func paths(v any, at string) []string {
	var all []string
	under := func(key string, v any) {
		path := strings.TrimPrefix(at+"."+key, ".")
		all = append(append(all, path), paths(v, path)...)
	}
	switch v := v.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			under(key, v[key])
		}
	case []any:
		for n := range v {
			under(strconv.Itoa(n), v[n])
		}
	}
	return all
}

func answeredMalformed(tr *trial) string {
	for id := range tr.sent {
		if tr.srv.CallbackTime(id).IsZero() {
			tr.t.Errorf("%s was not answered", id)
		} else if _, err := tr.srv.WaitCallback(tr.t.Context(), id); err != nil {
			tr.t.Error(err)
		}
	}
	return fmt.Sprintf("answers all %s that name an id, a token and a type", thousands(len(tr.sent)))
}

// thousands writes a number as people do.
func thousands(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}
