package deploy

import (
	"bufio"
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
	"fmt"
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
)

// crowdSize is small by default, so that the test says whether the configurations are right on any machine. With 5000 it measures
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
	binary, key := built(t), ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))
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
			bot, process := serve(t, binary, key)
			front := front{key: key, addr: proxy.begin(t, bot, selfSigned(t))}
			front.refusals(t)
			for range 2 { // the second time the proxy has connections to the bot
				took, failed := front.crowd(*crowdSize)
				t.Logf("%d asked at once: %d answered, %d not; half within %v, all within %v; the bot's peak %s", *crowdSize, len(took), len(failed),
					took[len(took)/2].Round(time.Millisecond), took[len(took)-1].Round(time.Millisecond), peak(t, process))
				if len(failed) > 0 {
					t.Errorf("%d got no answer, such as: %v", len(failed), failed[0])
				}
				if last := took[len(took)-1]; last > patience {
					t.Errorf("the last answer took %v", last)
				}
			}
		})
	}
}

// A front is a proxy, reached as Discord reaches it.
type front struct {
	key  ed25519.PrivateKey
	addr string
}

// A caller is a connection to the proxy. It does as little as one can, for it shares the machine with what is measured.
type caller struct {
	net.Conn
	answers *bufio.Reader
}

func (f front) dial() (*caller, error) {
	c, err := tls.DialWithDialer(&net.Dialer{Timeout: 20 * time.Second}, "tcp", f.addr, &tls.Config{ServerName: "bot.example.com", InsecureSkipVerify: true})
	if err != nil {
		return nil, err
	}
	return &caller{c, bufio.NewReader(c)}, nil
}

// wire is an interaction as it is sent, signed by key.
func wire(body []byte, key ed25519.PrivateKey) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "POST /interactions HTTP/1.1\r\nHost: bot.example.com\r\nContent-Length: %d\r\n", len(body))
	discordtest.Sign(key, strconv.FormatInt(time.Now().Unix(), 10), body).Write(&b)
	b.WriteString("\r\n")
	b.Write(body)
	return b.Bytes()
}

func (c *caller) ask(wire []byte) (status int, answer string, err error) {
	c.SetDeadline(time.Now().Add(4 * patience))
	_, cut := c.Write(wire) // a refusal may come before everything is sent
	response, err := http.ReadResponse(c.answers, nil)
	if err != nil {
		return 0, "", errors.Join(cut, err)
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
		wire   []byte
		status int
		answer string
	}{
		"a ping":                   {wire(ping, f.key), http.StatusOK, `{"type":1}`},
		"a ping of somebody else":  {wire(ping, stranger), http.StatusUnauthorized, ""},
		"a body that is too large": {wire(bytes.Repeat([]byte(" "), 257<<10), f.key), http.StatusRequestEntityTooLarge, ""},
	} {
		c, err := f.dial()
		if err != nil {
			t.Fatal(err)
		}
		status, answer, err := c.ask(tt.wire)
		if status == http.StatusBadGateway && tt.status == http.StatusRequestEntityTooLarge {
			status = tt.status // the bot refused it and hung up before the proxy had sent it all
		}
		if c.Close(); err != nil || status != tt.status || !strings.Contains(answer, tt.answer) {
			t.Errorf("%s: HTTP %d, %.100s, %v; want HTTP %d", name, status, answer, err, tt.status)
		}
	}
}

// crowd connects n times, then asks over all the connections at once. The times are sorted, and are never empty.
func (f front) crowd(n int) (took []time.Duration, failed []error) {
	callers, wires, errs := make([]*caller, n), make([][]byte, n), make([]error, n)
	var connecting, asking sync.WaitGroup
	places := make(chan struct{}, 64)
	for i := range callers {
		connecting.Go(func() {
			places <- struct{}{}
			defer func() { <-places }()
			callers[i], errs[i] = f.dial()
			wires[i] = wire(discordtest.Slash("leakygut", "symptoms").JSON(), f.key)
		})
	}
	connecting.Wait()
	times := make([]time.Duration, n)
	start := make(chan struct{})
	for i, c := range callers {
		if errs[i] != nil {
			continue
		}
		asking.Go(func() {
			defer c.Close()
			<-start
			began := time.Now()
			status, answer, err := c.ask(wires[i])
			if err == nil && (status != http.StatusOK || !strings.Contains(answer, "Symptoms of a leaky gut")) {
				err = fmt.Errorf("HTTP %d, %.100s", status, answer)
			}
			times[i], errs[i] = time.Since(began), err
		})
	}
	close(start)
	asking.Wait()
	for i, err := range errs {
		if err != nil {
			failed = append(failed, err)
		} else {
			took = append(took, times[i])
		}
	}
	if slices.Sort(took); len(took) == 0 {
		took = []time.Duration{0}
	}
	return took, failed
}

// documented gives the blocks of docs/endpoint.md in a language.
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
	addr, dir := freeAddr(t), t.TempDir()
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
	addr, dir := freeAddr(t), t.TempDir()
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
	dir := filepath.Dir(file)
	started(t, addr, dir, append(os.Environ(), "HOME="+dir, "XDG_DATA_HOME="+dir, "XDG_CONFIG_HOME="+dir), command...)
}

// started starts a program in a directory, and returns once it listens. It ends with the test.
func started(t *testing.T, addr, dir string, env []string, command ...string) *exec.Cmd {
	t.Helper()
	var log bytes.Buffer
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = dir, env, &log, &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Signal(os.Interrupt)
		cmd.Wait()
		if t.Failed() {
			t.Logf("%s says: %.2000s", command[0], log.String())
		}
	})
	for range 1000 { // nothing tells when another process listens
		if c, err := net.Dial("tcp", addr); err == nil {
			c.Close()
			return cmd
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("%s does not listen", command[0])
	return nil
}

// built is the program.
func built(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "bot")
	if out, err := exec.Command("go", "build", "-o", path, "../cmd/bot").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return path
}

// serve starts "bot serve" and returns once it listens.
func serve(t *testing.T, binary string, key ed25519.PrivateKey) (addr string, process *exec.Cmd) {
	t.Helper()
	addr = freeAddr(t)
	public := hex.EncodeToString(key.Public().(ed25519.PublicKey))
	return addr, started(t, addr, t.TempDir(), []string{"DISCORD_PUBLIC_KEY=" + public, "LISTEN_ADDR=" + addr, "OPS_ADDR="}, binary, "serve")
}

// freeAddr is an address of this machine at which nothing listens.
func freeAddr(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// peak is the most memory that a process had so far, as Linux counts it.
func peak(t *testing.T, process *exec.Cmd) string {
	t.Helper()
	m := regexp.MustCompile(`VmHWM:\s*(\d+) kB`).FindStringSubmatch(read(t, fmt.Sprintf("/proc/%d/status", process.Process.Pid)))
	if m == nil {
		t.Fatal("Linux does not say how much memory the bot took")
	}
	kB, err := strconv.Atoi(m[1])
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%d MiB", kB>>10)
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
