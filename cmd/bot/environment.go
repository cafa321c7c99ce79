package main

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/url"
	"os"
	"slices"
	"strings"

	"github.com/joho/godotenv"

	"leakygut-bot/internal/discord"
)

// A variable is one setting. The table is the whole configuration: .env.example and the README repeat it, held equal by a
// test.
type variable struct {
	name    string
	initial string // the value when it is not set
	about   string
	check   func(string) string // what is wrong and what to do, or ""; never the value itself
}

var variables = []variable{
	{"DISCORD_TOKEN", "", "The bot's token, a secret; from the developer portal, under Bot.", checkToken},
	{"DISCORD_TOKEN_FILE", "", "A file that holds the token, instead of DISCORD_TOKEN: a secret of Docker, Kubernetes or systemd.", checkSecretFile},
	{"DISCORD_PUBLIC_KEY", "", "The application's public key, for the HTTP endpoint; from the developer portal, under General Information.", checkPublicKey},
	{"DISCORD_PUBLIC_KEY_FILE", "", "A file that holds the public key, instead of DISCORD_PUBLIC_KEY.", checkSecretFile},
	{"DISCORD_APPLICATION_ID", "", "The application's ID; found from the token when it is not set.", checkID},
	{"DISCORD_GUILD_ID", "", "A server's ID, to register the commands on that server alone, for trying out.", checkID},
	{"DISCORD_API_URL", "https://discord.com/api", "Where Discord's REST API is; another address for a proxy or a test server.", checkAPIURL},
	{"KNOWLEDGE_DIR", "", "A directory of knowledge files; the built-in ones when it is not set.", checkDir},
	{"LISTEN_ADDR", ":8080", "Where the HTTP endpoint listens.", checkAddr},
	{"OPS_ADDR", "127.0.0.1:8079", "Where the health checks and metrics listen; empty to switch them off.", checkAddr},
	{"LOG_LEVEL", "info", "debug, info, warn or error.", checkOneOf("debug", "info", "warn", "error")},
	{"LOG_FORMAT", "text", "text or json.", checkOneOf("text", "json")},
}

// emptyMeans are the variables whose empty value is a choice, not an omission.
var emptyMeans = []string{"OPS_ADDR"}

// fileSuffix makes the name of the variable that names the file in which another one's value stands.
const fileSuffix = "_FILE"

// environment is the settings of a run, every one of them checked.
type environment struct {
	lookup func(string) (string, bool)
}

// readEnvironment takes the variables from the process and, where it does not set one, from a file of NAME=value lines.
// Values that stand in files of their own are read now, and not again. No error of it holds a value, for a value may be a secret.
func readEnvironment(lookup func(string) (string, bool), file string) (environment, error) {
	more, err := readDotEnv(file)
	if err != nil {
		return environment{}, err
	}
	env := environment{func(name string) (string, bool) {
		if v, ok := lookup(name); ok && (v != "" || slices.Contains(emptyMeans, name)) {
			return v, true
		}
		v, ok := more[name]
		return v, ok
	}}
	problems := env.problems()
	if len(problems) == 0 {
		env, problems = env.withFiles()
	}
	if len(problems) > 0 {
		return environment{}, &exitError{exitConfig, errors.Join(problems...)}
	}
	return env, nil
}

func (e environment) problems() (problems []error) {
	for _, v := range variables {
		if value := e.get(v.name); value != "" {
			if wrong := v.check(value); wrong != "" {
				problems = append(problems, fmt.Errorf("%s %s", v.name, wrong))
			}
		}
	}
	return problems
}

// withFiles returns the settings with those values in place that stand in files.
func (e environment) withFiles() (environment, []error) {
	var problems []error
	read := map[string]string{}
	for _, v := range variables {
		file := e.get(v.name + fileSuffix)
		if file == "" {
			continue
		}
		if e.get(v.name) != "" {
			problems = append(problems, fmt.Errorf("%s and %s%s are both set; remove one of them", v.name, v.name, fileSuffix))
			continue
		}
		value, err := readSecret(file)
		wrong := v.check(value)
		switch {
		case err != nil:
			wrong = "cannot be read; check that the file is there and that this user may read it"
		case value == "":
			wrong = "names a file that is empty; write the value into it"
		case wrong != "":
			wrong = "names a file whose content " + wrong
		}
		if wrong != "" {
			problems = append(problems, fmt.Errorf("%s%s %s", v.name, fileSuffix, wrong))
		}
		read[v.name] = value
	}
	lookup := e.lookup
	return environment{func(name string) (string, bool) {
		if value, ok := read[name]; ok {
			return value, true
		}
		return lookup(name)
	}}, problems
}

// maxSecret bounds what is read of a secret's file, in bytes; a token has less than a hundred.
const maxSecret = 4 << 10

// readSecret returns the content of a file without the space around it, which editors and echo leave there.
func readSecret(file string) (string, error) {
	f, err := os.Open(file)
	if err != nil {
		return "", err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxSecret))
	return strings.TrimSpace(string(data)), err
}

// get returns the value of a variable, or its default.
func (e environment) get(name string) string {
	if v, ok := e.lookup(name); ok && (v != "" || slices.Contains(emptyMeans, name)) {
		return strings.TrimSpace(v)
	}
	for _, v := range variables {
		if v.name == name {
			return v.initial
		}
	}
	return ""
}

// need returns the value of a variable that the command cannot do without.
func (e environment) need(name string) (string, error) {
	if v := e.get(name); v != "" {
		return v, nil
	}
	for _, v := range variables {
		if v.name == name {
			return "", configError("%s is not set: %s Set it in the environment or in a file .env; see .env.example", name, strings.ToLower(v.about[:1])+v.about[1:])
		}
	}
	return "", configError("%s is not set", name)
}

func (e environment) apiURL() string { return strings.TrimSuffix(e.get("DISCORD_API_URL"), "/") }

const maxDotEnv = 64 << 10

// byteOrderMark is what some editors, above all on Windows, put before the first character of a text file.
const byteOrderMark = "\ufeff"

func readDotEnv(file string) (map[string]string, error) {
	data, err := os.ReadFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, configError("the file %s cannot be read; check that it is a file and may be read, or remove it", file)
	case len(data) > maxDotEnv:
		return nil, configError("the file %s is larger than %d bytes; it should hold a few lines NAME=value", file, maxDotEnv)
	}
	data = bytes.TrimPrefix(data, []byte(byteOrderMark))
	values, err := godotenv.UnmarshalBytes(data)
	if err == nil {
		return values, nil
	}
	// The library's error quotes the text that it stopped at, which may be a secret; the line is told instead.
	i := 0
	for line := range bytes.Lines(data) {
		i++
		if _, err := godotenv.UnmarshalBytes(append(line[:len(line):len(line)], '\n')); err != nil {
			return nil, configError("%s:%d: the line is not understood; write NAME=value, in quotes if the value has spaces", file, i)
		}
	}
	return nil, configError("the file %s is not understood; write lines NAME=value, and close every quote", file)
}

func checkToken(s string) string {
	switch {
	case strings.HasPrefix(s, "Bot "):
		return `starts with "Bot "; set the token alone`
	case strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' || r == '"' || r == '\'' }):
		return "has a space, a quote or another character that no token has; copy the token again, by itself"
	}
	return ""
}

// checkSecretFile looks at the file before it is opened, for opening a pipe waits.
func checkSecretFile(s string) string {
	info, err := os.Stat(s)
	switch {
	case err != nil || !info.Mode().IsRegular():
		return "is not a file that can be read; name the file that holds the value"
	case info.Size() > maxSecret:
		return fmt.Sprintf("names a file of more than %d bytes; it should hold the value alone", maxSecret)
	}
	return ""
}

func checkPublicKey(s string) string {
	if b, err := hex.DecodeString(s); err != nil || len(b) != 32 {
		return "is not 64 hexadecimal digits; copy the public key from the developer portal, under General Information"
	}
	return ""
}

func checkID(s string) string {
	if !discord.IsSnowflake(s) || strings.Trim(s, "0") == "" {
		return "is not an ID; an ID of Discord is digits only, such as 1234567890123456789"
	}
	return ""
}

func checkAPIURL(s string) string {
	u, err := url.Parse(s)
	switch {
	case err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http"):
		return "is not an address; write it in full, such as https://discord.com/api"
	case u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return "has a user, a query or a fragment; write only the address, such as https://discord.com/api"
	}
	return ""
}

// exposedAPI reports whether what is sent to the API can be read on the way: the token with registration, and with each answer
// the token of its interaction.
func (e environment) exposedAPI() bool {
	u, err := url.Parse(e.apiURL())
	if err != nil || u.Scheme != "http" {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback())
}

const exposedWarning = "DISCORD_API_URL is plain http to another machine, so whoever is on the way can read the token; use https, or a proxy on this machine"

func checkDir(s string) string {
	info, err := os.Stat(s)
	if err == nil && info.IsDir() { // before it is opened, for opening a pipe waits
		_, err = os.ReadDir(s)
	}
	if err != nil || !info.IsDir() {
		return "is not a directory that can be read; name the directory that holds the knowledge files"
	}
	return ""
}

func checkAddr(s string) string {
	_, port, err := net.SplitHostPort(s)
	if err == nil && port != "" {
		_, err = net.LookupPort("tcp", port)
	}
	if err != nil || port == "" {
		return "is not an address to listen at; write host:port or :port, such as 127.0.0.1:8079"
	}
	return ""
}

func checkOneOf(words ...string) func(string) string {
	return func(s string) string {
		if slices.Contains(words, strings.ToLower(s)) {
			return ""
		}
		return "is not a known word; choose " + strings.Join(words, ", ")
	}
}
