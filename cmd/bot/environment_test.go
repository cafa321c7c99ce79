package main

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"leakygut-bot/internal/discord"
	"leakygut-bot/internal/discord/gateway"
)

// TestVariables sets one variable at a time to what it cannot be, and wants one line that names it and the remedy. The word
// hunter2 stands for a secret: no message may hold it.
func TestVariables(t *testing.T) {
	const (
		token  = "DISCORD_TOKEN has a space, a quote or another character that no token has; copy the token again, by itself"
		file   = "_FILE is not a file that can be read; name the file that holds the value"
		key    = "DISCORD_PUBLIC_KEY is not 64 hexadecimal digits; copy the public key from the developer portal, under General Information"
		id     = "DISCORD_APPLICATION_ID is not an ID; an ID of Discord is digits only, such as 1234567890123456789"
		server = "DISCORD_GUILD_ID is not an ID; an ID of Discord is digits only, such as 1234567890123456789"
		api    = "DISCORD_API_URL is not an address; write it in full, such as https://discord.com/api"
		more   = "DISCORD_API_URL has a user, a query or a fragment; write only the address, such as https://discord.com/api"
		dir    = "KNOWLEDGE_DIR is not a directory that can be read; name the directory that holds the knowledge files"
		listen = "LISTEN_ADDR is not an address to listen at; write host:port or :port, such as 127.0.0.1:8079"
		ops    = "OPS_ADDR is not an address to listen at; write host:port or :port, such as 127.0.0.1:8079"
		level  = "LOG_LEVEL is not a known word; choose debug, info, warn, error"
		format = "LOG_FORMAT is not a known word; choose text, json"
	)
	tests := []struct{ name, value, want string }{
		{"DISCORD_TOKEN", "hunter2.abc-DEF_123", ""},
		{"DISCORD_TOKEN", "Bot hunter2", `DISCORD_TOKEN starts with "Bot "; set the token alone`},
		{"DISCORD_TOKEN", "hunter2 again", token},
		{"DISCORD_TOKEN", `"hunter2"`, token},
		{"DISCORD_TOKEN", "hunter2\nX-Header: y", token},
		{"DISCORD_TOKEN", "hunter2é", token},
		{"DISCORD_TOKEN_FILE", "hunter2", "DISCORD_TOKEN" + file},
		{"DISCORD_TOKEN_FILE", ".", "DISCORD_TOKEN" + file},
		{"DISCORD_TOKEN_FILE", os.DevNull, "DISCORD_TOKEN" + file},
		{"DISCORD_PUBLIC_KEY_FILE", "hunter2", "DISCORD_PUBLIC_KEY" + file},
		{"DISCORD_PUBLIC_KEY", strings.Repeat("0f", 32), ""},
		{"DISCORD_PUBLIC_KEY", strings.Repeat("0F", 32), ""},
		{"DISCORD_PUBLIC_KEY", strings.Repeat("0f", 31), key},
		{"DISCORD_PUBLIC_KEY", strings.Repeat("0f", 33), key},
		{"DISCORD_PUBLIC_KEY", "hunter2", key},
		{"DISCORD_APPLICATION_ID", "1234567890123456789", ""},
		{"DISCORD_APPLICATION_ID", "hunter2", id},
		{"DISCORD_APPLICATION_ID", "-1234567890123456", id},
		{"DISCORD_APPLICATION_ID", "12345", ""},
		{"DISCORD_APPLICATION_ID", "0", id},
		{"DISCORD_GUILD_ID", "00", server},
		{"DISCORD_GUILD_ID", "1234567890123456789", ""},
		{"DISCORD_GUILD_ID", " 1234567890123456789\n", ""}, // spaces come with copying
		{"DISCORD_GUILD_ID", "123456789012345678901", server},
		{"DISCORD_GUILD_ID", "<@1234567890123456789>", server},
		{"DISCORD_API_URL", "https://discord.com/api", ""},
		{"DISCORD_API_URL", "http://127.0.0.1:8080", ""},
		{"DISCORD_API_URL", "discord.com/hunter2", api},
		{"DISCORD_API_URL", "ftp://discord.com/hunter2", api},
		{"DISCORD_API_URL", "https:///hunter2", api},
		{"DISCORD_API_URL", "https://discord.com/%zz/hunter2", api},
		{"DISCORD_API_URL", "https://me:hunter2@discord.com/api", more},
		{"DISCORD_API_URL", "https://discord.com/api?token=hunter2", more},
		{"DISCORD_API_URL", "https://discord.com/api#hunter2", more},
		{"KNOWLEDGE_DIR", ".", ""},
		{"KNOWLEDGE_DIR", "hunter2", dir},
		{"KNOWLEDGE_DIR", "main.go", dir},
		{"LISTEN_ADDR", ":8080", ""},
		{"LISTEN_ADDR", "[::1]:8080", ""},
		{"LISTEN_ADDR", ":0", ""},
		{"LISTEN_ADDR", ":65535", ""},
		{"LISTEN_ADDR", "localhost:http", ""},
		{"LISTEN_ADDR", ":65536", listen},
		{"LISTEN_ADDR", ":-1", listen},
		{"LISTEN_ADDR", ":hunter2", listen},
		{"LISTEN_ADDR", "8080", listen},
		{"LISTEN_ADDR", "hunter2:", listen},
		{"OPS_ADDR", "0.0.0.0:9090", ""},
		{"OPS_ADDR", "http://hunter2:1", ops},
		{"LOG_LEVEL", "WARN", ""},
		{"LOG_LEVEL", "loud", level},
		{"LOG_FORMAT", "JSON", ""},
		{"LOG_FORMAT", "xml", format},
	}
	tried := map[string]bool{}
	for _, test := range tests {
		t.Run(test.name+"="+test.value, func(t *testing.T) {
			code, stdout, stderr := runBot(t, map[string]string{test.name: test.value}, "schema")
			if test.want == "" {
				if code != exitOK || stderr != "" {
					t.Errorf("exit code %d, stderr %q; want none", code, stderr)
				}
				return
			}
			tried[test.name] = true
			if want := "bot: " + test.want + "\n"; stderr != want || stdout != "" || code != exitConfig {
				t.Errorf("exit code %d, stdout %q, stderr\n%swant\n%s", code, stdout, stderr, want)
			}
			if strings.Contains(stderr, "hunter2") {
				t.Error("the message holds the value")
			}
		})
	}
	for _, v := range variables {
		if !tried[v.name] {
			t.Errorf("%s has no malformed value in this test", v.name)
		}
	}
}

// TestSecretsFromFiles reads a value from the file that a variable names. No message holds what stands in the file.
func TestSecretsFromFiles(t *testing.T) {
	key := strings.Repeat("0f", 32)
	tests := map[string]struct {
		content string
		environ map[string]string
		want    string // of DISCORD_TOKEN
		problem string
	}{
		"a token":            {content: "hunter2.abc", want: "hunter2.abc"},
		"with a line's end":  {content: " hunter2.abc\r\n", want: "hunter2.abc"},
		"nothing":            {content: "\n", problem: "DISCORD_TOKEN_FILE names a file that is empty; write the value into it"},
		"two words":          {content: "hunter2 hunter2", problem: "DISCORD_TOKEN_FILE names a file whose content has a space, a quote or another character that no token has; copy the token again, by itself"},
		"a larger file":      {content: strings.Repeat("hunter2", 1000), problem: "DISCORD_TOKEN_FILE names a file of more than 4096 bytes; it should hold the value alone"},
		"both are set":       {content: "hunter2", environ: map[string]string{"DISCORD_TOKEN": "hunter2"}, problem: "DISCORD_TOKEN and DISCORD_TOKEN_FILE are both set; remove one of them"},
		"one of them empty":  {content: "hunter2", environ: map[string]string{"DISCORD_TOKEN": ""}, want: "hunter2"},
		"beside another one": {content: "hunter2", environ: map[string]string{"DISCORD_PUBLIC_KEY": key}, want: "hunter2"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "token")
			if err := os.WriteFile(file, []byte(test.content), 0o600); err != nil {
				t.Fatal(err)
			}
			lookup := func(name string) (string, bool) {
				if name == "DISCORD_TOKEN_FILE" {
					return file, true
				}
				v, ok := test.environ[name]
				return v, ok
			}
			env, err := readEnvironment(lookup, filepath.Join(t.TempDir(), ".env"))
			if got := fmt.Sprint(err); err != nil && (got != test.problem || strings.Contains(got, "hunter2")) || err == nil && test.problem != "" {
				t.Fatalf("%v, want %s", err, test.problem)
			}
			if err == nil && env.get("DISCORD_TOKEN") != test.want {
				t.Errorf("the token is %q", env.get("DISCORD_TOKEN"))
			}
		})
	}
}

// TestExposedAPI warns of what can be read on the way, and of nothing else.
func TestExposedAPI(t *testing.T) {
	for address, want := range map[string]bool{
		"": false, "https://discord.com/api": false, "https://proxy.example/api": false,
		"http://localhost:1": false, "http://127.0.0.2:1": false, "http://[::1]:1": false,
		"http://proxy:8080/api": true, "http://192.0.2.1/api": true, "http://[2001:db8::1]/api": true, "http://localhost.example": true,
	} {
		env := environment{func(name string) (string, bool) { return address, name == "DISCORD_API_URL" && address != "" }}
		if env.exposedAPI() != want {
			t.Errorf("%q: %t", address, !want)
		}
	}
}

// FuzzDotEnv finds no file that panics, and none whose problem quotes it.
func FuzzDotEnv(f *testing.F) {
	for _, s := range []string{"", "A=1\n", "A='1\n", "export A=\"x\\n\"\n", "A: b", "=", "#", "A=${A}", "A=$(", "\xff=\x00", "A=\"\\"} {
		f.Add([]byte(s))
	}
	file := filepath.Join(f.TempDir(), ".env")
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := os.WriteFile(file, append([]byte("hunter2 "), data...), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := readDotEnv(file); err != nil && strings.Contains(err.Error(), "hunter2") {
			t.Errorf("the message holds what stands in the file: %v", err)
		}
	})
}

// TestRemedies wants to every refusal, from Discord or on the way to it, the variable to look at.
func TestRemedies(t *testing.T) {
	reset := "; check DISCORD_TOKEN: reset the token in the developer portal under Bot, and set the new one"
	tests := []struct {
		err  error
		want string
	}{
		{&gateway.FatalError{Code: 4004}, "gateway: the token was refused (close code 4004)" + reset},
		{&gateway.FatalError{Status: 401}, "gateway: the token was refused (HTTP status 401)" + reset},
		{&gateway.FatalError{Status: 403}, "gateway: access was refused (HTTP status 403); check DISCORD_TOKEN and DISCORD_API_URL: something on the way to Discord forbids the request"},
		{&gateway.FatalError{Code: 4011}, `gateway: the bot is in more servers than one gateway connection may serve (close code 4011); more than 2,500 servers use the bot: run "bot serve" instead, which has no such limit`},
		{&gateway.FatalError{Code: 4012}, "gateway: the gateway version is not served any more (close code 4012); this version of the bot does not fit Discord any more; look for a newer one"},
		{&discord.APIError{Status: 401}, "Discord answered HTTP 401" + reset},
		{&discord.APIError{Status: 403, Code: 50001}, `Discord answered HTTP 403 with code 50001; check DISCORD_GUILD_ID: the bot has to be added to that server first (see "bot invite"); without a server, check DISCORD_APPLICATION_ID`},
		{&discord.APIError{Status: 404}, "Discord answered HTTP 404; check DISCORD_APPLICATION_ID and DISCORD_API_URL: Discord knows no such application"},
		{&discord.APIError{Status: 429}, "Discord answered HTTP 429; wait some minutes and try again"},
		{&discord.APIError{Status: 500}, "Discord answered HTTP 500"},
		{&net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}, "dial tcp: connection refused; Discord cannot be reached: check the network and DISCORD_API_URL"},
		{errors.New("something else"), "something else"},
	}
	for _, test := range tests {
		t.Run(test.err.Error(), func(t *testing.T) {
			err := fmt.Errorf("wrapped: %w", test.err)
			if got, want := explain(err).Error(), "wrapped: "+test.want; got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
			if !errors.Is(explain(err), test.err) {
				t.Error("the cause is lost")
			}
		})
	}
	for status, want := range map[int]bool{401: true, 403: true, 404: true, 429: false, 500: false, http.StatusBadGateway: false} {
		if got := refused(fmt.Errorf("x: %w", &discord.APIError{Status: status, Detail: "what Discord says"})); got != want {
			t.Errorf("refused(%d) = %t, want %t", status, got, want)
		}
		if refused(&discord.APIError{Status: status}) {
			t.Errorf("refused(%d) without a word of Discord's; something on the way may have said it", status)
		}
	}
}
