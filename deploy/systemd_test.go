package deploy

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// directives are those of systemd's that the unit may use; a misspelt one would only be a warning in a log.
var directives = map[string]string{
	"Unit": "Description Documentation Wants After StartLimitIntervalSec",
	"Service": `Type ExecStart ExecReload EnvironmentFile Environment WorkingDirectory Restart RestartSec RestartPreventExitStatus
		TimeoutStopSec MemoryMax TasksMax DynamicUser NoNewPrivileges CapabilityBoundingSet AmbientCapabilities ProtectSystem
		ProtectHome ProtectProc ProtectClock ProtectHostname ProtectKernelLogs ProtectKernelModules ProtectKernelTunables
		ProtectControlGroups PrivateDevices PrivateTmp PrivateUsers RestrictAddressFamilies RestrictNamespaces
		RestrictRealtime RestrictSUIDSGID RemoveIPC LockPersonality MemoryDenyWriteExecute SystemCallArchitectures
		SystemCallFilter SystemCallErrorNumber UMask`,
	"Install": "WantedBy",
}

func TestSystemdUnits(t *testing.T) {
	for unit, command := range map[string]string{"leakygut-bot.service": "serve", "leakygut-bot-gateway.service": "run"} {
		t.Run(unit, func(t *testing.T) { checkUnit(t, unit, command) })
	}
}

func checkUnit(t *testing.T, unit, command string) {
	data, err := os.ReadFile(unit)
	if err != nil {
		t.Fatal(err)
	}
	known := settings(t)
	values := map[string][]string{}
	section := ""
	for n, line := range strings.Split(string(data), "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			section = strings.Trim(line, "[]")
			if directives[section] == "" {
				t.Errorf("line %d: there is no section %s", n+1, section)
			}
		default:
			name, value, ok := strings.Cut(line, "=")
			if !ok || !slices.Contains(strings.Fields(directives[section]), name) {
				t.Errorf("line %d: %q is no directive of [%s]", n+1, line, section)
			}
			values[name] = append(values[name], value)
		}
	}
	for _, setting := range values["Environment"] {
		if name, _, _ := strings.Cut(setting, "="); !slices.Contains(known, name) {
			t.Errorf("there is no setting %s", name)
		}
	}
	for name, want := range map[string]string{
		"ExecStart": "/usr/local/bin/leakygut-bot " + command, "ExecReload": "/bin/kill -HUP $MAINPID", "DynamicUser": "yes",
		"Restart": "on-failure", "StartLimitIntervalSec": "0", "RestartPreventExitStatus": "78", "ProtectSystem": "strict", "NoNewPrivileges": "yes", "CapabilityBoundingSet": "",
	} {
		if got := values[name]; len(got) != 1 || got[0] != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}
