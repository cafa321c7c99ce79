package corpus

import (
	"fmt"
	"io"
	"slices"

	"leakygut-bot/internal/lookup"
)

// Figures counts how the look-up did. A fact is on screen if it is among the first three that are shown.
type Figures struct {
	Answerable, OnScreen  int // questions that the article answers; those with a right fact on screen
	Narrower, NarrowerOn  int // of these, those for a kind of something that the article names
	Claimed, ClaimedRight int // of these, those that were answered; those with a right fact among the first three
	Unanswerable, MadeUp  int // questions that it does not answer; those that were answered all the same
	Idle, Quiet           int // off topic and chat; those that were met with no fact
}

// Add adds up figures.
func (f *Figures) Add(o Figures) {
	f.Answerable += o.Answerable
	f.OnScreen += o.OnScreen
	f.Narrower += o.Narrower
	f.NarrowerOn += o.NarrowerOn
	f.Claimed += o.Claimed
	f.ClaimedRight += o.ClaimedRight
	f.Unanswerable += o.Unanswerable
	f.MadeUp += o.MadeUp
	f.Idle += o.Idle
	f.Quiet += o.Quiet
}

// Measure asks the questions of one article. miss, unless nil, is told what went wrong.
func (c *Corpus) Measure(x *lookup.Index, article string, miss func(q Question, what string, r lookup.Result)) Figures {
	if miss == nil {
		miss = func(Question, string, lookup.Result) {}
	}
	var f Figures
	for _, q := range c.Questions {
		if q.Article == article {
			r := x.Ask(article, q.Text)
			f.Add(q.judge(r, func(what string) { miss(q, what, r) }))
		}
	}
	return f
}

// judge counts one result, and tells miss what is wrong with it.
func (q Question) judge(r lookup.Result, miss func(what string)) Figures {
	count := func(n *int, yes bool) {
		if yes {
			*n++
		}
	}
	var f Figures
	claimed := r.Kind == lookup.Answer || r.Kind == lookup.OneSource
	if len(q.Right) == 0 {
		quiet := len(r.Facts) == 0 && r.Kind != lookup.OneSource
		f.Unanswerable = 1
		count(&f.MadeUp, claimed)
		count(&f.Idle, q.OffTopic())
		count(&f.Quiet, q.OffTopic() && quiet)
		if claimed {
			miss("made up")
		}
		if q.OffTopic() && !quiet {
			miss("not quiet")
		}
		return f
	}
	right := slices.ContainsFunc(r.Facts[:min(3, len(r.Facts))], func(i int) bool { return slices.Contains(q.Right, i) })
	narrower := q.Style == "narrower"
	f.Answerable = 1
	count(&f.OnScreen, right)
	count(&f.Narrower, narrower)
	count(&f.NarrowerOn, narrower && right)
	count(&f.Claimed, claimed)
	count(&f.ClaimedRight, claimed && right)
	if !right {
		miss("missed")
	}
	if claimed && !right {
		miss("wrongly claimed")
	}
	return f
}

// Write writes figures as a row of a Markdown table; Header is its head.
func (f Figures) Write(w io.Writer, name string) {
	fmt.Fprintf(w, "| %s | %s | %s | %s | %s | %s | %s |\n", name, share(f.OnScreen, f.Answerable), share(f.NarrowerOn, f.Narrower), share(f.Claimed, f.Answerable), share(f.ClaimedRight, f.Claimed), share(f.MadeUp, f.Unanswerable), share(f.Quiet, f.Idle))
}

// share is n of a number in percent; "-" of nothing.
func share(n, of int) string {
	if of == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f", 100*float64(n)/float64(of))
}

// Header is the head of the table that Write fills, in percent.
const Header = "| article | right fact on screen | the same, a kind of it asked | claimed | claims right | made up | idle: nothing shown |\n|---|---|---|---|---|---|---|\n"

// MessageFigures counts how the look-up did on chat messages.
type MessageFigures struct {
	Touching, Shown int // messages that touch the article; those for which a right fact was among the first three
	Idle, Noisy     int // the others; those for which anything was shown
}

// Write writes figures as a row of a Markdown table; MessageHeader is its head.
func (f MessageFigures) Write(w io.Writer, name string) {
	fmt.Fprintf(w, "| %s | %s | %s |\n", name, share(f.Shown, f.Touching), share(f.Noisy, f.Idle))
}

// MessageHeader is the head of the table of messages, in percent.
const MessageHeader = "| messages | right fact shown | something shown for nothing |\n|---|---|---|\n"

// Add adds up figures.
func (f *MessageFigures) Add(o MessageFigures) {
	f.Touching += o.Touching
	f.Shown += o.Shown
	f.Idle += o.Idle
	f.Noisy += o.Noisy
}

// MeasureMessages looks the messages of one article up.
func (c *Corpus) MeasureMessages(x *lookup.Index, article string) MessageFigures {
	var f MessageFigures
	for _, q := range c.Messages {
		if q.Article != article {
			continue
		}
		var facts []int
		if found := x.Find(q.Text); len(found) > 0 {
			facts = found[0].Facts
		}
		if len(q.Right) == 0 {
			f.Idle++
			if len(facts) > 0 {
				f.Noisy++
			}
			continue
		}
		f.Touching++
		if slices.ContainsFunc(facts[:min(3, len(facts))], func(i int) bool { return slices.Contains(q.Right, i) }) {
			f.Shown++
		}
	}
	return f
}
