//go:build discordgo

package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"os/signal"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"leakygut-bot/internal/discord/discordtest"
)

// plainBot is a bot as discordgo's own examples write it: a session, handlers by the command's name, InteractionRespond, Open,
// the commands, and Close at the signal. What goes wrong at the start ends it, as there.
func plainBot() {
	log.SetFlags(0)
	api := os.Getenv("DISCORD_API_URL") + "/v" + discordgo.APIVersion + "/"
	discordgo.EndpointAPI, discordgo.EndpointGateway, discordgo.EndpointApplications = api, api+"gateway", api+"applications"
	s, err := discordgo.New("Bot " + os.Getenv("DISCORD_TOKEN"))
	if err != nil {
		log.Fatal(err)
	}
	s.Identify.Intents = discordgo.IntentsNone
	commands := []*discordgo.ApplicationCommand{{Name: "plants", Description: "Cited answers", Options: []*discordgo.ApplicationCommandOption{
		{Type: discordgo.ApplicationCommandOptionSubCommand, Name: "water", Description: "Water"},
	}}}
	handlers := map[string]func(*discordgo.Session, *discordgo.InteractionCreate){
		"plants": func(s *discordgo.Session, i *discordgo.InteractionCreate) {
			if err := s.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{
				Type: discordgo.InteractionResponseChannelMessageWithSource,
				Data: &discordgo.InteractionResponseData{Content: "Watering", AllowedMentions: &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}}},
			}); err != nil {
				log.Print(err)
			}
		},
	}
	s.AddHandler(func(s *discordgo.Session, i *discordgo.InteractionCreate) {
		if i.Type != discordgo.InteractionApplicationCommand {
			return
		}
		if h, ok := handlers[i.ApplicationCommandData().Name]; ok {
			h(s, i)
		}
	})
	if err := s.Open(); err != nil {
		log.Fatalf("Cannot open the session: %v", err)
	}
	defer s.Close()
	if _, err := s.ApplicationCommandBulkOverwrite(os.Getenv("DISCORD_APPLICATION_ID"), "", commands); err != nil {
		log.Fatalf("Cannot create the commands: %v", err)
	}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM)
	<-stop
}

func init() {
	if os.Getenv("PLAIN_BOT") != "" {
		plainBot()
		os.Exit(0)
	}
}

// plainLimit is how long a plain bot has for each fault, in real time; five minutes where it counts heartbeats.
const plainLimit = time.Minute

// TestFaultsOfPlainDiscordgo puts a plain bot to the same faults, in real time: six minutes. With -update it writes what came of
// them to where TestFaults finds it.
func TestFaultsOfPlainDiscordgo(t *testing.T) {
	var mu sync.Mutex
	results := map[string]string{}
	t.Run("faults", func(t *testing.T) {
		for _, group := range faultGroups() {
			for _, f := range group.faults {
				if f.start != nil || f.every != 0 { // of the machine, or a day long
					continue
				}
				t.Run(group.name+"/"+f.name, func(t *testing.T) {
					t.Parallel()
					result := outcome(t, f)
					t.Log(result)
					mu.Lock()
					defer mu.Unlock()
					results[group.name+": "+f.name] = result
				})
			}
		}
	})
	if !*update {
		return
	}
	var data bytes.Buffer
	enc := json.NewEncoder(&data)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "\t")
	if err := enc.Encode(results); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(plainFile, data.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
}

// outcome returns what comes of a fault, in words.
func outcome(t *testing.T, f fault) string {
	srv := discordtest.New(t)
	if f.before != nil {
		f.before(srv)
	}
	tr := startProcess(t, srv, "exec bot", "PLAIN_BOT=1", "GOTRACEBACK=all", "DISCORD_APPLICATION_ID="+srv.Application())
	tr.mark()
	if f.during != nil {
		tr.conn = tr.awaitAnswer()
		tr.mark()
		f.during(tr)
	}
	f.check = nil
	f.lasts = min(f.lasts, plainLimit)
	f.limit = max(plainLimit, min(cmp.Or(f.limit, plainLimit), 5*time.Minute))
	if f.lasts == f.limit {
		f.limit += answerLimit
	}
	tr.watch(f)
	identified, resumed, dialled := tr.count(discordtest.Identify), tr.count(discordtest.Resume), tr.count(discordtest.Connect)
	var words []string
	switch {
	case tr.code >= 0:
		return "ends: " + lastWords(tr.log.String())
	case tr.again >= 0:
		s := tr.again.Round(time.Second).Seconds()
		words = append(words, "answers "+inWords(span{s, s})+fmt.Sprintf(", lost %d", tr.lost))
	default:
		tr.signal(syscall.SIGQUIT) // a look at where it stands
		<-tr.process.Ended
		words = append(words, fmt.Sprintf("silent to the end of the test, %.0f s", time.Since(tr.from).Seconds()))
		if regexp.MustCompile(`\[sync\.(RW)?Mutex\.R?Lock`).MatchString(tr.log.String()) {
			words = append(words, "deadlocked")
		}
	}
	if identified > 5 {
		words = append(words, fmt.Sprintf("%s IDENTIFY", twoDigits(identified)))
	}
	if resumed > 5 {
		words = append(words, fmt.Sprintf("%s RESUME", twoDigits(resumed)))
	}
	if dialled > 20 {
		words = append(words, fmt.Sprintf("%s connections", twoDigits(dialled)))
	}
	return strings.Join(words, ", ")
}

// twoDigits returns a number in two digits.
func twoDigits(n int) string {
	if n < 100 {
		return thousands(n)
	}
	unit := 1
	for n/unit >= 100 {
		unit *= 10
	}
	return "about " + thousands(n/unit*unit)
}

// lastWords is why a process ended: a panic's first line, or the last line that it wrote.
func lastWords(log string) string {
	lines := strings.Split(strings.TrimSpace(log), "\n")
	words := lines[len(lines)-1]
	for _, line := range lines {
		if strings.HasPrefix(line, "panic:") || strings.HasPrefix(line, "fatal error:") {
			words = line
			break
		}
	}
	words = regexp.MustCompile(`127\.0\.0\.1:\d+`).ReplaceAllString(words, "discord.test")
	if len(words) > 120 {
		words = words[:120] + "…"
	}
	return words
}
