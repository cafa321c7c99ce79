package discord

import (
	"strconv"
	"strings"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/limits"
)

// An action is what a button does. All that it needs is in the custom_id, so nothing is kept between a reply and a click, which works
// after a restart and on any replica.
type action struct {
	verb    verb
	request commands.Request
	page    int // from 0
}

type verb byte

const (
	show   verb = 's' // show the reply to whoever clicked
	turn   verb = 't' // show another page, in the place of this one where only whoever clicked sees it
	share  verb = 'p' // post the reply in the channel
	remove verb = 'x' // delete the message, for the person who asked
	choose verb = 'o' // show the reply to the chosen entry of a menu, in older messages: the request lacks its last part
)

// These letters, behind the verb, are flags.
const (
	isNear      = "n"
	isOfSources = "r"
)

// version begins every custom_id; firstVersion does in older messages. IDs of another version, of other programs and of tampered
// messages do not parse.
const (
	version      = "2"
	firstVersion = "1"
)

// customID returns at most 100 characters, Discord's limit: two names of at most 32 and a number, or one name and the IDs of at most
// eight facts or the marks of five. What was recognised of a question is kept as far as there is room, by whole words.
func (a action) customID() string {
	r, flags := a.request, string(a.verb)
	if r.Near {
		flags += isNear
	}
	if r.Sources {
		flags += isOfSources
		r.Recognised, r.Asked, r.Kind = "", "", ""
	}
	join := func(recognised, asked, kind string) string {
		return strings.Join([]string{version, flags, r.Command, r.Name, r.Number, r.Format, r.Facts, strconv.Itoa(a.page), recognised, asked, kind}, "|")
	}
	if strings.ContainsAny(r.Recognised+r.Asked+r.Kind, "|") {
		return join("", "", "")
	}
	if limits.Length(join("", r.Asked, r.Kind)) > limits.CustomID {
		r.Asked, r.Kind = "", ""
	}
	recognised := r.Recognised
	for limits.Length(join(recognised, r.Asked, r.Kind)) > limits.CustomID && recognised != "" {
		recognised = recognised[:max(strings.LastIndex(recognised, ", "), 0)]
	}
	return join(recognised, r.Asked, r.Kind)
}

func parseCustomID(id string) (action, bool) {
	parts := strings.Split(id, "|")
	switch {
	case len(id) > 4*limits.CustomID:
		return action{}, false
	case len(parts) == 8 && parts[0] == firstVersion:
		parts = append(parts, "", "", "")
	case len(parts) != 11 || parts[0] != version:
		return action{}, false
	}
	page, err := strconv.Atoi(parts[7])
	if err != nil || page < 0 || parts[1] == "" || !strings.Contains("stpxo", parts[1][:1]) {
		return action{}, false
	}
	a := action{verb: verb(parts[1][0]), page: page, request: commands.Request{
		Command: parts[2], Name: parts[3], Number: parts[4], Format: parts[5], Facts: parts[6],
		Recognised: parts[8], Asked: parts[9], Kind: parts[10],
	}}
	if parts[0] == firstVersion && a.verb == show && page > 0 {
		a.verb = turn
	}
	flags, near := strings.CutPrefix(parts[1][1:], isNear)
	flags, sources := strings.CutPrefix(flags, isOfSources)
	if flags != "" || parts[0] == firstVersion && (near || sources) {
		return action{}, false
	}
	a.request.Near, a.request.Sources = near, sources
	return a, true
}
