package knowledge_test

import (
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/knowledge/knowledgetest"
)

// allLibraries are the libraries of which the properties hold.
func allLibraries(t testing.TB) map[string]*knowledge.Library {
	t.Helper()
	one, err := knowledge.Load(knowledgetest.Files)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]*knowledge.Library{"one": one, "two": library(t)}
}

func TestEveryFactIsCited(t *testing.T) {
	for name, l := range allLibraries(t) {
		t.Run(name, func(t *testing.T) { checkLibrary(t, l) })
	}
}

// checkLibrary holds what is true of every library that Load gives.
func checkLibrary(t *testing.T, l *knowledge.Library) {
	t.Helper()
	for _, a := range l.Articles() {
		ids := map[string]bool{}
		for _, topic := range a.Topics() {
			facts := topic.Answer().Facts()
			if len(facts) == 0 {
				t.Errorf("%s has no facts", topic.Place())
			}
			for _, f := range facts {
				checkFact(t, a, f)
				if ids[f.ID()] {
					t.Errorf("%s: the ID %q is there twice", f.Place(), f.ID())
				}
				ids[f.ID()] = true
			}
			if related := topic.Related(); len(related) > knowledge.MaxRelated || slices.Contains(related, topic) {
				t.Errorf("%s is related to %q", topic.Name(), names(related))
			}
		}
		for _, s := range append(a.Sources(), a.Reference()) {
			checkSource(t, s)
		}
	}
}

func checkFact(t *testing.T, a *knowledge.Article, f knowledge.Fact) {
	t.Helper()
	text, citations := f.Cited()
	if strings.TrimSpace(text) == "" || len(citations) == 0 {
		t.Errorf("%s: %q has %d citations", f.Place(), text, len(citations))
	}
	for _, c := range citations {
		if s, ok := a.Source(c.Source().ID()); !ok || s != c.Source() || c.Section() == "" {
			t.Errorf("%s: cites %q of section %q", f.Place(), c.Source().ID(), c.Section())
		}
	}
	if len(f.ID()) != knowledge.FactIDLength {
		t.Errorf("%s: the ID is %q", f.Place(), f.ID())
	}
	if f.Place().File != a.Name()+".yaml" || f.Place().Line < 1 || f.Place().Column < 1 {
		t.Errorf("%q stands at %s", text, f.Place())
	}
}

func checkSource(t *testing.T, s *knowledge.Source) {
	t.Helper()
	if s.AMA() == "" || s.Short() == "" || s.Title() == "" || s.Type() == "" {
		t.Errorf("%s: %q, %q, %q, %q", s.Place(), s.AMA(), s.Short(), s.Title(), s.Type())
	}
	if url := s.URL(); url != "" && !strings.HasPrefix(url, "https://") {
		t.Errorf("%s: %q", s.Place(), url)
	}
}

// What a library gives away belongs to whoever got it: nothing done to it changes the library.
func TestLibraryCannotBeChanged(t *testing.T) {
	l := library(t)
	before := everything(l)
	clear(l.Articles())
	for _, a := range l.Articles() {
		clear(a.Sources())
		clear(a.Topics())
		for _, topic := range a.Topics() {
			clear(topic.Aliases())
			clear(topic.Related())
			clear(topic.Facts())
			answer := topic.Answer()
			clear(answer.Facts())
			clear(answer.Sources())
			clear(answer.Sections())
			for _, f := range topic.Facts() {
				_, citations := f.Cited()
				clear(citations)
				clear(f.Aliases())
			}
		}
	}
	if after := everything(l); after != before {
		t.Errorf("before\n%s\nafter\n%s", before, after)
	}
}

// everything writes out all that a library says.
func everything(l *knowledge.Library) string {
	var b strings.Builder
	say := func(parts ...string) { b.WriteString(strings.Join(parts, " | ") + "\n") }
	say(l.Version())
	for _, a := range l.Articles() {
		say(a.Name(), a.Description(), a.Notice(), a.Reference().AMA())
		for _, s := range append(a.Sources(), a.Reference()) {
			say(s.ID(), s.AMA(), s.Short(), s.Type(), s.Note(), s.URL(), s.BibTeX(), s.RIS(), s.CSLJSON(), s.Place().String())
		}
		for _, topic := range a.Topics() {
			say(topic.Name(), topic.Title(), topic.Description(), topic.Section(), strings.Join(topic.Aliases(), ","), strings.Join(names(topic.Related()), ","))
			for _, f := range topic.Answer().Facts() {
				text, markers := cited(f)
				say(f.ID(), text, markers, strings.Join(f.Aliases(), ","), f.Place().String())
			}
			say(topic.Answer().Sections()...)
		}
	}
	return b.String()
}

func TestLoadIsDeterministic(t *testing.T) {
	want := everything(library(t))
	for range 20 {
		if got := everything(library(t)); got != want {
			t.Fatalf("one load gives\n%s\nand another\n%s", want, got)
		}
	}
	bad := strings.NewReplacer("[1, 2]", "[7, 7]", "Shoes", "shoes", "author", "authr", "2001", "20", "https", "http").Replace(walking(t))
	_, first := load("walking.yaml", bad)
	for range 20 {
		if _, err := load("walking.yaml", bad); err == nil || err.Error() != first.Error() {
			t.Fatalf("one load tells\n%v\nand another\n%v", first, err)
		}
	}
}

func TestVersionChangesWithEveryByte(t *testing.T) {
	text := walking(t)
	version := func(files ...string) string {
		l, err := load(files...)
		if err != nil {
			t.Fatal(err)
		}
		return l.Version()
	}
	original := version("walking.yaml", text)
	if again := version("walking.yaml", text); again != original || len(original) != 12 {
		t.Errorf("the version is %q, and then %q", original, again)
	}
	other := change(t, text, "name: walking", "name: strolling")
	seen := map[string]string{original: "the original"}
	for what, v := range map[string]string{
		"a changed letter":   version("walking.yaml", change(t, text, "What to wear", "What to bear")),
		"a comment":          version("walking.yaml", text+"#"),
		"an empty line":      version("walking.yaml", text+"\n"),
		"another file":       version("strolling.yaml", other),
		"one more file":      version("walking.yaml", text, "strolling.yaml", other),
		"one more, and more": version("walking.yaml", text+"\n", "strolling.yaml", other),
	} {
		if same, ok := seen[v]; ok {
			t.Errorf("%s has the version of %s", what, same)
		}
		seen[v] = what
	}
	if v := version("walking.yaml", text, "README.md", "words"); v != original {
		t.Error("the version depends on a file that is not an article")
	}
}

// The same text keeps its ID when other things change, so that what points to it goes on working.
func TestFactKeepsItsID(t *testing.T) {
	id := func(text string) string {
		l, err := load("walking.yaml", text)
		if err != nil {
			t.Fatal(err)
		}
		return topicOf(t, l, "walking", "shoes").Facts()[0].ID()
	}
	first := id(walking(t))
	if got := id(change(t, walking(t), "What to wear", "What to put on")); got != first {
		t.Errorf("a new title makes it %s from %s", got, first)
	}
	if got := id(change(t, walking(t), "Old shoes are", "Old boots are")); got == first {
		t.Errorf("a new text keeps %s", got)
	}
	both := change(t, walking(t), "Company makes for a slower pace.", "Old shoes are kinder than new ones.")
	l, err := load("walking.yaml", both)
	if err != nil {
		t.Fatal("a statement may stand in two topics:", err)
	}
	checkLibrary(t, l)
}

func TestManyReadAtOnce(t *testing.T) {
	l := library(t)
	want := everything(l)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 5 {
				if everything(l) != want {
					t.Error("a reader saw something else")
				}
			}
		})
	}
	wg.Wait()
}

// FuzzLoad reads any bytes as an article. They are either a library in which everything holds, or problems that say where
// they are.
func FuzzLoad(f *testing.F) {
	for _, file := range []string{"testdata/bad/walking.yaml", "testdata/library/tea.yaml", "testdata/exports/zotero.json", "testdata/exports/pandoc.yaml"} {
		b, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	for _, s := range []string{
		"", "---\n...\n---\n", "a: &a [*a]", "command: &c {<<: *c}", "? [a]\n: b", "{{x}}: y", "sources: [{id: {}, issued: [[[]]]}]", "topics: [{related: [[]], facts: [null]}]",
		"sources:\n- &a {author: [*a], issued: &d {date-parts: *d}}\n", "article: {issued: {date-parts: [[9999999999999999999]]}}", "\ufeffcommand: {name: walking}", "notice: \"\\ud800\"", "notice: !!binary \xff",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := load("walking.yaml", string(data))
		if err == nil {
			checkLibrary(t, l)
			return
		}
		problems, ok := err.(knowledge.Problems)
		if !ok || len(problems) == 0 || l != nil {
			t.Fatalf("library %v, error %v", l, err)
		}
		for _, p := range problems {
			if p.File != "walking.yaml" && p.Rule != "no-article" || p.Line < 1 || p.Column < 1 || p.Message == "" || p.Rule == "" || strings.ContainsAny(p.String(), "\n\r") {
				t.Errorf("%q", p)
			}
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := knowledge.Load(knowledgetest.Files); err != nil {
			b.Fatal(err)
		}
	}
}

// cited returns a fact's text and the markers behind it, "[4][2][5]".
func cited(f knowledge.Fact) (text, markers string) {
	text, citations := f.Cited()
	for _, c := range citations {
		markers += c.Source().Marker()
	}
	return text, markers
}
