package lookup_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"testing"

	"leakygut-bot/internal/lookup"
	"leakygut-bot/internal/lookup/corpus"
)

// The large library: as many facts as anybody is likely to write down, in articles of the usual size.
const (
	libraryArticles = 1000
	articleFacts    = 100
)

// library makes articles of the words of the corpus, the same each time.
func library(b *testing.B, c *corpus.Corpus) []lookup.Article {
	b.Helper()
	var words []string
	for _, a := range c.Articles {
		for _, t := range a.Topics {
			for _, f := range t.Facts {
				words = append(words, strings.Fields(f.Text)...)
			}
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	text := func(n int) string {
		out := make([]string, n)
		for i := range out {
			out[i] = words[r.IntN(len(words))]
		}
		return strings.Join(out, " ")
	}
	articles := make([]lookup.Article, libraryArticles)
	for i := range articles {
		a := &articles[i]
		a.Name, a.Title = fmt.Sprintf("article%d", i), text(3)
		for t := range 10 {
			a.Topics = append(a.Topics, lookup.Topic{Name: fmt.Sprintf("topic%d", t), Title: text(4), Section: text(3)})
			for range articleFacts / 10 {
				a.Topics[t].Facts = append(a.Topics[t].Facts, lookup.Fact{Text: text(15), Aliases: []string{text(2)}})
			}
		}
	}
	return articles
}

func load(b *testing.B) *corpus.Corpus {
	b.Helper()
	c, err := corpus.Load(os.DirFS("corpus/testdata"))
	if err != nil {
		b.Fatal(err)
	}
	return c
}

// BenchmarkAsk asks one article the questions that were written for it, and an article of the large library the same.
func BenchmarkAsk(b *testing.B) {
	c := load(b)
	ask := func(b *testing.B, x *lookup.Index, article func(corpus.Question) string) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			q := c.Questions[i%len(c.Questions)]
			x.Ask(article(q), q.Text)
		}
	}
	b.Run("article", func(b *testing.B) {
		ask(b, lookup.New(c.Articles, lookup.Learnt()), func(q corpus.Question) string { return q.Article })
	})
	b.Run("library", func(b *testing.B) {
		ask(b, lookup.New(library(b, c), lookup.Learnt()), func(corpus.Question) string { return "article500" })
	})
}

// BenchmarkFind looks chat messages up in every article of the large library.
func BenchmarkFind(b *testing.B) {
	c := load(b)
	x := lookup.New(library(b, c), lookup.Learnt())
	for i := 0; b.Loop(); i++ {
		x.Find(c.Messages[i%len(c.Messages)].Text)
	}
}

// BenchmarkIndex builds the index of the large library and reports the heap that stays.
func BenchmarkIndex(b *testing.B) {
	articles := library(b, load(b))
	var before, after runtime.MemStats
	for b.Loop() {
		runtime.GC()
		runtime.ReadMemStats(&before)
		x := lookup.New(articles, lookup.Learnt())
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB")
		runtime.KeepAlive(x)
	}
}
