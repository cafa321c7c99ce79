package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"
)

func (p *program) healthcheckCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "healthcheck",
		Short: "Ask a running bot whether it is well",
		Long: `Asks the bot that runs on this machine, at OPS_ADDR, whether it answers interactions. Exit code 0 is yes and 1
is no. The container image uses it as its health check. With OPS_ADDR empty there is nobody to ask, and the answer is
yes: a bot without health checks is not restarted for the lack of them.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			addr := p.env.get("OPS_ADDR")
			if addr == "" {
				fmt.Fprintln(p.stdout, "not known, for OPS_ADDR is empty")
				return nil
			}
			host, port, _ := net.SplitHostPort(addr) // checked with the environment
			if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
				host = "localhost"
			}
			req, err := http.NewRequestWithContext(cmd.Context(), http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/readyz", nil)
			if err != nil {
				return configError("OPS_ADDR cannot be used as an address")
			}
			client := &http.Client{Timeout: 3 * time.Second}
			defer client.CloseIdleConnections()
			resp, err := client.Do(req)
			if err != nil {
				return fmt.Errorf("no bot answers at OPS_ADDR; start one, or look at its log")
			}
			defer resp.Body.Close()
			io.Copy(io.Discard, io.LimitReader(resp.Body, 1<<10))
			if resp.StatusCode != http.StatusOK {
				return fmt.Errorf("the bot runs but does not answer interactions now; look at its log")
			}
			fmt.Fprintln(p.stdout, "ok")
			return nil
		},
	}
}
