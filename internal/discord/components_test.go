package discord

import (
	"slices"
	"strings"
	"testing"

	"leakygut-bot/internal/discord/discordtest"
)

// TestButtonsOpenWhatTheyName holds each link button to the address of the source whose number it shows, each button of a topic
// to open that topic, and each card and export to be of the source that it stands below.
func TestButtonsOpenWhatTheyName(t *testing.T) {
	links, topics, cards := 0, 0, 0
	for _, r := range []*Replies{must(t, jetlag), must(t, invented)} {
		for request := range r.Set().Fixed() {
			a, _ := r.Set().Library().Article(request.Command)
			for _, b := range discordtest.Read(r.get(request, 0, audience{}).Body).Buttons {
				if marker, ok := strings.CutPrefix(b.Label, labelOpen+" "); ok {
					links++
					if s, ok := a.Source(strings.Trim(marker, "[]")); !ok || s.URL() != b.URL {
						t.Errorf("%+v: %+v", request, b)
					}
				}
				act, _ := parseCustomID(b.CustomID)
				if topic, ok := a.Topic(act.request.Name); ok && act.verb == show && !act.request.Sources {
					topics++
					if b.Label != topicLabel(topic) || shown(t, r, discordtest.Button(b.CustomID)).Title() != escape(topic.Title()) {
						t.Errorf("%+v: %+v", request, b)
					}
				}
				if act.request.Number != "" && act.request.Format == "" && act.verb == show {
					cards++
					s, _ := a.Source(act.request.Number)
					if card := shown(t, r, discordtest.Button(b.CustomID)); !slices.ContainsFunc(card.Texts, func(text string) bool { return strings.Contains(text, fullReference(s)) }) {
						t.Errorf("%+v: %+v opens %s", request, b, card.Text())
					}
				}
			}
		}
	}
	if links == 0 || topics == 0 || cards == 0 {
		t.Errorf("%d links, %d topics and %d cards were found", links, topics, cards)
	}
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
