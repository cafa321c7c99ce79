package discord

import (
	"slices"
	"strings"
	"testing"

	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/knowledge"
)

// TestButtonsOpenWhatTheyName holds each link button to the address of the source whose number it shows, each button of a topic to
// open that topic, and each card and export to be of the source that it stands below.
func TestButtonsOpenWhatTheyName(t *testing.T) {
	found := map[string]int{}
	for _, r := range []*Replies{must(t, jetlag), must(t, invented)} {
		for request := range r.Set().Fixed() {
			a, _ := r.Set().Library().Article(request.Command)
			for _, b := range discordtest.Read(r.get(request, 0, audience{}).Body).Buttons {
				kind, right := opens(t, r, a, b)
				found[kind]++
				if !right {
					t.Errorf("%+v: %s %+v", request, kind, b)
				}
			}
		}
	}
	if found["link"] == 0 || found["topic"] == 0 || found["card"] == 0 {
		t.Errorf("found %v", found)
	}
}

// opens reports what a button is for, and whether it leads there.
func opens(t *testing.T, r *Replies, a *knowledge.Article, b discordtest.ShownButton) (kind string, right bool) {
	if marker, ok := strings.CutPrefix(b.Label, labelOpen+" "); ok {
		s, ok := a.Source(strings.Trim(marker, "[]"))
		return "link", ok && s.URL() == b.URL
	}
	act, _ := parseCustomID(b.CustomID)
	if act.verb != show || act.request.Sources {
		return "other", true
	}
	if topic, ok := a.Topic(act.request.Name); ok {
		return "topic", b.Label == topicLabel(topic) && shown(t, r, discordtest.Button(b.CustomID)).Title() == escape(topic.Title())
	}
	if s, ok := a.Source(act.request.Number); ok && act.request.Format == "" {
		return "card", strings.Contains(shown(t, r, discordtest.Button(b.CustomID)).Text(), fullReference(s))
	}
	return "other", true
}

// TestReferencesHaveEverything holds the reply to Sources to show each whole reference with its link, its card and its exports.
func TestReferencesHaveEverything(t *testing.T) {
	r := must(t, jetlag)
	answer := shown(t, r, discordtest.Slash("jetlag", "symptoms"))
	list := shown(t, r, discordtest.Button(answer.Button(labelSources)))
	if !list.Private {
		t.Error("the references are for all to see")
	}
	a, _ := r.Set().Library().Article("jetlag")
	topic, _ := a.Topic("symptoms")
	for _, s := range append(topic.Answer().Sources(), a.Reference()) {
		if !strings.Contains(list.Text(), fullReference(s)) {
			t.Errorf("no %s in\n%s", s.AMA(), list.Text())
		}
		if s.Note() != "" && !strings.Contains(list.Text(), escape(s.Note())) {
			t.Errorf("no note of %s in\n%s", s.Marker(), list.Text())
		}
		if s.URL() == "" && !strings.Contains(list.Text(), linkLine(s)) {
			t.Errorf("nothing says that %s has no link", s.Marker())
		}
		want := map[string]bool{"": true, "bibtex": true, "ris": true, "csl-json": true}
		for _, b := range list.Buttons {
			if act, _ := parseCustomID(b.CustomID); act.request.Number == s.ID() {
				delete(want, act.request.Format)
			}
		}
		if len(want) > 0 {
			t.Errorf("%s has no %v", s.Marker(), want)
		}
		if linked := slices.ContainsFunc(list.Buttons, func(b discordtest.ShownButton) bool { return b.URL == s.URL() }); s.URL() != "" && !linked {
			t.Errorf("%s has no link button", s.Marker())
		}
	}
}
