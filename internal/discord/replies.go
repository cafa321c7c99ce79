package discord

import (
	"encoding/json"
	"fmt"

	"github.com/bwmarrin/discordgo"
	lru "github.com/hashicorp/golang-lru/v2"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/knowledge"
)

// Replies holds every fixed reply of a set of commands as the bytes that Discord is sent, and renders the others: the facts
// that questions found. What it says never changes, and any number of goroutines may use it.
type Replies struct {
	set    *commands.Set
	fixed  map[key]Response
	recent *lru.Cache[key, Response] // of the others, those that were asked for last
	tree   []*discordgo.ApplicationCommand
}

// maxRecent is how many rendered replies are kept beside the fixed ones; at 2 to 3 KB each they take less than a megabyte.
// People ask for the same few facts in many words.
const maxRecent = 256

type key struct {
	request commands.Request
	page    int
	private bool
}

// Compile renders, checks and encodes everything that can be known before somebody asks: each fixed reply, page by page, for
// the channel and for one person alone, and the commands to register. What Discord would refuse becomes a problem at the
// place in the file that it comes from.
func Compile(set *commands.Set) (*Replies, error) {
	recent, err := lru.New[key, Response](maxRecent)
	if err != nil {
		return nil, err // of a size that is not positive
	}
	r := &Replies{set: set, fixed: map[key]Response{}, recent: recent}
	var problems knowledge.Problems
	for request := range set.Fixed() {
		reply := set.Reply(request)
		pages, err := render(reply)
		if err != nil {
			problems = append(problems, knowledge.Problem{
				Place: place(set.Library(), request), Rule: "discord-limit",
				Message: fmt.Sprintf("the reply to /%s %s cannot be shown in Discord: %v; shorten it", request.Command, request.Name, err),
			})
		}
		for _, m := range pages {
			for _, private := range []bool{false, true} {
				r.fixed[key{request, m.page, private}] = Response{Body: encode(m.data(private)), Label: label(set, request, reply.Kind())}
			}
		}
	}
	var more knowledge.Problems
	r.tree, more = tree(set.Library())
	if problems = append(problems, more...); len(problems) > 0 {
		problems.Sort()
		return nil, problems
	}
	return r, nil
}

// Set is what the replies were made from.
func (r *Replies) Set() *commands.Set { return r.set }

// get gives the response to a request. A page that is not there, as after a change of the knowledge, is the first one.
func (r *Replies) get(request commands.Request, page int, private bool) Response {
	if response, ok := r.fixed[key{request, page, private}]; ok {
		return response
	}
	if response, ok := r.fixed[key{request, 0, private}]; ok {
		return response
	}
	reply := r.set.Reply(request)
	asked := label(r.set, request, reply.Kind())
	again := key{reply.Again(), page, private}
	response, ok := r.fixed[again]
	if !ok {
		response, ok = r.recent.Get(again)
	}
	if ok {
		response.Label = asked
		return response
	}
	pages, err := render(reply)
	if err != nil || len(pages) == 0 {
		return notice("That reply does not fit into a message. Ask for a single topic instead.")
	}
	if page >= len(pages) {
		page = 0
	}
	response = Response{Body: encode(pages[page].data(private)), Label: asked}
	if again.request != (commands.Request{}) { // it holds no words of a person
		r.recent.Add(again, response)
	}
	return response
}

func encode(data *discordgo.InteractionResponseData) []byte {
	return respond(discordgo.InteractionResponseChannelMessageWithSource, data)
}

func respond(kind discordgo.InteractionResponseType, data *discordgo.InteractionResponseData) []byte {
	b, err := json.Marshal(&discordgo.InteractionResponse{Type: kind, Data: data})
	if err != nil { // the types hold only texts and numbers
		panic(fmt.Sprintf("encode a reply: %v", err))
	}
	return b
}

// notice is a word of the bot about itself, for one person alone.
func notice(text string) Response {
	body := encode(&discordgo.InteractionResponseData{
		Content: text, Flags: discordgo.MessageFlagsEphemeral,
		AllowedMentions: &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}},
		Components:      []discordgo.MessageComponent{}, Embeds: []*discordgo.MessageEmbed{},
	})
	return Response{Body: body, Label: Label{Kind: kindNotice}}
}

// place is where the reply to a request comes from.
func place(l *knowledge.Library, r commands.Request) knowledge.Place {
	a, ok := l.Article(r.Command)
	if !ok {
		return knowledge.Place{}
	}
	if t, ok := a.Topic(r.Name); ok {
		return t.Place()
	}
	if s, ok := a.Source(r.Number); ok {
		return s.Place()
	}
	return a.Place()
}
