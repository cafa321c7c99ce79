package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"runtime/debug"
	"sync"
	"time"

	"leakygut-bot/internal/discord"
	"leakygut-bot/internal/discord/api"
	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/ops"
)

// follow keeps the replies equal to the knowledge files, and the registered commands equal to the replies, until ctx ends. It
// looks at the files whenever something in KNOWLEDGE_DIR changes and at each reload signal. With registerNow it begins by
// registering, and registered gets what came of that. The returned wait ends once all that has ended, or
// after reloadGrace.
func (s *service) follow(ctx context.Context, registerNow bool) (registered <-chan error, wait func()) {
	changed, register := make(chan struct{}, 1), make(chan struct{}, 1)
	var running sync.WaitGroup
	if dir := s.program.env.get("KNOWLEDGE_DIR"); dir != "" {
		done, err := ops.Watch(ctx, dir, func() { notify(changed) })
		if err != nil {
			s.log.Warn("changes of KNOWLEDGE_DIR are not seen by themselves; send SIGHUP after one", "cause", err)
		} else {
			running.Go(done)
		}
	}
	if registerNow {
		s.metrics.Registered(false) // until it is done
		notify(register)
	}
	running.Go(func() {
		for {
			select {
			case <-ctx.Done():
				return
			case <-changed:
			case <-s.reloadSignal:
			}
			if s.reload(s.program.knowledgeFiles()) && s.token != "" {
				s.metrics.Registered(false) // until it is done
				notify(register)
			}
		}
	})
	first := make(chan error, 1)
	running.Go(func() { s.keepRegistered(ctx, register, first) }) // by itself, for Discord may take its time while the files change again
	return first, func() { waitBriefly(running.Wait) }
}

// reloadGrace is how long the stop waits for a reload that is under way. One of many articles takes seconds; the program may
// end in the middle of it, for it writes nothing.
const reloadGrace = 250 * time.Millisecond

// waitBriefly calls wait and returns once that has, but not for longer than reloadGrace.
func waitBriefly(wait func()) {
	done := make(chan struct{})
	go func() { defer close(done); wait() }()
	late := time.NewTimer(reloadGrace)
	defer late.Stop()
	select {
	case <-done:
	case <-late.C:
	}
}

// Where registering failed for a reason that may pass, it is tried again after registerAgain, and then ever more rarely.
// Between two registrations lies registerApart, and ever more up to registerStorm while the files go on changing: Discord
// allows 200 new commands a day, and a file may change every second.
const (
	registerAgain = time.Minute
	registerRest  = time.Hour
	registerApart = 10 * time.Second
	registerStorm = 10 * time.Minute
)

// keepRegistered registers the commands whenever register has a value, until ctx ends. The result of the first time goes to first,
// which has room for it.
func (s *service) keepRegistered(ctx context.Context, register <-chan struct{}, first chan<- error) {
	pause := registerAgain
	again := time.NewTimer(pause)
	defer again.Stop()
	again.Stop()
	var last time.Time
	apart := registerApart
	for {
		select {
		case <-ctx.Done():
			return
		case <-register:
			pause = registerAgain
			wait := apart - time.Since(last)
			if last.IsZero() || wait <= 0 {
				apart = registerApart
				break
			}
			apart = min(2*apart, registerStorm)
			s.log.Info("the commands are registered later, for they were just now", "in", wait.Round(time.Second))
			if !api.Sleep(ctx, wait) {
				return
			}
			discard(register)
		case <-again.C:
			pause = min(2*pause, registerRest)
		}
		again.Stop()
		err := s.registerChanges(ctx)
		last = time.Now()
		if err != nil && ctx.Err() == nil {
			if wait := s.notRegistered(err, pause); wait > 0 {
				again.Reset(wait)
			}
		}
		select {
		case first <- err: // now that it is logged
		default:
		}
	}
}

// discard takes a value out of c if there is one.
func discard(c <-chan struct{}) {
	select {
	case <-c:
	default:
	}
}

// notRegistered reports the failure to the log, /readyz and the metrics, and returns when to try again: after pause, or when Discord
// says so. 0 is not before the commands or the settings change, because Discord would answer the same.
func (s *service) notRegistered(err error, pause time.Duration) (wait time.Duration) {
	s.metrics.Registered(false)
	s.health.Note("the commands are not registered: " + explain(err).Error())
	var answer *discord.APIError
	if errors.As(err, &answer) {
		for _, line := range answer.Problems {
			s.log.Error("a problem in the commands, says Discord", "problem", line)
		}
		pause = max(pause, answer.RetryAfter)
	}
	switch {
	case refused(err):
		s.log.Error("the commands were not registered; not tried again before a setting changes", "cause", explain(err))
		return 0
	case rejected(err):
		s.log.Error("the commands were not registered; those that Discord has are answered, and it is not tried again before the knowledge changes", "cause", explain(err))
		return 0
	}
	s.log.Error("the commands were not registered; those that Discord has are answered", "cause", explain(err), "retry_in", pause)
	return pause
}

// quiet is how long Discord may be silent before that is logged.
const quiet = 1500 * time.Millisecond

// registerChanges brings the registered commands up to date.
func (s *service) registerChanges(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	silence := time.AfterFunc(quiet, func() { s.log.Warn("registering the commands: Discord has not answered yet") })
	defer silence.Stop()
	result, err := s.program.register(ctx, s.responder.Replies(), s.program.env.get("DISCORD_GUILD_ID"), false, func(cause error, wait time.Duration) {
		silence.Stop() // this says more
		s.log.Warn("registering the commands: Discord cannot be reached or asks to wait", "cause", explain(cause), "retry_in", wait)
	})
	if result.Written {
		s.log.Info("commands registered", "changes", len(result.Changes))
	}
	if err == nil {
		s.metrics.Registered(true)
		s.health.Note("")
	}
	return err
}

// notify puts a value into c, which has room for one, unless it holds one already.
func notify(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// reload makes the files' replies the ones that answer, if they are new and nothing is wrong with any of them. It reports
// whether it did. The new set is built whole, then swapped in, then the old one is freed.
func (s *service) reload(fsys fs.FS) (changed bool) {
	withSmallHeap(func() { changed = s.swap(fsys) })
	return changed
}

func (s *service) swap(fsys fs.FS) bool {
	began := time.Now()
	replies, err := s.loadRecovering(fsys)
	if err != nil {
		s.reloadFailed(err)
		return false
	}
	version := replies.Set().Library().Version()
	if old := s.responder.Replies().Set().Library().Version(); version == old {
		s.metrics.Reload(ops.Unchanged, nil)
		s.log.Info("knowledge unchanged", "knowledge", version)
		return false
	}
	s.responder.Use(replies)
	s.metrics.Knowledge(version)
	s.metrics.Reload(ops.Changed, nil)
	s.log.Info("knowledge reloaded", "knowledge", version, "articles", len(replies.Set().Library().Articles()), "took", time.Since(began))
	s.logPassedOver(replies.Set().Library())
	return true
}

var errPanicked = errors.New("the program panicked over these files; please report it")

// loadRecovering is load for a program that answers already: a panic becomes an error, and the old replies go on.
func (s *service) loadRecovering(fsys fs.FS) (replies *discord.Replies, err error) {
	defer func() {
		if v := recover(); v != nil {
			// The value may quote the files; its type and the stack tell enough.
			s.log.Error("loading the knowledge panicked", "type", fmt.Sprintf("%T", v), "stack", string(debug.Stack()))
			replies, err = nil, errPanicked
		}
	}()
	return load(fsys)
}

// reloadFailed logs and counts what is wrong, each problem in a line of its own.
func (s *service) reloadFailed(err error) {
	answers := s.responder.Replies().Set().Library().Version()
	var problems knowledge.Problems
	if !errors.As(err, &problems) {
		s.metrics.Reload(ops.Failed, nil)
		s.log.Error("the knowledge was not reloaded; what answered before goes on", "cause", err, "knowledge", answers)
		return
	}
	told := make([]ops.FileProblem, len(problems))
	for i, p := range problems {
		told[i] = ops.FileProblem{File: p.File, Line: p.Line, Rule: p.Rule}
	}
	for _, p := range problems.In(s.program.env.get("KNOWLEDGE_DIR")) {
		s.log.Error("a problem in the knowledge files", "at", p.Place.String(), "problem", p.Message, "rule", p.Rule)
	}
	s.metrics.Reload(ops.Failed, told)
	s.log.Error("the knowledge was not reloaded; what answered before goes on", "problems", len(problems), "knowledge", answers)
}
