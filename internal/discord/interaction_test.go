package discord

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"
	"github.com/tidwall/gjson"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/discord/discordtest"
)

func TestParseInteraction(t *testing.T) {
	under := discordtest.Message{ID: "1100000000000000007", Asker: "1100000000000000008"}
	for name, tt := range map[string]struct {
		in   discordtest.Interaction
		want interaction
	}{
		"a topic":  {discordtest.Slash("jetlag", "symptoms"), interaction{kind: 2, commandType: 1, request: commands.Request{Command: "jetlag", Name: "symptoms"}}},
		"a source": {discordtest.Slash("jetlag", "source", discordtest.Integer("number", 3)), interaction{kind: 2, commandType: 1, request: commands.Request{Command: "jetlag", Name: "source", Number: "3"}}},
		"in private": {discordtest.Slash("jetlag", "causes", discordtest.Bool("private", true)).DM(),
			interaction{kind: 2, commandType: 1, private: true, request: commands.Request{Command: "jetlag", Name: "causes"}}},
		"not in private": {discordtest.Slash("jetlag", "causes", discordtest.Bool("private", false)).ByUserInstall(),
			interaction{kind: 2, commandType: 1, request: commands.Request{Command: "jetlag", Name: "causes"}}},
		"no subcommand": {discordtest.Slash("jetlag", ""), interaction{kind: 2, commandType: 1, request: commands.Request{Command: "jetlag"}}},
		"a question": {discordtest.Slash("jetlag", "ask", discordtest.String("question", "Why\nso?"), discordtest.Bool("private", true)),
			interaction{kind: 2, commandType: 1, private: true, request: commands.Request{Command: "jetlag", Name: "ask", Question: "Why\nso?"}}},
		"half a question": {discordtest.Autocomplete("jetlag", "ask", discordtest.Focused("question", "Wh")),
			interaction{kind: 4, commandType: 1, request: commands.Request{Command: "jetlag", Name: "ask", Question: "Wh"}}},
		"a message": {discordtest.MessageCommand(commands.NameFind, "my \"tummy\""),
			interaction{kind: 2, commandType: 3, request: commands.Request{Command: commands.NameFind, Question: "my \"tummy\""}}},
		"a button": {discordtest.Button("1|s|x").On(under), interaction{kind: 3, customID: "1|s|x", askerID: under.Asker}},
		"a menu":   {discordtest.Select("1|o|x", "3", "4").On(under).DM(), interaction{kind: 3, customID: "1|o|x", value: "3", askerID: under.Asker}},
		"a message of an older form": {discordtest.Button("1|s|x").On(under).Set("message.interaction_metadata", discordtest.Absent),
			interaction{kind: 3, customID: "1|s|x", askerID: under.Asker}},
		"a ping": {discordtest.Ping(), interaction{kind: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			if tt.want.kind != 3 && tt.want.kind != 1 {
				tt.want.commandID = map[bool]uint64{true: 1100000000000000011, false: 1100000000000000010}[tt.want.commandType == 3]
			}
			tt.want.id, tt.want.token, tt.want.applicationID, tt.want.userID = tt.in.ID, tt.in.Token, discordtest.DefaultApplication, discordtest.DefaultUser
			if tt.want.kind != discordgo.InteractionPing { // nobody chose a language for those
				tt.want.locale = tt.in.Locale
			}
			body := tt.in.JSON()
			got, err := parseInteraction(body)
			if err != nil {
				t.Fatal(err)
			}
			clear(body) // nothing of it may have been kept
			if tt.want.kind == discordgo.InteractionMessageComponent {
				got.commandType, got.commandID = 0, 0 // a component has none, and nobody asks
			}
			if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(interaction{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestNoInteraction(t *testing.T) {
	for _, body := range []string{"", " ", "null", "true", "7", `"x"`, "[]", `[{"type":2}]`, "{}", `{"type":null}`, `{"type":0}`, `{"type":"x"}`, `{"type":{}}`, `{"type":2`, `{"type":2}{}`, "\xff\xfe", `{"type":2}x`} {
		if _, err := NewResponder(must(t, jetlag)).Respond([]byte(body)); err == nil {
			t.Errorf("%q is taken", body)
		}
	}
}

// samples are one interaction of each kind that Discord sends.
var samples = []discordtest.Interaction{
	discordtest.Ping(),
	discordtest.Slash("jetlag", "symptoms", discordtest.Bool("private", true)),
	discordtest.Slash("jetlag", "source", discordtest.Integer("number", 3)).DM(),
	discordtest.Slash("jetlag", "ask", discordtest.String("question", "can stress cause it")),
	discordtest.Autocomplete("jetlag", "ask", discordtest.Focused("question", "head")),
	discordtest.MessageCommand(commands.NameFind, "headaches and stress"),
	discordtest.Button("1|s|jetlag|causes||||0"),
	discordtest.Button("1|x||||||0"),
	discordtest.Select("1|o|jetlag|source||||0", "3"),
}

// read finds the fields that a response can depend on.
var read = regexp.MustCompile(`^(type|id|token|application_id|locale|data.*|member|member\.user(\.id)?|user(\.id)?|message|message\.interaction.*)$`)

// TestMalformedFields puts a wrong value into each such field of every kind of interaction, one at a time.
func TestMalformedFields(t *testing.T) {
	wrong := []any{
		discordtest.Absent, nil, true, -1, 3.5, 1e30, "", "x", "@everyone", strings.Repeat("a", 6000), "\x00|\u202e", []any{}, []any{nil}, []any{[]any{}},
		map[string]any{}, map[string]any{"name": 1, "type": "x", "options": map[string]any{"0": 1}},
	}
	r := NewResponder(must(t, jetlag))
	seen := map[string]bool{} // what Discord takes
	for _, i := range samples {
		for _, path := range paths("", gjson.ParseBytes(i.JSON())) {
			if !read.MatchString(path) {
				continue
			}
			for _, value := range wrong {
				response, err := r.Respond(i.Set(path, value).JSON())
				switch {
				case err == nil && !seen[string(response.Body)]:
					seen[string(response.Body)] = true
					if problems := discordtest.ValidateResponse(response.Body); problems != nil {
						t.Errorf("type %d with %s = %.20v: %s\n%s", i.Type, path, value, problems, response.Body)
					}
				case err != nil && path != "type":
					t.Errorf("type %d with %s = %.20v: %v", i.Type, path, value, err)
				}
			}
		}
	}
}

// paths lists every place in a value.
func paths(at string, v gjson.Result) []string {
	var all []string
	n := 0
	v.ForEach(func(k, x gjson.Result) bool {
		key := k.Str
		if v.IsArray() {
			key, n = fmt.Sprint(n), n+1
		}
		path := strings.TrimPrefix(at+"."+key, ".")
		all = append(all, path)
		if x.IsObject() || x.IsArray() {
			all = append(all, paths(path, x)...)
		}
		return true
	})
	return all
}

// A person's own fields stand in for those of a server's member. Whichever is null says nothing.
func TestWhoAsked(t *testing.T) {
	for name, i := range map[string]discordtest.Interaction{
		"server":            discordtest.Button("x").By("1100000000000000009"),
		"server, no user":   discordtest.Button("x").By("1100000000000000009").Set("user", nil),
		"direct":            discordtest.Button("x").By("1100000000000000009").DM(),
		"direct, no member": discordtest.Button("x").By("1100000000000000009").DM().Set("member", nil),
	} {
		if in, err := parseInteraction(i.JSON()); err != nil || in.userID != "1100000000000000009" {
			t.Errorf("%s: %q, %v", name, in.userID, err)
		}
	}
}

// FuzzInteraction sends any body. None panics, every response is one that Discord takes, and nothing of the body is kept.
func FuzzInteraction(f *testing.F) {
	for _, i := range samples {
		f.Add(i.JSON())
	}
	for _, s := range []string{`{"type":2,"data":{"options":[[]]}}`, `{"type":4,"data":[]}`, `{"type":5}`, `{"type":2,"data":{"target_id":"*","resolved":{"messages":{"*":{"content":7}}}}}`, `{"type":3,"type":9,"data":{"values":{"0":[]}}}`} {
		f.Add([]byte(s))
	}
	r := NewResponder(must(f, jetlag))
	f.Fuzz(func(t *testing.T, body []byte) {
		if response, err := r.Respond(body); err == nil {
			wantValid(t, response.Body)
		}
		in, _ := parseInteraction(body)
		before := fmt.Sprintf("%+v", in)
		clear(body)
		if after := fmt.Sprintf("%+v", in); after != before {
			t.Errorf("a part of the body was kept: %s became %s", before, after)
		}
	})
}
