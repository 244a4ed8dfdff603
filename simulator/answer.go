package simulator

import (
	"encoding/json"
	"net/http"
	"strconv"
	"time"
)

// answer is a whole HTTP answer, before it is sent.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func (a answer) writeHead(w http.ResponseWriter) {
	for name, values := range a.header {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
	w.WriteHeader(a.status)
}

func (a answer) write(w http.ResponseWriter) {
	a.writeHead(w)
	_, _ = w.Write(a.body)
}

func jsonHeader() http.Header {
	return http.Header{"Content-Type": {"application/json"}}
}

func jsonAnswer(status int, value any) answer {
	body, err := json.Marshal(value)
	if err != nil {
		panic(err) // Only a value that is not JSON fails, and all of these are.
	}
	return answer{status: status, header: jsonHeader(), body: body}
}

// refusal is an error of the simulator itself. Its shape fits both services.
func refusal(status int, message string) *answer {
	refused := jsonAnswer(status, map[string]any{"code": status, "message": message})
	return &refused
}

type service string

const (
	hundredMS service = "100ms"
	storm     service = "Storm"
)

// message is what each service says with an error. Where its pages print none, it is ours.
var messages = map[service]map[int]string{
	hundredMS: {
		http.StatusUnauthorized:        "Token validation error",
		http.StatusForbidden:           "permission denied",
		http.StatusNotFound:            "not found",
		http.StatusTooManyRequests:     "rate limit exceeded",
		http.StatusInternalServerError: "internal server error",
		http.StatusBadGateway:          "bad gateway",
	},
	storm: {
		http.StatusUnauthorized:        "Could not authorize with given access token",
		http.StatusForbidden:           "Access denied",
		http.StatusNotFound:            "Substream not found",
		http.StatusTooManyRequests:     "Rate limit exceeded",
		http.StatusInternalServerError: "Internal server error",
		http.StatusBadGateway:          "Bad gateway",
	},
}

// errorOf is an error in the shape of the service: `{code, message, details}` of 100ms, `{message}` of Storm, with a time where a token was refused.
func errorOf(from service, status int, now time.Time) answer {
	message := messages[from][status]
	if from == hundredMS {
		details := []string{}
		if status == http.StatusUnauthorized {
			details = append(details, "not found")
		}
		return jsonAnswer(status, map[string]any{"code": status, "message": message, "details": details})
	}
	body := map[string]any{"message": message}
	if status == http.StatusUnauthorized {
		body["timestamp"] = now.UnixMilli()
	}
	return jsonAnswer(status, body)
}
