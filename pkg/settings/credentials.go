package settings

import (
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

// Authorization is the header of a token, Bearer what is before the token in it.
const (
	Authorization = "Authorization"
	Bearer        = "Bearer "
)

// Credentials are what an instance's settings say about auth.
type Credentials struct {
	// Kind is empty for Demo, which has none.
	Kind string
	// Headers are sent with each request as they are.
	Headers map[string]string
	// AccessKey is that of an appKey, Username that of a login; Secret is the app secret of one and the password of the
	// other.
	AccessKey, Username, Secret string
}

// headerSecret is a secret that is sent as it is.
type headerSecret struct {
	// name is the one in secureJsonData, and field what its editor calls it.
	name, field string
	header      string
	scheme      string
}

var (
	managementToken = headerSecret{name: "managementToken", field: "management token", header: Authorization, scheme: Bearer}
	stormToken      = headerSecret{name: "token", field: "token", header: Authorization, scheme: Bearer}
	stormKey        = headerSecret{name: "apiKey", field: "API key", header: "X-Api-Key"}
)

// kinds are a service's kinds of auth.
type kinds struct {
	// fallback is the one meant if the settings name none.
	fallback string
	// read fills in what each kind needs. It fails, with a sentence for who edits the settings, on what is missing or
	// cannot be sent.
	read map[string]func(into *Credentials, options options, secrets map[string]string) error
	// choices lists them in words.
	choices string
}

var auths = map[protocol.Service]kinds{
	protocol.HundredMS: {
		fallback: BearerToken,
		read: map[string]func(*Credentials, options, map[string]string) error{
			BearerToken: managementToken.read,
			AppKey:      readAppKey,
		},
		choices: "choose token, which takes a management token, or appKey, which takes an access key and app secret",
	},
	protocol.Storm: {
		fallback: Login,
		read: map[string]func(*Credentials, options, map[string]string) error{
			Login:       readLogin,
			BearerToken: stormToken.read,
			APIKey:      stormKey.read,
		},
		choices: "choose login, which takes a user name and password, token, which takes a bearer token, or apiKey",
	},
}

// credentialsOf reads what a service is authenticated with. Fails on an auth that the service does not have, and on
// what is missing or cannot be sent.
func credentialsOf(service protocol.Service, options options, secrets map[string]string) (Credentials, error) {
	made := Credentials{Kind: options.Auth, Headers: map[string]string{}}
	if service == protocol.Demo {
		return Credentials{Headers: made.Headers}, nil
	}
	kinds := auths[service]
	if made.Kind == "" {
		made.Kind = kinds.fallback
	}
	read, isSupported := kinds.read[made.Kind]
	if !isSupported {
		return Credentials{}, fmt.Errorf("the auth %q is not supported: %s", made.Kind, kinds.choices)
	}
	if err := read(&made, options, secrets); err != nil {
		return Credentials{}, err
	}
	if service == protocol.Storm && strings.TrimSpace(secrets[stormKey.name]) != "" {
		if err := stormKey.read(&made, options, secrets); err != nil {
			return Credentials{}, err
		}
	}
	return made, nil
}

func (c headerSecret) read(made *Credentials, _ options, secrets map[string]string) error {
	secret, err := plain(secrets[c.name], c.field, "secureJsonData."+c.name)
	made.Headers[c.header] = c.scheme + secret
	return err
}

func readAppKey(made *Credentials, options options, secrets map[string]string) (err error) {
	if made.AccessKey, err = plain(options.AccessKey, "access key", "jsonData.accessKey"); err != nil {
		return err
	}
	made.Secret, err = plain(secrets["appSecret"], "app secret", "secureJsonData.appSecret")
	return err
}

// readLogin reads a user name and a password. A password keeps the blanks at its ends, which can be its own, but not
// line breaks, which only pasting adds.
func readLogin(made *Credentials, options options, secrets map[string]string) error {
	made.Username = strings.TrimSpace(options.Username)
	made.Secret = strings.Trim(secrets["password"], "\r\n")
	switch {
	case made.Username == "":
		return errors.New("the user name is missing (jsonData.username)")
	case made.Secret == "":
		return errors.New("the password is missing (secureJsonData.password)")
	}
	return nil
}

// plain reads a secret that is plain ASCII without blanks; those at its ends are cut, as pasting adds them.
func plain(setting, field, name string) (string, error) {
	secret := strings.TrimSpace(setting)
	if secret == "" {
		return "", fmt.Errorf("the %s is missing (%s)", field, name)
	}
	for _, char := range secret {
		if char <= ' ' || char >= 0x7f {
			return "", fmt.Errorf("the %s holds a blank or a character that is not plain ASCII: paste it again", field)
		}
	}
	return secret, nil
}

// secretsOf lists the secrets of an instance's settings: those that Peerlens sends, and those that the SDK does, such
// as custom headers and basic auth.
func secretsOf(saved backend.DataSourceInstanceSettings) []string {
	given := saved.DecryptedSecureJSONData
	secrets := []string{basicAuth(saved.BasicAuthUser, given["basicAuthPassword"]), basicAuth(saved.User, given["password"])}
	for name, secret := range given {
		trimmed := strings.TrimSpace(secret)
		secrets = append(secrets, secret, trimmed)
		if _, token, hasScheme := strings.Cut(trimmed, " "); hasScheme && strings.HasPrefix(name, "httpHeaderValue") {
			secrets = append(secrets, token)
		}
	}
	return secrets
}

// basicAuth is a user and password as basic auth sends them.
func basicAuth(user, password string) string {
	return base64.StdEncoding.EncodeToString([]byte(user + ":" + password))
}
