package protocol

// Service is the service of one data source instance.
type Service string

// The services. Demo answers the routes of the two others from a generator.
const (
	HundredMS Service = "100ms"
	Storm     Service = "storm"
	Demo      Service = "demo"
)
