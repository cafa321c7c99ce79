package knowledge_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"leakygut-bot/internal/knowledge"
)

// TestNoFileTakesLong holds the loader and the style rules to two seconds for whatever is in a file below its limit of size, and
// what they say to something that a person can read.
func TestNoFileTakesLong(t *testing.T) {
	const maxTested = 200_000 // what takes time by the square of a size shows at less than the limit
	base := walking(t)
	fill := func(old, line string) string {
		n := (maxTested - len(base) - len(old)) / (len(line) + 4)
		var b strings.Builder
		for i := range n {
			b.WriteString(strings.ReplaceAll(line, "#", fmt.Sprintf("%04d", i)))
		}
		return change(t, base, old, old+b.String())
	}
	for name, text := range map[string]string{
		"one key":            fill("    title: What to wear\n", "    title: What to wear\n"),
		"keys that are none": fill("    title: What to wear\n", "    k#: x\n"),
		"a key of a date":    change(t, base, "issued: 2001", "issued: {date-parts: [[2019]]"+strings.Repeat(", x: 1", 30_000)+"}"),
		"keys of a date":     change(t, base, "issued: 2001", "issued: {"+manyKeys(30_000)+"}"),
		"keys of custom":     change(t, base, "issued: 2001", "kustom: 1\n    custom: {"+manyKeys(30_000)+"}"),
		"a key of custom":    change(t, base, "issued: 2001", "custom: {"+strings.Repeat("x: 1, ", 30_000)+"}"),
		"topics":             fill("topics:\n", "  - {name: t#, title: t#, description: d, section: s, facts: [{text: t#, cites: [1]}], related: [x#]}\n"),
		"empty topics":       fill("topics:\n", "  - {}\n"),
		"facts":              fill("    facts:\n      - text: Old shoes are kinder than new ones.\n        cites: [2]\n", "      - {text: A#, cites: [1, 2, 9]}\n"),
		"items":              fill("    facts:\n      - text: Old shoes are kinder than new ones.\n        cites: [2]\n", "      - list: a\n        each: b\n        cites: [1]\n        items: [c#, d#]\n"),
		"sources":            fill("sources:\n", "  - {id: #, type: book, title: t}\n"),
		"sources again":      fill("sources:\n", "  - {id: 1, type: book, title: t}\n"),
		"numbers":            change(t, base, "cites: [article]", "cites: ["+strings.Repeat("1, ", 50_000)+"1]"),
		"aliases":            fill("    aliases: [speed, tempo]\n    related: [shoes]\n    facts:\n      - text: Most people walk about five kilometres in an hour.\n        cites: [1, 2]\n", "        aliases: [a#]\n"),
		"related":            change(t, base, "related: [shoes]", "related: ["+strings.Repeat("shoos, ", 25_000)+"x]"),
		"slips":              fill("topics:\n", "\t- x:y\n"),
		"quotes":             fill("topics:\n", "  - \"x\n"),
		"brackets":           base + strings.Repeat("[", 200_000),
		"blanks":             change(t, base, "What to wear", strings.Repeat(" ", 200_000)+":"),
	} {
		t.Run(name, func(t *testing.T) {
			if len(text) > 1<<20 {
				t.Fatalf("the file has %d bytes", len(text))
			}
			begin := time.Now()
			_, err := load("walking.yaml", text)
			if took := time.Since(begin); took > 2*time.Second {
				t.Errorf("Load took %v", took)
			}
			if err == nil {
				t.Error("nothing is said to this")
			}
			begin = time.Now()
			if _, err := knowledge.Style(fstest.MapFS{"walking.yaml": {Data: []byte(text)}}); err != nil {
				t.Error(err)
			}
			if took := time.Since(begin); took > 2*time.Second {
				t.Errorf("Style took %v", took)
			}
		})
	}
}

func manyKeys(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "x%d: 1, ", i)
	}
	return b.String()
}
