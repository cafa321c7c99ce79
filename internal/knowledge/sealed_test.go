package knowledge_test

import (
	"bytes"
	"errors"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"maps"
	"os"
	"os/exec"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/knowledge"
)

// TestOnlyLoadedKnowledgeAnswers holds that an answer comes from a method of what Load gave, and that no function takes a fact
// or a citation from outside into one.
func TestOnlyLoadedKnowledgeAnswers(t *testing.T) {
	scope := imported(t, "leakygut-bot/internal/knowledge")
	named := func(name string) types.Type { return scope.Lookup(name).Type() }
	var makers []string
	for name, f := range exportedFunctions(scope) {
		sig := f.Signature()
		if !mentions(sig.Results(), named("Answer")) {
			continue
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
	if !slices.Contains(makers, "Topic.Answer") {
		t.Errorf("only %q make answers", makers)
	}
}

// TestNobodyWritesToWhatIsSaid holds that the types which carry what is said have no field that another package can set, so
// that a fact cannot be made without its citations, nor lose them.
func TestNobodyWritesToWhatIsSaid(t *testing.T) {
	for _, carrier := range []reflect.Type{
		reflect.TypeFor[knowledge.Library](), reflect.TypeFor[knowledge.Article](), reflect.TypeFor[knowledge.Topic](), reflect.TypeFor[knowledge.Fact](),
		reflect.TypeFor[knowledge.List](), reflect.TypeFor[knowledge.Picture](), reflect.TypeFor[knowledge.Citation](), reflect.TypeFor[knowledge.Source](),
		reflect.TypeFor[knowledge.Answer](), reflect.TypeFor[commands.Usage](),
	} {
		for _, field := range reflect.VisibleFields(carrier) {
			if field.IsExported() {
				t.Errorf("anybody can write to %s.%s", carrier, field.Name)
			}
		}
	}
	if out := reflect.TypeOf(knowledge.Fact.Cited); out.NumOut() != 2 {
		t.Errorf("Cited returns %s; the text and the citations come together", out)
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

// exportedFunctions returns the functions of a package and the methods of its types that other packages can call.
func exportedFunctions(scope *types.Scope) map[string]*types.Func {
	functions := map[string]*types.Func{}
	for _, name := range scope.Names() {
		switch obj := scope.Lookup(name).(type) {
		case *types.Func:
			functions[name] = obj
		case *types.TypeName:
			methods := types.NewMethodSet(types.NewPointer(obj.Type()))
			for m := range methods.Methods() {
				functions[name+"."+m.Obj().Name()] = m.Obj().(*types.Func)
			}
		}
	}
	maps.DeleteFunc(functions, func(name string, f *types.Func) bool { return !f.Exported() || !token.IsExported(name) })
	return functions
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
