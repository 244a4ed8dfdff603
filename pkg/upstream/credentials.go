package upstream

import (
	"errors"
	"fmt"
	"strings"
)

// The kinds of auth, as the settings name them.
const (
	bearerToken = "token"
	appKey      = "appKey"
	login       = "login"
	apiKey      = "apiKey"
)

// credentials are what an instance's settings say about auth.
type credentials struct {
	// kind is empty for Demo, which has none.
	kind string
	// headers are sent with each request as they are.
	headers map[string]string
	// accessKey is that of an appKey, username that of a login; secret is the app secret of one and the password of the other.
	accessKey, username, secret string
}

// constantSecret is a secret that is sent as it is.
type constantSecret struct {
	// name is the one in secureJsonData, and field what its editor calls it.
	name, field string
	header      string
	scheme      string
}

var (
	managementToken = constantSecret{name: "managementToken", field: "management token", header: authorization, scheme: bearer}
	stormToken      = constantSecret{name: "token", field: "token", header: authorization, scheme: bearer}
	stormKey        = constantSecret{name: "apiKey", field: "API key", header: "X-Api-Key"}
)

// kinds are a service's kinds of auth.
type kinds struct {
	// standard is the one meant where the settings name none.
	standard string
	// read fills in what each kind needs. It fails, in words for whoever edits the settings, on what is missing or cannot be sent.
	read map[string]func(read *credentials, options options, secrets map[string]string) error
	// choices lists them in words.
	choices string
}

var auths = map[Service]kinds{
	HundredMS: {
		standard: bearerToken,
		read: map[string]func(*credentials, options, map[string]string) error{
			bearerToken: managementToken.read,
			appKey:      readAppKey,
		},
		choices: "choose token, which takes a management token, or appKey, which takes an access key and app secret",
	},
	Storm: {
		standard: login,
		read: map[string]func(*credentials, options, map[string]string) error{
			login:       readLogin,
			bearerToken: stormToken.read,
			apiKey:      stormKey.read,
		},
		choices: "choose login, which takes a user name and password, token, which takes a bearer token, or apiKey",
	},
}

// credentialsOf reads what a service is authenticated with. Fails on an auth that the service does not have, and on what is missing or
// cannot be sent.
func credentialsOf(service Service, options options, secrets map[string]string) (credentials, error) {
	made := credentials{kind: options.Auth, headers: map[string]string{}}
	if service == Demo {
		return credentials{headers: made.headers}, nil
	}
	kinds := auths[service]
	if made.kind == "" {
		made.kind = kinds.standard
	}
	read, isSupported := kinds.read[made.kind]
	if !isSupported {
		return credentials{}, fmt.Errorf("the auth %q is not supported: %s", made.kind, kinds.choices)
	}
	if err := read(&made, options, secrets); err != nil {
		return credentials{}, err
	}
	if service == Storm && strings.TrimSpace(secrets[stormKey.name]) != "" {
		if err := stormKey.read(&made, options, secrets); err != nil {
			return credentials{}, err
		}
	}
	return made, nil
}

func (c constantSecret) read(made *credentials, _ options, secrets map[string]string) error {
	secret, err := plain(secrets[c.name], c.field, "secureJsonData."+c.name)
	made.headers[c.header] = c.scheme + secret
	return err
}

func readAppKey(made *credentials, options options, secrets map[string]string) (err error) {
	if made.accessKey, err = plain(options.AccessKey, "access key", "jsonData.accessKey"); err != nil {
		return err
	}
	made.secret, err = plain(secrets["appSecret"], "app secret", "secureJsonData.appSecret")
	return err
}

// readLogin reads a user name and a password. A password keeps the blanks at its ends, which can be its own, but not line breaks, which
// only pasting adds.
func readLogin(made *credentials, options options, secrets map[string]string) error {
	made.username = strings.TrimSpace(options.Username)
	made.secret = strings.Trim(secrets["password"], "\r\n")
	switch {
	case made.username == "":
		return errors.New("the user name is missing (jsonData.username)")
	case made.secret == "":
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
