package deploy

import (
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// compose is the part of the Compose format that compose.yaml uses.
type compose struct {
	Name     string
	Services map[string]struct {
		Build struct {
			Context string
			Args    map[string]string
		}
		Image       string
		Command     []string
		EnvFile     string `yaml:"env_file"`
		Environment map[string]string
		Volumes     []string
		Expose      []string
		Ports       []string
		Restart     string
		ReadOnly    bool     `yaml:"read_only"`
		CapDrop     []string `yaml:"cap_drop"`
		SecurityOpt []string `yaml:"security_opt"`
		MemLimit    string   `yaml:"mem_limit"`
		PidsLimit   int      `yaml:"pids_limit"`
		StopGrace   string   `yaml:"stop_grace_period"`
		Logging     struct{ Driver string }
		DependsOn   map[string]struct{ Condition string } `yaml:"depends_on"`
	}
	Volumes map[string]struct{}
}

// settings are the variables that the bot knows, as .env.example lists them, and the one that Go's runtime reads.
func settings(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("../.env.example")
	if err != nil {
		t.Fatal(err)
	}
	names := []string{"GOMEMLIMIT"}
	for _, m := range regexp.MustCompile(`(?m)^(?:# )?([A-Z_]+)=`).FindAllStringSubmatch(string(text), -1) {
		names = append(names, m[1])
	}
	if len(names) == 1 {
		t.Fatal(".env.example lists nothing")
	}
	return names
}

func readCompose(t *testing.T, file string) (c compose) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := decodeStrictly(data, &c); err != nil {
		t.Fatal(err)
	}
	return c
}

// TestMemoryLimits holds every file that limits the memory to tell Go's runtime so, with a seventh to spare for what is not its
// heap: without, it collects garbage too late.
func TestMemoryLimits(t *testing.T) {
	for _, tt := range []struct{ file, limit, goLimit string }{
		{"leakygut-bot.service", `(?m)^MemoryMax=(\d+)M$`, `(?m)^Environment=GOMEMLIMIT=(\d+)MiB$`},
		{"leakygut-bot-gateway.service", `(?m)^MemoryMax=(\d+)M$`, `(?m)^Environment=GOMEMLIMIT=(\d+)MiB$`},
		{"compose.yaml", `(?m)^    mem_limit: (\d+)m$`, `(?m)^      GOMEMLIMIT: (\d+)MiB`},
		{"../compose.yaml", `(?m)^    mem_limit: (\d+)m$`, `(?m)^      GOMEMLIMIT: (\d+)MiB`},
		{"kubernetes.yaml", `limits: \{.*memory: (\d+)Mi\}`, `name: GOMEMLIMIT, value: (\d+)MiB`},
	} {
		data, err := os.ReadFile(tt.file)
		if err != nil {
			t.Fatal(err)
		}
		figure := func(pattern string) int {
			m := regexp.MustCompile(pattern).FindSubmatch(data)
			if m == nil {
				t.Fatalf("%s: no %s", tt.file, pattern)
			}
			n, _ := strconv.Atoi(string(m[1])) // digits
			return n
		}
		if limit, goLimit := figure(tt.limit), figure(tt.goLimit); goLimit != limit*6/7+1 && goLimit != limit*6/7 {
			t.Errorf("%s: GOMEMLIMIT is %d MiB, and the limit %d", tt.file, goLimit, limit)
		}
	}
}

// What is built says which version it is.
func TestComposeBuildsAVersion(t *testing.T) {
	for _, file := range []string{"compose.yaml", "../compose.yaml"} {
		if got := readCompose(t, file).Services["bot"].Build.Args["VERSION"]; got != "${VERSION:-}" {
			t.Errorf("%s: VERSION is %q", file, got)
		}
	}
	data, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if (strings.Contains(line, "docker build") || strings.Contains(line, "up -d --build")) && !strings.Contains(line, "VERSION=") {
			t.Errorf("README.md builds without a version: %s", line)
		}
	}
}

func TestCompose(t *testing.T) {
	c := readCompose(t, "compose.yaml")
	bot, caddy := c.Services["bot"], c.Services["caddy"]
	known := settings(t)
	for name := range bot.Environment {
		if !slices.Contains(known, name) {
			t.Errorf("there is no setting %s", name)
		}
	}
	for what, holds := range map[string]bool{
		"the endpoint":                       slices.Equal(bot.Command, []string{"serve"}),
		"nothing but Caddy is reachable":     len(bot.Ports) == 0 && len(caddy.Ports) > 0,
		"Caddy waits for the bot":            caddy.DependsOn["bot"].Condition == "service_healthy",
		"the health check reaches OPS_ADDR":  bot.Environment["OPS_ADDR"] != "",
		"a read-only root and no rights":     bot.ReadOnly && slices.Equal(bot.CapDrop, []string{"ALL"}) && slices.Contains(bot.SecurityOpt, "no-new-privileges:true"),
		"a limit of memory":                  bot.MemLimit != "",
		"the knowledge is mounted read-only": slices.Contains(bot.Volumes, "../knowledge:"+bot.Environment["KNOWLEDGE_DIR"]+":ro"),
	} {
		if !holds {
			t.Errorf("it does not hold: %s", what)
		}
	}
	for _, path := range []string{bot.Build.Context + "/Dockerfile", "../knowledge", "Caddyfile"} {
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	}
	for _, v := range caddy.Volumes {
		if name, _, _ := strings.Cut(v, ":"); !strings.HasPrefix(name, ".") {
			if _, ok := c.Volumes[name]; !ok {
				t.Errorf("the volume %s is not declared", name)
			}
		}
	}
}

// Caddy passes the interactions on, to where the bot listens in compose.yaml, and nothing else.
func TestCaddyfile(t *testing.T) {
	data, err := os.ReadFile("Caddyfile")
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	if strings.Count(text, "{") != strings.Count(text, "}") {
		t.Error("a brace is not closed")
	}
	for _, want := range []string{"{$BOT_HOST} {", "handle /interactions {", "reverse_proxy bot:8080", "respond 404"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q", want)
		}
	}
}
