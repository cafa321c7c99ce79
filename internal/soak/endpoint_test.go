//go:build soak

package soak

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	dt "leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/programtest"
)

// TestEndpoint sends bursts of signed requests, and in between what a port on the internet gets: connections that end within
// the headers, within the body and before the answer, forged signatures, and requests without one.
func TestEndpoint(t *testing.T) {
	d := dt.New(t)
	key := newKey()
	address := programtest.FreeAddr(t)
	p := start(t, programtest.Build(t), "serve", key.setting(), "LISTEN_ADDR="+address, "DISCORD_TOKEN="+d.Token(), "DISCORD_API_URL="+d.URL(), "KNOWLEDGE_DIR="+edit(t))
	p.ready(t)
	signed := key.sign(questions(t))
	count := newTally(*interactions)
	memory := p.watch(t)
	ended := make(chan struct{})
	var disturbing sync.WaitGroup
	var broken, forged, answered atomic.Int64
	for range 2 {
		disturbing.Go(func() { sendBadRequests(address, signed, ended, &broken, &forged, &answered) })
	}
	send(t, "http://"+address, signed, *interactions, 8, count)
	close(ended)
	disturbing.Wait()
	m := p.metrics(t)
	count.report(t)
	memory.checkFlat(t)
	t.Logf("%d broken connections, %d forged requests, %.0f reloads; %.0f MB resident", broken.Load(), forged.Load(), m[`bot_knowledge_reloads_total{result="changed"}`], m["process_resident_memory_bytes"]/(1<<20))
	if answered.Load() != 0 || m[`bot_knowledge_reloads_total{result="failed"}`] != 0 {
		t.Errorf("%d forged requests were not refused, %v reloads failed", answered.Load(), m[`bot_knowledge_reloads_total{result="failed"}`])
	}
}

// send lets workers send n requests in bursts, each over connections of its own, and some of them over a new one.
func send(t *testing.T, url string, signed []request, n, workers int, count *tally) {
	t.Helper()
	var left atomic.Int64
	left.Store(int64(n))
	var working sync.WaitGroup
	for range workers {
		working.Go(func() {
			client := &http.Client{Transport: &http.Transport{}, Timeout: limit + time.Second}
			defer client.CloseIdleConnections()
			for {
				for range 1 + rand.N(400) {
					if left.Add(-1) < 0 {
						return
					}
					r := signed[rand.N(len(signed))]
					began := time.Now()
					reason := r.post(client, url)
					count.answered(time.Since(began), reason)
				}
				if rand.N(4) == 0 {
					client.CloseIdleConnections()
				}
				time.Sleep(rand.N(10 * time.Millisecond))
			}
		})
	}
	working.Wait()
}

// A signer is Discord, as far as an endpoint can tell.
type signer struct{ private ed25519.PrivateKey }

func newKey() signer {
	return signer{ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))}
}

func (s signer) setting() string {
	return "DISCORD_PUBLIC_KEY=" + hex.EncodeToString(s.private.Public().(ed25519.PublicKey))
}

// A request is an interaction ready to be sent.
type request struct {
	question
	header http.Header
	body   []byte
}

// sign signs some hundred interactions, so that the time in which requests are sent belongs to the program.
func (s signer) sign(all []question) (out []request) {
	for n := range 500 {
		q := all[n%len(all)]
		body := q.interaction().JSON()
		out = append(out, request{q, dt.Sign(s.private, fmt.Sprint(time.Now().Unix()), body), body})
	}
	return out
}

// post returns the reason for which the interaction counts as lost, or nothing.
func (r request) post(client *http.Client, url string) string {
	req, err := http.NewRequest(http.MethodPost, url+"/interactions", bytes.NewReader(r.body))
	if err != nil {
		return err.Error()
	}
	req.Header = r.header
	req.GetBody = nil // Discord sends an interaction once, and so does this client
	resp, err := client.Do(req)
	if err != nil {
		return errors.Unwrap(err).Error()
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	switch {
	case err != nil:
		return "cut: " + err.Error()
	case resp.StatusCode != http.StatusOK:
		return resp.Status
	case !r.answeredBy(body):
		return "another answer than either knowledge gives"
	}
	return ""
}

// sendBadRequests breaks off and forges requests, which must not disturb the others.
func sendBadRequests(address string, signed []request, ended <-chan struct{}, broken, forged, answered *atomic.Int64) {
	client := &http.Client{Timeout: limit}
	defer client.CloseIdleConnections()
	for n := 0; ; n++ {
		select {
		case <-ended:
			return
		case <-time.After(5 * time.Millisecond):
		}
		r := signed[rand.N(len(signed))]
		if n%2 == 0 {
			broken.Add(1)
			abortRequest(address, r, n/2)
			continue
		}
		forged.Add(1)
		r.header = r.header.Clone()
		if n%4 == 1 {
			r.header.Set("X-Signature-Timestamp", "1")
		} else {
			r.header.Del("X-Signature-Ed25519")
		}
		if got := r.post(client, "http://"+address); got != "401 Unauthorized" {
			answered.Add(1)
		}
	}
}

// abortRequest begins a request and ends the connection: within the headers, within the body, or once all is sent.
func abortRequest(address string, r request, way int) {
	conn, err := net.DialTimeout("tcp", address, limit)
	if err != nil {
		return
	}
	defer conn.Close()
	var b bytes.Buffer
	fmt.Fprintf(&b, "POST /interactions HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n", address, len(r.body))
	r.header.Write(&b)
	b.WriteString("\r\n")
	head := b.Len()
	b.Write(r.body)
	until := []int{head / 2, head + len(r.body)/2, b.Len()}[way%3]
	conn.Write(b.Bytes()[:until])
	if way%2 == 0 {
		conn.(*net.TCPConn).SetLinger(0) // a reset
	}
}
