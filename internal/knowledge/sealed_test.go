package knowledge_test

import (
	"bytes"
	"errors"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
)

// TestCompilerRefusesUncitedAnswers compiles what a program outside the package could try in order to say something that
// has no citation.
func TestCompilerRefusesUncitedAnswers(t *testing.T) {
	for name, c := range map[string]struct{ code, want string }{
		"a fact of words":            {`var _ = knowledge.Fact{text: "x"}`, "cannot refer to unexported field text in struct literal of type knowledge.Fact"},
		"a fact without field names": {`var _ = knowledge.Fact{nil, "", "x", nil, nil, knowledge.Place{}}`, "implicit assignment to unexported field topic in struct literal of type knowledge.Fact"},
		"a changed fact":             {`func _(f knowledge.Fact) { f.text = "x" }`, "f.text undefined (cannot refer to unexported field text)"},
		"a fact without its sources": {`func _(f knowledge.Fact) { f.citations = nil }`, "f.citations undefined (cannot refer to unexported field citations)"},
		"the words alone":            {`func _(f knowledge.Fact) string { return f.Cited() }`, "too many return values"},
		"a fact out of a string":     {`var _ = knowledge.Fact("x")`, `cannot convert "x" (untyped string constant) to type knowledge.Fact`},
		"an answer of facts":         {`var _ = knowledge.Answer{facts: nil}`, "cannot refer to unexported field facts in struct literal of type knowledge.Answer"},
		"an answer of no facts":      {`var _ = knowledge.newAnswer()`, "name newAnswer not exported by package knowledge"},
		"a citation of a section":    {`var _ = knowledge.Citation{section: "x"}`, "cannot refer to unexported field section in struct literal of type knowledge.Citation"},
		"a source of an item":        {`var _ = knowledge.Source{id: "1"}`, "cannot refer to unexported field id in struct literal of type knowledge.Source"},
		"a topic of facts":           {`var _ = knowledge.Topic{facts: []knowledge.Fact{}}`, "cannot refer to unexported field facts in struct literal of type knowledge.Topic"},
		"a library of articles":      {`var _ = knowledge.Library{articles: nil}`, "cannot refer to unexported field articles in struct literal of type knowledge.Library"},
		"a reply of another kind": {`type prose string
			func (prose) Kind() string { return "prose" }
			func (prose) Article() *knowledge.Article { return nil }
			func (prose) reply() {}
			var _ commands.Reply = prose("x")`, "prose does not implement commands.Reply"},
		"a hint of one's own": {`var _ = commands.Usage{hint: "x"}`, "cannot refer to unexported field hint in struct literal of type commands.Usage"},
	} {
		t.Run(name, func(t *testing.T) {
			err := compile(t, c.code)
			var refused types.Error
			if !errors.As(err, &refused) {
				t.Fatalf("the compiler says %v", err)
			}
			if got := strings.Join(strings.Fields(refused.Msg), " "); !strings.Contains(got, c.want) {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// Without this, every snippet could be refused for a reason of its own.
func TestCompilerTakesCitedAnswers(t *testing.T) {
	err := compile(t, `func _(topic *knowledge.Topic, set *commands.Set) commands.Reply {
		for _, f := range topic.Answer().Facts() {
			_, _ = f.Cited()
		}
		return set.Reply(commands.Request{Command: topic.Article().Name(), Name: topic.Name()})
	}`)
	if err != nil {
		t.Error(err)
	}
}

// TestOnlyLoadedKnowledgeAnswers holds that an answer comes from a method of what Load gave, that no function takes a fact
// or a citation from outside into one, and that the types which carry what is said have no field to write to.
func TestOnlyLoadedKnowledgeAnswers(t *testing.T) {
	scope := imported(t, "leakygut-bot/internal/knowledge")
	named := func(name string) types.Type { return scope.Lookup(name).Type() }
	var makers []string
	check := func(name string, f *types.Func) {
		sig := f.Signature()
		if !mentions(sig.Results(), named("Answer")) {
			return
		}
		makers = append(makers, name)
		if sig.Recv() == nil {
			t.Errorf("%s makes an answer of nothing that was loaded", name)
		}
		for _, part := range []string{"Fact", "Citation", "Source"} {
			if mentions(sig.Params(), named(part)) {
				t.Errorf("%s takes a %s into an answer", name, part)
			}
		}
	}
	for _, name := range scope.Names() {
		switch obj := scope.Lookup(name).(type) {
		case *types.Func:
			if obj.Exported() {
				check(name, obj)
			}
		case *types.TypeName:
			methods := types.NewMethodSet(types.NewPointer(obj.Type()))
			for i := range methods.Len() {
				if f := methods.At(i).Obj().(*types.Func); f.Exported() && obj.Exported() {
					check(name+"."+f.Name(), f)
				}
			}
		}
	}
	if !slices.Contains(makers, "Topic.Answer") {
		t.Errorf("only %q make answers", makers)
	}
	for _, name := range []string{"Library", "Article", "Topic", "Fact", "Citation", "Source", "Answer"} {
		fields := named(name).Underlying().(*types.Struct)
		for i := range fields.NumFields() {
			if f := fields.Field(i); f.Exported() {
				t.Errorf("anybody can write to %s.%s", name, f.Name())
			}
		}
	}
}

// A reply has a method that no other package can write.
func TestReplyIsSealed(t *testing.T) {
	reply := imported(t, "leakygut-bot/internal/commands").Lookup("Reply").Type().Underlying().(*types.Interface)
	for m := range reply.Methods() {
		if !m.Exported() {
			return
		}
	}
	t.Error("any package can make a reply")
}

// mentions reports whether one of the types of a tuple is wanted, or a pointer to it, or a list of it.
func mentions(tuple *types.Tuple, wanted types.Type) bool {
	for v := range tuple.Variables() {
		t := v.Type()
		for again := true; again; {
			switch of := t.(type) {
			case *types.Pointer:
				t = of.Elem()
			case *types.Slice:
				t = of.Elem()
			default:
				again = false
			}
		}
		if types.Identical(t, wanted) {
			return true
		}
	}
	return false
}

// compile type-checks declarations in a package of their own.
func compile(t *testing.T, code string) error {
	t.Helper()
	src := "package outside\nimport (\"leakygut-bot/internal/commands\"; \"leakygut-bot/internal/knowledge\")\nvar (_ commands.Request; _ knowledge.Place)\n" + code
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "outside.go", src, 0)
	if err != nil {
		t.Fatal(err)
	}
	config := types.Config{Importer: packages(t)}
	_, err = config.Check("outside", fset, []*ast.File{file}, nil)
	return err
}

func imported(t *testing.T, path string) *types.Scope {
	t.Helper()
	pkg, err := packages(t).Import(path)
	if err != nil {
		t.Fatal(err)
	}
	return pkg.Scope()
}

// packages imports compiled packages.
func packages(t *testing.T) types.Importer {
	t.Helper()
	files, err := exportFiles()
	if err != nil {
		t.Fatal(err)
	}
	return importer.ForCompiler(token.NewFileSet(), "gc", func(path string) (io.ReadCloser, error) { return os.Open(files[path]) })
}

// exportFiles tells where the go command keeps what the compiler knows of each package.
var exportFiles = sync.OnceValues(func() (map[string]string, error) {
	var stderr bytes.Buffer
	cmd := exec.Command("go", "list", "-export", "-deps", "-f", "{{.ImportPath}} {{.Export}}", "leakygut-bot/internal/knowledge", "leakygut-bot/internal/commands")
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, errors.New("go list: " + stderr.String())
	}
	files := map[string]string{}
	for line := range strings.Lines(string(out)) {
		path, file, _ := strings.Cut(strings.TrimSpace(line), " ")
		files[path] = file
	}
	return files, nil
})
