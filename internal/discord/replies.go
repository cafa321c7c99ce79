package discord

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/bwmarrin/discordgo"
	lru "github.com/hashicorp/golang-lru/v2"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/knowledge"
)

// Replies holds every fixed reply of a set of commands as the bytes that are sent, and renders the others: the facts that questions
// found. It is safe for any number of goroutines.
type Replies struct {
	set    *commands.Set
	fixed  map[key]Response
	recent *lru.Cache[key, Response] // of the others, those that were asked for last
	upload map[*knowledge.Picture]*upload
	tree   []*discordgo.ApplicationCommand
}

// maxRecent is how many rendered replies are kept beside the fixed ones, less than a megabyte at 2 to 3 KB each. People ask for the
// same few facts in many words.
const maxRecent = 256

type key struct {
	request   commands.Request
	page      int
	private   bool
	commandID string // where the reply names commands that can be clicked
}

// Compile renders, checks and encodes what is known before anybody asks: each fixed reply, page by page, for the channel and for one
// person alone, and the commands to register. It returns [knowledge.Problems] of what Discord would refuse, with their places.
func Compile(set *commands.Set) (*Replies, error) {
	recent, err := lru.New[key, Response](maxRecent)
	if err != nil {
		return nil, err // of a size that is not positive
	}
	r := &Replies{set: set, fixed: map[key]Response{}, recent: recent, upload: map[*knowledge.Picture]*upload{}}
	for _, a := range set.Library().Articles() {
		for _, t := range a.Topics() {
			if p := t.Picture(); p != nil {
				if r.upload[p], err = newUpload(p); err != nil {
					return nil, err // of a buffer in memory, that cannot fail
				}
			}
		}
	}
	var problems knowledge.Problems
	for request := range set.Fixed() {
		reply := set.Reply(request)
		pages, err := render(reply)
		if err != nil {
			problems = append(problems, limitProblem(set, request, err))
		}
		for _, m := range pages {
			for _, private := range []bool{false, true} {
				r.fixed[key{request: request, page: m.page, private: private}] = r.response(m, audience{private: private}, label(set, request, reply.Kind()))
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

// limitProblem returns the problem of a reply that Discord would refuse.
func limitProblem(set *commands.Set, request commands.Request, err error) knowledge.Problem {
	at := place(set.Library(), request)
	var entry *tooLarge
	if errors.As(err, &entry) {
		at = entry.place
	}
	return knowledge.DiscordLimit.At(at, fmt.Sprintf("the reply to /%s %s cannot be shown in Discord: %v", request.Command, request.Name, err), "shorten it")
}

// Set returns what the replies were made from.
func (r *Replies) Set() *commands.Set { return r.set }

// get returns the response to a request. If there is no such page, as after a change of the knowledge, it is the first.
func (r *Replies) get(request commands.Request, page int, a audience) Response {
	cacheable := a == audience{private: a.private} // holds no words of a person
	if cacheable {
		if response, ok := r.fixed[key{request: request, page: page, private: a.private}]; ok {
			return response
		}
		if response, ok := r.fixed[key{request: request, private: a.private}]; ok {
			return response
		}
	}
	reply := r.set.Reply(request)
	asked := label(r.set, request, reply.Kind())
	again := key{request: reply.Again(), page: page, private: a.private}
	if cacheable {
		response, ok := r.fixed[again]
		if !ok {
			response, ok = r.recent.Get(again)
		}
		if ok {
			response.Label = asked
			return response
		}
	}
	pages, err := render(reply)
	if err != nil || len(pages) == 0 {
		return notice(noticeTooLong)
	}
	if page >= len(pages) {
		page = 0
	}
	response := r.response(pages[page], a, asked)
	if cacheable && again.request != (commands.Request{}) { // it holds no words of a person
		r.recent.Add(again, response)
	}
	return response
}

// response encodes a message for its audience, with its picture, if there is one, and without.
func (r *Replies) response(m message, a audience, l Label) Response {
	response := Response{Body: encode(m.data(a)), Label: l}
	if m.picture != nil {
		p := m.illustrated().data(a)
		alt, _ := m.picture.Cited()
		p.Attachments = []attachment{{Filename: m.picture.File(), Description: alt}}
		response.form = &form{encode(p), r.upload[m.picture]}
	}
	return response
}

// help returns the response to a request for help, with commands that can be clicked.
func (r *Replies) help(request commands.Request, commandID string, a audience) Response {
	at := key{request: request, private: a.private, commandID: commandID}
	if response, ok := r.recent.Get(at); ok {
		return response
	}
	help, ok := r.set.Reply(request).(commands.Help)
	if !ok {
		return r.get(request, 0, a)
	}
	m := helpPage(help, commandID)
	m.again = help.Again()
	if m.fits() != nil { // the marks of clickable commands take more room
		return r.get(request, 0, a)
	}
	response := Response{Body: encode(m.data(a)), Label: label(r.set, request, help.Kind())}
	if a.sharedBy == "" {
		r.recent.Add(at, response)
	}
	return response
}

// A response with a new message begins with opening, and one that changes a message with changing.
const (
	opening  = `{"type":4,"data":{`
	changing = `{"type":7,"data":{`

	// withoutEmbeds removes what a message of components cannot have, and withoutPicture the picture of the page before.
	withoutEmbeds  = `"content":null,"embeds":null,`
	withoutPicture = `"attachments":[],`
)

func encode(p payload) []byte {
	b, err := json.Marshal(map[string]any{"data": p})
	if err != nil { // the types hold only texts and numbers
		panic(fmt.Sprintf("encode a reply: %v", err))
	}
	return append([]byte(`{"type":4,`), b[1:]...)
}

// change turns a response that posts a message into one that changes the message whose button was clicked.
func change(response Response, on discordgo.MessageFlags) Response {
	begin := changing
	if on&discordgo.MessageFlagsIsComponentsV2 == 0 {
		begin += withoutEmbeds
	}
	if rest, ok := bytes.CutPrefix(response.Body, []byte(opening)); ok {
		response.Body = append([]byte(begin+withoutPicture), rest...)
	}
	if f := response.form; f != nil { // its own attachments replace those that were there
		response.form = &form{append([]byte(begin), bytes.TrimPrefix(f.payload, []byte(opening))...), f.upload}
	}
	return response
}

// place returns where the reply to a request comes from.
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
