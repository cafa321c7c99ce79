package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

const module = "leakygut-bot"

// layers is the house, from the ground up. A package imports packages of lower layers, and those of its own part; the parts
// of one layer do not know each other. "..." stands for every package below.
var layers = [][]string{
	{"internal/limits", "internal/knowledge/...", "knowledge"},
	{"internal/knowledge", "internal/lookup/english", "internal/locale"},
	{"internal/lookup"},
	{"internal/commands"},
	{"internal/discord/api"},
	{"internal/discord"},
	{"internal/discord/gateway", "internal/discord/endpoint/...", "internal/preview/...", "internal/ops/..."},
	{"cmd/bot"},
}

// forTests are packages beside the house, which look at it from outside. Only tests import them.
var forTests = []string{"deploy", "internal/drawing", "internal/discord/benchmark", "internal/lookup/corpus", "internal/lookup/english/generate", "internal/lookup/train", "internal/discord/conformance", "internal/discord/discordtest", "internal/knowledge/knowledgetest", "internal/programtest"}

// place finds the layer and the part that a package belongs to; the exact name wins.
func place(pkg string) (layer int, part string) {
	layer = -1
	for i, parts := range layers {
		for _, p := range parts {
			below, all := strings.CutSuffix(p, "/...")
			switch {
			case p == pkg:
				return i, p
			case all && (pkg == below || strings.HasPrefix(pkg, below+"/")):
				layer, part = i, p
			}
		}
	}
	return layer, part
}

// TestImportsRunOneWay holds cmd/bot -> preview, ops, discord -> commands -> lookup, knowledge.
func TestImportsRunOneWay(t *testing.T) {
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, module+"/")
		if slices.Contains(forTests, name) {
			continue
		}
		layer, part := place(name)
		if layer < 0 {
			t.Errorf("%s stands in no layer; say in architecture_test.go where it belongs", name)
			continue
		}
		for _, imported := range p.Imports {
			below, ours := strings.CutPrefix(imported, module+"/")
			if !ours {
				continue
			}
			if slices.Contains(forTests, below) {
				t.Errorf("%s imports %s, which is for tests", name, below)
				continue
			}
			if at, of := place(below); at > layer || at == layer && of != part {
				t.Errorf("%s imports %s, which does not stand below it", name, below)
			}
		}
	}
}

// TestWhoImportsWhat holds each foreign thing to the packages that keep it away from the rest.
func TestWhoImportsWhat(t *testing.T) {
	rules := []struct {
		imported string   // a package, and all below it
		by       []string // who may import it, outside of tests
	}{
		{"github.com/bwmarrin/discordgo", []string{"internal/discord"}},
		{"gopkg.in/yaml.v3", []string{"internal/knowledge"}},
		{"github.com/spf13/cobra", []string{"cmd/bot"}},
		{"github.com/joho/godotenv", []string{"cmd/bot"}},
		{"github.com/coder/websocket", []string{"internal/discord/gateway", "internal/discord/discordtest"}},
		{"testing", forTests},
	}
	for _, rule := range rules {
		for _, p := range packages(t) {
			name := strings.TrimPrefix(p.ImportPath, module+"/")
			for _, imported := range p.Imports {
				if (imported == rule.imported || strings.HasPrefix(imported, rule.imported+"/")) && !slices.Contains(rule.by, name) {
					t.Errorf("%s imports %s; only these may: %v", name, imported, rule.by)
				}
			}
		}
	}
}

// TestDomainHasNoInputOutput holds the knowledge and the commands to work on what they are given.
func TestDomainHasNoInputOutput(t *testing.T) {
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, module+"/")
		if layer, _ := place(name); layer < 0 || layer > 2 || name == "knowledge" {
			continue
		}
		for _, imported := range p.Imports {
			switch top, _, _ := strings.Cut(imported, "/"); {
			case imported == "net/url": // words, not a network
			case top == "os", top == "net", top == "log", top == "syscall":
				t.Errorf("%s imports %s; it should be given what it needs", name, imported)
			}
		}
	}
}

// TestHopsExist compares the way of a request that CONTRIBUTING.md describes, "1. `file.go: Type.method`", with the code. A line with
// a dash is a variation.
func TestHopsExist(t *testing.T) {
	_, section, _ := strings.Cut(document(t, "CONTRIBUTING.md"), "\n### The way of a request\n")
	section, _, _ = strings.Cut(section, "\n#")
	hops := regexp.MustCompile("(?m)^([0-9]+\\.|-) `([^`]+\\.go): ([^`]+)`").FindAllStringSubmatch(section, -1)
	steps := 0
	for _, hop := range hops {
		if hop[1] != "-" {
			steps++
		}
	}
	if steps == 0 || steps > 10 {
		t.Errorf("the way has %d numbered hops, want 1 to 10", steps)
	}
	for _, hop := range hops {
		file, name := hop[2], hop[3]
		parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join(repository, file), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Error(err)
			continue
		}
		if !slices.ContainsFunc(parsed.Decls, func(d ast.Decl) bool { return functionName(d) == name }) {
			t.Errorf("%s has no function %s, which CONTRIBUTING.md names", file, name)
		}
	}
}

// functionName returns the name of a function, or of a method behind its type's; empty if a declaration is neither.
func functionName(d ast.Decl) string {
	f, ok := d.(*ast.FuncDecl)
	if !ok {
		return ""
	}
	if f.Recv == nil {
		return f.Name.Name
	}
	receiver := f.Recv.List[0].Type
	if star, ok := receiver.(*ast.StarExpr); ok {
		receiver = star.X
	}
	return types.ExprString(receiver) + "." + f.Name.Name
}

// A listed package is what "go list -json" says of it.
type listed struct {
	ImportPath                         string
	Imports, TestImports, XTestImports []string
}

// packages lists the packages of this module.
func packages(t *testing.T) []listed {
	t.Helper()
	all, err := listPackages()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 8 {
		t.Fatalf("only %d packages were found", len(all))
	}
	return all
}

var listPackages = sync.OnceValues(func() ([]listed, error) {
	list := exec.Command("go", "list", "-json=ImportPath,Imports,TestImports,XTestImports", "./...")
	list.Dir = repository
	out, err := list.Output()
	if err != nil {
		return nil, err
	}
	var all []listed
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
})
