package knowledge_test

import (
	"fmt"
	"os"

	"leakygut-bot/internal/knowledge"
)

// A fact gives its text and its citations together.
func ExampleFact_Cited() {
	l, err := knowledge.Load(os.DirFS("testdata/library"))
	if err != nil {
		fmt.Println(err)
		return
	}
	tea, _ := l.Article("tea")
	brewing, _ := tea.Topic("brewing")
	text, citations := brewing.Answer().Facts()[3].Cited()
	fmt.Println(text)
	for _, c := range citations {
		fmt.Printf("%s %s, under %q\n", c.Source().Marker(), c.Source().Short(), c.Section())
	}
	// Output:
	// A warm pot keeps the tea hot for longer.
	// [5] Ó Briain S, Cups of the World, 1999, under "Before you begin"
	// [2] Nguyễn and van Gogh-Østergård, Invented Journal of Kettles, 2011, under "Before you begin"
}

// A program outside the package can make facts and answers, but none that say anything.
func ExampleAnswer() {
	var fact knowledge.Fact
	text, citations := fact.Cited()
	fmt.Printf("%q, %d citations\n", text, len(citations))

	var answer knowledge.Answer
	fmt.Printf("%q, %d facts, %d sources, %d sections, topic %v\n", answer.Title(), len(answer.Facts()), len(answer.Sources()), len(answer.Sections()), answer.Topic())
	// Output:
	// "", 0 citations
	// "", 0 facts, 0 sources, 0 sections, topic <nil>
}

// What is wrong with a file is told all at once, with the place and the remedy.
func ExampleLoad() {
	_, err := load("tea.yaml", "command: {name: tea}\nnotice:\n")
	fmt.Println(err)
	// Output:
	// tea.yaml:1:1: the file has no "article"; add a line "article: …" [missing-key]
	// tea.yaml:1:1: the file has no "sources"; add a line "sources: …" [missing-key]
	// tea.yaml:1:1: the file has no "topics"; add a line "topics: …" [missing-key]
	// tea.yaml:1:10: command has no "description"; add a line "description: …" [missing-key]
	// tea.yaml:2:8: notice has no value; write one [null-value]
}
