//go:build soak

package soak

import (
	"context"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	dt "leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/programtest"
)

// TestGateway sends bursts through a gateway whose sockets are cut and whose client is told to reconnect, a connection every twelve seconds,
// while every second the REST interface that takes the answers refuses one, resets, or takes it and does not say so.
func TestGateway(t *testing.T) {
	d := dt.New(t, dt.WithKeep(8192))
	p := start(t, programtest.Build(t), "run", "DISCORD_TOKEN="+d.Token(), "DISCORD_API_URL="+d.URL(), "KNOWLEDGE_DIR="+edit(t))
	ctx := t.Context()
	if _, err := d.WaitReady(ctx); err != nil {
		t.Fatal(err)
	}
	all := questions(t)
	count := newTally(*interactions)
	memory := p.watch(t)
	ended := make(chan struct{})
	var faults sync.WaitGroup
	var cuts, refusals int
	faults.Go(func() { cuts = breakSockets(ctx, d, ended) })
	faults.Go(func() { refusals = breakCallbacks(d, ended) })

	var left atomic.Int64
	left.Store(int64(*interactions))
	var sending sync.WaitGroup
	for range 4 {
		sending.Go(func() {
			for {
				size := int64(1 + rand.N(150))
				if rand.N(50) == 0 {
					size = 1000
				}
				size = min(size, left.Add(-size)+size)
				if size <= 0 {
					return
				}
				burst(ctx, d, all, int(size), count)
			}
		})
	}
	sending.Wait()
	close(ended)
	faults.Wait()
	d.Script(dt.Callback) // what is left of the script
	m := p.metrics(t)
	count.report(t)
	memory.checkFlat(t)
	t.Logf("%d broken connections, %d broken callbacks, %.0f reloads; %.0f MB resident", cuts, refusals, m[`bot_knowledge_reloads_total{result="changed"}`], m["process_resident_memory_bytes"]/(1<<20))
	if m[`bot_knowledge_reloads_total{result="failed"}`] != 0 || m["bot_interactions_unanswered_total"] != 0 {
		t.Errorf("%v failed reloads, %v unanswered", m[`bot_knowledge_reloads_total{result="failed"}`], m["bot_interactions_unanswered_total"])
	}
}

// burst sends interactions one right after the other and waits for their answers.
func burst(ctx context.Context, d *dt.Server, all []question, size int, count *tally) {
	type sent struct {
		question
		id string
		at time.Time
	}
	waiting := make([]sent, 0, size)
	for range size {
		q := all[rand.N(len(all))]
		i := q.interaction()
		waiting = append(waiting, sent{q, i.ID, time.Now()})
		if err := d.Send(ctx, i); err != nil {
			count.answered(0, err.Error())
		}
	}
	wait, cancel := context.WithTimeout(ctx, limit+time.Second)
	defer cancel()
	for _, s := range waiting {
		d.WaitCallback(wait, s.id)
	}
	for _, s := range waiting {
		at := d.CallbackTime(s.id)
		if at.IsZero() {
			count.answered(0, "never")
			continue
		}
		body, err := d.WaitCallback(ctx, s.id) // it is there
		switch {
		case err != nil:
			count.answered(0, err.Error())
		case !s.answeredBy(body):
			count.answered(0, "another answer than either knowledge gives")
		default:
			count.answered(at.Sub(s.at), "")
		}
	}
}

// breakSockets ends each connection after twelve seconds, by turns without a word, with an order to reconnect, and with a close
// code. It returns how often. (Of connections that last less than ten seconds the bot takes each second one for a failure, and
// waits longer and longer.)
func breakSockets(ctx context.Context, d *dt.Server, ended <-chan struct{}) (n int) {
	for ; ; n++ {
		select {
		case <-ended:
			return n
		case <-time.After(12 * time.Second):
		}
		resumed := d.Count(dt.Resume)
		switch c := d.Conn(); {
		case c == nil:
		case n%3 == 0:
			c.Drop()
		case n%3 == 1:
			c.Send(`{"op":7,"d":null}`)
		default:
			c.Close(4000)
		}
		d.Wait(ctx, dt.Resume, resumed+1)
	}
}

// breakCallbacks spoils a callback every second, so that none is spoilt twice: the bot tries each two times. It returns how often.
func breakCallbacks(d *dt.Server, ended <-chan struct{}) (n int) {
	ways := []dt.Response{
		{Status: 500}, {Status: 502, Body: "<html>bad gateway</html>"}, {Status: 503, Body: `{"message":"upstream","code":0}`},
		{Cut: true}, {Status: 500, Done: true}, {Done: true, Cut: true},
	}
	every := time.NewTicker(time.Second)
	defer every.Stop()
	for ; ; n++ {
		select {
		case <-ended:
			return n
		case <-every.C:
			d.Script(dt.Callback)
			d.Script(dt.Callback, ways[n%len(ways)])
		}
	}
}
