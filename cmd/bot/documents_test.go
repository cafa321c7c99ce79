package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"leakygut-bot/internal/knowledge"
)

const repository = "../.."

func document(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(repository, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestConfigurationIsDocumented holds the README's table and .env.example equal to the program's variables.
func TestConfigurationIsDocumented(t *testing.T) {
	var rows, lines []string
	for _, v := range variables {
		initial := "none"
		if v.initial != "" {
			initial = "`" + v.initial + "`"
		}
		rows = append(rows, fmt.Sprintf("| `%s` | %s | %s |", v.name, initial, v.about))
		lines = append(lines, "# "+v.about, map[bool]string{true: "", false: "# "}[v.name == "DISCORD_TOKEN"]+v.name+"="+v.initial)
	}
	t.Run("README.md", func(t *testing.T) {
		var got []string
		for line := range strings.Lines(document(t, "README.md")) {
			if regexp.MustCompile("^\\| `[A-Z_]+` \\|").MatchString(line) {
				got = append(got, strings.TrimSpace(line))
			}
		}
		if diff := cmp.Diff(rows, got); diff != "" {
			t.Errorf("the table differs from the variables in environment.go (-want +got):\n%s", diff)
		}
	})
	t.Run(".env.example", func(t *testing.T) {
		_, settings, _ := strings.Cut(document(t, ".env.example"), "\n\n") // after the words about the file
		var got []string
		for line := range strings.Lines(settings) {
			if line := strings.TrimSpace(line); line != "" {
				got = append(got, line)
			}
		}
		if diff := cmp.Diff(lines, got); diff != "" {
			t.Errorf("the file differs from the variables in environment.go (-want +got):\n%s", diff)
		}
	})
	t.Run(".env.example can be used as it is", func(t *testing.T) {
		none := func(string) (string, bool) { return "", false }
		env, err := readEnvironment(none, filepath.Join(repository, ".env.example"))
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range variables {
			if got := env.get(v.name); got != v.initial {
				t.Errorf("%s is %q, want its default %q", v.name, got, v.initial)
			}
		}
	})
}

// TestKnowledgeFieldsAreDocumented holds knowledge/README.md to explain every key of the format that is ours, each in its
// part. Those of a reference are CSL's, of which the usual ones are explained.
func TestKnowledgeFieldsAreDocumented(t *testing.T) {
	type schema struct {
		Properties map[string]schema
		Items      *schema
	}
	var file schema
	if err := json.Unmarshal(knowledge.Schema(), &file); err != nil {
		t.Fatal(err)
	}
	_, fields, _ := strings.Cut(document(t, "knowledge/README.md"), "\n## What goes where\n")
	explained := func(heading, key string) {
		t.Helper()
		_, part, _ := strings.Cut(fields, "\n### "+heading+"\n")
		part, _, _ = strings.Cut(part, "\n#")
		if !strings.Contains(part, "`"+key+"`") {
			t.Errorf("knowledge/README.md does not explain `%s` under %q", key, heading)
		}
	}
	topic := file.Properties["topics"].Items
	for key := range file.Properties["command"].Properties {
		explained("The command", "command."+key)
	}
	for key := range topic.Properties {
		explained("The topics", key)
	}
	for key := range topic.Properties["facts"].Items.Properties {
		explained("The facts", key)
	}
	for _, key := range []string{"id", "type", "author", "family", "given", "literal", "title", "container-title", "issued", "accessed", "volume", "issue", "page", "DOI", "URL", "note"} {
		explained("The sources", key)
	}
	for key := range file.Properties {
		if !strings.Contains(fields, "`"+key) {
			t.Errorf("knowledge/README.md does not explain `%s`", key)
		}
	}
}

// TestLinks finds every file that a document points to.
func TestLinks(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)#:]+)(#[^)]*)?\)`)
	for _, pattern := range []string{"*.md", "docs/*.md", "knowledge/*.md"} {
		files, err := filepath.Glob(filepath.Join(repository, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range link.FindAllStringSubmatch(string(data), -1) {
				if _, err := os.Stat(filepath.Join(filepath.Dir(file), m[1])); err != nil {
					t.Errorf("%s points to %s, which is not there", file, m[1])
				}
			}
		}
	}
}

// TestDependenciesAreDocumented holds docs/dependencies.md to have a row for every module that the code, its tests or its
// tools use themselves, and no row for another.
func TestDependenciesAreDocumented(t *testing.T) {
	documented := map[string]bool{}
	for _, m := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\|").FindAllStringSubmatch(document(t, "docs/dependencies.md"), -1) {
		documented[m[1]] = true
	}
	var modules []string
	for _, m := range regexp.MustCompile(`(?m)^\s*(?:require )?(\S+\.\S+) v\S+`).FindAllStringSubmatch(document(t, "go.mod"), -1) {
		modules = append(modules, m[1])
	}
	used := map[string]bool{"honnef.co/go/tools": true, "golang.org/x/vuln": true} // tools, imported by nothing
	for _, p := range packages(t) {
		for _, path := range append(append(p.Imports, p.TestImports...), p.XTestImports...) {
			module := ""
			for _, m := range modules {
				if (path == m || strings.HasPrefix(path, m+"/")) && len(m) > len(module) {
					module = m
				}
			}
			if module != "" {
				used[module] = true
			}
		}
	}
	for m := range used {
		if !documented[m] {
			t.Errorf("docs/dependencies.md has no row for %s", m)
		}
	}
	for m := range documented {
		if !used[m] {
			t.Errorf("docs/dependencies.md has a row for %s, which nothing imports", m)
		}
	}
}

// TestGoVersion holds the workflows and the Dockerfile to one version of Go, or a release would not be what the checks saw.
func TestGoVersion(t *testing.T) {
	versions := map[string]bool{}
	for _, name := range []string{".github/workflows/ci.yml", ".github/workflows/release.yml", "Dockerfile"} {
		m := regexp.MustCompile(`(?:go-version: |FROM golang:)(\d+\.\d+\.\d+)`).FindStringSubmatch(document(t, name))
		if m == nil {
			t.Fatalf("%s names no version of Go", name)
		}
		versions[m[1]] = true
	}
	if len(versions) != 1 {
		t.Errorf("several versions of Go: %v", versions)
	}
}
