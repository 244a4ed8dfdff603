package settings

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

func instance(url, jsonData string, secrets map[string]string) backend.DataSourceInstanceSettings {
	return backend.DataSourceInstanceSettings{UID: "u", URL: url, JSONData: []byte(jsonData), DecryptedSecureJSONData: secrets}
}

func TestParseReadsSettings(t *testing.T) {
	management := map[string]string{"managementToken": " m-token\n"}
	withToken := Credentials{Kind: "token", Headers: map[string]string{"Authorization": "Bearer m-token"}}
	for name, row := range map[string]struct {
		settings backend.DataSourceInstanceSettings
		want     Settings
	}{
		"100ms by default": {
			instance("", `{}`, management),
			Settings{Service: protocol.HundredMS, Base: "https://api.100ms.live", Credentials: withToken, Timeout: 30 * time.Second},
		},
		"100ms with the /v2 and slash that its docs show": {
			instance("https://api.100ms.live/v2/", `{"service":"100ms","auth":"token","timeout":5}`, management),
			Settings{Service: protocol.HundredMS, Base: "https://api.100ms.live", Credentials: withToken, Timeout: 5 * time.Second},
		},
		"Storm with a token, under a path, a numeric text as timeout": {
			instance("http://box:8080/storm/", `{"service":"storm","auth":"token","timeout":"2.5"}`, map[string]string{"token": "t"}),
			Settings{
				Service: protocol.Storm, Base: "http://box:8080/storm", Prefix: "/api",
				Credentials: Credentials{Kind: "token", Headers: map[string]string{"Authorization": "Bearer t"}}, Timeout: 2500 * time.Millisecond,
			},
		},
		"Storm with a token and a key": {
			instance("http://box", `{"service":"storm","auth":"token","pathPrefix":"api/v1/"}`, map[string]string{"token": "t", "apiKey": "k"}),
			Settings{
				Service: protocol.Storm, Base: "http://box", Prefix: "/api/v1",
				Credentials: Credentials{Kind: "token", Headers: map[string]string{"Authorization": "Bearer t", "X-Api-Key": "k"}}, Timeout: 30 * time.Second,
			},
		},
		"Storm with a key and no prefix": {
			instance("http://box", `{"service":"storm","auth":"apiKey","pathPrefix":"/"}`, map[string]string{"apiKey": "k"}),
			Settings{
				Service: protocol.Storm, Base: "http://box",
				Credentials: Credentials{Kind: "apiKey", Headers: map[string]string{"X-Api-Key": "k"}}, Timeout: 30 * time.Second,
			},
		},
		"100ms with an access key, pasted with blanks": {
			instance("", `{"auth":"appKey","accessKey":" key "}`, map[string]string{"appSecret": "secret\n"}),
			Settings{
				Service: protocol.HundredMS, Base: "https://api.100ms.live",
				Credentials: Credentials{Kind: "appKey", Headers: map[string]string{}, AccessKey: "key", Secret: "secret"}, Timeout: 30 * time.Second,
			},
		},
		"Storm with a login, by default, and a key; on IPv6": {
			instance("http://[::1]:8080", `{"service":"storm","username":" me "}`, map[string]string{"password": " p w \r\n", "apiKey": "k"}),
			Settings{
				Service: protocol.Storm, Base: "http://[::1]:8080", Prefix: "/api",
				Credentials: Credentials{Kind: "login", Headers: map[string]string{"X-Api-Key": "k"}, Username: "me", Secret: " p w "}, Timeout: 30 * time.Second,
			},
		},
		"Demo without anything but a cache, a numeric text": {
			instance("", `{"service":"demo","timeout":null,"cacheSize":"2.5"}`, nil),
			Settings{CacheBytes: 5 << 19, Service: protocol.Demo, Base: "http://demo.invalid", Prefix: "/api", Credentials: Credentials{Headers: map[string]string{}}, Timeout: 30 * time.Second},
		},
	} {
		got, err := Parse(row.settings)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		row.want.Network, row.want.Secrets, row.want.Saved, row.want.Headers = got.Network, got.Secrets, got.Saved, got.Headers
		if row.want.CacheBytes == 0 {
			row.want.CacheBytes = 64 << 20
		}
		if diff := cmp.Diff(row.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestParseSaysWhatIsWrong(t *testing.T) {
	token := map[string]string{"managementToken": "m", "token": "t"}
	storm := `{"service":"storm","auth":"token"}`
	for name, row := range map[string]struct {
		settings backend.DataSourceInstanceSettings
		words    string
	}{
		"no scheme":           {instance("api.100ms.live", `{}`, token), "the URL must start with http:// or https://, followed by a host"},
		"another scheme":      {instance("ftp://x", `{}`, token), "the URL must start with http:// or https://, followed by a host"},
		"no host":             {instance("https://", `{}`, token), "the URL must start with http:// or https://, followed by a host"},
		"a port alone":        {instance("http://:8080", storm, token), "the URL has a port but no host, which would be the machine that Grafana runs on: put the name or address of the server before the colon"},
		"not a URL":           {instance("http://[", `{}`, token), "the URL cannot be read: write it as https://host or https://host:port"},
		"a zone":              {instance("http://[fe80::1%25eth0]:8080", storm, token), "the URL contains an IPv6 zone (%…). Proxies and certificates do not support zones: use a host name"},
		"a bare zone":         {instance("http://[fe80::1%eth0]", storm, token), "the URL contains an IPv6 zone (%…). Proxies and certificates do not support zones: use a host name"},
		"a password":          {instance("https://me:s3cret@x", `{}`, token), "the URL must not contain a user name or password: secrets have their own fields"},
		"a query":             {instance("https://x/?a=1", `{}`, token), "the URL must end with its host or path, without ? and #"},
		"Storm without a URL": {instance(" ", storm, token), "the URL of the server is missing"},
		"a climbing prefix": {
			instance("http://x", `{"service":"storm","auth":"token","pathPrefix":"/api/.."}`, token),
			`the path prefix "/api/.." is not a plain path like /api`,
		},
		"an unknown service": {instance("http://x", `{"service":"zoom"}`, token), `the service "zoom" is not one of 100ms, storm and demo`},
		"Storm's login at 100ms": {
			instance("", `{"auth":"login"}`, token),
			`the auth "login" is not supported: choose token, which takes a management token, or appKey, which takes an access key and app secret`,
		},
		"an access key at Storm": {
			instance("http://x", `{"service":"storm","auth":"appKey"}`, token),
			`the auth "appKey" is not supported: choose login, which takes a user name and password, token, which takes a bearer token, or apiKey`,
		},
		"no access key":    {instance("", `{"auth":"appKey"}`, token), "the access key is missing (jsonData.accessKey)"},
		"no app secret":    {instance("", `{"auth":"appKey","accessKey":"k"}`, token), "the app secret is missing (secureJsonData.appSecret)"},
		"no user name":     {instance("http://x", `{"service":"storm"}`, token), "the user name is missing (jsonData.username)"},
		"no password":      {instance("http://x", `{"service":"storm","username":"me"}`, token), "the password is missing (secureJsonData.password)"},
		"no token":         {instance("", `{}`, nil), "the management token is missing (secureJsonData.managementToken)"},
		"a blank token":    {instance("http://x", storm, map[string]string{"token": " \t"}), "the token is missing (secureJsonData.token)"},
		"a torn token":     {instance("", `{}`, map[string]string{"managementToken": "a\nb"}), "the management token contains a blank or a character that is not plain ASCII: paste it again"},
		"no timeout":       {instance("", `{"timeout":0}`, token), "the timeout 0 is not a number of seconds above 0 and up to 3600"},
		"a worded timeout": {instance("", `{"timeout":"soon"}`, token), "the timeout soon is not a number of seconds above 0 and up to 3600"},
		"a cache of none":  {instance("", `{"cacheSize":0}`, token), "the cache size 0 is not a number of megabytes from 1 to 4096"},
		"a cache in words": {instance("", `{"cacheSize":"64MB"}`, token), "the cache size 64MB is not a number of megabytes from 1 to 4096"},
		"not an object":    {instance("", `[]`, token), "jsonData cannot be read: json: cannot unmarshal array into Go value of type settings.options"},
	} {
		got, err := Parse(row.settings)
		if err == nil || err.Error() != row.words {
			t.Errorf("%s: got %v, want %q", name, err, row.words)
		}
		if got.Service == "" || got.CacheBytes == 0 {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestNetworkTellsTLSApart(t *testing.T) {
	secrets := map[string]string{"password": "p"}
	plain := networkOf(instance("http://x", `{"timeout":5}`, secrets))
	if same := networkOf(instance("http://x", `{"timeout":6}`, secrets)); same != plain {
		t.Errorf("a timeout makes another network: %s", same)
	}
	for _, settings := range []backend.DataSourceInstanceSettings{
		instance("http://x", `{"tlsSkipVerify":true}`, secrets),
		instance("http://x", `{"serverName":"y"}`, secrets),
		instance("http://x", `{}`, map[string]string{"tlsCACert": "c"}),
		instance("http://x", `{}`, map[string]string{"httpHeaderValue1": "c"}),
		instance("http://x", `{"secureSocksProxyUsername":"u"}`, secrets),
	} {
		if networkOf(settings) == plain {
			t.Errorf("%s is the same network", settings.JSONData)
		}
	}
}
