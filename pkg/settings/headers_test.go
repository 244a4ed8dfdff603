package settings

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestHeadersAreRead(t *testing.T) {
	secrets := map[string]string{
		"apiKey": "k", "httpHeaderValue1": " id \n", "httpHeaderValue3": "secret", "httpHeaderValue4": "Basic x", "httpHeaderValue5": "unnamed",
	}
	parsed, err := Parse(instance("http://x", `{
		"service":"storm","auth":"apiKey","httpHeaderName1":" cf-access-client-id ","httpHeaderName3":"CF-Access-Client-Secret",
		"httpHeaderName4":"authorization","httpHeaderName5":"","httpHeaderName6":5
	}`, secrets))
	want := http.Header{"Cf-Access-Client-Id": {"id"}, "Cf-Access-Client-Secret": {"secret"}, "Authorization": {"Basic x"}}
	if diff := cmp.Diff(want, parsed.Headers); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
}

func TestAWrongHeaderIsNamed(t *testing.T) {
	for name, row := range map[string]struct{ jsonData, value, words string }{
		"a name with a blank": {`{"httpHeaderName1":"X Own"}`, "v", `the name of the header "X Own" has a character that no header can have (jsonData.httpHeaderName1)`},
		"no value":            {`{"httpHeaderName1":"X-Own"}`, " ", `the value of the header X-Own is missing (secureJsonData.httpHeaderValue1)`},
		"a line break":        {`{"httpHeaderName1":"X-Own"}`, "a\nb", `the value of the header X-Own has a line break or another control character (secureJsonData.httpHeaderValue1)`},
		"the token's header":  {`{"httpHeaderName1":"authorization"}`, "v", `the header Authorization already carries the credentials of the service: remove it (jsonData.httpHeaderName1)`},
		"the API key's header": {
			`{"service":"storm","auth":"apiKey","httpHeaderName1":"x-api-key"}`, "v",
			`the header X-Api-Key already carries the credentials of the service: remove it (jsonData.httpHeaderName1)`,
		},
		"the login's header": {
			`{"service":"storm","username":"u","httpHeaderName1":"Authorization"}`, "v",
			`the header Authorization already carries the credentials of the service: remove it (jsonData.httpHeaderName1)`,
		},
	} {
		secrets := map[string]string{"managementToken": "m", "apiKey": "k", "password": "p", "httpHeaderValue1": row.value}
		if _, err := Parse(instance("http://x", row.jsonData, secrets)); err == nil || err.Error() != row.words {
			t.Errorf("%s: got %v, want %s", name, err, row.words)
		}
	}
}
