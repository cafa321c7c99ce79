package gateway

import (
	"encoding/json"
	"runtime"
)

// session is what is needed to resume. Without an id there is nothing to resume.
type session struct {
	id      string
	seq     int64
	address string // to resume at; "" for the address for new sessions
	refused int    // how often in a row a resume was sent in vain

	// useFreshURL makes the next try go to the address for new sessions, because the last one at address failed. The one after that goes
	// to address again, where Discord wants a resume.
	useFreshURL bool
}

// maxRefused is how often in a row a resume may be sent in vain before a new session is begun. Connections that did not get as far do
// not count.
const maxRefused = 3

type object map[string]any

// The frames that a client sends. Encoding them cannot fail: they hold strings and numbers.

func (s session) heartbeat() []byte {
	if s.seq == 0 {
		return encode(opHeartbeat, nil)
	}
	return encode(opHeartbeat, s.seq)
}

func (s session) resume(token string) []byte {
	return encode(opResume, object{"token": token, "session_id": s.id, "seq": s.seq})
}

func identify(token string) []byte {
	return encode(opIdentify, object{"token": token, "intents": 0, "properties": object{
		"os": runtime.GOOS, "browser": "leakygut-bot", "device": "leakygut-bot",
	}})
}

func encode(op int, d any) []byte {
	b, _ := json.Marshal(object{"op": op, "d": d})
	return b
}
