package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"leakygut-bot/internal/discord/discordtest"
)

// TestWhereKnowledgeIsReadFrom runs every command that reads knowledge where there are several to read: the arguments go
// first, then KNOWLEDGE_DIR, then ./knowledge where there is an article, then what is built in. The bot itself leaves out
// ./knowledge, for it is deployed. Whatever was taken is said, unless it is what is built in.
func TestWhereKnowledgeIsReadFrom(t *testing.T) {
	srv := discordtest.New(t)
	example, err := os.ReadFile("testdata/plants.yaml")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	for _, dir := range []string{"knowledge", "variable", "argument"} {
		if err := writeFile(dir, dir+".yaml", []byte(strings.ReplaceAll(strings.ReplaceAll(string(example), "name: plants", "name: "+dir), "title: Keeping Houseplants Alive", "title: The "+dir))); err != nil {
			t.Fatal(err)
		}
	}
	titles := map[string]string{embedded: "Across the Time Zones", "knowledge": "The knowledge", "variable": "The variable", "argument": "The argument"}

	base := map[string]string{"DISCORD_TOKEN": srv.Token(), "DISCORD_API_URL": srv.URL(), "OPS_ADDR": "", "LISTEN_ADDR": "127.0.0.1:0",
		"DISCORD_PUBLIC_KEY": "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"}
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range readers(titles) {
		for _, place := range []places{{}, {local: true}, {variable: true}, {variable: true, local: true}, {argument: true}, {variable: true, local: true, argument: true}} {
			if c.argument || !place.argument {
				t.Run(fmt.Sprintf("%s %+v", name, place), func(t *testing.T) { c.reads(t, place, here, maps.Clone(base)) })
			}
		}
	}
}

// reads runs the command where there is knowledge in some places, those of the directory here.
func (c reader) reads(t *testing.T, place places, here string, environ map[string]string) {
	path := func(name string) string { return name }
	if !place.local {
		t.Chdir(t.TempDir())
		path = func(name string) string { return filepath.Join(here, name) }
	}
	var args []string
	if place.variable {
		environ["KNOWLEDGE_DIR"] = path("variable")
	}
	if place.argument {
		args = append(args, path("argument"))
	}
	printed := c.run(t, environ, args...)
	want := place.first(c.deployed)
	if want == "" {
		want = embedded
		if strings.Contains(printed, "Knowledge from") || c.deployed && !strings.Contains(printed, "what is built in") {
			t.Errorf("it does not say rightly that it took what is built in:\n%s", printed)
		}
	} else if !strings.Contains(printed, c.says(path(want))) {
		t.Errorf("it does not say that it took %s:\n%s", want, printed)
	}
	if !strings.Contains(printed, c.took(want)) {
		t.Errorf("it did not take %s:\n%s", want, printed)
	}
}

// embedded is the command of the article that the tests' program is built with.
const embedded = "jetlag"

// A reader is a command that reads knowledge.
type reader struct {
	run      func(t *testing.T, environ map[string]string, args ...string) (printed string)
	took     func(name string) string // a part of what is printed that shows which article it took
	says     func(dir string) string  // and which directory
	argument bool                     // it takes a directory as an argument
	deployed bool                     // it passes ./knowledge over
}

// readers gives every command that reads knowledge, by its name. The articles have these titles.
func readers(titles map[string]string) map[string]reader {
	typed := func(args ...string) func(*testing.T, map[string]string, ...string) string {
		return func(t *testing.T, environ map[string]string, more ...string) string {
			_, stdout, stderr := runBot(t, environ, append(args, more...)...)
			return stdout + stderr
		}
	}
	ended := func(args ...string) func(*testing.T, map[string]string, ...string) string { // which would go on for ever
		return func(t *testing.T, environ map[string]string, more ...string) string {
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			var out strings.Builder
			run(ctx, append(args, more...), func(name string) (string, bool) { v, ok := environ[name]; return v, ok }, strings.NewReader(""), &out, &out)
			return out.String()
		}
	}
	from := func(dir string) string { return "Knowledge from " + dir + "\n" }
	logged := func(dir string) string { return "from=" + dir + "\n" }
	return map[string]reader{
		"answer":   {run: typed("answer", "nonsense"), took: func(name string) string { return "/" + name + " help" }, says: from},
		"cite":     {run: typed("cite", "article"), took: func(name string) string { return titles[name] }, says: from},
		"version":  {run: typed("version"), took: func(name string) string { return " /" + name + "\n" }, says: from},
		"register": {run: typed("register", "--dry-run"), took: func(name string) string { return "+ /" + name + "\n" }, says: from},
		"lint":     {run: typed("lint"), took: func(string) string { return "1 article checked" }, says: func(dir string) string { return "(" + dir + ")" }, argument: true},
		"preview":  {run: ended("preview", "--addr", "127.0.0.1:0"), took: func(string) string { return "http://127.0.0.1:" }, says: from, argument: true},
		"run":      {run: ended("run"), took: func(string) string { return "articles=1" }, says: logged, deployed: true},
		"serve":    {run: ended("serve"), took: func(string) string { return "articles=1" }, says: logged, deployed: true},
	}
}

// places are where there is knowledge besides what is built in.
type places struct{ variable, local, argument bool }

// first names the place that is read; "" for what is built in.
func (p places) first(deployed bool) string {
	switch {
	case p.argument:
		return "argument"
	case p.variable:
		return "variable"
	case p.local && !deployed:
		return "knowledge"
	}
	return ""
}

// TestForeignFileIsLogged holds the bot to say once, in a line, which file of KNOWLEDGE_DIR it passes over, and why.
func TestForeignFileIsLogged(t *testing.T) {
	dir := t.TempDir()
	plants, err := os.ReadFile("testdata/plants.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"plants.yaml": string(plants), "compose.yaml": "services: {bot: {image: bot}}\n"} {
		if err := writeFile(dir, name, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	srv := discordtest.New(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, command := range []string{"run", "serve"} {
		environ := map[string]string{"DISCORD_TOKEN": srv.Token(), "DISCORD_API_URL": srv.URL(), "OPS_ADDR": "", "LISTEN_ADDR": "127.0.0.1:0", "KNOWLEDGE_DIR": dir,
			"DISCORD_PUBLIC_KEY": "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"}
		var out strings.Builder
		code := run(ctx, []string{command}, func(name string) (string, bool) { v, ok := environ[name]; return v, ok }, strings.NewReader(""), &out, &out)
		want := `msg="a file is no article" at=` + dir + `/compose.yaml:1:1 cause="passed over, because it has none of the keys of an article`
		if code != 0 || strings.Count(out.String(), want) != 1 {
			t.Errorf("%s: exit code %d, want once %q:\n%s", command, code, want, &out)
		}
	}
}
