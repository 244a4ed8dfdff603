package simulator

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Faults lists the faults that a path can name.
var Faults = []string{
	"latency=<milliseconds>, up to 600000",
	"status=<400 to 599>, 429 with Retry-After: 45",
	"html, the page of a proxy",
	"shape, JSON that is not the document",
	"empty, no body",
	"large, a body of 20 MB",
	"redirect, to another host",
	"truncated, half of the body",
	"reset, half of the body before the connection breaks",
	"slow, a byte of the body each 100 ms",
}

// withFaults applies faults to an answer, one after another. It fails when the client is gone.
func (s *simulator) withFaults(r *http.Request, response answer, path string, faults []string) (answer, error) {
	for _, each := range faults {
		name, argument, _ := strings.Cut(each, "=")
		number, err := strconv.Atoi(argument)
		switch {
		case name == "latency" && err == nil && number >= 0 && number <= 600_000:
			select {
			case <-time.After(time.Duration(number) * time.Millisecond):
			case <-r.Context().Done():
				return answer{}, r.Context().Err()
			}
		case name == "status" && number >= 400 && number < 600:
			response = s.refuse(serviceOf(path), number)
			if number == http.StatusTooManyRequests {
				response.header.Set("Retry-After", "45")
			}
		case each == "html":
			response = answer{status: http.StatusOK, header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}, body: []byte("<!DOCTYPE html>\n<title>Sign in</title>\n")}
		case each == "shape":
			response.body = []byte(`["unexpected"]`)
		case each == "empty":
			response.body = nil
		case each == "large":
			response.body = bytes.Repeat([]byte(" "), 20<<20)
		case each == "redirect":
			response = answer{status: http.StatusFound, header: http.Header{"Location": {"https://elsewhere.invalid/login?token=secret"}}}
		case each == "reset":
			response.isAborted = true
		case each == "slow":
			response.byteDelay = 100 * time.Millisecond
		case each == "truncated":
			response.body = response.body[:len(response.body)/2]
		default:
			message := fmt.Sprintf("There is no fault %q. There are: %s", each, strings.Join(Faults, "; "))
			return jsonAnswer(http.StatusBadRequest, map[string]any{"message": message}), nil
		}
	}
	return response, nil
}
