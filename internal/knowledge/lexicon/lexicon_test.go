package lexicon

import (
	"bufio"
	"slices"
	"strings"
	"testing"
)

func TestSplit(t *testing.T) {
	for _, c := range []struct{ text, want string }{ // common words in brackets, "+" after a mark or an "and"
		{"Does Crohn's run in the family?", "[does] crohn [run] [in] [the] family"},
		{"migraines and fatigue, or both", "migraines +fatigue +[both]"},
		{"it’s 4,000 square feet", "[it] 4000 square feet"},
		{"how long does it take", "how long [does] [it] [take]"},
		{"type one diabetes, one cause", "[type] 1 diabetes +[one] [cause]"},
		{"type two", "[type] 2"},
		{"r u tired rn", "[are] [you] tired [now]"},
		{"sooooo tired", "[so] tired"},
		{"zero\u200bwidth so\u00adft", "zerowidth soft"},
		{"a\x00b\xffc", "[a] [b] [c]"},
		{"tl;dr", "tl +dr"},
		{"", ""},
		{"😂 ... !!!", ""},
		{"ما هي 今日", "ما هي 今日"},
		{"slightly, permanently", "[slightly] +permanently"},
		{"does it really just hurt 24/7", "[does] [it] hurt [always]"}, // words that say nothing are passed over
		{"in simple words, my back came back", "[my] back [came]"},
		{"does smoking make a difference", "[does] smoking [make] [a] [difference]"},
		{"what is the difference", "[what] [is] [the] difference"},
		{"r pickles good 4 it", "[are] pickles [good] [for] [it]"},
	} {
		var got []string
		for _, w := range Split(c.text) {
			s := w.Text
			if w.Common {
				s = "[" + s + "]"
			}
			if w.Joined {
				s = "+" + s
			}
			got = append(got, s)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q: %s, want %s", c.text, s, c.want)
		}
	}
	if n := len(Split(strings.Repeat("word ", 5000))); n != MaxWords {
		t.Errorf("%d words of 5,000, want %d", n, MaxWords)
	}
}

func TestQuestions(t *testing.T) {
	for text, want := range map[string][]string{
		"is stress a factor":                           {"is stress a factor"},
		"I sleep badly, is stress a factor?":           {"is stress a factor"},
		"I smoke and drink, does that matter? Thanks":  {"does that matter thanks", "does that matter"},
		"Hello, from what kind of cells are they made": {"from what kind of cells are they made"},
		"so how many layers are there":                 {"how many layers are there"},
		"I wonder if acne belongs to it":               {"acne belongs to it"},
		"I am tired and have migraines":                nil,
		"is it stress or can smoking do it":            {"is it stress can smoking do it", "is it stress"},
		"tired, sore joints":                           nil,
		"":                                             nil,
	} {
		words := Split(text)
		var got []string
		for _, q := range Questions(words) {
			var s []string
			for _, w := range words[q.Begin:q.End] {
				s = append(s, w.Text)
			}
			got = append(got, strings.Join(s, " "))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestProper(t *testing.T) {
	for text, want := range map[string][]string{
		"Any nutritionist in Leeds? Does HRT hurt, Bob": {"leeds", "hrt"}, // what follows a mark may begin a sentence
		"DOES HRT HURT": nil,
		"I am OK":       {"ok"},
	} {
		var got []string
		for _, w := range Split(text) {
			if w.Proper {
				got = append(got, w.Text)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestSplitterSaysTheSame(t *testing.T) {
	var s Splitter
	for _, text := range []string{"does smoking cause it", "smoking and migraines", "how much smoking"} {
		if !slices.Equal(s.Split(text), Split(text)) {
			t.Errorf("%q is split differently", text)
		}
	}
}

func TestStemJoinsSpellings(t *testing.T) {
	for _, same := range [][]string{
		{"migraine", "migraines"},
		{"coeliac", "celiac"},
		{"diarrhoea", "diarrhea"},
		{"fibre", "fiber"},
		{"tumour", "tumors"},
		{"organise", "organized", "organising"},
		{"centre", "centers"},
		{"travelling", "traveling"},
		{"allergy", "allergies"},
		{"nsaid", "nsaids"},
		{"ibs", "ib"},                    // short words only lose an s
		{"do", "can", "would", "should"}, // and what may stand for each other in a name is one
		{"i", "you", "someone", "he"},
		{"my", "the", "your"},
		{"disease", "conditions", "illness"},
	} {
		for _, w := range same[1:] {
			if Stem(w) != Stem(same[0]) {
				t.Errorf("%s is %s, %s is %s", same[0], Stem(same[0]), w, Stem(w))
			}
		}
	}
	for _, other := range [][2]string{{"stress", "street"}, {"acne", "acre"}, {"ms", "mr"}} {
		if Stem(other[0]) == Stem(other[1]) {
			t.Errorf("%s and %s are one", other[0], other[1])
		}
	}
}

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
	lines := strings.Fields(dictionary)
	if !slices.IsSorted(lines) || !Known(lines[0]) || !Known(lines[len(lines)-1]) {
		t.Error("the dictionary is not sorted, or its first or last word is not found")
	}
}

func TestTypos(t *testing.T) {
	for word, want := range map[string]int{"migrane": 2, "symtm": 1, "stress": 0, "ibs": 0, "4000": 0, "café": 0, strings.Repeat("x", 30): 0} {
		if got := Tolerance(word); got != want {
			t.Errorf("%s may have %d errors, want %d", word, got, want)
		}
	}
	for _, c := range []struct {
		a, b string
		want int
	}{{"migrane", "migraine", 1}, {"diahrea", "diarrhea", 2}, {"teh", "the", 1}, {"", "abc", 3}, {"same", "same", 0}, {strings.Repeat("a", 65), "a", 64}} {
		if got := Distance(c.a, c.b); got != c.want || Distance(c.b, c.a) != got {
			t.Errorf("%s and %s are %d apart, want %d", c.a, c.b, got, c.want)
		}
	}
	for word, want := range map[string]bool{"becuase": true, "waht": true, "abuot": true, "kombucha": false, "gluten": false} {
		if NearlyCommon(word) != want {
			t.Errorf("nearly common: %s is %v", word, !want)
		}
	}
	for word, want := range map[string]bool{"knees": true, "toddler": true, "9": true, "gluten": false, "stress": false} {
		if Setting(word) != want {
			t.Errorf("a setting: %s is %v", word, !want)
		}
	}
	if !NearMatter("glutem", 2) || NearMatter("glutem", 1) || !NearMatter("gluten", 1) || NearMatter("migrane", 2) {
		t.Error("what is nearly gluten is not told from what is not")
	}
	for word, want := range map[string]bool{"gluten": true, "kombucha": true, "12": true, "how long": true, "погода": true, "dinner": false, "ab": false} {
		if Matters(word) != want {
			t.Errorf("matters: %s is %v", word, !want)
		}
	}
}
