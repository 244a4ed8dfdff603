package simulator

import "net/http"

// The credentials that the simulator takes. They open nothing else.
const (
	ManagementToken = "demo-management-token"
	StormToken      = "demo-storm-token"
	StormAPIKey     = "demo-api-key"
)

// accepted is what each service takes, by header.
var accepted = map[service]map[string]string{
	hundredMS: {"Authorization": "Bearer " + ManagementToken},
	storm:     {"Authorization": "Bearer " + StormToken, "X-Api-Key": StormAPIKey},
}

// isAuthorized tells whether a request has at least one credential of the service's, and no wrong one.
func isAuthorized(asked service, sent http.Header) bool {
	right := 0
	for header, value := range accepted[asked] {
		switch sent.Get(header) {
		case "":
		case value:
			right++
		default:
			return false
		}
	}
	return right > 0
}
