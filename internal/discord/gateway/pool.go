package gateway

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// maxWorkers is how many handlers run at once. With replies of 150 ms they answer 5,000 interactions that come at once within
	// Discord's 3 s: 5,000 · 0.15 s / 300 = 2.5 s.
	maxWorkers = 300

	// maxQueue is how many interactions wait for a handler: 5,000 that come at once, and some more. What waits longer than voidAfter is
	// dropped.
	maxQueue = 8192

	// voidAfter is how long Discord waits for the response to an interaction. To answer one after that is in vain, and keeps fresh ones
	// waiting until they are void too.
	voidAfter = 3 * time.Second

	// queueBytes bounds the memory of the queue: interactions have a few KiB, yet a message may have 4 MiB.
	queueBytes = 64 << 20

	// stopGrace is how long handlers may go on after Run's context ended.
	stopGrace = voidAfter

	// cutGrace is how long handlers have to return after their context was cancelled.
	cutGrace = 500 * time.Millisecond

	// workerIdle is how long a worker waits for more before it ends: a new one has to grow its stack first.
	workerIdle = time.Second

	// dropLogEvery bounds how often dropped interactions are logged.
	dropLogEvery = 10 * time.Second
)

// pool runs handlers. One goroutine calls submit and stop.
type pool struct {
	cfg     Config
	log     *slog.Logger
	ctx     context.Context // of the handlers
	cancel  context.CancelFunc
	queue   chan arrival
	workers chan struct{} // as many as there are workers
	open    atomic.Int64  // interactions that wait or are being handled
	queued  atomic.Int64  // bytes in queue
	work    sync.WaitGroup

	mu      sync.Mutex // guards what follows
	dropped int        // since the last log line
	logged  time.Time
}

// An arrival is an interaction and when it came.
type arrival struct {
	interaction []byte
	at          time.Time
}

func newPool(ctx context.Context, cfg Config, log *slog.Logger) *pool {
	p := &pool{cfg: cfg, log: log, queue: make(chan arrival, cmp.Or(cfg.queue, maxQueue)), workers: make(chan struct{}, cmp.Or(cfg.workers, maxWorkers))}
	p.ctx, p.cancel = context.WithCancel(context.WithoutCancel(ctx))
	return p
}

// submit never blocks: if the queue is full, the interaction is dropped. It would be void before its turn, and a reader that waited
// would miss heartbeats and lose the session.
func (p *pool) submit(interaction []byte) {
	size := int64(len(interaction))
	if p.queued.Add(size) <= queueBytes {
		select {
		case p.queue <- arrival{interaction, time.Now()}:
			p.open.Add(1)
			p.cfg.Observe(Received)
			p.startWorker()
			return
		default:
		}
	}
	p.queued.Add(-size)
	p.drop()
}

// startWorker starts a worker unless there are as many as allowed or as there are interactions. It does not count the idle ones: a
// worker that was given something looks idle until it runs.
func (p *pool) startWorker() {
	if p.open.Load() <= int64(len(p.workers)) {
		return
	}
	select {
	case p.workers <- struct{}{}:
		p.work.Go(p.serve)
	default:
	}
}

func (p *pool) serve() {
	patience := time.NewTimer(workerIdle)
	defer patience.Stop()
	for {
		patience.Reset(workerIdle)
		select {
		case a, ok := <-p.queue:
			if ok {
				p.queued.Add(-int64(len(a.interaction)))
				if time.Since(a.at) <= voidAfter {
					p.handle(a)
				} else {
					p.drop()
				}
				p.open.Add(-1)
				continue
			}
		case <-patience.C:
		}
		<-p.workers
		if len(p.queue) == 0 {
			return
		}
		// Something came while this worker was still counted.
		select {
		case p.workers <- struct{}{}:
		default:
			return
		}
	}
}

// drop counts an interaction that is not answered, and logs it at most once in dropLogEvery.
func (p *pool) drop() {
	p.cfg.Observe(Dropped)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.dropped++
	if time.Since(p.logged) >= dropLogEvery {
		p.logDropped()
	}
}

// logDropped logs what was dropped since the last time. The caller holds p.mu.
func (p *pool) logDropped() {
	if p.dropped > 0 {
		p.log.Error("gateway: too many interactions at once, dropped some", "dropped", p.dropped)
	}
	p.dropped, p.logged = 0, time.Now()
}

type arrivalKey struct{}

// Arrived returns when the interaction came whose handler got ctx.
func Arrived(ctx context.Context) time.Time {
	at, _ := ctx.Value(arrivalKey{}).(time.Time)
	return at
}

func (p *pool) handle(a arrival) {
	defer func() {
		if v := recover(); v != nil {
			p.cfg.Observe(Panicked)
			// The value may quote the interaction; its type and the stack say enough.
			p.log.Error("gateway: a handler panicked", "type", fmt.Sprintf("%T", v), "stack", string(debug.Stack()))
		}
	}()
	p.cfg.Handle(context.WithValue(p.ctx, arrivalKey{}, a.at), a.interaction)
}

// stop lets handlers finish what was received, cancels them after stopGrace, and returns when all have returned, or after cutGrace
// more.
func (p *pool) stop() {
	defer func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.logDropped()
	}()
	close(p.queue)
	defer p.cancel()
	idle := make(chan struct{})
	go func() {
		p.work.Wait()
		close(idle)
	}()
	for _, grace := range []time.Duration{stopGrace, cutGrace} {
		t := time.NewTimer(grace)
		defer t.Stop()
		select {
		case <-idle:
			return
		case <-t.C:
			p.cancel()
		}
	}
	p.log.Error("gateway: handlers did not return when they were cut off")
}
