package csl

import (
	"strings"
	"testing"
)

func TestEveryTypeHasAKind(t *testing.T) {
	if len(Types) != 45 { // as many as CSL 1.0.2 has
		t.Errorf("there are %d types", len(Types))
	}
	for _, csl := range Types {
		if kind := Kind(csl); kind == "" || strings.ContainsAny(kind, "-_") {
			t.Errorf("Kind(%q) = %q, which is no plain word", csl, kind)
		}
	}
	if kind := Kind("article-journal"); kind != "journal article" {
		t.Errorf("article-journal is a %q", kind)
	}
	if kind := Kind("novel"); kind != "" {
		t.Errorf("an unknown type has the kind %q", kind)
	}
}

func TestVariables(t *testing.T) {
	count := make(map[VariableKind]int)
	docs := make(map[string]string)
	for _, v := range Variables {
		if found, ok := Lookup(v.Name); !ok || found != v {
			t.Errorf("%s is listed twice", v.Name)
		}
		if v.Doc == "" || strings.HasSuffix(v.Doc, ".") || len(v.Doc) > 180 {
			t.Errorf("the help of %s is not one short phrase: %q", v.Name, v.Doc)
		}
		if other := docs[v.Doc]; other != "" {
			t.Errorf("%s and %s have the same help", v.Name, other)
		}
		docs[v.Doc] = v.Name
		count[v.Kind]++
	}
	want := map[VariableKind]int{KindText: 51, KindNumber: 18, KindNames: 26, KindDate: 6}
	for kind, n := range want {
		if count[kind] != n {
			t.Errorf("there are %d variables of kind %d, want %d", count[kind], kind, n)
		}
	}
}

func TestLookup(t *testing.T) {
	if v, ok := Lookup("DOI"); !ok || v.Kind != KindText {
		t.Errorf("DOI: %+v, %v", v, ok)
	}
	for _, name := range []string{"doi", "", "type", "id"} {
		if v, ok := Lookup(name); ok {
			t.Errorf("%q is found: %+v", name, v)
		}
	}
}
