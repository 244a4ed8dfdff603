package protocol

// Service is what one data source instance talks to.
type Service string

// The services. Demo answers the routes of the two others from a generator.
const (
	HundredMS Service = "100ms"
	Storm     Service = "storm"
	Demo      Service = "demo"
)
