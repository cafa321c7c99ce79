package discord

import (
	"strings"
	"testing"

	"github.com/tidwall/gjson"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/discord/discordtest"
)

const (
	asker    = discordtest.DefaultUser
	somebody = "1100000000000000009"
)

func TestRespondToEachKind(t *testing.T) {
	for name, tt := range map[string]struct {
		in             discordtest.Interaction
		title, part    string // of the embed, or of the content
		ephemeral      bool
		firstComponent string // its label or placeholder
	}{
		"a topic":             {discordtest.Slash("leakygut", "symptoms"), "Symptoms of a leaky gut", "- Symptoms found with a leaky gut include migraines. [4]", false, "Harvard Health Blog"},
		"a topic, in private": {discordtest.Slash("leakygut", "symptoms", discordtest.Bool("private", true)), "Symptoms of a leaky gut", "- Symptoms found with a leaky gut include migraines. [4]", true, "Harvard Health Blog"},
		"a source":            {discordtest.Slash("leakygut", "source", discordtest.Integer("number", 3)), "Source 3", "Arrieta MC, Bistritz L, Meddings JB.", false, "Gut"},
		"no such source":      {discordtest.Slash("leakygut", "source", discordtest.Integer("number", 7)), "How to ask", "The article has 6 sources; choose 1 to 6", true, "Ask about a topic"},
		"the sources":         {discordtest.Slash("leakygut", "sources"), "Sources of the article", "[6] ", false, "Harvard Health Blog"},
		"help":                {discordtest.Slash("leakygut", "help"), "What can be asked", "`/leakygut ask`", false, "Ask about a topic"},
		"a stale topic":       {discordtest.Slash("leakygut", "renamed"), "How to ask", "no such topic", true, "Ask about a topic"},
		"a stale command":     {discordtest.Slash("gone", "symptoms"), "How to ask", "/leakygut help", true, ""},
		"a question":          {discordtest.Slash("leakygut", "ask", discordtest.String("question", "do migraines come with it?")), "Symptoms of a leaky gut", "- Symptoms found with a leaky gut include migraines. [4]", false, "Harvard Health Blog"},
		"a silence":           {discordtest.Slash("leakygut", "ask", discordtest.String("question", "does gluten cause it")), "The article does not say.", "", false, ""},
		"an empty question":   {discordtest.Slash("leakygut", "ask", discordtest.String("question", "  ")), "How to ask", "Ask in a few words", true, "Ask about a topic"},
		"a message":           {discordtest.MessageCommand(commands.NameFind, "my migraines are back"), "Symptoms of a leaky gut", "- Symptoms found with a leaky gut include migraines. [4]", true, "Harvard Health Blog"},
		"an empty message":    {discordtest.MessageCommand(commands.NameFind, ""), "The article does not say.", "", true, ""},
		"a form":              {discordtest.Button("x").Set("type", 5), "", "does not know that kind of interaction", true, ""},
		"what is to come":     {discordtest.Button("x").Set("type", 77), "", "does not know that kind of interaction", true, ""},
	} {
		t.Run(name, func(t *testing.T) {
			data := gjson.GetBytes(answered(t, must(t, shipped), tt.in), "data")
			embed := data.Get("embeds.0")
			if embed.Get("title").Str != tt.title || !strings.Contains(strings.ReplaceAll(embed.Get("description").Str, "[[4]", "[4]")+data.Get("content").Str, tt.part) {
				t.Errorf("%s", data.Raw)
			}
			if (data.Get("flags").Int() == 64) != tt.ephemeral {
				t.Errorf("flags %d, ephemeral should be %t", data.Get("flags").Int(), tt.ephemeral)
			}
			first := data.Get("components.0.components.0")
			if !strings.Contains(first.Get("label").Str+first.Get("placeholder").Str, tt.firstComponent) {
				t.Errorf("first component %s, want %q", first.Raw, tt.firstComponent)
			}
			if embed.Exists() && tt.title != "How to ask" && embed.Get("footer.text").Str == "" {
				t.Error("the notice is missing")
			}
		})
	}
}

func TestPing(t *testing.T) {
	if got := string(answered(t, must(t, shipped), discordtest.Ping())); got != `{"type":1}` {
		t.Error(got)
	}
}

// A silence shows no fact and no numbered source, and offers topics.
func TestSilence(t *testing.T) {
	for _, question := range []string{"does gluten cause it", "is bloating a symptom", "type 2 diabetes", "@everyone **what**?"} {
		data := gjson.GetBytes(answered(t, must(t, shipped), discordtest.Slash("leakygut", "ask", discordtest.String("question", question))), "data")
		text := data.Get("embeds").Raw
		if !strings.Contains(text, "The article does not say.") || !strings.Contains(text, "The Leaky Gut Syndrome") || strings.Contains(text, "[2]") || strings.Contains(text, "http") {
			t.Errorf("%s: %s", question, text)
		}
		if strings.Contains(data.Raw, "everyone") {
			t.Errorf("the question is repeated: %s", data.Raw)
		}
		if n := strings.Count(data.Get("components").Raw, `"1|s|leakygut|`); n > 3 {
			t.Errorf("%s: %d topics", question, n)
		}
	}
}

func TestAutocomplete(t *testing.T) {
	r := must(t, shipped)
	for typed, want := range map[string]bool{
		"": true, "s": true, "head": true, "migr": true, "arrieta": true, "zzzz": false, "\u200b\u202e👋": false,
		strings.Repeat("symptom ", 750): true, strings.Repeat("х", 6000): false, "\x00": false,
	} {
		body := answered(t, r, discordtest.Autocomplete("leakygut", "ask", discordtest.Focused("question", typed)))
		choices := gjson.GetBytes(body, "data.choices").Array()
		if gjson.GetBytes(body, "type").Int() != 8 || want && len(choices) == 0 || len(choices) > maxChoices {
			t.Errorf("%.20q gives %.200s", typed, body)
		}
		for _, c := range choices {
			data := gjson.GetBytes(answered(t, r, discordtest.Slash("leakygut", "ask", discordtest.String("question", c.Get("value").Str))), "data.embeds.0")
			if title := data.Get("title").Str; title == "The article does not say." || title == "How to ask" {
				t.Errorf("the suggestion %s gives %q", c.Raw, title)
			}
		}
	}
	for _, i := range []discordtest.Interaction{
		discordtest.Autocomplete("gone", "ask", discordtest.Focused("question", "s")),
		discordtest.Autocomplete("leakygut", "source", discordtest.FocusedInteger("number", "3")),
		discordtest.Autocomplete("leakygut", ""),
	} {
		answered(t, r, i)
	}
}

func TestRemove(t *testing.T) {
	r := must(t, shipped)
	id := buttonID(gjson.GetBytes(answered(t, r, discordtest.Slash("leakygut", "symptoms")), "data"), "Remove")
	for name, tt := range map[string]struct {
		in      discordtest.Interaction
		removes bool
	}{
		"the asker":              {discordtest.Button(id).By(asker), true},
		"the asker, directly":    {discordtest.Button(id).By(asker).DM(), true},
		"somebody else":          {discordtest.Button(id).By(somebody), false},
		"nobody knows who asked": {discordtest.Button(id).Set("message.interaction_metadata", nil).Set("message.interaction", nil), false},
		"nobody at all":          {discordtest.Button(id).Set("message", nil).Set("member", nil), false},
	} {
		response, err := NewResponder(r).Respond(tt.in.JSON())
		if err != nil {
			t.Fatal(err)
		}
		wantValid(t, response.Body)
		if tt.removes != (response.After != nil) || tt.removes != (gjson.GetBytes(response.Body, "type").Int() == 6) {
			t.Errorf("%s: %s", name, response.Body)
		}
		if !tt.removes && gjson.GetBytes(response.Body, "data.flags").Int() != 64 {
			t.Errorf("%s: the refusal is for all to see", name)
		}
	}
}

// After a reload every response comes from the new knowledge; what stood under older messages works or says what changed.
func TestUse(t *testing.T) {
	p := NewResponder(must(t, shipped))
	old := discordtest.Button("1|s|leakygut|symptoms||||0")
	p.Use(must(t, invented))
	if p.Replies() != must(t, invented) {
		t.Error("the replies are the old ones")
	}
	response, err := p.Respond(old.JSON())
	if err != nil {
		t.Fatal(err)
	}
	wantValid(t, response.Body)
	if !strings.Contains(string(response.Body), "There is no such command. Try /sleep help or /tea help.") {
		t.Errorf("%s", response.Body)
	}
}

// TestObserve holds that what is counted is named in words of the program and of the knowledge.
func TestObserve(t *testing.T) {
	for name, tt := range map[string]struct {
		in   discordtest.Interaction
		want Label
	}{
		"ping":            {discordtest.Ping(), Label{Kind: "pong"}},
		"topic":           {discordtest.Slash("leakygut", "symptoms"), Label{"leakygut", "symptoms", "answer"}},
		"source":          {discordtest.Slash("leakygut", "source", discordtest.Integer("number", 3)), Label{"leakygut", "source", "source"}},
		"no source":       {discordtest.Slash("leakygut", "source", discordtest.Integer("number", 99)), Label{"leakygut", "source", "usage"}},
		"question":        {discordtest.Slash("leakygut", "ask", discordtest.String("question", "what are the symptoms")), Label{"leakygut", "ask", "answer"}},
		"silence":         {discordtest.Slash("leakygut", "ask", discordtest.String("question", "private words")), Label{"leakygut", "ask", "no_match"}},
		"no topic":        {discordtest.Slash("leakygut", "private-words"), Label{"leakygut", "other", "usage"}},
		"no command":      {discordtest.Slash("private-words", "private-words"), Label{"other", "other", "usage"}},
		"message":         {discordtest.MessageCommand(commands.NameFind, "private words"), Label{commands.NameFind, "", "no_match"}},
		"completion":      {discordtest.Autocomplete("leakygut", "ask", discordtest.Focused("question", "private words")), Label{"leakygut", "ask", "choices"}},
		"foreign button":  {discordtest.Button("private words"), Label{Kind: "notice"}},
		"tampered button": {discordtest.Button("1|s|private|words||||0"), Label{"other", "other", "usage"}},
		"removal":         {discordtest.Button("1|x||||||0"), Label{Kind: "removal"}},
	} {
		p := NewResponder(must(t, shipped))
		var got []Label
		p.Observe(func(l Label) { got = append(got, l) })
		if _, err := p.Respond(tt.in.JSON()); err != nil || len(got) != 1 || got[0] != tt.want {
			t.Errorf("%s: %+v, %v; want %+v", name, got, err, tt.want)
		}
	}
}

// TestGraph follows every button and every entry of every menu, breadth first, from every reply: all that can be reached is
// there, and Discord takes it.
func TestGraph(t *testing.T) {
	for _, r := range []*Replies{
		must(t, shipped), must(t, invented),
		must(t, func() (*Replies, error) {
			return compile(library(t, "long.yaml", article("long", statements(3, 60, 400)...), "many.yaml", manySources(40)), nil)
		}),
	} {
		queue := []discordtest.Interaction{
			discordtest.MessageCommand(commands.NameFind, "migraines and stress, tea and sleep"), discordtest.Slash("gone", "x"),
			discordtest.Slash("leakygut", "ask", discordtest.String("question", "can stress cause it")), discordtest.Slash("leakygut", "ask", discordtest.String("question", "what about gluten")),
		}
		for request := range r.Set().Fixed() {
			queue = append(queue, discordtest.Slash(request.Command, request.Name, discordtest.Bool("private", len(queue)%2 == 0)))
		}
		seen := map[string]bool{}
		for n := 0; n < len(queue); n++ {
			data := gjson.GetBytes(answered(t, r, queue[n]), "data")
			if queue[n].Type == discordtest.TypeComponent && strings.Contains(data.Get("content").Str, "not one that the bot made") {
				t.Errorf("%v leads nowhere", queue[n].Data)
			}
			for _, row := range data.Get("components").Array() {
				for _, c := range row.Get("components").Array() {
					id := c.Get("custom_id").Str
					click := []discordtest.Interaction{discordtest.Button(id), discordtest.Button(id).By(somebody)}
					for _, o := range c.Get("options").Array() {
						click = append(click, discordtest.Select(id, o.Get("value").Str))
					}
					if key := id + c.Get("options").Raw; id != "" && !seen[key] {
						seen[key] = true
						queue = append(queue, click...)
					}
				}
			}
		}
		if len(seen) < 20 {
			t.Errorf("only %d components were found", len(seen))
		}
	}
}
