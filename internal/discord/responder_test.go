package discord

import (
	"strings"
	"testing"

	"github.com/tidwall/gjson"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/limits"
)

const (
	asker    = discordtest.DefaultUser
	somebody = "1100000000000000009"
)

func TestRespondToEachKind(t *testing.T) {
	for name, tt := range map[string]struct {
		in          discordtest.Interaction
		title, part string
		ephemeral   bool
		buttons     string // the labels of the row below
	}{
		"a topic":             {discordtest.Slash("jetlag", "symptoms"), "Symptoms of jet lag", "Migraines", false, "Sources, Causes, Conditions, More…, "},
		"a topic, in private": {discordtest.Slash("jetlag", "symptoms", discordtest.Bool("private", true)), "Symptoms of jet lag", "Migraines", true, "Sources, Causes, Conditions, More…, "},
		"a source":            {discordtest.Slash("jetlag", "source", discordtest.Integer("number", 3)), "Source 3", "Almgren MC, Bistro L, Meadows JB.", false, "BibTeX, RIS, CSL-JSON, "},
		"no such source":      {discordtest.Slash("jetlag", "source", discordtest.Integer("number", 7)), "How to ask", "The article has 6 sources; choose 1 to 6", true, "What can I ask?"},
		"the sources":         {discordtest.Slash("jetlag", "sources"), "Sources of the article", "[6] ", false, "[A], [1], [2], "},
		"help":                {discordtest.Slash("jetlag", "help"), "What can be asked", "</jetlag ask:1100000000000000010>", false, ""},
		"a stale topic":       {discordtest.Slash("jetlag", "renamed"), "How to ask", "no such topic", true, ""},
		"a stale command":     {discordtest.Slash("gone", "symptoms"), "", "/jetlag help", true, ""},
		"a question":          {discordtest.Slash("jetlag", "ask", discordtest.String("question", "do migraines come with it?")), "", "igraines", false, "Sources, Symptoms, "},
		"a silence":           {discordtest.Slash("jetlag", "ask", discordtest.String("question", "how do i boil an egg")), "The article does not say.", "Across the Time Zones", false, "What can I ask?, Where to get help, Remove"},
		"an empty question":   {discordtest.Slash("jetlag", "ask", discordtest.String("question", "  ")), "How to ask", "Ask in a few words", true, ""},
		"a message":           {discordtest.MessageCommand(commands.NameFind, "my migraines are back"), "", "igraines", true, "Sources, Symptoms, "},
		"an empty message":    {discordtest.MessageCommand(commands.NameFind, ""), "", "That message has no text that I can read.", true, ""},
		"a form":              {discordtest.Button("x").Set("type", 5), "", "does not know that kind of interaction", true, ""},
		"what is to come":     {discordtest.Button("x").Set("type", 77), "", "does not know that kind of interaction", true, ""},
	} {
		t.Run(name, func(t *testing.T) {
			body := answered(t, must(t, jetlag), tt.in)
			wantComponents(t, body)
			got := discordtest.Read(body)
			if tt.title != "" && got.Title() != tt.title || !strings.Contains(got.Text(), tt.part) || got.Containers != 1 {
				t.Errorf("%s", body)
			}
			if got.Private != tt.ephemeral {
				t.Errorf("ephemeral is %t, want %t", got.Private, tt.ephemeral)
			}
			var labels []string
			for _, b := range got.Buttons {
				labels = append(labels, b.Label)
			}
			if all := strings.Join(labels, ", "); !strings.HasPrefix(all, tt.buttons) {
				t.Errorf("the buttons are %s, want %s", all, tt.buttons)
			}
			a, _ := must(t, jetlag).Set().Library().Article("jetlag")
			if tt.title != "" && tt.title != "How to ask" && !strings.Contains(got.Text(), escape(a.Notice())) {
				t.Error("the notice is missing")
			}
		})
	}
}

// An export is to be copied: its title, the code, and where it is from.
func TestExport(t *testing.T) {
	got := shown(t, must(t, jetlag), discordtest.Button("1|s|jetlag|source|3|bibtex||0"))
	if len(got.Texts) != 2 || !strings.HasPrefix(got.Texts[0], "### Source 3 in BibTeX\n```\n@article{") || got.Texts[1] != "-# From the reference list of Across the Time Zones" {
		t.Errorf("%q", got.Texts)
	}
	if got.Button("RIS") == "" || got.Button("CSL-JSON") == "" || got.Button("BibTeX") != "" || got.Button(labelShare) == "" {
		t.Errorf("%+v", got.Buttons)
	}
}

// A question in private stands above its answer, for the person who asked it; it does nothing there. To everybody it is never shown.
func TestQuestionIsShownInPrivate(t *testing.T) {
	r := must(t, jetlag)
	for question, want := range map[string]string{
		"can stress cause it": "-# You asked: can stress cause it",
		"can *stress*\n# cause <@1> @everyone https://example.org it": `-# You asked: can \*stress\* # cause \@everyone https\://example.org it`,
		"stress " + strings.Repeat("x", 300):                          "-# You asked: stress " + strings.Repeat("x", 192) + "…",
		"topic→symptoms":                                              "",
	} {
		i := discordtest.Slash("jetlag", "ask", discordtest.String("question", question))
		if got := shown(t, r, i); strings.Contains(got.Text(), "asked") || strings.Contains(got.Text(), "everyone") {
			t.Errorf("%s: all see %s", question, got.Text())
		}
		got := shown(t, r, discordtest.Slash("jetlag", "ask", discordtest.String("question", question), discordtest.Bool("private", true)))
		if first := got.Texts[0]; first != want && (want != "" || strings.HasPrefix(first, "-# ")) {
			t.Errorf("%q, want %q", first, want)
		}
		if share := got.Button(labelShare); share != "" {
			shared := shown(t, r, discordtest.Button(share).By(somebody))
			if shared.Private || !strings.HasPrefix(shared.Texts[0], "-# Shared by <@"+somebody+">") || strings.Contains(shared.Texts[0], "xxx") || strings.Contains(shared.Text(), "You asked") {
				t.Errorf("shared: %q", shared.Texts)
			}
		}
	}
}

// TestOneFactIsReadFirst: in the channel nothing stands above an answer of one fact, and what was asked about stands below it.
func TestOneFactIsReadFirst(t *testing.T) {
	r, question := must(t, jetlag), discordtest.String("question", "can stress cause it")
	public := shown(t, r, discordtest.Slash("jetlag", "ask", question))
	if len(public.Texts) != 2 || !strings.HasPrefix(public.Texts[0], "## ") || !strings.HasPrefix(public.Texts[1], "-# Asked about: stress") || !strings.Contains(public.Texts[1], "\n-# [6] ") {
		t.Errorf("in the channel: %q", public.Texts)
	}
	private := shown(t, r, discordtest.Slash("jetlag", "ask", question, discordtest.Bool("private", true)))
	if private.Texts[0] != "-# You asked: can stress cause it" || !strings.HasPrefix(private.Texts[1], "## ") || strings.Contains(private.Text(), "Asked about") {
		t.Errorf("in private: %q", private.Texts)
	}
	shared := shown(t, r, discordtest.Button(private.Button(labelShare)))
	if !strings.HasPrefix(shared.Texts[0], "-# Shared by ") || !strings.HasPrefix(shared.Texts[1], "## ") {
		t.Errorf("shared: %q", shared.Texts)
	}
}

// What was recognised of a question is shown to everybody, and comes along when a reply is shared; no other word does.
func TestRecognisedIsShared(t *testing.T) {
	r := must(t, jetlag)
	a, _ := r.Set().Library().Article("jetlag")
	topic, _ := a.Topic("symptoms")
	request := commands.Request{Command: "jetlag", Name: "symptoms", Recognised: "joint pain, buy my pills, insomnia"}
	for _, near := range []bool{false, true} {
		if near {
			request = commands.Request{Command: "jetlag", Name: "ask", Facts: topic.Facts()[0].ID(), Near: true, Recognised: request.Recognised}
		}
		alone := shown(t, r, discordtest.Button(action{verb: show, request: request}.customID()))
		if !alone.Private || strings.Contains(alone.Text(), "Asked about") {
			t.Errorf("%q", alone.Texts)
		}
		if near && alone.Title() != phraseNear {
			t.Errorf("%q", alone.Texts)
		}
		shared := shown(t, r, discordtest.Button(alone.Button(labelShare)).By(somebody))
		if want := "-# Shared by <@" + somebody + "> · Asked about: joint pain, insomnia"; shared.Texts[0] != want || near != (shared.Title() == phraseNear) {
			t.Errorf("%q, want %q", shared.Texts, want)
		}
	}
	odd := shown(t, r, discordtest.Button(action{verb: share, request: request}.customID()).By("1> @everyone <@2"))
	if strings.Contains(odd.Text(), "everyone") || odd.Texts[0] != "-# Asked about: joint pain, insomnia" {
		t.Errorf("%q", odd.Texts)
	}
}

// Facts of several articles stand in a container for each, with its own sources and notice.
func TestSeveralArticles(t *testing.T) {
	r := must(t, invented)
	var marks string
	var notices []string
	for _, a := range r.Set().Library().Articles() {
		marks += a.Topics()[0].Facts()[0].Mark()
		notices = append(notices, a.Notice())
	}
	for _, near := range []bool{false, true} {
		request := commands.Request{Command: commands.NameFind, Facts: marks, Near: near}
		response := responded(t, r, discordtest.Button(action{verb: show, request: request}.customID()))
		wantCited(t, response)
		got := discordtest.Read(response.Body)
		if got.Containers != len(notices) {
			t.Errorf("%d containers in %s", got.Containers, response.Body)
		}
		for _, n := range notices {
			if strings.Count(got.Text(), escape(n)) != strings.Count(strings.Join(notices, "\n"), n) {
				t.Errorf("the notice %q stands there %d times", n, strings.Count(got.Text(), escape(n)))
			}
		}
		references := shown(t, r, discordtest.Button(got.Button(labelSources)))
		for _, a := range r.Set().Library().Articles() {
			if !strings.Contains(references.Text(), fullReference(a.Reference())) {
				t.Errorf("%s is not among the references: %s", a.Name(), references.Text())
			}
		}
	}
}

// TestHelpIsClickable holds that commands can be clicked once their registered ID is known, from whatever was used before.
func TestHelpIsClickable(t *testing.T) {
	p := NewResponder(must(t, jetlag))
	help := func(i discordtest.Interaction) string {
		response, err := p.Respond(i.JSON())
		if err != nil {
			t.Fatal(err)
		}
		wantValid(t, response.Body)
		return discordtest.Read(response.Body).Text()
	}
	more := discordtest.Button(action{verb: show, request: commands.Request{Command: "jetlag", Name: "help"}}.customID())
	if text := help(more); !strings.Contains(text, "- `/jetlag symptoms` ") {
		t.Errorf("before: %s", text)
	}
	help(discordtest.Slash("jetlag", "symptoms"))
	for _, i := range []discordtest.Interaction{more, discordtest.Slash("jetlag", "help")} {
		if text := help(i); !strings.Contains(text, "- </jetlag symptoms:1100000000000000010> ") {
			t.Errorf("after: %s", text)
		}
	}
	help(discordtest.Slash("jetlag", "symptoms").Set("data.id", "1> @everyone"))
	if text := help(more); strings.Contains(text, "everyone") || strings.Contains(text, p.Replies().Set().Library().Version()) {
		t.Errorf("help says %s", text)
	}
}

// A page of a message that one person sees takes the place of the one before; one of before loses its embeds.
func TestPagesTurn(t *testing.T) {
	r := must(t, func() (*Replies, error) {
		return compile(library(t, "long.yaml", article("long", sentences(1, 60, 500)...)), nil)
	})
	public := answered(t, r, discordtest.Slash("long", "words"))
	private := answered(t, r, discordtest.Slash("long", "words", discordtest.Bool("private", true)))
	next := discordtest.Read(private).Button(labelNext)
	for name, tt := range map[string]struct {
		in          discordtest.Interaction
		kind        int64
		takesEmbeds bool
	}{
		"of all":              {discordtest.Button(discordtest.Read(public).Button(labelNext)).On(discordtest.Message{Reply: public}), 4, false},
		"of one":              {discordtest.Button(next).On(discordtest.Message{Reply: private}), 7, false},
		"of one, of before":   {discordtest.Button("1|s|long|words||||1").On(discordtest.Message{Reply: []byte(`{"flags":64,"embeds":[{"title":"Words"}]}`)}), 7, true},
		"of all, of before":   {discordtest.Button("1|s|long|words||||1").On(discordtest.Message{Reply: []byte(`{"embeds":[{"title":"Words"}]}`)}), 4, false},
		"a menu of before":    {discordtest.Select("1|o|long|||||0", "words"), 4, false},
		"a page that is gone": {discordtest.Button("2|t|long|words||||99|||").On(discordtest.Message{Reply: private}), 7, false},
	} {
		body := answered(t, r, tt.in)
		if kind := gjson.GetBytes(body, "type").Int(); kind != tt.kind {
			t.Errorf("%s: type %d, want %d", name, kind, tt.kind)
		}
		data := gjson.GetBytes(body, "data")
		for _, key := range []string{"content", "embeds"} {
			if v := data.Get(key); v.Exists() != tt.takesEmbeds || v.Value() != nil {
				t.Errorf("%s: %s is %q", name, key, v.Raw)
			}
		}
		if got := discordtest.Read(body); got.Title() != "Words" || !got.Private {
			t.Errorf("%s: %s", name, body)
		}
	}
}

// A silence shows no fact, no numbered source and no word of the question, says what was searched and where to go on.
func TestSilence(t *testing.T) {
	for _, question := range []string{"how do i boil an egg", "the next train to york", "@everyone **printer**?"} {
		got := shown(t, must(t, jetlag), discordtest.Slash("jetlag", "ask", discordtest.String("question", question)))
		if text := got.Text(); got.Title() != "The article does not say." || !strings.Contains(text, "[A] Across the Time Zones") || strings.Contains(text, "[2]") || strings.Contains(text, "http") || strings.Contains(text, "everyone") {
			t.Errorf("%s: %s", question, text)
		}
		if help := shown(t, must(t, jetlag), discordtest.Button(got.Button("What can I ask?"))); help.Title() != phraseHelp {
			t.Errorf("%s: help is %q", question, help.Title())
		}
		if where := shown(t, must(t, jetlag), discordtest.Button(got.Button("Where to get help"))); where.Title() != "Where to get help" {
			t.Errorf("%s: where to get help is %q", question, where.Title())
		}
	}
	two := shown(t, must(t, invented), discordtest.MessageCommand(commands.NameFind, "quantum chromodynamics"))
	if !strings.Contains(two.Text(), "A Pot of Tea") || two.Title() != phraseSilentMany {
		t.Errorf("%q", two.Texts)
	}
}

func TestAutocomplete(t *testing.T) {
	r := must(t, jetlag)
	for typed, want := range map[string]bool{
		"": true, "s": true, "head": true, "migr": true, "almgren": true, "zzzz": false, "\u200b\u202e👋": false,
		strings.Repeat("symptom ", 750): true, strings.Repeat("х", 6000): false, "\x00": false,
	} {
		body := answered(t, r, discordtest.Autocomplete("jetlag", "ask", discordtest.Focused("question", typed)))
		choices := gjson.GetBytes(body, "data.choices").Array()
		if gjson.GetBytes(body, "type").Int() != 8 || want && len(choices) == 0 || len(choices) > limits.Choices {
			t.Errorf("%.20q gives %.200s", typed, body)
		}
		for _, c := range choices {
			given := responded(t, r, discordtest.Slash("jetlag", "ask", discordtest.String("question", c.Get("value").Str)))
			if kind := given.Label.Kind; kind != "answer" && kind != "source" {
				t.Errorf("the suggestion %s gives %s", c.Raw, kind)
			}
			// Discord sometimes sends what it showed instead of the value, cut as it was for a long text.
			if named := answered(t, r, discordtest.Slash("jetlag", "ask", discordtest.String("question", c.Get("name").Str))); string(named) != string(given.Body) {
				t.Errorf("the suggestion %s gives by its name\n%s, and by its value\n%s", c.Raw, named, given.Body)
			}
		}
	}
	for _, i := range []discordtest.Interaction{
		discordtest.Autocomplete("gone", "ask", discordtest.Focused("question", "s")),
		discordtest.Autocomplete("jetlag", "source", discordtest.CommandOption{"name": "number", "type": 4, "value": "3", "focused": true}),
		discordtest.Autocomplete("jetlag", ""),
	} {
		answered(t, r, i)
	}
}

func TestRemove(t *testing.T) {
	r := must(t, jetlag)
	id := shown(t, r, discordtest.Slash("jetlag", "symptoms")).Button(labelRemove)
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
		if !tt.removes && !discordtest.Read(response.Body).Private {
			t.Errorf("%s: the refusal is for all to see", name)
		}
	}
}

// After a reload every response comes from the new knowledge; what stood under older messages works or says what changed.
func TestUse(t *testing.T) {
	p := NewResponder(must(t, jetlag))
	old := discordtest.Button("1|s|jetlag|symptoms||||0")
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
		"topic":           {discordtest.Slash("jetlag", "symptoms"), Label{"jetlag", "symptoms", "answer"}},
		"source":          {discordtest.Slash("jetlag", "source", discordtest.Integer("number", 3)), Label{"jetlag", "source", "source"}},
		"no source":       {discordtest.Slash("jetlag", "source", discordtest.Integer("number", 99)), Label{"jetlag", "source", "usage"}},
		"question":        {discordtest.Slash("jetlag", "ask", discordtest.String("question", "what are the symptoms")), Label{"jetlag", "ask", "answer"}},
		"silence":         {discordtest.Slash("jetlag", "ask", discordtest.String("question", "private words")), Label{"jetlag", "ask", "no_match"}},
		"no topic":        {discordtest.Slash("jetlag", "private-words"), Label{"jetlag", "other", "usage"}},
		"no command":      {discordtest.Slash("private-words", "private-words"), Label{"other", "other", "usage"}},
		"message":         {discordtest.MessageCommand(commands.NameFind, "private words"), Label{commands.NameFind, "", "no_match"}},
		"completion":      {discordtest.Autocomplete("jetlag", "ask", discordtest.Focused("question", "private words")), Label{"jetlag", "ask", "choices"}},
		"foreign button":  {discordtest.Button("private words"), Label{Kind: "notice"}},
		"tampered button": {discordtest.Button("1|s|private|words||||0"), Label{"other", "other", "usage"}},
		"removal":         {discordtest.Button("1|x||||||0"), Label{Kind: "removal"}},
	} {
		p := NewResponder(must(t, jetlag))
		var got []Label
		p.Observe(func(l Label) { got = append(got, l) })
		if _, err := p.Respond(tt.in.JSON()); err != nil || len(got) != 1 || got[0] != tt.want {
			t.Errorf("%s: %+v, %v; want %+v", name, got, err, tt.want)
		}
	}
}
