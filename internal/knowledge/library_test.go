package knowledge_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"leakygut-bot/internal/knowledge"
)

// library loads the invented articles of testdata/library: sleep and tea.
func library(t testing.TB) *knowledge.Library {
	t.Helper()
	l, err := knowledge.Load(os.DirFS("testdata/library"))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// topicOf finds a topic of an article of a library.
func topicOf(t testing.TB, l *knowledge.Library, article, topic string) *knowledge.Topic {
	t.Helper()
	a, ok := l.Article(article)
	if !ok {
		t.Fatalf("no article %q", article)
	}
	found, ok := a.Topic(topic)
	if !ok {
		t.Fatalf("no topic %q in %q", topic, article)
	}
	return found
}

func TestArticlesStandByName(t *testing.T) {
	// By the names of their files, walking-far.yaml is before walking.yaml.
	l, err := load("walking.yaml", walking(t), "walking-far.yaml", change(t, walking(t), "name: walking", "name: walking-far"), "README.md", "# not an article")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, a := range l.Articles() {
		names = append(names, a.Name())
		if found, ok := l.Article(a.Name()); !ok || found != a {
			t.Errorf("%q is not found by its name", a.Name())
		}
	}
	if d := cmp.Diff([]string{"walking", "walking-far"}, names); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	for _, name := range []string{"", "walk", "walking-", "Walking", "zebra"} {
		if a, ok := l.Article(name); ok {
			t.Errorf("%q finds %q", name, a.Name())
		}
	}
}

func TestArticleSaysWhatTheFileSays(t *testing.T) {
	l := library(t)
	tea, _ := l.Article("tea")
	got := map[string]string{
		"name": tea.Name(), "description": tea.Description(), "notice": tea.Notice(), "place": tea.Place().String(),
		"reference": tea.Reference().AMA(), "marker": tea.Reference().Marker(), "id": tea.Reference().ID(),
	}
	want := map[string]string{
		"name": "tea", "description": `Short, cited answers from the invented article "A Pot of Tea"`,
		"notice": "An invented article for tests. Nothing here is advice.", "place": "tea.yaml:1:1",
		"reference": "Müller Z. A Pot of Tea. Invented Kitchen. November 2020.", "marker": "[A]", "id": "article",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if s, ok := tea.Source("article"); !ok || s != tea.Reference() {
		t.Error("the article is not found as a source")
	}
	for _, id := range []string{"1", "6", "03", "", "svobodovaSlowLeaves2015"} {
		if s, ok := tea.Source(id); ok {
			t.Errorf("%q finds source %s", id, s.ID())
		}
	}
	if topic, ok := tea.Topic("sheep"); ok {
		t.Errorf("tea knows %q", topic.Title())
	}
}

func TestSourceSaysWhatTheFileSays(t *testing.T) {
	l := library(t)
	tea, _ := l.Article("tea")
	type source struct{ ID, Marker, Type, Short, Container, URL, Note string }
	var got []source
	for _, s := range tea.Sources() {
		got = append(got, source{s.ID(), s.Marker(), s.Type(), s.Short(), s.Container(), s.URL(), s.Note()})
	}
	want := []source{
		{"2", "[2]", "journal article", "Nguyễn and van Gogh-Østergård, Invented Journal of Kettles, 2011", "Invented Journal of Kettles", "https://doi.org/10.99999/invented.kettles.2011.4", ""},
		{"3", "[3]", "journal article", "Svobodová J, Ann Invent Bot, 2015", "Annals of Invented Botany", "", ""},
		{"4", "[4]", "web page", "架空出版, Invented Tea Notes, 2018", "Invented Tea Notes", "https://example.org/tea?cup=1&pot=2", ""},
		{"5", "[5]", "book", "Ó Briain S, Cups of the World, 1999", "", "", "Invented, as all references here are."},
		{"9", "[9]", "report", "Bureau of Invented Statistics, Tea breaks in offices, 2016", "", "", ""},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

func TestDOIBecomesAnAddress(t *testing.T) {
	for doi, want := range map[string]string{
		"10.9999/a.b-c(1)":        "https://doi.org/10.9999/a.b-c%281%29",
		"10.9999/a/b":             "https://doi.org/10.9999/a/b",
		`"10.9999/a<b>c#d;e?f%g"`: "https://doi.org/10.9999/a%3Cb%3Ec%23d%3Be%3Ff%25g",
	} {
		article := change(t, walking(t), "DOI: 10.9999/invented.2\n    URL: https://example.org/2", "DOI: "+doi)
		l, err := load("walking.yaml", article)
		if err != nil {
			t.Error(err)
			continue
		}
		s, _ := l.Articles()[0].Source("2")
		if got := s.URL(); got != want {
			t.Errorf("%s gives %s, want %s", doi, got, want)
		}
	}
}

func TestExportsNameTheirSource(t *testing.T) {
	l := library(t)
	tea, _ := l.Article("tea")
	s, _ := tea.Source("5")
	for format, text := range map[string]string{"BibTeX": s.BibTeX(), "RIS": s.RIS(), "CSL-JSON": s.CSLJSON()} {
		if !strings.Contains(text, "Cups of the World") {
			t.Errorf("%s is\n%s", format, text)
		}
	}
}

func TestTopicSaysWhatTheFileSays(t *testing.T) {
	brewing := topicOf(t, library(t), "tea", "brewing")
	type fact struct{ Text, Markers, Place string }
	var facts []fact
	for _, f := range brewing.Facts() {
		text, markers := cited(f)
		facts = append(facts, fact{text, markers, f.Place().String()})
		if f.Topic() != brewing {
			t.Errorf("%q is of another topic", text)
		}
	}
	want := []fact{
		{"Water that boils twice tastes flat to some people.", "[2]", "tea.yaml:92:15"},
		{"Leaves may stand for three minutes.", "[3][4]", "tea.yaml:95:15"},
		{"One spoon for each cup and one for the pot is an old rule.", "[A]", "tea.yaml:98:15"},
		{"A warm pot keeps the tea hot for longer.", "[5][2]", "tea.yaml:101:15"},
	}
	if d := cmp.Diff(want, facts); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	got := []any{brewing.Article().Name(), brewing.Name(), brewing.Title(), brewing.Description(), brewing.Section(), brewing.Aliases(), names(brewing.Related()), brewing.Place().String(), brewing.Facts()[3].Aliases()}
	if d := cmp.Diff([]any{"tea", "brewing", "Brewing a pot", "How hot, how long, how much", "Brewing", []string{"brew", "make tea", "steeping"}, []string{"maté", "cups"}, "tea.yaml:85:11", []string{"warm the pot"}}, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

func TestAnswerIsTheTopicWithItsSources(t *testing.T) {
	answer := topicOf(t, library(t), "tea", "brewing").Answer()
	var sources []string
	for _, s := range answer.Sources() {
		sources = append(sources, s.ID())
	}
	got := []any{answer.Topic().Name(), answer.Title(), len(answer.Facts()), sources, answer.Sections()}
	want := []any{"brewing", "Brewing a pot", 4, []string{"2", "3", "4", "5"}, []string{"Brewing", "Before you begin"}}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

// Without "related", the topics that share sources and the section are offered, the nearest first.
func TestRelatedTopicsAreTheNearest(t *testing.T) {
	article := change(t, walking(t), "    related: [shoes]\n", "") + `
  - {name: rain, title: Rain, description: D, section: Pace, facts: [{text: It rains., cites: [1, 2]}]}
  - {name: dogs, title: Dogs, description: D, section: Dogs, facts: [{text: Dogs walk too., cites: [article]}]}
  - {name: cats, title: Cats, description: D, section: Cats, facts: [{text: Cats rarely., cites: [1]}]}
  - {name: snow, title: Snow, description: D, section: Snow, facts: [{text: It snows., cites: [2]}]}
  - {name: hail, title: Hail, description: D, section: Hail, facts: [{text: It hails., cites: [2]}]}
`
	l, err := load("walking.yaml", article)
	if err != nil {
		t.Fatal(err)
	}
	for topic, want := range map[string][]string{
		"pace": {"rain", "shoes", "cats", "snow"}, // hail would be the fifth
		"dogs": nil,
		"cats": {"pace", "rain"},
	} {
		if d := cmp.Diff(want, names(topicOf(t, l, "walking", topic).Related())); d != "" {
			t.Errorf("%s (-want +got)\n%s", topic, d)
		}
	}
}

func names(topics []*knowledge.Topic) (names []string) {
	for _, t := range topics {
		names = append(names, t.Name())
	}
	return names
}
