package main

import "runtime/debug"

// frugalGC is the growth of the heap, in percent, at which the garbage collector runs while knowledge is loaded. While it is
// reloaded, the old set and the new one are both there; at Go's usual 100 percent there would be as much garbage beside them.
const frugalGC = 15

// frugally calls f with as little garbage around as can be, and then gives the system back what is not in use any more.
// Reading and preparing the knowledge takes several times what it leaves.
func frugally(f func()) {
	defer debug.FreeOSMemory()
	defer debug.SetGCPercent(debug.SetGCPercent(frugalGC))
	f()
}
