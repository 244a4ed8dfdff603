package settings

import (
	"cmp"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// The kinds of auth, as the settings name them.
const (
	BearerToken = "token"
	AppKey      = "appKey"
	Login       = "login"
	APIKey      = "apiKey"
)

// Authorization is the header of a token. Bearer comes before the token.
const (
	Authorization = "Authorization"
	Bearer        = "Bearer "
)

// Credentials are the credentials of an instance.
type Credentials struct {
	// Kind is empty for Demo, which has none.
	Kind string
	// Headers are sent with each request.
	Headers map[string]string
	// AccessKey is for AppKey, Username for Login. Secret is the app secret or the password.
	AccessKey, Username, Secret string
}

// headerSecret is a secret that is sent in a header.
type headerSecret struct {
	// name is its name in secureJsonData, label its name in the editor.
	name, label string
	header      string
	// scheme comes before the secret in the header.
	scheme string
}

var (
	managementToken = headerSecret{name: "managementToken", label: "management token", header: Authorization, scheme: Bearer}
	stormToken      = headerSecret{name: "token", label: "token", header: Authorization, scheme: Bearer}
	stormKey        = headerSecret{name: "apiKey", label: "API key", header: "X-Api-Key"}
)

// reader fills in the credentials that a kind of auth needs. It fails, with a message for the author of the settings,
// if a value is missing or cannot be sent.
type reader func(into *Credentials, options options, secrets map[string]string) error

// authKinds are the kinds of auth that a service has.
type authKinds struct {
	// byDefault is the kind if the settings name none.
	byDefault string
	readers   map[string]reader
	// choices describes the kinds for the error about an unknown one.
	choices string
}

var kindsOf = map[protocol.Service]authKinds{
	protocol.HundredMS: {
		byDefault: BearerToken,
		readers:   map[string]reader{BearerToken: managementToken.read, AppKey: readAppKey},
		choices:   "choose token, which takes a management token, or appKey, which takes an access key and app secret",
	},
	protocol.Storm: {
		byDefault: Login,
		readers:   map[string]reader{Login: readLogin, BearerToken: stormToken.read, APIKey: stormKey.read},
		choices:   "choose login, which takes a user name and password, token, which takes a bearer token, or apiKey",
	},
}

// readCredentials returns the credentials of a service. It fails if the service has no such kind of auth, or if a value
// is missing or cannot be sent.
func readCredentials(service protocol.Service, options options, secrets map[string]string) (Credentials, error) {
	if service == protocol.Demo {
		return Credentials{Headers: map[string]string{}}, nil
	}
	kinds := kindsOf[service]
	credentials := Credentials{Kind: cmp.Or(options.Auth, kinds.byDefault), Headers: map[string]string{}}
	read, isSupported := kinds.readers[credentials.Kind]
	if !isSupported {
		return Credentials{}, fmt.Errorf("the auth %q is not supported: %s", credentials.Kind, kinds.choices)
	}
	err := read(&credentials, options, secrets)
	if err == nil && service == protocol.Storm && strings.TrimSpace(secrets[stormKey.name]) != "" {
		err = stormKey.read(&credentials, options, secrets)
	}
	return credentials, err
}

func (h headerSecret) read(into *Credentials, _ options, secrets map[string]string) error {
	secret, err := readASCII(secrets[h.name], h.label, "secureJsonData."+h.name)
	into.Headers[h.header] = h.scheme + secret
	return err
}

func readAppKey(into *Credentials, options options, secrets map[string]string) (err error) {
	if into.AccessKey, err = readASCII(options.AccessKey, "access key", "jsonData.accessKey"); err != nil {
		return err
	}
	into.Secret, err = readASCII(secrets["appSecret"], "app secret", "secureJsonData.appSecret")
	return err
}

// readLogin reads a user name and a password. A password can begin or end with a blank, but line breaks come from
// pasting.
func readLogin(into *Credentials, options options, secrets map[string]string) error {
	into.Username = strings.TrimSpace(options.Username)
	into.Secret = strings.Trim(secrets["password"], "\r\n")
	switch {
	case into.Username == "":
		return errors.New("the user name is missing (jsonData.username)")
	case into.Secret == "":
		return errors.New("the password is missing (secureJsonData.password)")
	}
	return nil
}

// readASCII reads a text of ASCII characters without blanks. It cuts blanks at the ends, which come from pasting.
func readASCII(saved, label, name string) (string, error) {
	text := strings.TrimSpace(saved)
	if text == "" {
		return "", fmt.Errorf("the %s is missing (%s)", label, name)
	}
	if strings.ContainsFunc(text, func(char rune) bool { return char <= ' ' || char >= 0x7f }) {
		return "", fmt.Errorf("the %s contains a blank or a character that is not plain ASCII: paste it again", label)
	}
	return text, nil
}

// secretsOf returns the secrets in an instance's settings: those that Peerlens sends, and those that the SDK sends,
// such as custom headers and basic auth.
func secretsOf(saved backend.DataSourceInstanceSettings) []string {
	all := saved.DecryptedSecureJSONData
	secrets := []string{basicAuth(saved.BasicAuthUser, all["basicAuthPassword"]), basicAuth(saved.User, all["password"])}
	for name, secret := range all {
		trimmed := strings.TrimSpace(secret)
		secrets = append(secrets, secret, trimmed)
		if _, token, hasScheme := strings.Cut(trimmed, " "); hasScheme && strings.HasPrefix(name, "httpHeaderValue") {
			secrets = append(secrets, token)
		}
	}
	return secrets
}

// basicAuth encodes a user and a password as basic auth sends them.
func basicAuth(user, password string) string {
	return base64.StdEncoding.EncodeToString([]byte(user + ":" + password))
}
