package knowledge_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"leakygut-bot/internal/knowledge"
)

// TestRules puts the wrong example of each rule in the place of the right one, and compares what Check says with
// testdata/rules.txt. After a wanted change, read the differences that "go test ./internal/knowledge -run TestRules -update"
// leaves in git.
func TestRules(t *testing.T) {
	const golden = "testdata/rules.txt"
	base := readFile(t, "testdata/rules/coffee.yaml")
	var got strings.Builder
	for _, rule := range knowledge.Rules() {
		if rule == *knowledge.DiscordLimit || rule == *knowledge.EverydayAlias {
			continue // of another package, which tests it
		}
		t.Run(rule.Name, func(t *testing.T) {
			right, wrong := examples(t, rule, base)
			if problems := check(t, right); len(problems) > 0 {
				t.Errorf("the right example breaks a rule:\n%v", problems)
			}
			problems := check(t, wrong)
			if !slices.ContainsFunc(problems, func(p knowledge.Problem) bool { return p.Rule == rule.Name && p.Severity == rule.Severity }) {
				t.Errorf("the rule is not reported for its wrong example; what is reported: %q", problems)
			}
			for _, p := range problems {
				fmt.Fprintln(&got, p)
				if p.Message == "" || p.Remedy == "" {
					t.Errorf("%q has no message or no remedy", p)
				}
			}
			fmt.Fprintln(&got)
		})
	}
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if d := cmp.Diff(readFile(t, golden), got.String()); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

// examples returns the files of a rule's right and wrong example.
func examples(t testing.TB, rule knowledge.Rule, base string) (right, wrong []string) {
	t.Helper()
	if !strings.HasPrefix(rule.Wrong, "-- ") {
		return []string{"coffee.yaml", base}, []string{"coffee.yaml", change(t, base, rule.Right, expand(rule.Wrong))}
	}
	files := func(example string) (files []string) {
		for _, f := range txtar.Parse([]byte(example)).Files {
			files = append(files, f.Name, strings.Replace(string(f.Data), "…\n", base, 1))
		}
		return files
	}
	return files(rule.Right), files(rule.Wrong)
}

func check(t testing.TB, files []string) knowledge.Problems {
	t.Helper()
	library, problems, err := knowledge.Check(directory(append(pictures(t), files...)...))
	if err != nil {
		t.Fatal(err)
	}
	if library != nil {
		problems = append(problems, library.PassedOver()...)
	}
	return problems
}

// TestRulesAreDocumented compares the table of rules in knowledge/README.md with the rules; -update writes it.
func TestRulesAreDocumented(t *testing.T) {
	const (
		file       = "../../knowledge/README.md"
		begin, end = "| rule | problem |\n|---|---|\n", "\n\n"
	)
	var table strings.Builder
	for i, rule := range knowledge.Rules() {
		if i > 0 {
			table.WriteString("\n")
		}
		description := rule.Description
		if rule.Severity == knowledge.Warning {
			description = "style: " + description
		}
		fmt.Fprintf(&table, "| `%s` | %s |", rule.Name, description)
	}
	text := readFile(t, file)
	before, rest, found := strings.Cut(text, begin)
	old, after, foundEnd := strings.Cut(rest, end)
	if !found || !foundEnd {
		t.Fatalf("%s has no table of rules", file)
	}
	if *update {
		if err := os.WriteFile(file, []byte(before+begin+table.String()+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if d := cmp.Diff(old, table.String()); d != "" {
		t.Errorf("(-documented +rules) run it with -update\n%s", d)
	}
}
