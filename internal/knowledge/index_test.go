package knowledge

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"leakygut-bot/internal/knowledge/csl"
)

// BenchmarkIndex builds the index of 1,000 generated articles with 100,000 facts and reports what it keeps in memory.
func BenchmarkIndex(b *testing.B) {
	for b.Loop() {
		before := heap()
		l := generated(1000, 100)
		b.ReportMetric(float64(heap()-before)/(1<<20), "MB")
		runtime.KeepAlive(l)
	}
}

// BenchmarkAskLarge asks one article of that library, and BenchmarkFindLarge looks a chat message up in all of it.
func BenchmarkAskLarge(b *testing.B) {
	l := generated(1000, 100)
	a := l.articles[500]
	question := "please tell me whether " + a.topics[3].facts[4].text + " or " + a.topics[3].facts[5].text
	b.ReportAllocs()
	for b.Loop() {
		a.Ask(question)
	}
}

func BenchmarkFindLarge(b *testing.B) {
	l := generated(1000, 100)
	message := "last week we talked about " + l.articles[7].topics[3].facts[4].text + " and nobody knew"
	b.ReportAllocs()
	for b.Loop() {
		l.Find(message)
	}
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// generated is a library of made-up articles with made-up words: ten topics each, some aliases, one source.
func generated(articles, facts int) *Library {
	r := rand.New(rand.NewPCG(1, 2))
	words := make([]string, 20000)
	for i := range words {
		var w strings.Builder
		for range 2 + r.IntN(3) {
			w.WriteString(string("bcdfglmnprstvz"[r.IntN(14)]) + string("aeiou"[r.IntN(5)]))
		}
		words[i] = w.String() + string("lmnrst"[r.IntN(6)])
	}
	text := func(n int) string {
		out := make([]string, n)
		for i := range out {
			out[i] = words[r.IntN(len(words))]
		}
		return strings.Join(out, " ")
	}
	l := &Library{}
	for i := range articles {
		a := &Article{name: fmt.Sprintf("article%04d", i), notice: "made up"}
		a.reference = &Source{id: ArticleID, item: csl.Item{Type: "webpage", Text: map[string]string{"title": text(3)}}}
		source := &Source{id: "1", item: csl.Item{Type: "webpage", Text: map[string]string{"title": text(8)}}}
		a.sources = []*Source{source}
		for j := range 10 {
			t := &Topic{article: a, name: fmt.Sprintf("topic%d", j), title: text(3), section: text(2), aliases: []string{text(1), text(2)}}
			for range facts / 10 {
				f := Fact{topic: t, text: text(8), aliases: []string{text(1), text(2)}, citations: []Citation{{source, t.section}}}
				f.id = factID(t.name, f.text)
				t.facts = append(t.facts, f)
			}
			a.topics = append(a.topics, t)
		}
		l.articles = append(l.articles, a)
	}
	newIndex(l.articles)
	return l
}
