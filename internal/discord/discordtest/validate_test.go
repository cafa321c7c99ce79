package discordtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"leakygut-bot/internal/discord/api"
)

// reply is a valid one that uses everything; each case changes one thing.
const reply = `{"type":4,"data":{"flags":32832,"tts":false,"allowed_mentions":{"parse":[]},"components":[
	{"type":17,"accent_color":5793266,"spoiler":false,"components":[
		{"type":10,"id":1,"content":"hello"},
		{"type":14,"divider":true,"spacing":2},
		{"type":12,"items":[{"media":{"url":"attachment://x.png"},"description":"alt","spoiler":true}]},
		{"type":1,"components":[{"type":2,"style":1,"label":"a","custom_id":"one"},{"type":2,"style":5,"label":"b","url":"https://example.com"}]}]},
	{"type":1,"components":[{"type":2,"style":2,"label":"c","custom_id":"two"}]}]}}`

// changed returns valid JSON with one place changed; value is JSON, or "" to remove the place.
func changed(t *testing.T, valid, path, value string) []byte {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(valid), &v); err != nil {
		t.Fatal(err)
	}
	if path == "" {
		return []byte(value)
	}
	to := Absent
	if value != "" {
		if err := json.Unmarshal([]byte(value), &to); err != nil {
			t.Fatalf("%s: %v", value, err)
		}
	}
	put(v, strings.Split(path, "."), to)
	return marshal(v)
}

func text(n int) string { return `"` + strings.Repeat("é", n) + `"` }

func repeated(n int, item string) string {
	l := make([]string, n)
	for i := range l {
		l[i] = strings.ReplaceAll(item, "#", fmt.Sprint(i))
	}
	return "[" + strings.Join(l, ",") + "]"
}

type oneChange struct{ path, value, want string }

func check(t *testing.T, validate func([]byte) []string, valid string, cases []oneChange) {
	if problems := validate([]byte(valid)); problems != nil {
		t.Fatalf("the valid one: %q", problems)
	}
	for _, tt := range cases {
		name := tt.path + "=" + tt.value
		if len(name) > 60 {
			name = name[:60]
		}
		t.Run(name, func(t *testing.T) {
			got := strings.Join(validate(changed(t, valid, tt.path, tt.value)), "\n")
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestValidateResponse(t *testing.T) {
	const box, row = "data.components.0", "data.components.0.components.3"
	in := func(n int, rest string) string { return fmt.Sprintf("%s.components.%d.%s", box, n, rest) }
	const short = `{"type":10,"content":"x"}`
	withFiles := func(body []byte) []string {
		if !bytes.Contains(body, []byte("attachment://")) {
			return ValidateResponse(body)
		}
		return validateResponse(body, []api.File{{Field: "files[0]", Name: "x.png", Data: []byte("x")}})
	}
	check(t, withFiles, reply, []oneChange{
		{"", "{", "body: is no JSON: unexpected end of JSON input"},
		{"", "null", "body: must be an object"},
		{"", `{"type":1}`, ""},
		{"", `{"type":6}`, ""},
		{"", `{"type":7,"data":{"components":[],"allowed_mentions":{"parse":[]}}}`, ""},
		{"", `{"type":4,"data":{"allowed_mentions":{"parse":[]}}}`, "data.content: a message must not be empty"},
		{"type", "", "type: is required"},
		{"type", `"4"`, "type: must be an integer from 1 to 12"},
		{"data", "", "data: is required"},
		{"data", "[]", "data: must be an object\ndata: is required"},
		{"data.content", `"x"`, "data.content: a message of components has none; leave it out"},
		{"data.content", "null", ""},
		{"data.content", `""`, ""},
		{"data.embeds", "[]", ""},
		{"data.embeds", `[{"title":"x"}]`, "data.embeds: a message of components has none; leave it out"},
		{"data.poll", "{}", "data.poll: a message of components has none; leave it out"},
		{"data.flags", "36932", ""},
		{"data.flags", "32769", "data.flags: 32769 has flags that a reply cannot set"},
		{"", `{"type":4,"data":{"content":` + text(2000) + `,"allowed_mentions":{"parse":[]}}}`, ""},
		{"", `{"type":4,"data":{"content":` + text(2001) + `,"allowed_mentions":{"parse":[]}}}`, "data.content: has 2001 characters; it must have 0 to 2000"},
		{"", `{"type":4,"data":{"content":7,"allowed_mentions":{"parse":[]}}}`, "data.content: must be a string\ndata.content: a message must not be empty"},
		{"", `{"type":4,"data":{"embeds":[{"title":"x"}],"content":"x","allowed_mentions":{"parse":[]}}}`, "data.embeds: whoever has switched link previews off does not see them; send components"},
		{"", `{"type":4,"data":{"components":[` + short + `],"content":"x","allowed_mentions":{"parse":[]}}}`, "data.components.0.type: a component of type 10 cannot stand here"},
		{"", `{"type":7,"data":{"flags":32768,"content":null,"embeds":null,"components":[` + short + `],"allowed_mentions":{"parse":[]}}}`, ""},
		{"", `{"type":7,"data":{"flags":32768,"embeds":[{"title":"x"}],"components":[` + short + `],"allowed_mentions":{"parse":[]}}}`, "data.embeds: a message of components has none; leave it out"},
		{"data.tts", `"no"`, "data.tts: must be true or false"},
		{"data.allowed_mentions", "", `data.allowed_mentions: must be {"parse":[]}, so that no text can ping anybody`},
		{"data.allowed_mentions", "{}", "data.allowed_mentions.parse: must be empty, so that no text can ping anybody"},
		{"data.allowed_mentions.parse", `["users"]`, "data.allowed_mentions.parse: must be empty, so that no text can ping anybody"},
		{"data.allowed_mentions.users", `["1"]`, "data.allowed_mentions.users: must be empty, so that nobody is pinged"},
		{"data.components", "", "data.components: must be an array"},
		{"data.components", "[]", "data.components: has 0 elements; it must have 1 to 40"},
		{"data.components", "[7]", "data.components.0: must be an object"},
		{"data.components", repeated(40, short), ""},
		{"data.components", repeated(41, short), "data.components: has 41 elements; it must have 1 to 40\ndata.components: are 41 with those inside of others; 40 is the limit"},
		{"data.components", `[{"type":17,"components":` + repeated(39, short) + `}]`, ""},
		{"data.components", `[{"type":17,"components":` + repeated(40, short) + `}]`, "data.components: are 41 with those inside of others; 40 is the limit"},
		{"data.components", `[{"type":10,"content":` + text(4000) + `}]`, ""},
		{"data.components", `[{"type":10,"content":` + text(4001) + `}]`, "data.components.0.content: has 4001 characters; it must have 1 to 4000\ndata.components: have 4001 characters of text together; 4000 is the limit"},
		{"data.components", `[{"type":10,"content":` + text(3000) + `},{"type":17,"components":[{"type":10,"content":` + text(1001) + `}]}]`, "data.components: have 4001 characters of text together; 4000 is the limit"},
		{"data.components", `[{"type":2,"style":1,"label":"a","custom_id":"x"}]`, "data.components.0.type: a component of type 2 cannot stand here"},
		{"data.components", `[{"type":17,"components":[{"type":17,"components":[` + short + `]}]}]`, "data.components.0.components.0.type: a component of type 17 cannot stand here"},
		{box + ".components", "[]", box + ".components: has 0 elements; it must have 1 to 40"},
		{box + ".accent_color", "16777216", box + ".accent_color: must be an integer from 0 to 16777215"},
		{box + ".accent_color", "null", ""},
		{box + ".spoiler", "1", box + ".spoiler: must be true or false"},
		{in(0, "content"), `""`, in(0, "content: has 0 characters; it must have 1 to 4000")},
		{in(0, "content"), `" "`, in(0, "content: must not be blank")},
		{in(0, "content"), "", in(0, "content: is required")},
		{in(1, "id"), "1", in(1, "id: 1 is there twice in this message")},
		{in(1, "spacing"), "3", in(1, "spacing: must be an integer from 1 to 2")},
		{in(1, "divider"), `"no"`, in(1, "divider: must be true or false")},
		{in(2, "items"), "[]", in(2, "items: has 0 elements; it must have 1 to 10")},
		{in(2, "items.0.media.url"), "", in(2, "items.0.media.url: is required")},
		{in(2, "items.0.description"), text(1025), in(2, "items.0.description: has 1025 characters; it must have 1 to 1024")},
		{row + ".type", "8", row + ".type: a component of type 8 cannot stand here"},
		{row + ".components", "[]", row + ".components: has 0 elements; it must have 1 to 5"},
		{row + ".components", repeated(6, `{"type":2,"style":1,"label":"a","custom_id":"#"}`), row + ".components: has 6 elements; it must have 1 to 5"},
		{"type", "2", "type: 2 is no type of a response that the bot gives"},
		{"type", "5", "type: 5 is no type of a response that the bot gives"},
		{in(2, "items.0.media"), "", in(2, "items.0.media: must be an object")},
		{in(2, "items.0.media.url"), `"x.png"`, in(2, "items.0.media.url: must be an address of the scheme http or https or attachment")},
		{row + ".components.0", `{"type":3,"custom_id":"s"}`, row + ".components.0.type: a component of type 3 cannot stand here"},
		{row + ".components.0.style", "6", row + ".components.0.style: must be an integer from 1 to 5"},
		{row + ".components.0.label", "", row + ".components.0.label: is required"},
		{row + ".components.0.custom_id", `"two"`, `data.components.1.components.0.custom_id: "two" is there twice in this message`},
		{row + ".components.0.style", "", row + ".components.0.style: is required"},
		{row + ".components.0.label", text(81), row + ".components.0.label: has 81 characters; it must have 1 to 80"},
		{row + ".components.0.custom_id", "", row + ".components.0.custom_id: is required"},
		{row + ".components.0.custom_id", text(101), row + ".components.0.custom_id: has 101 characters; it must have 1 to 100"},
		{row + ".components.0.url", `"https://example.com"`, row + ".components.0.url: does not belong to a button of style 1"},
		{row + ".components.1.url", "", row + ".components.1.url: is required"},
		{row + ".components.1.url", `"example.com"`, row + ".components.1.url: must be an address of the scheme http or https or discord"},
		{row + ".components.1.url", `"https://example.com/` + strings.Repeat("x", 500) + `"`, row + ".components.1.url: has 520 characters; it must have 1 to 512"},
		{row + ".components.1.custom_id", `"x"`, row + ".components.1.custom_id: does not belong to a button of style 5"},
		{"", `{"type":8,"data":{"choices":` + repeated(25, `{"name":"n","value":"#"}`) + `}}`, ""},
		{"", `{"type":8,"data":{"choices":` + repeated(26, `{"name":"n","value":"#"}`) + `}}`, "data.choices: has 26 elements; it must have 0 to 25"},
		{"", `{"type":8,"data":{}}`, "data.choices: must be an array"},
		{"", `{"type":8,"data":{"choices":[{"name":` + text(101) + `,"value":1}]}}`, "data.choices.0.name: has 101 characters; it must have 1 to 100"},
		{"", `{"type":8,"data":{"choices":[{"name":"n"}]}}`, "data.choices.0.value: is required, a string or a number"},
	})
}

const tree = `[{"name":"leakygut","description":"D","type":1,"contexts":[0,1,2],"integration_types":[0,1],"options":[
	{"name":"symptoms","description":"D","type":1,"options":[{"name":"private","description":"D","type":5}]},
	{"name":"source","description":"D","type":1,"options":[
		{"name":"number","description":"D","type":4,"required":true,"choices":[{"name":"one","value":1}]},{"name":"private","description":"D","type":5}]},
	{"name":"ask","description":"D","type":1,"options":[{"name":"question","description":"D","type":3,"required":true,"autocomplete":true,"max_length":100}]}]},
	{"name":"Find cited facts","type":3}]`

func TestValidateCommands(t *testing.T) {
	sub := func(n int) string { return repeated(n, `{"name":"s#","description":"D","type":1}`) }
	long := repeated(25, `{"name":"option-name-number-#","description":"`+strings.Repeat("d", 100)+`","type":3}`)
	check(t, ValidateCommands, tree, []oneChange{
		{"", "{}", "body: must be an array of commands"},
		{"", "[", "body: is no JSON: unexpected end of JSON input"},
		{"", "[]", ""},
		{"", "[7]", "0: must be an object"},
		{"", repeated(101, `{"name":"c#","description":"D"}`), "body: 101 commands of type 1; 100 is the limit"},
		{"0.name", "", "0.name: is required"},
		{"0.name", `"LeakyGut"`, `0.name: "LeakyGut" does not match ` + namePattern.String() + " in lower case"},
		{"0.name", `"leaky gut"`, `0.name: "leaky gut" does not match ` + namePattern.String() + " in lower case"},
		{"0.name", `"darm-gesundheit_ü'"`, ""},
		{"0.name", text(33), "0.name: has 33 characters; it must have 1 to 32"},
		{"0.name_localizations", `{"de":` + text(33) + `}`, "0.name_localizations.de: has 33 characters; it must have 1 to 32"},
		{"0.name_localizations", `{"de-DE":"x"}`, "0.name_localizations.de-DE: is no locale of Discord's"},
		{"0.description_localizations", `{"de":"x","es-419":"y","zh-TW":"z"}`, ""},
		{"0.description_localizations", `{"en":"x"}`, "0.description_localizations.en: is no locale of Discord's"},
		{"0.options.0.description_localizations", `{"pt":"x"}`, "0.options.0.description_localizations.pt: is no locale of Discord's"},
		{"0.description", `""`, "0.description: has 0 characters; it must have 1 to 100"},
		{"0.description", text(101), "0.description: has 101 characters; it must have 1 to 100"},
		{"0.type", "5", "0.type: must be an integer from 1 to 4"},
		{"0.contexts", "[0,3]", "0.contexts: must hold different integers from 0 to 2"},
		{"0.contexts", "[]", "0.contexts: has 0 elements; it must have 1 to 3"},
		{"0.integration_types", "[1,1]", "0.integration_types: must hold different integers from 0 to 1"},
		{"0.options", sub(25), ""},
		{"0.options", sub(26), "0.options: has 26 elements; it must have 0 to 25"},
		{"0.options.0.name", `"source"`, `0.options.1.name: "source" is there twice`},
		{"0.options.0.description", text(101), "0.options.0.description: has 101 characters; it must have 1 to 100"},
		{"0.options.0.type", "", "0.options.0.type: is required\n0.options: subcommands and other options do not mix"},
		{"0.options.0.required", "true", "0.options.0.required: does not belong to a subcommand"},
		{"0.options.0.required", "false", ""},
		{"0.options.0.options.0.type", "1", "0.options.0.options.0.type: an option of type 1 cannot stand here"},
		{"0.options.0.type", "2", "0.options.0.type: an option of type 2 cannot stand here\n0.options: subcommands and other options do not mix"},
		{"0.options.1.options.0.required", "", ""},
		{"0.options.1.options.1.required", "true", ""},
		{"0.options.1.options", `[{"name":"a","description":"D","type":5},{"name":"b","description":"D","type":5,"required":true}]`,
			"0.options.1.options.1.required: required options must come before optional ones"},
		{"0.options.1.options.0.choices", repeated(25, `{"name":"n#","value":#}`), ""},
		{"0.options.1.options.0.choices", repeated(26, `{"name":"n#","value":#}`), "0.options.1.options.0.choices: has 26 elements; it must have 0 to 25"},
		{"0.options.1.options.0.choices.0.value", `"1"`, "0.options.1.options.0.choices.0.value: must be a number"},
		{"0.options.1.options.0.choices.0.value", `1.5`, "0.options.1.options.0.choices.0.value: must be an integer"},
		{"0.options.1.options.0.choices.0.name", text(101), "0.options.1.options.0.choices.0.name: has 101 characters; it must have 1 to 100"},
		{"0.options.1.options.0.choices", `[{"name":"n","value":1},{"name":"n","value":2}]`, `0.options.1.options.0.choices.1.name: "n" is there twice`},
		{"0.options.1.options.0.autocomplete", "true", "0.options.1.options.0.autocomplete: does not go with choices"},
		{"0.options.1.options.1.autocomplete", "true", "0.options.1.options.1: choices and autocomplete belong to strings and numbers"},
		{"0.options.1.options.0.max_length", "1", "0.options.1.options.0: max_length belongs to strings"},
		{"0.options.2.options.0.max_length", "6001", "0.options.2.options.0.max_length: must be an integer from 1 to 6000"},
		{"0.options.0.options", long, ""},
		{"0.options", `[{"name":"a","description":"D","type":1,"options":` + long + `},{"name":"b","description":"D","type":1,"options":` + long +
			`},{"name":"c","description":"D","type":1,"options":` + long + `}]`,
			"0: has 9060 characters in names, descriptions and values; 8000 is the limit"},
		{"1.description", `"D"`, "1.description: must be empty in a menu command"},
		{"1.options", `[{"name":"a","description":"D","type":3}]`, "1.options: must be empty in a menu command"},
		{"1.name", text(33), "1.name: has 33 characters; it must have 1 to 32"},
		{"1", `{"name":"leakygut","description":"E"}`, `1.name: "leakygut" is there twice`},
	})
}
