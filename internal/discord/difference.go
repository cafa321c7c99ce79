package discord

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// difference returns what differs, in lines for people. Discord adds fields of its own and leaves out what is empty, so only fields
// that we set are compared, and absent, null, false, 0, "", [] and {} are the same.
func difference(have, want []*discordgo.ApplicationCommand, onServer bool) []string {
	old, now := canonical(have, onServer), canonical(want, onServer)
	var lines []string
	for _, name := range sortedKeys(old, now) {
		switch {
		case old[name] == nil:
			lines = append(lines, "+ "+name)
		case now[name] == nil:
			lines = append(lines, "- "+name)
		default:
			lines = append(lines, changes(name, old[name], now[name])...)
		}
	}
	return lines
}

// changes returns what differs in one command, a line each; of the translations of a text, one line with their languages.
func changes(name string, old, now map[string]string) []string {
	var lines, languages []string
	translated := ""
	for _, at := range sortedKeys(old, now) {
		if old[at] == now[at] {
			continue
		}
		if text, language, ok := strings.Cut(at, "_localizations."); ok {
			if text != translated {
				translated, languages = text, nil
				lines = append(lines, "")
			}
			languages = append(languages, language)
			lines[len(lines)-1] = fmt.Sprintf("~ %s %s in other languages: %s", name, text, strings.Join(languages, ", "))
			continue
		}
		lines = append(lines, fmt.Sprintf("~ %s %s: %s -> %s", name, at, cmp.Or(old[at], "nothing"), cmp.Or(now[at], "nothing")))
	}
	return lines
}

// canonical flattens each command to the paths that hold a value. Options are known by their names.
func canonical(commands []*discordgo.ApplicationCommand, onServer bool) map[string]map[string]string {
	out := map[string]map[string]string{}
	for _, c := range commands {
		b, _ := json.Marshal(c) // plain values
		var tree map[string]any
		_ = json.Unmarshal(b, &tree)
		for _, set := range []string{"id", "application_id", "guild_id", "version", "dm_permission", "default_permission"} {
			delete(tree, set)
		}
		if onServer {
			delete(tree, "contexts")
			delete(tree, "integration_types")
		}
		name := "/" + c.Name
		if c.Type != discordgo.ChatApplicationCommand && c.Type != 0 {
			name = fmt.Sprintf("%q (menu)", c.Name)
		}
		if tree["type"] == nil {
			tree["type"] = 1.0 // Discord's default
		}
		flat := map[string]string{}
		flatten("", tree, flat)
		out[name] = flat
	}
	return out
}

func flatten(at string, value any, into map[string]string) {
	switch v := value.(type) {
	case map[string]any:
		for k, x := range v {
			flatten(strings.TrimPrefix(at+"."+k, "."), x, into)
		}
	case []any:
		if named(v) {
			for i, x := range v {
				name := x.(map[string]any)["name"].(string)
				into[at+"."+name+".position"] = fmt.Sprint(i + 1)
				flatten(at+"."+name, x, into)
			}
			return
		}
		items := make([]string, len(v))
		for i, x := range v {
			items[i] = fmt.Sprint(x)
		}
		sort.Strings(items) // contexts and the like are sets
		if len(items) > 0 {
			into[at] = strings.Join(items, ", ")
		}
	case nil:
	default:
		if s := fmt.Sprint(v); s != "" && s != "false" && s != "0" {
			into[at] = s
		}
	}
}

func named(list []any) bool {
	for _, x := range list {
		m, ok := x.(map[string]any)
		if !ok {
			return false
		}
		if _, ok := m["name"].(string); !ok {
			return false
		}
	}
	return len(list) > 0
}

func sortedKeys[V any](a, b map[string]V) []string {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return slices.Sorted(maps.Keys(all))
}
