package lexicon

import (
	"bufio"
	"strings"
	"testing"
)

func TestKnown(t *testing.T) {
	n := 0
	for s := bufio.NewScanner(strings.NewReader(dictionary)); s.Scan(); n++ {
		if n%97 == 0 && !Known(s.Text()) {
			t.Errorf("%q is in the dictionary and not found", s.Text())
		}
	}
	for _, w := range []string{"", "a", "aaaa", "zzzzz", "migrane", "celiac\n", "zymurgyy"} {
		if Known(w) {
			t.Errorf("%q is not in the dictionary and found", w)
		}
	}
	first, last := dictionary[:strings.IndexByte(dictionary, '\n')], dictionary[strings.LastIndexByte(strings.TrimSpace(dictionary), '\n')+1:]
	if !Known(first) || !Known(strings.TrimSpace(last)) {
		t.Error("the first or the last word is not found")
	}
}
