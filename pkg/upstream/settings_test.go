package upstream

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

func instance(url, jsonData string, secrets map[string]string) backend.DataSourceInstanceSettings {
	return backend.DataSourceInstanceSettings{UID: "u", URL: url, JSONData: []byte(jsonData), DecryptedSecureJSONData: secrets}
}

func TestConnectionOfReadsSettings(t *testing.T) {
	management := map[string]string{"managementToken": " m-token\n"}
	bearer := map[string]string{"Authorization": "Bearer m-token"}
	for name, row := range map[string]struct {
		settings backend.DataSourceInstanceSettings
		want     connection
	}{
		"100ms by default": {
			instance("", `{}`, management),
			connection{service: HundredMS, base: "https://api.100ms.live", headers: bearer, timeout: 30 * time.Second},
		},
		"100ms with the /v2 and slash that its docs show": {
			instance("https://api.100ms.live/v2/", `{"service":"100ms","auth":"token","timeout":5}`, management),
			connection{service: HundredMS, base: "https://api.100ms.live", headers: bearer, timeout: 5 * time.Second},
		},
		"Storm with a token, under a path, a numeric text as timeout": {
			instance("http://box:8080/storm/", `{"service":"storm","auth":"token","timeout":"2.5"}`, map[string]string{"token": "t"}),
			connection{
				service: Storm, base: "http://box:8080/storm", prefix: "/api",
				headers: map[string]string{"Authorization": "Bearer t"}, timeout: 2500 * time.Millisecond,
			},
		},
		"Storm with a token and a key": {
			instance("http://box", `{"service":"storm","auth":"token","pathPrefix":"api/v1/"}`, map[string]string{"token": "t", "apiKey": "k"}),
			connection{
				service: Storm, base: "http://box", prefix: "/api/v1",
				headers: map[string]string{"Authorization": "Bearer t", "X-Api-Key": "k"}, timeout: 30 * time.Second,
			},
		},
		"Storm with a key and no prefix": {
			instance("http://box", `{"service":"storm","auth":"apiKey","pathPrefix":"/"}`, map[string]string{"apiKey": "k"}),
			connection{service: Storm, base: "http://box", headers: map[string]string{"X-Api-Key": "k"}, timeout: 30 * time.Second},
		},
		"Demo without anything": {
			instance("", `{"service":"demo","timeout":null}`, nil),
			connection{service: Demo, base: "http://demo.invalid", prefix: "/api", headers: map[string]string{}, timeout: 30 * time.Second},
		},
	} {
		got, err := connectionOf(row.settings)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(row.want, got, cmp.AllowUnexported(connection{})); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestConnectionOfSaysWhatIsWrong(t *testing.T) {
	token := map[string]string{"managementToken": "m", "token": "t"}
	storm := `{"service":"storm","auth":"token"}`
	for name, row := range map[string]struct {
		settings backend.DataSourceInstanceSettings
		words    string
	}{
		"no scheme":           {instance("api.100ms.live", `{}`, token), "the URL must start with http:// or https://, followed by a host"},
		"another scheme":      {instance("ftp://x", `{}`, token), "the URL must start with http:// or https://, followed by a host"},
		"no host":             {instance("https://", `{}`, token), "the URL must start with http:// or https://, followed by a host"},
		"not a URL":           {instance("http://[", `{}`, token), "the URL cannot be read: write it as https://host or https://host:port"},
		"a password":          {instance("https://me:s3cret@x", `{}`, token), "the URL must not hold a user name or password: secrets have their own fields"},
		"a query":             {instance("https://x/?a=1", `{}`, token), "the URL must end with its host or path, without ? and #"},
		"Storm without a URL": {instance(" ", storm, token), "the URL of the server is missing"},
		"a climbing prefix": {
			instance("http://x", `{"service":"storm","auth":"token","pathPrefix":"/api/.."}`, token),
			`the path prefix "/api/.." is not a plain path like /api`,
		},
		"an unknown service": {instance("http://x", `{"service":"zoom"}`, token), `the service "zoom" is not one of 100ms, storm and demo`},
		"appKey":             {instance("", `{"auth":"appKey"}`, token), `the auth "appKey" is not supported: choose token, which takes a management token`},
		"Storm's default": {
			instance("http://x", `{"service":"storm"}`, token),
			`the auth "login" is not supported: choose token, which takes a bearer token, or apiKey`,
		},
		"no token":         {instance("", `{}`, nil), "the management token is missing (secureJsonData.managementToken)"},
		"a blank token":    {instance("http://x", storm, map[string]string{"token": " \t"}), "the token is missing (secureJsonData.token)"},
		"a torn token":     {instance("", `{}`, map[string]string{"managementToken": "a\nb"}), "the management token holds a blank or a character that is not plain ASCII: paste it again"},
		"no timeout":       {instance("", `{"timeout":0}`, token), "the timeout 0 is not a number of seconds above 0 and up to 3600"},
		"a worded timeout": {instance("", `{"timeout":"soon"}`, token), "the timeout soon is not a number of seconds above 0 and up to 3600"},
		"not an object":    {instance("", `[]`, token), "jsonData cannot be read: json: cannot unmarshal array into Go value of type upstream.options"},
	} {
		if _, err := connectionOf(row.settings); err == nil || err.Error() != row.words {
			t.Errorf("%s: got %v, want %q", name, err, row.words)
		}
	}
}
