package deploy

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// compose is the part of the Compose format that compose.yaml uses.
type compose struct {
	Name     string
	Services map[string]struct {
		Build       string
		Image       string
		Command     []string
		EnvFile     string `yaml:"env_file"`
		Environment map[string]string
		Volumes     []string
		Expose      []string
		Ports       []string
		Restart     string
		ReadOnly    bool                                  `yaml:"read_only"`
		CapDrop     []string                              `yaml:"cap_drop"`
		SecurityOpt []string                              `yaml:"security_opt"`
		MemLimit    string                                `yaml:"mem_limit"`
		PidsLimit   int                                   `yaml:"pids_limit"`
		StopGrace   string                                `yaml:"stop_grace_period"`
		DependsOn   map[string]struct{ Condition string } `yaml:"depends_on"`
	}
	Volumes map[string]struct{}
}

// settings are the variables that the bot knows, as .env.example lists them.
func settings(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("../.env.example")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, m := range regexp.MustCompile(`(?m)^(?:# )?([A-Z_]+)=`).FindAllStringSubmatch(string(text), -1) {
		names = append(names, m[1])
	}
	if len(names) == 0 {
		t.Fatal(".env.example lists nothing")
	}
	return names
}

func TestCompose(t *testing.T) {
	data, err := os.ReadFile("compose.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var c compose
	if err := strictly(data, &c); err != nil {
		t.Fatal(err)
	}
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
	for _, path := range []string{bot.Build + "/Dockerfile", "../knowledge", "Caddyfile"} {
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
