package deploy

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"flag"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"leakygut-bot/internal/discord/discordtest"
	"leakygut-bot/internal/programtest"
)

// crowdSize is small by default, so that the test says on any machine whether the configurations are right. With 5,000 it measures
// the machine as much as the proxies and the bot.
var crowdSize = flag.Int("crowd", 200, "how many ask at once through each proxy")

// patience is how long Discord waits for an answer.
const patience = 3 * time.Second

// TestProxies starts the program behind nginx and Caddy, configured as docs/endpoint.md and this directory say, and lets many
// ask at once, each over a TLS connection of its own. Everybody gets the answer while Discord waits for it, and what the bot
// refuses is refused through the proxy too.
func TestProxies(t *testing.T) {
	if os.Getenv("CI") == "" {
		for _, proxy := range []string{"nginx", "caddy"} {
			if _, err := exec.LookPath(proxy); err != nil {
				t.Skipf("%s is not installed; .ci/run installs it", proxy)
			}
		}
	}
	binary, key := programtest.Build(t), ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))
	for _, proxy := range []struct {
		name  string
		begin func(t *testing.T, bot, certificate string) (addr string)
	}{
		{"nginx as documented", beginNginx},
		{"Caddy as documented", func(t *testing.T, bot, certificate string) string {
			return beginCaddy(t, strings.ReplaceAll(documented(t, "caddyfile"), "127.0.0.1:8080", bot), "bot.example.com", certificate)
		}},
		{"Caddy of compose.yaml", func(t *testing.T, bot, certificate string) string {
			return beginCaddy(t, strings.ReplaceAll(read(t, "Caddyfile"), "bot:8080", bot), "{$BOT_HOST}", certificate)
		}},
	} {
		t.Run(proxy.name, func(t *testing.T) {
			bot := programtest.FreeAddr(t)
			cmd := exec.Command(binary, "serve")
			cmd.Env = []string{"DISCORD_PUBLIC_KEY=" + hex.EncodeToString(key.Public().(ed25519.PublicKey)), "LISTEN_ADDR=" + bot, "OPS_ADDR="}
			programtest.Start(t, cmd).AwaitListening(t, bot)
			front := front{key: key, url: "https://" + proxy.begin(t, bot, selfSigned(t)) + "/interactions"}
			front.refusals(t)
			for range 2 { // the second time the proxy has connections to the bot
				if took := front.crowd(t, *crowdSize); took > patience {
					t.Errorf("the last answer took %v", took)
				}
			}
		})
	}
}

// A front is a proxy, reached as Discord reaches it.
type front struct {
	key ed25519.PrivateKey
	url string
}

// client returns a client with a connection of its own.
func client() *http.Client {
	return &http.Client{
		Timeout:   4 * patience,
		Transport: &http.Transport{TLSClientConfig: &tls.Config{ServerName: "bot.example.com", InsecureSkipVerify: true}},
	}
}

// ask sends an interaction, signed by key.
func (f front) ask(c *http.Client, body []byte, key ed25519.PrivateKey) (status int, answer string, err error) {
	req, err := http.NewRequest(http.MethodPost, f.url, bytes.NewReader(body))
	if err != nil {
		return 0, "", err
	}
	req.Host = "bot.example.com"
	req.Header = discordtest.Sign(key, strconv.FormatInt(time.Now().Unix(), 10), body)
	response, err := c.Do(req)
	if err != nil {
		return 0, "", err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return response.StatusCode, string(text), err
}

// refusals holds the proxy to pass on what Discord tries before it saves an address, and to let nothing large through.
func (f front) refusals(t *testing.T) {
	t.Helper()
	stranger := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{8}, ed25519.SeedSize))
	ping := discordtest.Ping().JSON()
	for name, tt := range map[string]struct {
		body   []byte
		key    ed25519.PrivateKey
		status int
		answer string
	}{
		"a ping":                   {ping, f.key, http.StatusOK, `{"type":1}`},
		"a ping of somebody else":  {ping, stranger, http.StatusUnauthorized, ""},
		"a body that is too large": {bytes.Repeat([]byte(" "), 257<<10), f.key, http.StatusRequestEntityTooLarge, ""},
	} {
		c := client()
		status, answer, err := f.ask(c, tt.body, tt.key)
		c.CloseIdleConnections()
		if status == http.StatusBadGateway && tt.status == http.StatusRequestEntityTooLarge {
			status = tt.status // the bot refused it and hung up before the proxy had sent it all
		}
		if err != nil || status != tt.status || !strings.Contains(answer, tt.answer) {
			t.Errorf("%s: HTTP %d, %.100s, %v; want HTTP %d", name, status, answer, err, tt.status)
		}
	}
}

// crowd lets n people ask at once, each over a connection of their own. It returns how long the slowest answer took.
func (f front) crowd(t *testing.T, n int) time.Duration {
	t.Helper()
	body := discordtest.Slash("leakygut", "symptoms").JSON()
	took := make([]time.Duration, n)
	var asking sync.WaitGroup
	for i := range n {
		asking.Go(func() {
			c := client()
			defer c.CloseIdleConnections()
			began := time.Now()
			status, answer, err := f.ask(c, body, f.key)
			if took[i] = time.Since(began); err != nil || status != http.StatusOK || !strings.Contains(answer, "Symptoms of a leaky gut") {
				t.Errorf("HTTP %d, %.100s, %v", status, answer, err)
			}
		})
	}
	asking.Wait()
	return slices.Max(took)
}

// documented returns the blocks of docs/endpoint.md in a language.
func documented(t *testing.T, language string) string {
	t.Helper()
	var out strings.Builder
	for _, m := range regexp.MustCompile("(?s)```"+language+"\n(.*?)```").FindAllStringSubmatch(read(t, "../docs/endpoint.md"), -1) {
		out.WriteString(m[1])
	}
	if !strings.Contains(out.String(), "127.0.0.1:8080") {
		t.Fatalf("docs/endpoint.md has no configuration in %s", language)
	}
	return out.String()
}

func read(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// beginNginx puts what is documented where a packaged nginx.conf has it: the first lines at the top, the rest in its http block.
func beginNginx(t *testing.T, bot, certificate string) string {
	t.Helper()
	addr, dir := programtest.FreeAddr(t), t.TempDir()
	main, http, ok := strings.Cut(strings.ReplaceAll(documented(t, "nginx"), "127.0.0.1:8080", bot), "limit_req_zone")
	if !ok {
		t.Fatal("docs/endpoint.md limits nothing")
	}
	http = strings.Replace("limit_req_zone"+http, "listen 443 ssl;", "listen "+addr+" ssl;\nssl_certificate "+certificate+";\nssl_certificate_key "+certificate+";", 1)
	own := "access_log off;\n"
	for _, kind := range []string{"client_body", "proxy", "fastcgi", "uwsgi", "scgi"} {
		own += kind + "_temp_path " + filepath.Join(dir, kind) + ";\n"
	}
	config := "daemon off;\nworker_processes auto;\npid " + dir + "/pid;\nerror_log " + dir + "/error.log;\n" + main + "http {\n" + own + http + "}\n"
	begin(t, addr, filepath.Join(dir, "nginx.conf"), config, "nginx", "-p", dir, "-e", "error.log", "-c", "nginx.conf")
	return addr
}

// beginCaddy gives a Caddyfile a port and a certificate of its own.
func beginCaddy(t *testing.T, text, host, certificate string) string {
	t.Helper()
	addr, dir := programtest.FreeAddr(t), t.TempDir()
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(text, host+" {") {
		t.Fatalf("no site %s in %s", host, text)
	}
	site := strings.Replace(text, host+" {", "https://bot.example.com:"+port+" {\n\tbind 127.0.0.1\n\ttls "+certificate+" "+certificate, 1)
	config := "{\n\tadmin off\n\tauto_https off\n\tstorage file_system " + dir + "/storage\n}\n" + site
	begin(t, addr, filepath.Join(dir, "Caddyfile"), config, "caddy", "run", "--config", "Caddyfile", "--adapter", "caddyfile")
	return addr
}

// begin writes a configuration, starts a proxy with it, and returns once it listens.
func begin(t *testing.T, addr, file, config string, command ...string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Dir = filepath.Dir(file)
	cmd.Env = append(os.Environ(), "HOME="+cmd.Dir, "XDG_DATA_HOME="+cmd.Dir, "XDG_CONFIG_HOME="+cmd.Dir)
	programtest.Start(t, cmd).AwaitListening(t, addr)
}

// selfSigned writes a certificate and its key to a file.
func selfSigned(t *testing.T) string {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	template := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{"bot.example.com"}, NotAfter: time.Now().Add(time.Hour)}
	der, err2 := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	secret, err3 := x509.MarshalPKCS8PrivateKey(key)
	file := filepath.Join(t.TempDir(), "certificate.pem")
	text := slices.Concat(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}))
	if err := errors.Join(err, err2, err3, os.WriteFile(file, text, 0o644)); err != nil {
		t.Fatal(err)
	}
	return file
}
