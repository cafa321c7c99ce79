//go:build proxies

package endpoint_test

import (
	"bufio"
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"flag"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

var clients = flag.Int("clients", 5000, "how many ask at once through a proxy")

// TestProxies starts the program behind nginx and Caddy, each configured as docs/endpoint.md says, and lets thousands ask at
// once, each over a connection of its own with TLS. Everybody gets the answer within the three seconds that Discord gives.
func TestProxies(t *testing.T) {
	for name, begin := range map[string]func(*testing.T, string, string) string{"nginx": beginNginx, "Caddy": beginCaddy} {
		t.Run(name, func(t *testing.T) {
			bot := serveBinary(t)
			addr := begin(t, bot.addr, selfSigned(t))
			for range 2 { // the second time the proxy has connections to the bot
				took, failed := askAtOnce(t, addr, *clients)
				slices.Sort(took)
				t.Logf("%s: %d asked at once: %d answered, %d not; half within %v, all within %v; the bot's peak %d MiB", name, *clients, len(took), len(failed),
					took[len(took)/2].Round(time.Millisecond), took[len(took)-1].Round(time.Millisecond), bot.memory(t, "VmHWM")>>20)
				if len(failed) > 0 {
					t.Errorf("%d got no answer, such as: %v", len(failed), failed[0])
				}
				if last := took[len(took)-1]; last > 3*time.Second {
					t.Errorf("the last answer took %v", last)
				}
			}
		})
	}
}

// askAtOnce connects n times, then asks over all the connections at once.
func askAtOnce(t *testing.T, addr string, n int) (took []time.Duration, failed []error) {
	t.Helper()
	wires := requests(n, symptoms)
	conns := make([]*conn, n)
	var connecting sync.WaitGroup
	dialing := make(chan struct{}, 64)
	for i := range conns {
		connecting.Go(func() {
			dialing <- struct{}{}
			defer func() { <-dialing }()
			c, err := tls.DialWithDialer(&net.Dialer{Timeout: 20 * time.Second}, "tcp", addr, &tls.Config{ServerName: "bot.example.com", InsecureSkipVerify: true})
			if err == nil {
				conns[i] = &conn{Conn: c, r: bufio.NewReader(c)}
			}
		})
	}
	connecting.Wait()
	var mu sync.Mutex
	var asking sync.WaitGroup
	start := make(chan struct{})
	for i, c := range conns {
		if c == nil {
			failed = append(failed, fmt.Errorf("no connection"))
			continue
		}
		asking.Go(func() {
			defer c.Close()
			wire := bytes.Replace(wires[i], []byte("Host: bot.example\r\n"), []byte("Host: bot.example.com\r\n"), 1)
			<-start
			began := time.Now()
			c.SetDeadline(began.Add(10 * time.Second))
			status, err := c.do(wire)
			if err == nil && status != http.StatusOK {
				err = fmt.Errorf("status %d", status)
			}
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				failed = append(failed, err)
			} else {
				took = append(took, time.Since(began))
			}
		})
	}
	close(start)
	asking.Wait()
	if len(took) == 0 {
		t.Fatalf("nobody got an answer: %v", failed[0])
	}
	return took, failed
}

// documented are the blocks of docs/endpoint.md in a language, with the bot's address in place.
func documented(t *testing.T, language, bot string) string {
	t.Helper()
	text, err := os.ReadFile("../../../docs/endpoint.md")
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, m := range regexp.MustCompile("(?s)```"+language+"\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
		out.WriteString(m[1])
	}
	if !strings.Contains(out.String(), "127.0.0.1:8080") {
		t.Fatalf("docs/endpoint.md has no configuration in %s", language)
	}
	return strings.ReplaceAll(out.String(), "127.0.0.1:8080", bot)
}

func beginNginx(t *testing.T, bot, certificate string) string {
	t.Helper()
	addr, dir := freeAddr(t), t.TempDir()
	text := documented(t, "nginx", bot)
	main, server, ok := strings.Cut(text, "limit_req_zone")
	if !ok {
		t.Fatal("docs/endpoint.md limits nothing")
	}
	server = strings.NewReplacer("listen 443 ssl;", "listen "+addr+" ssl;\n    ssl_certificate "+certificate+";\n    ssl_certificate_key "+certificate+";").Replace("limit_req_zone" + server)
	config := "daemon off;\nworker_processes auto;\npid " + dir + "/pid;\nerror_log " + dir + "/error.log warn;\n" + main +
		"http {\n    access_log off;\n    client_body_temp_path " + dir + "/body;\n    proxy_temp_path " + dir + "/proxy;\n    fastcgi_temp_path " + dir + "/f;\n    uwsgi_temp_path " + dir + "/u;\n    scgi_temp_path " + dir + "/s;\n" + server + "}\n"
	begin(t, addr, filepath.Join(dir, "nginx.conf"), config, "nginx", "-p", dir, "-c", "nginx.conf")
	t.Cleanup(func() {
		if log, _ := os.ReadFile(filepath.Join(dir, "error.log")); len(log) > 0 {
			t.Logf("nginx says, in %d bytes: %.600s", len(log), log)
		}
	})
	return addr
}

func beginCaddy(t *testing.T, bot, certificate string) string {
	t.Helper()
	addr, dir := freeAddr(t), t.TempDir()
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		t.Fatal(err)
	}
	site := strings.Replace(documented(t, "caddyfile", bot), "bot.example.com {", "https://bot.example.com:"+port+" {\n\tbind 127.0.0.1\n\ttls "+certificate+" "+certificate, 1)
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
	log := &lockedBuffer{}
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = filepath.Dir(file), log, log
	cmd.Env = append(os.Environ(), "HOME="+filepath.Dir(file), "XDG_DATA_HOME="+filepath.Dir(file), "XDG_CONFIG_HOME="+filepath.Dir(file))
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Signal(os.Interrupt)
		cmd.Wait()
		if t.Failed() {
			t.Logf("%s says: %.2000s\n%s", command[0], log.String(), config)
		}
	})
	for range 400 {
		if c, err := net.Dial("tcp", addr); err == nil {
			c.Close()
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("%s does not listen: %s", command[0], log.String())
}

// selfSigned writes a certificate and its key to a file.
func selfSigned(t *testing.T) string {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{"bot.example.com"}, NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "certificate.pem")
	text := append(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret})...)
	if err := os.WriteFile(file, text, 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}
