package knowledge_test

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"leakygut-bot/internal/knowledge"
	files "leakygut-bot/knowledge"
)

// TestLint lints the articles that the bot is built with.
func TestLint(t *testing.T) { lint(t, repository) }

// leakyGut is the article that the bot was made for.
func leakyGut(t testing.TB) *knowledge.Article {
	t.Helper()
	pictures, err := fs.Glob(files.Files, "*.png")
	if err != nil {
		t.Fatal(err)
	}
	alone := fstest.MapFS{} // whatever else an editor has in the directory
	for _, name := range append(pictures, "leakygut.yaml") {
		data, err := fs.ReadFile(files.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		alone[name] = &fstest.MapFile{Data: data}
	}
	l, err := knowledge.Load(alone)
	if err != nil {
		t.Fatal(err)
	}
	a, ok := l.Article("leakygut")
	if !ok {
		t.Fatal("there is no leakygut")
	}
	return a
}

func TestLeakyGutHasEveryPartOfTheArticle(t *testing.T) {
	a := leakyGut(t)
	for _, name := range []string{"about", "barrier", "conditions", "symptoms", "causes", "prevention", "food", "outlook", "support"} {
		if _, ok := a.Topic(name); !ok {
			t.Errorf("no topic %q", name)
		}
	}
	found := map[string]bool{}
	for _, topic := range a.Topics() {
		for _, s := range topic.Answer().Sections() {
			found[s] = true
		}
	}
	headings := []string{"How do I know if I have a leaky gut syndrome?", "The Leaky Gut Syndrome", "What causes a leaky gut?", "Why is this important?"}
	for _, h := range headings {
		if !found[h] {
			t.Errorf("nothing stands under %q", h)
		}
		delete(found, h)
	}
	if len(found) > 0 {
		t.Errorf("the article has no headings %v", found)
	}
}

func TestLeakyGutReferences(t *testing.T) {
	want := map[string]string{
		"1": "Editors BD. Tight Junctions. Biology Dictionary. Published April 14, 2017. Accessed February 5, 2021.",
		"2": "MD MC. Leaky gut: What is it, and what does it mean for you? Harvard Health Blog. Published September 22, 2017. Accessed February 5, 2021.",
		"3": "Arrieta MC, Bistritz L, Meddings JB. Alterations in intestinal permeability. Gut. 2006;55(10):1512-1520. doi:10.1136/gut.2005.085373",
		"4": "Zhang B, Verne ML, Fields JZ, Verne GN, Zhou Q. Intestinal Hyperpermeability in Gulf War Veterans with Chronic Gastrointestinal Symptoms. J Clin Gastroenterol. 2019;53(7):e298-e302. doi:10.1097/MCG.0000000000001135",
		"5": "Kelly JR, Kennedy PJ, Cryan JF, Dinan TG, Clarke G, Hyland NP. Breaking down the barriers: the gut microbiome, intestinal permeability and stress-related psychiatric disorders. Front Cell Neurosci. 2015;9:392. doi:10.3389/fncel.2015.00392",
		"6": "cdduserlogin. Leaky Gut: what is it and what to do to improve your gut health. Center for Digestive Diseases. Published July 6, 2020. Accessed February 5, 2021.",
	}
	links := map[string]string{
		"1": "",
		"2": "https://www.health.harvard.edu/blog/leaky-gut-what-is-it-and-what-does-it-mean-for-you-2017092212451",
		"3": "https://doi.org/10.1136/gut.2005.085373",
		"4": "https://doi.org/10.1097/MCG.0000000000001135",
		"5": "https://doi.org/10.3389/fncel.2015.00392",
		"6": "",
	}
	a := leakyGut(t)
	got, gotLinks := map[string]string{}, map[string]string{}
	for _, s := range a.Sources() {
		got[s.ID()], gotLinks[s.ID()] = s.AMA(), s.URL()
		if !slices.ContainsFunc(a.Topics(), func(t *knowledge.Topic) bool { return t.Cites(s) }) {
			t.Errorf("no topic cites source %s", s.ID())
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("references (-want +got)\n%s", d)
	}
	if d := cmp.Diff(links, gotLinks); d != "" {
		t.Errorf("links (-want +got)\n%s", d)
	}
	if ref := a.Reference(); ref.URL() != "" || ref.Title() != "The Leaky Gut Syndrome" {
		t.Errorf("the article is %q at %q", ref.Title(), ref.URL())
	}
}

// TestLeakyGutNumbers holds every statement to the numbers that the article gives for it, topic by topic, in its order.
func TestLeakyGutNumbers(t *testing.T) {
	want := map[string]string{
		"about":      "[A] [3] [3] [3] [3] [A] [A]",
		"barrier":    "[A] [A] [A] [A] [1] [A] [2] [2]",
		"conditions": strings.Repeat("[2] ", 17) + "[A]",
		"symptoms":   strings.TrimSuffix(strings.Repeat("[4][2][5] ", 6), " "),
		"causes":     "[A] [A]" + strings.Repeat(" [6]", 7),
		"prevention": "[A] [A]",
		"food":       "[A] [A] [A] [A]",
		"outlook":    "[A] [A] [A] [A]",
		"support":    "[A]",
	}
	got := map[string]string{}
	for _, topic := range leakyGut(t).Topics() {
		var all []string
		for _, f := range topic.Facts() {
			_, markers := cited(f)
			all = append(all, markers)
		}
		got[topic.Name()] = strings.Join(all, " ")
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("numbers (-want +got)\n%s", d)
	}
}

// The article hedges: three diseases are known to be linked, ten may be associated, and it calls nothing a cause of them.
func TestLeakyGutHedges(t *testing.T) {
	a := leakyGut(t)
	causes := regexp.MustCompile(`(?i)\bcauses\b|\bcaused by\b|\bproves?\b`)
	for _, topic := range a.Topics() {
		for _, f := range topic.Facts() {
			if text, _ := f.Cited(); causes.MatchString(text) {
				t.Errorf("%s: %q says more than the article", f.Place(), text)
			}
		}
	}
	conditions, ok := a.Topic("conditions")
	if !ok {
		t.Fatal("no conditions")
	}
	known := []string{"Celiac disease", "Irritable bowel syndrome", "Crohn's disease"}
	possible := []string{
		"Acne", "Allergies", "Arthritis", "Asthma", "Atopic dermatitis", "Chronic fatigue syndrome", "Mental illness",
		"Multiple sclerosis", "Obesity", "Type 1 diabetes",
	}
	for _, disease := range slices.Concat(known, possible) {
		var texts []string
		for _, f := range conditions.Facts() {
			text, markers := cited(f)
			if strings.Contains(strings.ToLower(text), strings.ToLower(disease)) {
				texts = append(texts, text)
				if markers != "[2]" {
					t.Errorf("%q has %s", text, markers)
				}
			}
		}
		if len(texts) != 1 {
			t.Errorf("%s is in %q", disease, texts)
			continue
		}
		if may := strings.Contains(texts[0], " may "); may != slices.Contains(possible, disease) {
			t.Errorf("%q is hedged otherwise than in the article", texts[0])
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
