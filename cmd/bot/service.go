package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"leakygut-bot/internal/discord"
	"leakygut-bot/internal/discord/endpoint"
	"leakygut-bot/internal/discord/gateway"
	"leakygut-bot/internal/knowledge"
	"leakygut-bot/internal/ops"
)

// A service is what answering through the gateway and answering at the endpoint have in common: the replies and their reload,
// the way to Discord's REST API, and what operators see.
type service struct {
	program           *program
	token             string // may be empty at the endpoint
	log               *slog.Logger
	health            *ops.Health
	metrics           *ops.Metrics
	client            *http.Client
	responder         *discord.Responder
	callbacks         *discord.Callbacks
	reloadSignal      <-chan os.Signal
	stopOps           func()
	stopReloadSignals func()                    // frees reloadSignal
	stopped           atomic.Pointer[time.Time] // when the stop came
}

// begin prepares every reply and starts the server of health checks and metrics. The service is not ready yet; [service.end] frees it.
func (p *program) begin(ctx context.Context, transport ops.Transport) (*service, error) {
	reloadSignal, stopReloadSignals := reloadSignals(ctx) // before all that takes time
	s, err := p.prepare(ctx, transport)
	if err != nil {
		stopReloadSignals()
		return nil, err
	}
	s.reloadSignal, s.stopReloadSignals = reloadSignal, stopReloadSignals
	return s, nil
}

func (p *program) prepare(ctx context.Context, transport ops.Transport) (*service, error) {
	var replies *discord.Replies
	var err error
	withSmallHeap(func() { replies, err = load(p.knowledgeFiles()) })
	if err != nil {
		return nil, err
	}
	program, goVersion := buildVersion()
	s := &service{
		program:   p,
		token:     p.env.get("DISCORD_TOKEN"),
		log:       p.logger(),
		health:    &ops.Health{},
		metrics:   ops.NewMetrics(program, goVersion, transport),
		responder: discord.NewResponder(replies),
		stopOps:   func() {},
	}
	s.client = withCallLog(p.httpClient(p.env.apiURL()), s.log)
	s.metrics.Known(gateway.EventNames(), endpoint.Statuses())
	if p.env.exposedAPI() {
		s.log.Warn(exposedWarning)
	}
	s.responder.Observe(func(l discord.Label) { s.metrics.Interaction(l.Command, l.Subcommand, l.Kind) })
	s.callbacks = discord.NewCallbacks(p.env.apiURL(), s.client)
	library := replies.Set().Library()
	s.metrics.Knowledge(library.Version())
	s.log.Info("knowledge loaded", "articles", len(library.Articles()), "knowledge", library.Version(), "from", cmp.Or(p.env.get("KNOWLEDGE_DIR"), "what is built in"))
	s.logPassedOver(library)
	if addr := p.env.get("OPS_ADDR"); addr != "" {
		mux := s.health.Handler()
		mux.Handle("GET /metrics", s.metrics.Handler())
		if s.stopOps, err = ops.Start(addr, mux); err != nil {
			return nil, listenError("OPS_ADDR: %w; choose another port, or set it empty to do without", err)
		}
	}
	context.AfterFunc(ctx, func() {
		now := time.Now()
		s.stopped.Store(&now)
		s.health.Ready(false)
	})
	return s, nil
}

// logPassedOver logs the files in KNOWLEDGE_DIR that are no articles.
func (s *service) logPassedOver(l *knowledge.Library) {
	for _, p := range l.PassedOver().In(s.program.env.get("KNOWLEDGE_DIR")) {
		s.log.Warn("a file is no article", "at", p.Place.String(), "cause", p.Message)
	}
}

// end frees what begin opened.
func (s *service) end() {
	s.stopReloadSignals()
	s.stopOps()
	s.client.CloseIdleConnections()
	if since := s.stopped.Load(); since != nil {
		s.log.Info("stopped", "took", time.Since(*since))
	}
}

// listenError is of an address at which the bot cannot listen. A port that is taken may come free, and an address may come up
// after the bot, so another start may do better; without the right to the port none does.
func listenError(format string, err error) error {
	if errors.Is(err, fs.ErrPermission) {
		return configError(format, err)
	}
	return fmt.Errorf(format, err)
}

func (p *program) logger() *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(p.env.get("LOG_LEVEL"))) // checked with the environment
	options := &slog.HandlerOptions{Level: level}
	if strings.EqualFold(p.env.get("LOG_FORMAT"), "json") {
		return slog.New(slog.NewJSONHandler(p.stderr, options))
	}
	return slog.New(slog.NewTextHandler(p.stderr, options))
}
