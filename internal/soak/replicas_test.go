//go:build soak

package soak

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	dt "leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/programtest"
)

var (
	nginx    = flag.String("nginx", "nginx", "the program of nginx")
	replicas = flag.Int("replicas", 100_000, "how many interactions are sent to the replicas")
)

// TestReplicas sends signed requests through nginx to three replicas, of which one is killed every second without a word, and
// started again.
func TestReplicas(t *testing.T) {
	d := dt.New(t)
	key := newKey()
	conf, err := os.ReadFile("testdata/nginx.conf")
	if err != nil {
		t.Fatal(err)
	}
	bot := programtest.Build(t)
	listen, settings := programtest.FreeAddr(t), make([][]string, 3)
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "jetlag.yaml"), versions(t)[0], 0o666); err != nil {
		t.Fatal(err)
	}
	put := []string{"LISTEN", listen}
	for i := range settings {
		address := programtest.FreeAddr(t)
		put = append(put, []string{"REPLICA1", "REPLICA2", "REPLICA3"}[i], address)
		settings[i] = []string{key.setting(), "LISTEN_ADDR=" + address, "DISCORD_API_URL=" + d.URL(), "KNOWLEDGE_DIR=" + dir}
	}
	running := make([]*process, len(settings))
	for i := range running {
		running[i] = start(t, bot, "serve", settings[i]...)
		running[i].ready(t)
	}
	serveNginx(t, strings.NewReplacer(put...).Replace(string(conf)), listen)

	signed, count := key.sign(questions(t)), newTally(*replicas)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		send(t, "http://"+listen, signed, *replicas, 8, count)
	}()
	every := time.NewTicker(time.Second)
	defer every.Stop()
	kills := 0
	for sending := true; sending; {
		select {
		case <-ended:
			sending = false
		case <-every.C:
			i := kills % len(running)
			running[i].Process.Process.Kill()
			<-running[i].Ended
			running[i] = start(t, bot, "serve", settings[i]...)
			kills++
		}
	}
	count.report(t)
	t.Logf("%d kills", kills)
}

// serveNginx runs nginx with a configuration in a directory of its own until the test ends.
func serveNginx(t *testing.T, conf, listen string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "nginx.conf"), []byte(conf), 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(*nginx, "-p", dir, "-c", "nginx.conf", "-e", "stderr", "-g", "daemon off; master_process off;")
	cmd.Stderr = os.Stderr
	programtest.Start(t, cmd).AwaitListening(t, listen)
}
