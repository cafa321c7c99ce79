package endpoint_test

import (
	"bufio"
	"bytes"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"leakygut-bot/internal/commands"
	"leakygut-bot/internal/discord"
	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/knowledge/knowledgetest"
)

// benchKey is the private key of the tests' Discord.
var benchKey = sync.OnceValue(func() ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))
})

// compiled are the replies from the knowledge that is built in.
var compiled = sync.OnceValue(func() *discord.Replies {
	library, err := knowledge.Load(knowledgetest.Pictured())
	if err != nil {
		panic(err)
	}
	replies, err := discord.Compile(commands.New(library))
	if err != nil {
		panic(err)
	}
	return replies
})

func symptoms() discordtest.Interaction { return discordtest.Slash("jetlag", "symptoms") }

// question has 60 characters and an answer.
const question = "can stress at work or at home be a cause of jet lag as well?"

func ask() discordtest.Interaction {
	return discordtest.Slash("jetlag", "ask", discordtest.String("question", question))
}

// benchReply is the reply to symptoms.
func benchReply() []byte {
	response, err := discord.NewResponder(compiled()).Respond(symptoms().JSON())
	if err != nil {
		panic(err)
	}
	return response.Body
}

// requests are n requests for interactions of one kind, each with an id of its own.
func requests(n int, build func() discordtest.Interaction) [][]byte {
	out := make([][]byte, n)
	for i := range out {
		out[i] = signedRequest(build().JSON()).wire()
	}
	return out
}

// A conn is a kept connection of a client that does as little as one can, so that a benchmark measures the server.
type conn struct {
	net.Conn
	r     *bufio.Reader
	ended bool // the last answer said that the connection is
}

func dial(addr string) (*conn, error) {
	c, err := net.DialTimeout("tcp", addr, 5*time.Second)
	if err != nil {
		return nil, err
	}
	return &conn{Conn: c, r: bufio.NewReader(c)}, nil
}

// do sends a request and gives the status of its answer. The answer must name its length.
func (c *conn) do(request []byte) (status int, err error) {
	if _, err := c.Write(request); err != nil {
		return 0, err
	}
	length := -1
	for n := 0; ; n++ {
		line, err := c.r.ReadSlice('\n')
		if err != nil {
			return 0, err
		}
		switch {
		case n == 0 && len(line) > 12:
			status, _ = strconv.Atoi(string(line[9:12]))
		case bytes.HasPrefix(line, []byte("Content-Length: ")):
			length, _ = strconv.Atoi(string(bytes.TrimSpace(line[16:])))
		}
		if string(line) == "Connection: close\r\n" {
			c.ended = true
		}
		if len(line) <= 2 {
			break
		}
	}
	if length < 0 {
		return status, errors.New("the answer names no length")
	}
	_, err = c.r.Discard(length)
	return status, err
}

// A result is what a load gave.
type result struct {
	took      time.Duration
	latencies []time.Duration // sorted
}

func (r result) quantile(q float64) time.Duration {
	return r.latencies[min(len(r.latencies)-1, int(q*float64(len(r.latencies))))]
}

// load sends n requests over so many connections, each of which waits for an answer before it asks again.
func load(addr string, n, connections int, requests [][]byte) (result, error) {
	var (
		next     atomic.Int64
		mu       sync.Mutex
		all      result
		failures []error
		working  sync.WaitGroup
	)
	began := time.Now()
	for range min(connections, n) {
		working.Go(func() {
			latencies := make([]time.Duration, 0, n/connections+1)
			err := func() error {
				c, err := dial(addr)
				if err != nil {
					return err
				}
				defer c.Close()
				for i := next.Add(1); i <= int64(n); i = next.Add(1) {
					sent := time.Now()
					status, err := c.do(requests[int(i)%len(requests)])
					if err != nil {
						return err
					}
					if status != http.StatusOK {
						return fmt.Errorf("status %d", status)
					}
					latencies = append(latencies, time.Since(sent))
				}
				return nil
			}()
			mu.Lock()
			defer mu.Unlock()
			all.latencies = append(all.latencies, latencies...)
			if err != nil && !errors.Is(err, io.EOF) || len(latencies) == 0 && err != nil {
				failures = append(failures, err)
			}
		})
	}
	working.Wait()
	all.took = time.Since(began)
	slices.Sort(all.latencies)
	return all, errors.Join(failures...)
}
