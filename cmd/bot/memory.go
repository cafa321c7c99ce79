package main

import "runtime/debug"

// smallHeapGC is the growth of the heap, in percent, at which the garbage collector runs while knowledge is loaded. While it is
// reloaded, the old set and the new one are both there; at Go's usual 100 percent there would be as much garbage beside them.
const smallHeapGC = 15

// withSmallHeap calls f with little garbage beside it, and then returns unused memory to the system.
// Reading and preparing the knowledge takes several times what it leaves.
func withSmallHeap(f func()) {
	defer debug.FreeOSMemory()
	defer debug.SetGCPercent(debug.SetGCPercent(smallHeapGC))
	f()
}
