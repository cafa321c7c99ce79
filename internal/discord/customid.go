package discord

import (
	"strconv"
	"strings"

	"leakygut-bot/internal/commands"
)

// An action is what a button or a menu does. All that it needs stands in its custom_id, so nothing is kept between a reply
// and a click on it, and a click works after a restart and on any replica.
type action struct {
	verb    verb
	request commands.Request
	page    int // from 0
}

type verb byte

const (
	show   verb = 's' // show the reply to whoever clicked
	share  verb = 'p' // post the reply in the channel
	remove verb = 'x' // delete the message, for the person who asked
	choose verb = 'o' // show the reply to the chosen entry of a menu: the request lacks its last part
)

// version opens every custom_id. Ids of another version, of other programs and of tampered messages do not parse.
const version = "1"

// customID is at most 100 characters, Discord's limit: two names of 32 at most, and a number, or one name
// and the IDs of at most eight facts.
func (a action) customID() string {
	r := a.request
	return strings.Join([]string{version, string(a.verb), r.Command, r.Name, r.Number, r.Format, r.Facts, strconv.Itoa(a.page)}, "|")
}

func parseCustomID(id string) (action, bool) {
	parts := strings.Split(id, "|")
	if len(id) > 4*maxCustomID || len(parts) != 8 || parts[0] != version || len(parts[1]) != 1 {
		return action{}, false
	}
	page, err := strconv.Atoi(parts[7])
	if err != nil || page < 0 || !strings.Contains("spxo", parts[1]) {
		return action{}, false
	}
	return action{
		verb:    verb(parts[1][0]),
		request: commands.Request{Command: parts[2], Name: parts[3], Number: parts[4], Format: parts[5], Facts: parts[6]},
		page:    page,
	}, true
}
