package discord

import (
	"strings"
	"testing"

	"github.com/tidwall/gjson"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/limits"
)

func TestCustomIDRoundTrip(t *testing.T) {
	for _, want := range []action{
		{verb: remove},
		{verb: show, request: commands.Request{Command: "jetlag", Name: "symptoms"}, page: 3},
		{verb: share, request: commands.Request{Command: "jetlag", Name: "source", Number: "6", Format: "csl-json"}},
		{verb: choose, request: commands.Request{Command: "jetlag"}},
		{verb: turn, request: commands.Request{Command: "jetlag", Name: "symptoms", Sources: true}, page: 2},
		{verb: share, request: commands.Request{Command: "jetlag", Name: "ask", Facts: "abcdefghij", Near: true, Recognised: "joint pain, stress", Asked: "kimchi", Kind: "fermented foods"}},
		{verb: show, request: commands.Request{Command: commands.NameFind, Facts: strings.Repeat("x", 5*knowledge.FactMarkLength), Near: true, Sources: true}},
		{verb: share, request: commands.Request{Command: strings.Repeat("ä", 32), Name: "ask", Facts: strings.Repeat("x", 8*knowledge.FactIDLength)}, page: 99},
		{verb: share, request: commands.Request{Command: strings.Repeat("a", 32), Name: strings.Repeat("b", 32), Number: "9999", Format: "csl-json"}, page: 99},
	} {
		id := want.customID()
		if got, ok := parseCustomID(id); !ok || got != want {
			t.Errorf("%q gives %+v, want %+v", id, got, want)
		}
		if limits.Length(id) > limits.CustomID {
			t.Errorf("%q has %d characters", id, limits.Length(id))
		}
	}
}

// A question never stands in an id, for ids are kept by Discord and seen by everybody.
func TestCustomIDHoldsNoQuestion(t *testing.T) {
	id := action{verb: show, request: commands.Request{Command: "jetlag", Name: "ask", Question: "my private question"}}.customID()
	if strings.Contains(id, "private") {
		t.Error(id)
	}
}

// foreignIDs are those of other programs, of other versions, and of people who change what their client sends.
var foreignIDs = []string{
	"", " ", "|", "|||||||", "other-bot:7", "0|s|jetlag|symptoms||||0", "2|s|jetlag|symptoms||||0", "3|s|jetlag|symptoms||||0|||", "1|s|jetlag|symptoms|||0",
	"1|sn|jetlag|symptoms||||0", "2|sx|jetlag|symptoms||||0|||", "2|srn|jetlag|symptoms||||0|||",
	"1|s|jetlag|symptoms||||-1", "1|s|jetlag|symptoms||||99999999999999999999", "1|s|jetlag|symptoms||||", "1|z|jetlag|symptoms||||0",
	"1|sp|jetlag|symptoms||||0", "1||jetlag|symptoms||||0", strings.Repeat("1|s|", 500), "1|s|jetlag|symptoms||||0|", "\x00", "\xff|",
}

func TestForeignIDsGetAFriendlyPrivateReply(t *testing.T) {
	for _, id := range foreignIDs {
		for _, i := range []discordtest.Interaction{discordtest.Button(id), discordtest.Select(id, "x")} {
			if got := shown(t, must(t, jetlag), i); !got.Private || !strings.Contains(got.Text(), "Ask again with a slash command") {
				t.Errorf("%q: %+v", id, got)
			}
		}
	}
}

// Ids of our own form that name what is not there, or not any more.
func TestTamperedIDs(t *testing.T) {
	for id, want := range map[string]string{
		"1|s|gone|symptoms||||0":                           "There is no such command",
		"1|p|jetlag|gone||||0":                             "The article has no such topic",
		"1|s|jetlag|symptoms||||77":                        "Symptoms",
		"1|p|jetlag|source|99|||0":                         "The article has 6 sources; choose 1 to 6",
		"1|s|jetlag|source|3|endnote||0":                   "BibTeX, RIS or CSL-JSON",
		"1|s|jetlag|source| +03 |||0":                      "Source 3",
		"1|s|jetlag|ask|||zzzzz|0":                         "The article has changed",
		"1|s|jetlag|ask|||~~~|0":                           "The article has changed",
		"1|s|jetlag|ask||||0":                              "Ask in a few words",
		"1|s|Find cited facts|||||0":                       "has no text",
		"2|sn|jetlag|ask|||zzzzz|0|||":                     "The article has changed",
		"2|sr|jetlag|gone||||0|||":                         "The article has no such topic",
		"2|s|Find cited facts||||abcdefghi|0|||":           "The articles have changed",
		"1|s|jetlag|source|" + strings.Repeat("0", 80):     "not one that the bot made",
		"1|s|" + strings.Repeat("@everyone", 9) + "|||||0": "There is no such command",
	} {
		got := shown(t, must(t, jetlag), discordtest.Button(id))
		if !strings.Contains(got.Text(), want) || strings.Contains(got.Text(), "everyone") {
			t.Errorf("%q: %s, want %s", id, got.Text(), want)
		}
		if !got.Private {
			t.Errorf("%q is answered for all to see", id)
		}
	}
}

// FuzzCustomID sends any id; whatever it is, Discord takes the response, and only Share is seen by others.
func FuzzCustomID(f *testing.F) {
	for _, id := range foreignIDs {
		f.Add(id, "", "")
	}
	for _, id := range []string{"2|pn|jetlag|ask|||abcde|0|stress|kimchi|food", "2|t|jetlag|symptoms||||1|||", "2|sr|jetlag|symptoms||||0|||", "1|s|jetlag|symptoms||||0", "1|p|jetlag|source|3|ris||0", "1|o|jetlag|source||||0", "1|o|jetlag|||||0", "1|x||||||0", "1|s|jetlag|ask|||abcdefghij|1"} {
		f.Add(id, "3", "1100000000000000004")
	}
	r := must(f, jetlag)
	f.Fuzz(func(t *testing.T, id, value, asker string) {
		if a, ok := parseCustomID(id); ok {
			if again, ok := parseCustomID(a.customID()); !ok || again != a {
				t.Errorf("%q becomes %q, and %+v becomes %+v", id, a.customID(), a, again)
			}
		}
		body := answered(t, r, discordtest.Select(id, value).On(discordtest.Message{Asker: asker}))
		a, _ := parseCustomID(id)
		if public := gjson.GetBytes(body, "type").Int() == 4 && !discordtest.Read(body).Private; public && a.verb != share {
			t.Errorf("%q is answered for all to see: %s", id, body)
		}
	})
}

// What was recognised is kept by whole words, as far as there is room, and what has no room at all is left out.
func TestCustomIDKeepsWhatFits(t *testing.T) {
	words := "migraines, joint pain, fatigue, insomnia, loss of appetite, abdominal pain, diarrhea, constipation"
	a := action{verb: share, request: commands.Request{Command: "jetlag", Name: "ask", Facts: "abcdefghij", Near: true, Recognised: words}}
	got, ok := parseCustomID(a.customID())
	if !ok || got.request.Recognised == "" || !strings.HasPrefix(words, got.request.Recognised+", ") {
		t.Errorf("%+v", got)
	}
	a.request.Asked, a.request.Kind = strings.Repeat("k", 50), strings.Repeat("f", 50)
	if got, ok := parseCustomID(a.customID()); !ok || got.request.Asked != "" || got.request.Kind != "" {
		t.Errorf("%+v", got)
	}
	a.request.Recognised = "a|b"
	if got, ok := parseCustomID(a.customID()); !ok || got.request.Recognised != "" {
		t.Errorf("%+v", got)
	}
}
