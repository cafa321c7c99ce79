//go:build unix

package main

import (
	"regexp"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"leakygut-bot/internal/discord/discordtest"
)

// A stop is logged when it comes, with what is waited for, and when it is over.
func TestStopIsLogged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := discordtest.New(t, discordtest.InMemory())
		tr := startInMemory(t, srv, plants(t))
		tr.awaitAnswer()
		srv.Script(discordtest.Callback, response{Done: true, Status: 204, After: time.Second, Repeat: true})
		for range 3 {
			tr.ask()
		}
		synctest.Wait()
		tr.end()
		want := regexp.MustCompile(`msg="gateway: stopping, no more interactions are taken" replies_under_way=3 waiting_at_most=3.5s\n.*msg=stopped took=1s\n$`)
		if !want.MatchString(tr.log.String()) {
			t.Errorf("the log ends otherwise:\n%s", tr.log)
		}
	})
}

// An interaction that was not answered is logged with its command, its age and the cause, and nothing that a person wrote.
func TestFailedInteractionIsLogged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := discordtest.New(t, discordtest.InMemory())
		tr := startInMemory(t, srv, plants(t))
		tr.awaitAnswer()
		srv.Script(discordtest.Callback, response{Status: 404, Body: `{"message":"Unknown interaction","code":10062}`, After: 700 * time.Millisecond})
		tr.ask()
		time.Sleep(5 * time.Second)
		const want = `msg="an interaction was not answered" command="/plants water" kind=answer age=700ms cause="Discord answered HTTP 404 with code 10062"`
		if !strings.Contains(tr.log.String(), want) {
			t.Errorf("the log does not say %s:\n%s", want, tr.log)
		}
		tr.end()
	})
}

// A removal that Discord refuses comes after the answer, which was given.
func TestFailedRemovalIsLogged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := discordtest.New(t, discordtest.InMemory())
		tr := startInMemory(t, srv, plants(t))
		tr.awaitAnswer()
		answer, err := srv.Interact(t.Context(), waterCommand())
		if err != nil {
			t.Fatal(err)
		}
		srv.Script("DELETE /webhooks/{app}/{token}/messages/{message}", response{Status: 403, Body: `{"message":"Missing Access","code":50001}`})
		remove := discordtest.Button(discordtest.Read(answer).Button("Remove")).On(discordtest.Message{Reply: answer})
		if _, err := srv.Interact(t.Context(), remove); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if log := tr.log.String(); !strings.Contains(log, "after a reply: ") || !strings.Contains(log, "code 50001") || strings.Contains(log, "not answered") {
			t.Errorf("the log says:\n%s", log)
		}
		tr.end()
	})
}

// At debug level the log shows the frames and the calls, and neither a token nor a question.
func TestDebugLog(t *testing.T) {
	srv := discordtest.New(t)
	tr := startProcess(t, srv, "exec bot run", "LOG_LEVEL=debug")
	tr.awaitAnswer()
	if _, err := srv.Interact(t.Context(), discordtest.Slash("plants", "ask", discordtest.String("question", "is hunter2 a plant?"))); err != nil {
		t.Fatal(err)
	}
	tr.signal(syscall.SIGHUP) // which changes nothing here
	tr.end()
	log := tr.log.String()
	for _, want := range []string{
		`msg="gateway: frame received" op=10`, `msg="gateway: frame received" op=0 event=INTERACTION_CREATE`, `msg="gateway: frame sent" op=2`,
		`msg="call of Discord" method=POST route=/api/v10/interactions/…/…/callback status=204`, `method=GET route=/api/v10/gateway/bot status=200`,
	} {
		if !strings.Contains(log, want) {
			t.Errorf("the log does not say %s", want)
		}
	}
	for _, never := range []string{"hunter2", srv.Token(), "pretend-interaction-token", discordtest.DefaultUser} {
		if strings.Contains(log, never) {
			t.Errorf("the log holds %q", never)
		}
	}
	if t.Failed() {
		t.Log(log)
	}
}
