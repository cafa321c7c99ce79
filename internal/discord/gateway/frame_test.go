package gateway

import (
	"strings"
	"testing"
	"time"

	"leakygut-bot/internal/discord/discordtest"
)

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		message string
		op      int
		seq     int64
		event   string
		data    string
		err     string
	}{
		{`{"t":"INTERACTION_CREATE","s":7,"op":0,"d":{"id":"1"}}`, 0, 7, "INTERACTION_CREATE", `{"id":"1"}`, ""},
		{` { "d" : { "op" : 9 } , "op" : 0 , "t" : "READY" } `, 0, 0, "READY", `{ "op" : 9 }`, ""},
		{`{"op":0,"t":"GUILD_CREATE","s":8,"d":{}}`, 0, 8, "GUILD_CREATE", "", ""},
		{`{"op":9,"d":true}`, 9, 0, "", "true", ""},
		{`{"op":11}`, 11, 0, "", "", ""},
		{`{"op":10.5}`, -1, 0, "", "", ""},
		{`{"op":3000000000}`, -1, 0, "", "", ""},
		{`null`, -1, 0, "", "", ""},
		{`{`, -1, 0, "", "", "a message is not JSON"},
		{``, -1, 0, "", "", "a message is not JSON"},
		{"\"\xff\"", -1, 0, "", "", "a message is not UTF-8"},
		{strings.Repeat("[{", maxBrackets), -1, 0, "", "", "a message nests too deep"},
	} {
		f, err := parse([]byte(tt.message))
		if (err == nil) != (tt.err == "") || err != nil && err.Error() != tt.err {
			t.Errorf("%.40s: error %v, want %s", tt.message, err, tt.err)
		}
		if f.op != tt.op || f.seq != tt.seq || f.event != tt.event || string(f.data) != tt.data {
			t.Errorf("%.40s: %+v", tt.message, f)
		}
	}
}

// Any bytes as a message, in any phase: the process lives, and the bot serves within an hour.
func FuzzFrame(f *testing.F) {
	for _, seed := range []string{
		``, `null`, `[]`, `{}`, `{"op":"x"}`, `{"op":1}`, `{"op":7}`, `{"op":9,"d":true}`, `{"op":9,"d":false}`, `{"op":11}`,
		`{"op":10,"d":{"heartbeat_interval":0}}`, `{"op":10,"d":{"heartbeat_interval":1e-30}}`, `{"op":0}`,
		`{"op":0,"t":"READY","s":1,"d":{"session_id":"x","resume_gateway_url":"ws://discord.test/y"}}`, `{"op":0,"t":"RESUMED"}`,
		`{"op":0,"t":"INTERACTION_CREATE","s":9007199254740992,"d":{"id":1}}`, "\xff", `{"op":0,"s":99999,"t":"X"}`,
	} {
		for phase := range byte(3) {
			f.Add([]byte(seed), false, phase)
		}
		f.Add([]byte(seed), true, byte(2))
	}
	steps := [...]string{discordtest.Hello, discordtest.Identify, discordtest.Heartbeat}
	f.Fuzz(func(t *testing.T, message []byte, binary bool, phase byte) {
		bubble(t, func(t *testing.T, srv *server) {
			srv.Script(steps[int(phase)%len(steps)], response{Frames: []string{string(message)}, Binary: binary, Ordinary: true})
			b := start(t, srv, nil)
			b.ready()
			time.Sleep(time.Hour)
			before := b.steps()
			b.interact()
			time.Sleep(time.Hour)
			b.interact()
			if after := b.steps(); after != before {
				t.Errorf("%s, an hour later %s", before, after)
			}
		})
	})
}
