package settings

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
)

const headerName, headerValue = "httpHeaderName", "httpHeaderValue"

// headerPattern is a token of RFC 9110.
var headerPattern = regexp.MustCompile("^[0-9A-Za-z!#$%&'*+.^_`|~-]+$")

// readHeaders returns the custom headers of the settings, named as in Grafana's other data sources: httpHeaderName1 in
// jsonData and httpHeaderValue1 in secureJsonData. The SDK stops at the first number that is missing; here the others
// stay, because the editor cannot renumber a value that it never sees.
func readHeaders(jsonData json.RawMessage, secrets map[string]string, credentials Credentials) (http.Header, error) {
	headers := http.Header{}
	members := membersOf(jsonData)
	for _, member := range slices.Sorted(maps.Keys(members)) {
		number, isName := strings.CutPrefix(member, headerName)
		var name string
		if !isName || json.Unmarshal(members[member], &name) != nil || strings.TrimSpace(name) == "" {
			continue
		}
		name = http.CanonicalHeaderKey(strings.TrimSpace(name))
		value := strings.TrimSpace(secrets[headerValue+number])
		_, isSent := credentials.Headers[name]
		switch {
		case !headerPattern.MatchString(name):
			return nil, fmt.Errorf("the name of the header %q has a character that no header can have (jsonData.%s)", name, member)
		case isSent || name == Authorization && (credentials.Kind == Login || credentials.Kind == AppKey):
			return nil, fmt.Errorf("the header %s already carries the credentials of the service: remove it (jsonData.%s)", name, member)
		case value == "":
			return nil, fmt.Errorf("the value of the header %s is missing (secureJsonData.%s%s)", name, headerValue, number)
		case strings.ContainsFunc(value, func(char rune) bool { return char < ' ' && char != '\t' || char == 0x7f }):
			return nil, fmt.Errorf("the value of the header %s has a line break or another control character (secureJsonData.%s%s)", name, headerValue, number)
		}
		headers.Add(name, value)
	}
	return headers, nil
}
