package ops

import "strconv"

// Reloaded is the result of a reload.
type Reloaded string

const (
	Changed   Reloaded = "changed"   // the new knowledge answers
	Unchanged Reloaded = "unchanged" // the files did not change what is answered
	Failed    Reloaded = "failed"    // the files have problems; what answered goes on
)

// A FileProblem is what keeps a knowledge file from being used.
type FileProblem struct {
	File string
	Line int // from 1
	Rule string
}

// maxProblems bounds the series of problems, for a file can have thousands; the log has them all.
const maxProblems = 50

// Knowledge says which version answers from now on.
func (m *Metrics) Knowledge(version string) {
	m.knowledge.Reset()
	m.knowledge.WithLabelValues(version).Set(1)
	m.loaded.SetToCurrentTime()
	m.current.Set(1)
}

// Reload counts a reload. The problems are those of this reload alone.
func (m *Metrics) Reload(result Reloaded, problems []FileProblem) {
	m.reloads.WithLabelValues(string(result)).Inc()
	m.problems.Reset()
	for _, p := range problems[:min(len(problems), maxProblems)] {
		m.problems.WithLabelValues(p.File, strconv.Itoa(p.Line), p.Rule).Set(1)
	}
	if result == Failed {
		m.current.Set(0)
	} else {
		m.current.Set(1)
	}
}
