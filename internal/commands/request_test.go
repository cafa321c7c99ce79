package commands_test

import (
	"strings"
	"testing"

	"leakygut-bot/internal/commands"
)

func TestParseLine(t *testing.T) {
	for line, want := range map[string]commands.Request{
		"":                     {},
		"   ":                  {},
		"/":                    {},
		"jetlag":               {Command: "jetlag"},
		"/jetlag":              {Command: "jetlag"},
		"/ jetlag":             {Command: "jetlag"},
		"//jetlag":             {Command: "/jetlag"},
		"/JetLag Symptoms":     {Command: "jetlag", Name: "symptoms"},
		" jetlag\t symptoms\n": {Command: "jetlag", Name: "symptoms"},
		"jetlag a b  c":        {Command: "jetlag", Name: "a b  c"},
		"jetlag source":        {Command: "jetlag", Name: "source"},
		"jetlag source 3":      {Command: "jetlag", Name: "source", Number: "3"},
		"jetlag SOURCE  3 4 ":  {Command: "jetlag", Name: "source", Number: "3 4"},
		"jetlag sources 3":     {Command: "jetlag", Name: "sources 3"},
		"tee ÜBER":             {Command: "tee", Name: "über"},
	} {
		if got := commands.ParseLine(line); got != want {
			t.Errorf("%q gives %+v, want %+v", line, got, want)
		}
	}
}

// FuzzParseLine asks whatever somebody types. There is always a reply, and it is the same with a slash, with more space
// around, and when it is asked again.
func FuzzParseLine(f *testing.F) {
	for _, line := range []string{"", "/", "tea", "/tea brewing", "TEA source 03", "tea source -1", "sleep help", "tea maté", "tea ask how long?", "\x00 \xff", "tea\u00a0brewing", "İ ǅ"} {
		f.Add(line)
	}
	set := sets(f)["invented"]
	f.Fuzz(func(t *testing.T, line string) {
		r := commands.ParseLine(line)
		want := describe(set.Reply(r))
		if want == "" {
			t.Errorf("%q gives nothing", line)
		}
		if strings.HasPrefix(strings.TrimSpace(line), "/") {
			return
		}
		for _, same := range []string{"/" + line, " " + line + "\t"} {
			if got := commands.ParseLine(same); got != r {
				t.Errorf("%q gives %+v, and %q gives %+v", line, r, same, got)
			}
		}
		if got := describe(set.Reply(r)); got != want {
			t.Errorf("%q gives %s, and then %s", line, want, got)
		}
	})
}
