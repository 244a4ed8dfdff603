package upstream

import (
	"fmt"
	"strings"
)

// credential is how one kind of auth is sent.
type credential struct {
	// secret is the name in secureJsonData, and field what its editor calls it.
	secret, field string
	header        string
	scheme        string
}

var (
	managementToken = credential{secret: "managementToken", field: "management token", header: "Authorization", scheme: "Bearer "}
	stormToken      = credential{secret: "token", field: "token", header: "Authorization", scheme: "Bearer "}
	stormKey        = credential{secret: "apiKey", field: "API key", header: "X-Api-Key"}
)

// kinds are a service's kinds of auth.
type kinds struct {
	// standard is the one meant where the settings name none.
	standard  string
	supported map[string]credential
	// choices lists the supported ones in words.
	choices string
}

var auths = map[Service]kinds{
	HundredMS: {
		standard:  "token",
		supported: map[string]credential{"token": managementToken},
		choices:   "choose token, which takes a management token",
	},
	Storm: {
		standard:  "login",
		supported: map[string]credential{"token": stormToken, "apiKey": stormKey},
		choices:   "choose token, which takes a bearer token, or apiKey",
	},
}

// headersOf gives the headers that authenticate a request. Fails on an auth that the service does not have, and on a secret that is
// missing or cannot be a header.
func headersOf(service Service, auth string, secrets map[string]string) (map[string]string, error) {
	headers := map[string]string{}
	if service == Demo {
		return headers, nil
	}
	kinds := auths[service]
	if auth == "" {
		auth = kinds.standard
	}
	needed, isSupported := kinds.supported[auth]
	if !isSupported {
		return nil, fmt.Errorf("the auth %q is not supported: %s", auth, kinds.choices)
	}
	if err := add(headers, needed, secrets); err != nil {
		return nil, err
	}
	if service == Storm && strings.TrimSpace(secrets[stormKey.secret]) != "" {
		if err := add(headers, stormKey, secrets); err != nil {
			return nil, err
		}
	}
	return headers, nil
}

func add(headers map[string]string, sent credential, secrets map[string]string) error {
	secret := strings.TrimSpace(secrets[sent.secret])
	if secret == "" {
		return fmt.Errorf("the %s is missing (secureJsonData.%s)", sent.field, sent.secret)
	}
	for _, char := range secret {
		if char <= ' ' || char >= 0x7f {
			return fmt.Errorf("the %s holds a blank or a character that is not plain ASCII: paste it again", sent.field)
		}
	}
	headers[sent.header] = sent.scheme + secret
	return nil
}
