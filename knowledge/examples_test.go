package knowledge_test

import (
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"leakygut-bot/internal/programtest"
)

var update = flag.Bool("update", false, "write what the program prints now into the documents")

const repository = ".."

// quoted finds an example in a document: a comment with the command, and the block of what it prints. In a list both are indented.
var quoted = regexp.MustCompile("(?m)^( *)<!-- (bot .+) -->\\n *```text\\n((?s:.*?))^ *```$")

// TestExamples runs every command whose output a document quotes. With -update it writes the output into the document.
func TestExamples(t *testing.T) {
	program := programtest.Build(t)
	plants, list := examplesOfREADME(t)
	places := map[string]string{ // where a command runs
		"bot answer leakygut symptoms":      repository,
		"bot lint":                          directoryWith(t, change(t, plants, "cites: [1, 2]", "cites: [1, 7]")),
		"bot answer plants water | head -9": directoryWith(t, change(t, plants, "\n\n  - name: light", "\n"+list+"\n\n  - name: light")),
	}
	lint(t, places["bot answer plants water | head -9"])
	places["bot answer plants ask why is the soil dusty | head -3"] = places["bot answer plants water | head -9"]
	for _, document := range documents(t) {
		data, err := os.ReadFile(document)
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		now := quoted.ReplaceAllStringFunc(text, func(block string) string {
			m := quoted.FindStringSubmatch(block)
			indent, command := m[1], m[2]
			dir, ok := places[command]
			if !ok {
				t.Errorf("%s: no test says where %q runs", document, command)
				return block
			}
			run := exec.Command("sh", "-c", command)
			run.Dir, run.Env = dir, []string{"PATH=" + filepath.Dir(program) + ":" + os.Getenv("PATH")}
			out, err := run.Output()
			if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
				t.Fatal(err)
			}
			printed := regexp.MustCompile("(?m)^(.)").ReplaceAllString(string(out), indent+"$1")
			return indent + "<!-- " + command + " -->\n" + indent + "```text\n" + printed + indent + "```"
		})
		if *update {
			if err := os.WriteFile(document, []byte(now), 0o666); err != nil {
				t.Fatal(err)
			}
		} else if now != text {
			t.Errorf("%s quotes what the program does not print now; write it anew with: go test ./knowledge -update", document)
		}
		if blocks := strings.Count(text, "```text\n"); blocks != len(quoted.FindAllString(text, -1)) {
			t.Errorf("%s has %d blocks ```text, each of which needs the command above it: <!-- bot answer … -->", document, blocks)
		}
		for command := range places {
			if strings.Contains(text, "<!-- "+command+" -->") {
				delete(places, command)
			}
		}
	}
	for command := range places {
		t.Errorf("no document quotes %q", command)
	}
}

// lint runs "bot lint" in a directory. It has nothing to say.
func lint(t *testing.T, dir string) {
	t.Helper()
	tidy, err := filepath.Abs(filepath.Join(dir, "knowledge"))
	if err != nil {
		t.Fatal(err)
	}
	run := exec.Command("go", "run", "./cmd/bot", "lint", tidy)
	run.Dir = repository
	if out, err := run.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// directoryWith makes a directory in which knowledge/plants.yaml has a text.
func directoryWith(t *testing.T, text string) string {
	t.Helper()
	dir := t.TempDir()
	if err := errors.Join(os.Mkdir(filepath.Join(dir, "knowledge"), 0o777), os.WriteFile(filepath.Join(dir, "knowledge", "plants.yaml"), []byte(text), 0o666)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// examplesOfREADME returns the complete example in knowledge/README.md, and the list that can stand among its facts.
func examplesOfREADME(t *testing.T) (plants, list string) {
	t.Helper()
	data, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile("(?ms)^```yaml\n(.*?)^```$").FindAllStringSubmatch(string(data), -1) {
		switch {
		case strings.HasPrefix(m[1], "# yaml-language-server:"):
			plants = m[1]
		case strings.HasPrefix(m[1], "      - list: "):
			list = strings.TrimRight(m[1], "\n")
		}
	}
	if plants == "" || list == "" {
		t.Fatal("knowledge/README.md has no complete example, or no example of a list")
	}
	return plants, list
}

// documents are the files that people read.
func documents(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, pattern := range []string{"*.md", "docs/*.md", "knowledge/*.md"} {
		files, err := filepath.Glob(filepath.Join(repository, pattern))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, files...)
	}
	return all
}

// change replaces the first place of a text.
func change(t *testing.T, text, old, new string) string {
	t.Helper()
	if !strings.Contains(text, old) {
		t.Fatalf("the text has no %q", old)
	}
	return strings.Replace(text, old, new, 1)
}
