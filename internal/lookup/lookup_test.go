package lookup_test

import (
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"

	"leakygut-bot/internal/lookup"
)

// orchard is an article of the tests.
var orchard = lookup.Article{
	Name: "orchard", Title: "The Small Orchard", Aliases: []string{"fruit trees"},
	Topics: []lookup.Topic{
		{Name: "pruning", Title: "When and how to prune", Section: "Pruning", Aliases: []string{"cutting"}, Facts: []lookup.Fact{
			{Text: "Apple trees are pruned in winter, while they are dormant."},
			{Text: "Plums are pruned in summer, because winter cuts invite silver leaf disease.", Aliases: []string{"fungus"}},
		}},
		{Name: "pests", Title: "Pests and what helps", Section: "Pests", Facts: []lookup.Fact{
			{Text: "Aphids may be washed off young shoots with a jet of water."},
			{Text: "Birds can be kept from the fruit by a net."},
			{Text: "About 40 percent of the crop was lost to inflammation of the bark in one bad year."},
		}},
	},
	Sources: []lookup.Source{{ID: "1", Texts: []string{"Keller AB. Pruning of Plums. Orchard J. 2015;12:3-9.", "Pruning of Plums", "Orchard J"}}},
}

func index() *lookup.Index { return lookup.New([]lookup.Article{orchard}, lookup.Learnt()) }

// TestAsk goes through the kinds of result, and through the ways in which a word is written.
func TestAsk(t *testing.T) {
	x := index()
	for question, want := range map[string]lookup.Result{
		"aphids":                 {Kind: lookup.Answer, Topic: -1, Facts: []int{2}},
		"APHIDS?!":               {Kind: lookup.Answer, Topic: -1, Facts: []int{2}},
		"<@123456> aphids":       {Kind: lookup.Answer, Topic: -1, Facts: []int{2}},
		"ａｐｈｉｄｓ":                 {Kind: lookup.Answer, Topic: -1, Facts: []int{2}},
		"áphids":                 {Kind: lookup.Answer, Topic: -1, Facts: []int{2}},
		"aphidds":                {Kind: lookup.Answer, Topic: -1, Facts: []int{2}},
		"inﬂammation":            {Kind: lookup.Answer, Topic: -1, Facts: []int{4}},
		"pests?":                 {Kind: lookup.Answer, Topic: 1, Facts: []int{2, 3, 4}},
		"source 1":               {Kind: lookup.OneSource, Topic: -1, Source: "1"},
		"source 9":               {Kind: lookup.OneSource, Topic: -1, Source: "9"},
		"keller 2015":            {Kind: lookup.OneSource, Topic: -1, Source: "1"},
		"who wrote this article": {Kind: lookup.OneSource, Topic: -1, Source: "article"},
		"what are your sources":  {Kind: lookup.Sources, Topic: -1},
		"hello":                  {Kind: lookup.Help, Topic: -1},
		"what can you do":        {Kind: lookup.Help, Topic: -1},
		"コンニチハ 世界":               {Kind: lookup.Foreign, Topic: -1},
		"who won the world cup":  {Kind: lookup.None, Topic: -1},
	} {
		got := x.Ask("orchard", question)
		if got.Kind == lookup.Near && want.Kind == lookup.Answer && got.Facts[0] == want.Facts[0] {
			continue // how sure it is depends on the weights
		}
		got.Recognised, got.Bridge = nil, lookup.Bridge{}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %+v, want %+v", question, got, want)
		}
	}
	if r := x.Ask("nothing", "aphids"); r.Kind != lookup.None {
		t.Errorf("an article that is not there: %+v", r)
	}
}

// TestForeign asks in other languages, and in English that is hard to tell from them.
func TestForeign(t *testing.T) {
	x := index()
	for _, question := range []string{
		"¿qué árbol es el mejor?", "welche schädlinge gibt es hier", "quand faut-il tailler les arbres", "hoe vaak moet ik snoeien", "kiedy przycinać drzewa",
		"когда обрезать яблони", "木はいつ剪定しますか", "mitä tuholaisia puissa on", "ağaçlar ne zaman budanır", "cuándo se poda",
	} {
		if r := x.Ask("orchard", question); r.Kind != lookup.Foreign {
			t.Errorf("%q is taken for English: %v", question, r.Kind)
		}
	}
	for _, question := range []string{
		"aphids", "aphids lol", "wen shoud i prun teh tres", "wassail?", "codling moth, how do i stop it", "plz help my apels r rotten", "xqzt", "1", "birds eat fruit",
	} {
		if r := x.Ask("orchard", question); r.Kind == lookup.Foreign {
			t.Errorf("%q is not taken for English", question)
		}
	}
}

// TestKinds asks for a kind of what the article names.
func TestKinds(t *testing.T) {
	x := index()
	r := x.Ask("orchard", "sparrows?")
	if r.Kind == lookup.None || len(r.Facts) == 0 || r.Facts[0] != 3 || r.Bridge != (lookup.Bridge{Asked: "sparrows", Wider: "birds"}) {
		t.Errorf("%+v", r)
	}
	if !x.IsKind("sparrow", "bird") || x.IsKind("bird", "sparrow") || x.IsKind("sparrow", "net") || x.IsKind("", "bird") {
		t.Error("kinds are not what the dictionary says")
	}
	for text, want := range map[string]bool{"aphids": true, "sparrow": true, "aphids net": true, "buy sparrows": false, "qqqq": false, "": false} {
		if x.Knows("orchard", text) != want {
			t.Errorf("%q is known: %t", text, !want)
		}
	}
}

func TestFind(t *testing.T) {
	x := index()
	if found := x.Find("The train was late again! Are aphids washed off young shoots with water?"); len(found) != 1 || found[0].Article != "orchard" || found[0].Facts[0] != 2 {
		t.Errorf("%+v", found)
	}
	for _, text := range []string{"", "lol", "who is in for a game tonight", strings.Repeat("nothing here. ", 500)} {
		if found := x.Find(text); len(found) != 0 {
			t.Errorf("%.40q: %+v", text, found)
		}
	}
}

func TestSuggest(t *testing.T) {
	x := index()
	for typed, first := range map[string]lookup.Suggestion{
		"":      {Topic: 0, Fact: -1},
		"pe":    {Topic: 1, Fact: -1},
		"aph":   {Topic: -1, Fact: 2},
		"kell":  {Topic: -1, Fact: -1, Source: "1"},
		"is ap": {Topic: -1, Fact: 0},
	} {
		if got := x.Suggest("orchard", typed, 25); len(got) == 0 || got[0] != first {
			t.Errorf("%q: %+v, want %+v first", typed, got, first)
		}
	}
	if got := x.Suggest("orchard", "", 2); len(got) != 2 {
		t.Errorf("%d suggestions, of two at the most", len(got))
	}
	if got := x.Suggest("nothing", "a", 25); got != nil {
		t.Errorf("%+v", got)
	}
}

func TestExplain(t *testing.T) {
	for question, want := range map[string]string{
		"are sparrows a problem": "is a kind of birds",
		"pests":                  "names the topic",
		"hello":                  "help",
	} {
		if got := index().Explain("orchard", question); !strings.Contains(got, want) {
			t.Errorf("%q is not explained with %q:\n%s", question, want, got)
		}
	}
	if got := index().Explain("nothing", "x"); got != "" {
		t.Error(got)
	}
}

// TestWeights shows that the weights are those of the features that there are.
func TestWeights(t *testing.T) {
	b, err := os.ReadFile("weights.json")
	if err != nil {
		t.Fatal(err)
	}
	var w lookup.Weights
	if err := json.Unmarshal(b, &w); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"{}", "[]", strings.Replace(string(b), `"kind`, `"kinds`, 1), strings.Replace(string(b), `"in text"`, `"in texts"`, 1)} {
		if bad != string(b) && json.Unmarshal([]byte(bad), &w) == nil {
			t.Errorf("%.40s is taken", bad)
		}
	}
}

// FuzzAsk asks whatever somebody types. The result is the same every time and points at facts that are there.
func FuzzAsk(f *testing.F) {
	for _, q := range []string{"", "aphids", "é\u0301ﬂ", "\xff\xfe", "<@1><#2> :x: 4,000.5kg", "what is what is", strings.Repeat("plum ", 400), "ʼʼs's"} {
		f.Add(q)
	}
	x := index()
	f.Fuzz(func(t *testing.T, question string) {
		r := x.Ask("orchard", question)
		if !reflect.DeepEqual(r, x.Ask("orchard", question)) {
			t.Error("another result the second time")
		}
		if (r.Kind == lookup.Answer || r.Kind == lookup.Near) != (len(r.Facts) > 0) {
			t.Errorf("%+v", r)
		}
		for _, i := range r.Facts {
			if i < 0 || i > 4 {
				t.Errorf("fact %d", i)
			}
		}
		for _, found := range x.Find(question) {
			if len(found.Facts) == 0 {
				t.Errorf("%+v", found)
			}
		}
		x.Suggest("orchard", question, 25)
		x.Explain("orchard", question)
	})
}
