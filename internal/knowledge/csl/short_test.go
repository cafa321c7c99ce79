package csl

import "testing"

func TestShort(t *testing.T) {
	for _, test := range []struct {
		item *Item
		want string
	}{
		{fixtures["arrieta"], "Arrieta et al., Gut, 2006"},
		{fixtures["editors"], "Editors BD, Biology Dictionary, 2017"},
		{fixtures["cdd"], "cdduserlogin, Center for Digestive Diseases, 2020"},
		{fixtures["ipashri"], "Ipashri, The Leaky Gut Syndrome"},
		{fixtures["zhang"], "Zhang et al., J Clin Gastroenterol, 2019"},
		{fixtures["newspaper"], "“Is your gut leaking?”, The New York Times, 2019"},
		{fixtures["title"], "Nothing but a title"},
		{fixtures["empty"], "15"},
		{&Item{Text: texts("title", "Mucus"), Names: map[string][]Name{"author": {{Family: "Doe", Given: "Jane"}, {Literal: "WHO"}}}}, "Doe and WHO, Mucus"},
	} {
		if got := test.item.Short(); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}
