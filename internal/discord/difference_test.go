package discord

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"
)

// asRegistered decodes commands as discordgo does when Discord lists them.
func asRegistered(t *testing.T, list string) []*discordgo.ApplicationCommand {
	t.Helper()
	var all []*discordgo.ApplicationCommand
	if err := json.Unmarshal([]byte(list), &all); err != nil {
		t.Fatal(err)
	}
	return all
}

const translated = `"description_localizations":{"de":"Zu Tee","ja":"茶"}`

const registered = `[{"name":"tea","type":1,"description":"About tea",` + translated + `,"contexts":[0,1,2],"integration_types":[0,1],"options":[
	{"type":1,"name":"cups","description":"Cups","options":[{"type":5,"name":"private","description":"Only you","description_localizations":{"tr":"Yalnızca sen"}}]},
	{"type":1,"name":"source","description":"One source","options":[{"type":4,"name":"number","description":"N","required":true,"choices":[{"name":"[1] One","value":1},{"name":"[2] Two","value":2}]}]}]}]`

func TestDifference(t *testing.T) {
	replaced := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(registered) }
	for name, tt := range map[string]struct {
		have     string
		onServer bool
		want     []string
	}{
		"the same": {registered, false, nil},
		"what Discord adds": {replaced(`"name":"tea",`, `"name":"tea","id":"1","application_id":"2","version":"3","guild_id":"4","dm_permission":true,"default_member_permissions":null,
			"nsfw":false,"name_localizations":null,"description_localizations":null,"default_permission":true,`, `"name":"cups",`, `"name":"cups","required":false,"autocomplete":false,"choices":[],"options":null,"name_localizations":{},`), false, nil},
		"no type":                       {replaced(`"name":"tea","type":1,`, `"name":"tea",`), false, nil},
		"sets in another order":         {replaced(`[0,1,2]`, `[2,0,1]`, `[0,1]`, `[1,0]`), false, nil},
		"sets on a server":              {replaced(`"contexts":[0,1,2],"integration_types":[0,1],`, ``), true, nil},
		"no contexts":                   {replaced(`"contexts":[0,1,2],`, ``), false, []string{"~ /tea contexts: nothing -> 0, 1, 2"}},
		"one context":                   {replaced(`[0,1,2]`, `[0]`), false, []string{"~ /tea contexts: 0 -> 0, 1, 2"}},
		"a description":                 {replaced("About tea", "Of tea"), false, []string{"~ /tea description: Of tea -> About tea"}},
		"translations in another order": {replaced(translated, `"description_localizations":{"ja":"茶","de":"Zu Tee"}`), false, nil},
		"a translation":                 {replaced("Zu Tee", "Über Tee"), false, []string{"~ /tea description in other languages: de"}},
		"no translations": {replaced(translated, `"description_localizations":null`, `,"description_localizations":{"tr":"Yalnızca sen"}`, ``), false,
			[]string{"~ /tea description in other languages: de, ja", "~ /tea options.cups.options.private.description in other languages: tr"}},
		"one translation more":    {replaced(`"ja":"茶"`, `"ja":"茶","ko":"차"`), false, []string{"~ /tea description in other languages: ko"}},
		"an option's description": {replaced("Only you", "You"), false, []string{"~ /tea options.cups.options.private.description: You -> Only you"}},
		"not required":            {replaced(`"required":true,`, ``), false, []string{"~ /tea options.source.options.number.required: nothing -> true"}},
		"a choice's value":        {replaced(`"value":2`, `"value":3`), false, []string{"~ /tea options.source.options.number.choices.[2] Two.value: 3 -> 2"}},
		"the subcommands in another order": {`[{"name":"tea","type":1,"description":"About tea",` + translated + `,"contexts":[0,1,2],"integration_types":[0,1],"options":[
			{"type":1,"name":"source","description":"One source","options":[{"type":4,"name":"number","description":"N","required":true,"choices":[{"name":"[1] One","value":1},{"name":"[2] Two","value":2}]}]},
			{"type":1,"name":"cups","description":"Cups","options":[{"type":5,"name":"private","description":"Only you","description_localizations":{"tr":"Yalnızca sen"}}]}]}]`, false,
			[]string{"~ /tea options.cups.position: 2 -> 1", "~ /tea options.source.position: 1 -> 2"}},
		"nothing registered": {`[]`, false, []string{"+ /tea"}},
		"another command":    {replaced(`[{"name":"tea"`, `[{"name":"old","description":"x"},{"name":"tea"`), false, []string{"- /old"}},
		"a menu of its name": {`[{"name":"tea","type":3}]`, false, []string{`- "tea" (menu)`, "+ /tea"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := difference(asRegistered(t, tt.have), asRegistered(t, registered), tt.onServer)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// A subcommand that comes or goes shows as its parts, each in a line of its own.
func TestDifferenceOfASubcommand(t *testing.T) {
	fewer := asRegistered(t, registered)
	fewer[0].Options = fewer[0].Options[1:]
	added := difference(fewer, asRegistered(t, registered), false)
	removed := difference(asRegistered(t, registered), fewer, false)
	if !slices.Contains(added, "~ /tea options.cups.description: nothing -> Cups") || !slices.Contains(removed, "~ /tea options.cups.description: Cups -> nothing") {
		t.Errorf("added: %q, removed: %q", added, removed)
	}
}

// The real commands, registered and read back, are no change.
func TestDifferenceOfTheRealCommands(t *testing.T) {
	for _, r := range []*Replies{must(t, jetlag), must(t, invented)} {
		if lines := difference(asRegistered(t, string(r.CommandsJSON())), r.tree, false); lines != nil {
			t.Errorf("%q", lines)
		}
	}
}
