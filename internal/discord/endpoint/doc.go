// Package endpoint answers the interactions that Discord sends by HTTP.
//
// A request is looked at from the outside in: its path, method and headers, then the size of its body, then the signature over
// the raw body, and only then what the body says. So a stranger, who has no key, gets no further than the signature, and on
// the way there takes a bounded amount of memory and time. The limits stand where they are kept: limits.go for what one
// request may be, serve.go for connections.
//
// Nothing is kept between two requests. Any number of replicas may answer for one application.
package endpoint
