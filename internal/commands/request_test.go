package commands_test

import (
	"strings"
	"testing"

	"leakygut-bot/internal/commands"
)

func TestParseLine(t *testing.T) {
	for line, want := range map[string]commands.Request{
		"":                       {},
		"   ":                    {},
		"/":                      {},
		"leakygut":               {Command: "leakygut"},
		"/leakygut":              {Command: "leakygut"},
		"/ leakygut":             {Command: "leakygut"},
		"//leakygut":             {Command: "/leakygut"},
		"/LeakyGut Symptoms":     {Command: "leakygut", Name: "symptoms"},
		" leakygut\t symptoms\n": {Command: "leakygut", Name: "symptoms"},
		"leakygut a b  c":        {Command: "leakygut", Name: "a b  c"},
		"leakygut source":        {Command: "leakygut", Name: "source"},
		"leakygut source 3":      {Command: "leakygut", Name: "source", Number: "3"},
		"leakygut SOURCE  3 4 ":  {Command: "leakygut", Name: "source", Number: "3 4"},
		"leakygut sources 3":     {Command: "leakygut", Name: "sources 3"},
		"tee ÜBER":               {Command: "tee", Name: "über"},
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
