package knowledge_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestNoFileTakesLong holds the loader and the style rules to a time that grows with the size of a file and not with its square,
// whatever is in it: four times the file takes sixteen times as long where every line is compared with every other. At the limit
// of size, a file then takes about a second.
func TestNoFileTakesLong(t *testing.T) {
	const size = 10_000
	small, large := longFiles(t, size), longFiles(t, 4*size)
	for name, text := range large {
		t.Run(name, func(t *testing.T) {
			before, after := reading(t, small[name]), reading(t, text)
			if after > 10*before+300*time.Millisecond {
				t.Errorf("a file of %d bytes takes %v, and one of %d bytes %v", len(small[name]), before, len(text), after)
			}
		})
	}
}

// reading is the time that it takes to check a bad file: the shorter of two tries.
func reading(t *testing.T, text string) time.Duration {
	t.Helper()
	least := time.Hour
	for range 2 {
		begin := time.Now()
		if len(problemsOf(t, "walking.yaml", text)) == 0 {
			t.Error("nothing is said to this")
		}
		least = min(least, time.Since(begin))
	}
	return least
}

// longFiles returns files of about a size, each with much of one thing.
func longFiles(t *testing.T, size int) map[string]string {
	base := walking(t)
	fill := func(old, line string) string {
		n := size / (len(line) + 4)
		var b strings.Builder
		for i := range n {
			b.WriteString(strings.ReplaceAll(line, "#", fmt.Sprintf("%04d", i)))
		}
		return change(t, base, old, old+b.String())
	}
	return map[string]string{
		"one key":            fill("    title: What to wear\n", "    title: What to wear\n"),
		"keys that are none": fill("    title: What to wear\n", "    k#: x\n"),
		"a key of a date":    change(t, base, "issued: 2001", "issued: {date-parts: [[2019]]"+strings.Repeat(", x: 1", size/6)+"}"),
		"keys of a date":     change(t, base, "issued: 2001", "issued: {"+manyKeys(size/6)+"}"),
		"keys of custom":     change(t, base, "issued: 2001", "kustom: 1\n    custom: {"+manyKeys(size/6)+"}"),
		"a key of custom":    change(t, base, "issued: 2001", "custom: {"+strings.Repeat("x: 1, ", size/6)+"}"),
		"topics":             fill("topics:\n", "  - {name: t#, title: t#, description: d, section: s, facts: [{text: t#, cites: [1]}], related: [x#]}\n"),
		"empty topics":       fill("topics:\n", "  - {}\n"),
		"facts":              fill("    facts:\n      - text: Old shoes are kinder than new ones.\n        cites: [2]\n", "      - {text: A#, cites: [1, 2, 9]}\n"),
		"items":              fill("    facts:\n      - text: Old shoes are kinder than new ones.\n        cites: [2]\n", "      - list: a\n        each: b\n        cites: [1]\n        items: [c#, d#]\n"),
		"sources":            fill("sources:\n", "  - {id: #, type: book, title: t}\n"),
		"sources again":      fill("sources:\n", "  - {id: 1, type: book, title: t}\n"),
		"numbers":            change(t, base, "cites: [article]", "cites: ["+strings.Repeat("1, ", size/4)+"1]"),
		"aliases":            fill("    aliases: [speed, tempo]\n    related: [shoes]\n    facts:\n      - text: Most people walk about five kilometres in an hour.\n        cites: [1, 2]\n", "        aliases: [a#]\n"),
		"anchors":            change(t, base, "    aliases: [speed, tempo]\n", "    aliases: [&a [b]"+strings.Repeat(", *a", size/4)+"]\n"),
		"torn entries":       fill("    title: What to wear\n", "    name: x#\n    title: What to wear\n"),
		"a long text":        change(t, base, "What to wear", strings.Repeat("may be, ", size/8)),
		"related":            change(t, base, "related: [shoes]", "related: ["+strings.Repeat("shoos, ", size/8)+"x]"),
		"slips":              fill("topics:\n", "\t- x:y\n"),
		"quotes":             fill("topics:\n", "  - \"x\n"),
		"brackets":           base + strings.Repeat("[", size),
		"blanks":             change(t, base, "What to wear", strings.Repeat(" ", size)+":"),
	}
}

func manyKeys(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "x%d: 1, ", i)
	}
	return b.String()
}
