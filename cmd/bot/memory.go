package main

import "runtime/debug"

// sparing makes the garbage collector work twice as often as it does by itself. What a running bot holds is small and what an
// interaction takes is soon free, so that costs next to nothing, and keeps the process some megabytes smaller. Whoever sets
// GOGC knows better.
func (p *program) sparing() {
	if _, set := p.env.lookup("GOGC"); !set {
		debug.SetGCPercent(50)
	}
}

// tidy gives the system back what reading and preparing the knowledge took, several times what it leaves in use.
func tidy() { debug.FreeOSMemory() }
