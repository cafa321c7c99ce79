package gateway

import (
	"bytes"
	"errors"
	"math"
	"unicode/utf8"

	"github.com/tidwall/gjson"
)

// The opcodes that a client gets or sends.
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opResume         = 6
	opReconnect      = 7
	opInvalidSession = 9
	opHello          = 10
	opHeartbeatAck   = 11
)

// maxBrackets bounds how deep a frame nests, because checking it takes stack. Real frames have a few thousand at most, even if a
// person types nothing but brackets.
const maxBrackets = 100_000

// A frame is what matters of a gateway message.
type frame struct {
	op    int   // -1 if there is none that makes sense
	seq   int64 // 0 if there is none
	event string
	data  []byte // "d", if the frame is one that this package reads; its own copy
}

// parse reads a message. It returns an error if the stream is broken; a well-formed message that makes no sense is a frame with op
// -1.
func parse(message []byte) (frame, error) {
	f := frame{op: -1}
	switch {
	case !utf8.Valid(message):
		return f, errors.New("a message is not UTF-8")
	case bytes.Count(message, []byte("{"))+bytes.Count(message, []byte("[")) > maxBrackets:
		return f, errors.New("a message nests too deep")
	case !gjson.ValidBytes(message):
		return f, errors.New("a message is not JSON")
	}
	root := gjson.ParseBytes(message)
	if !root.IsObject() {
		return f, nil
	}
	var data string
	root.ForEach(func(key, value gjson.Result) bool {
		switch key.Str {
		case "op":
			f.op = -1
			if n, ok := integer(value); ok && n <= math.MaxInt32 {
				f.op = int(n)
			}
		case "s":
			f.seq, _ = integer(value)
		case "t":
			f.event = value.Str
		case "d":
			data = value.Raw
		}
		return true
	})
	if f.op == opInvalidSession || f.op == opHello ||
		f.op == opDispatch && (f.event == "READY" || f.event == "INTERACTION_CREATE") {
		f.data = []byte(data)
	}
	return f, nil
}

// integer returns a number that is whole, not negative, and small enough to be exact.
func integer(v gjson.Result) (int64, bool) {
	if v.Type != gjson.Number || v.Num != math.Trunc(v.Num) || v.Num < 0 || v.Num > 1<<53 {
		return 0, false
	}
	return int64(v.Num), true
}
