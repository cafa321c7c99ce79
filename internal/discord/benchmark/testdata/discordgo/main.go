// Command discordgo is a bot as discordgo's examples write it: a session, a handler, InteractionRespond. It gives one reply,
// which it reads from standard input, to every interaction. Discord's API is at DISCORD_API_URL, the token in DISCORD_TOKEN.
// With POOLED set it keeps more idle connections than http.DefaultTransport does.
package main

import (
	"encoding/json"
	"io"
	"log"
	"net/http"
	"os"
	"os/signal"
	"syscall"

	"github.com/bwmarrin/discordgo"
)

func main() {
	log.SetFlags(0)
	api := os.Getenv("DISCORD_API_URL") + "/v" + discordgo.APIVersion + "/"
	discordgo.EndpointAPI, discordgo.EndpointGateway = api, api+"gateway"

	reply, err := read(os.Stdin)
	if err != nil {
		log.Fatal(err)
	}
	s, err := discordgo.New("Bot " + os.Getenv("DISCORD_TOKEN"))
	if err != nil {
		log.Fatal(err)
	}
	s.Identify.Intents = discordgo.IntentsNone
	if os.Getenv("POOLED") != "" {
		s.Client.Transport = &http.Transport{MaxIdleConnsPerHost: 64}
	}
	s.AddHandler(func(s *discordgo.Session, i *discordgo.InteractionCreate) {
		if err := s.InteractionRespond(i.Interaction, reply); err != nil {
			log.Print(err)
		}
	})
	if err := s.Open(); err != nil {
		log.Fatal(err)
	}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM)
	<-stop
}

// read decodes a response into discordgo's types; its components need help.
func read(r io.Reader) (*discordgo.InteractionResponse, error) {
	body, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	var raw struct {
		Type discordgo.InteractionResponseType
		Data struct {
			Flags      discordgo.MessageFlags
			Components []json.RawMessage
		}
	}
	if err := json.Unmarshal(body, &raw); err != nil {
		return nil, err
	}
	data := &discordgo.InteractionResponseData{
		Flags: raw.Data.Flags, Components: []discordgo.MessageComponent{},
		AllowedMentions: &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}},
	}
	for _, c := range raw.Data.Components {
		component, err := discordgo.MessageComponentFromJSON(c)
		if err != nil {
			return nil, err
		}
		data.Components = append(data.Components, component)
	}
	return &discordgo.InteractionResponse{Type: raw.Type, Data: data}, nil
}
