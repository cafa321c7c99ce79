package knowledge_test

import (
	"slices"
	"strings"
	"testing"

	"leakygut-bot/internal/knowledge"
)

const weather = `      - list: slowed down by
        each: "{} may slow people down"
        cites: [2, 1]
        items:
          - rain
          - {item: mRNA vaccines, cites: [article]}
          - item: "“early” snow"
            alone: Snow that falls early may slow people down!
            aliases: [sleet]
        section: Weather
`

// withList is the article about walking with a list between its facts.
func withList(t *testing.T) *knowledge.Topic {
	t.Helper()
	l, err := load("walking.yaml", change(t, walking(t), "      - text: Company", weather+"      - text: Company"))
	if err != nil {
		t.Fatal(err)
	}
	a, _ := l.Article("walking")
	topic, _ := a.Topic("pace")
	return topic
}

// Items are facts like any other, in the file's order, each with a sentence that stands alone and with citations.
func TestListItemsAreFacts(t *testing.T) {
	var got []string
	for _, f := range withList(t).Facts() {
		text, markers := cited(f)
		_, citations := f.Cited()
		got = append(got, text+markers+" "+citations[0].Section()+" | "+f.Item()+" "+strings.Join(f.Aliases(), ","))
	}
	want := []string{
		"Most people walk about five kilometres in an hour.[1][2] Pace |  fast",
		"Rain may slow people down.[2][1] Weather | Rain ",
		"mRNA vaccines may slow people down.[A] Weather | mRNA vaccines ",
		"Snow that falls early may slow people down![2][1] Weather | “Early” snow sleet",
		"Company makes for a slower pace.[A] Pace |  ",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestListHoldsItsItems(t *testing.T) {
	facts := withList(t).Facts()
	l := facts[1].List()
	if facts[0].List() != nil || facts[4].List() != nil || l == nil || facts[2].List() != l || facts[3].List() != l {
		t.Fatal("the three items and nothing else are of one list")
	}
	intro, citations := l.Cited()
	if intro != "Slowed down by" || l.Intro() != intro || len(citations) != 2 || citations[0].Source().ID() != "2" || citations[0].Section() != "Weather" {
		t.Errorf("the list is introduced by %q and cites %v", intro, citations)
	}
	if items := l.Facts(); len(items) != 3 || items[0].ID() != facts[1].ID() || items[2].List() != l {
		t.Errorf("the list holds %d items", len(items))
	}
	if !l.IsPrefixOf(facts[1:]) || l.IsPrefixOf(facts) || l.IsPrefixOf(facts[1:3]) || l.IsPrefixOf(nil) || facts[0].List().IsPrefixOf(facts) {
		t.Error("a list heads what begins with all its items, and nothing else")
	}
}

// A fact that becomes an item keeps its ID as long as its sentence does, so that buttons of before still find it.
func TestListItemKeepsTheIDOfItsSentence(t *testing.T) {
	const fact = "      - text: Rain may slow people down.\n        cites: [2]\n      - text: Company"
	l, err := load("walking.yaml", change(t, walking(t), "      - text: Company", fact))
	if err != nil {
		t.Fatal(err)
	}
	a, _ := l.Article("walking")
	topic, _ := a.Topic("pace")
	if before, now := topic.Facts()[1].ID(), withList(t).Facts()[1].ID(); before != now {
		t.Errorf("the ID was %s and is %s", before, now)
	}
}
