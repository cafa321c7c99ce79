package conformance

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"leakygut-bot/internal/discord/discordtest"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m)
}

// most bounds the walk, so that a mistake in a button cannot make it endless. The built-in article needs a tenth.
const most = 5000

// Every interaction gets the same reply through every transport, and each reply is one that Discord takes.
func TestTransportsAgree(t *testing.T) {
	replies := compile(t)
	transports := []transport{throughGateway(t, replies), throughEndpoint(t, replies)}
	queue := first(replies)
	known := map[string]bool{}
	for _, s := range queue {
		known[s.name] = true
	}
	kinds, pictures := map[string]int{}, 0
	for n := 0; n < len(queue); n++ {
		if n == most {
			t.Fatalf("more than %d interactions; the last is %s", most, queue[n].name)
		}
		s := queue[n]
		want := transports[0].ask(t, s.interaction)
		for _, other := range transports[1:] {
			if d := cmp.Diff(want, other.ask(t, s.interaction)); d != "" {
				t.Errorf("%s (-%s +%s)\n%s", s.name, transports[0].name, other.name, d)
			}
		}
		pictures += len(want.Files)
		s.check(t, want)
		kinds[s.kind]++
		for _, next := range clicks([]byte(want.Body)) {
			if !known[next.name] {
				known[next.name] = true
				queue = append(queue, next)
			}
		}
	}
	for _, kind := range []string{"command", "private", "button", "menu", "autocomplete", "message menu", "odd"} {
		if kinds[kind] == 0 {
			t.Errorf("no interaction of the kind %q was sent", kind)
		}
	}
	if pictures == 0 {
		t.Error("no reply had a picture")
	}
	t.Logf("%d interactions with %d pictures: %v", len(queue), pictures, kinds)
}

// A step is an interaction and how to tell it from others.
type step struct {
	kind, name  string
	interaction discordtest.Interaction
}

// check wants a response that Discord takes. One that came as a callback has been checked.
func (s step) check(t *testing.T, response answer) {
	if s.interaction.Type == discordtest.TypePing || response.Files != nil {
		return
	}
	for _, problem := range discordtest.ValidateResponse([]byte(response.Body)) {
		t.Errorf("%s: %s", s.name, problem)
	}
	if s.kind == "button" && strings.Contains(response.Body, "This button is not one that the bot made") {
		t.Errorf("%s leads nowhere", s.name)
	}
}

// clicks are the interactions that the buttons of a reply make possible.
func clicks(reply []byte) []step {
	var out []step
	on := discordtest.Message{Reply: reply}
	for _, b := range discordtest.Read(reply).Buttons {
		if b.CustomID != "" { // else it is a link
			out = append(out, step{"button", "button " + b.CustomID, discordtest.Button(b.CustomID).On(on)})
		}
	}
	return out
}
