// Package settings reads a data source's saved settings, once for each instance.
package settings

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// Settings are the parsed settings of an instance.
type Settings struct {
	Service protocol.Service
	// Base has the scheme, host and path of the URL, without a slash at the end.
	Base string
	// Prefix comes before Storm's paths; empty for 100ms.
	Prefix      string
	Credentials Credentials
	// Headers are the custom headers of the settings.
	Headers http.Header
	Timeout time.Duration
	// CacheBytes is the size limit of the cache.
	CacheBytes uint64
	// Network has the settings of TLS, proxies and custom headers as one text, secrets included. Equal logins with
	// different ones are different connections.
	Network string
	// Secrets must not be in any answer: those that Peerlens sends, and those that the SDK sends, such as custom headers.
	Secrets []string
	// Saved has all settings in jsonData. The core reads its own from them, which can have any value.
	Saved map[string]any
}

// timeouts has the seconds of an answer; the editor of the settings reads it too.
var timeouts = readTimeouts()

//go:embed timeout.json
var timeoutJSON []byte

func readTimeouts() (limits struct{ Default, Max float64 }) {
	if err := json.Unmarshal(timeoutJSON, &limits); err != nil {
		panic(err) // The file is part of the program.
	}
	return limits
}

const (
	// defaultCache and maxCache are in MB, like the setting.
	defaultCache = 64
	maxCache     = 4096
	// demoBase is the URL of Demo's requests, which are never sent.
	demoBase = "http://demo.invalid"
)

// options are the settings in jsonData that the backend reads. src/types.ts documents them.
type options struct {
	Service    string          `json:"service"`
	Auth       string          `json:"auth"`
	AccessKey  string          `json:"accessKey"`
	Username   string          `json:"username"`
	PathPrefix string          `json:"pathPrefix"`
	Timeout    json.RawMessage `json:"timeout"`
	CacheSize  json.RawMessage `json:"cacheSize"`
}

// Parse reads the settings of an instance. It fails, with a message for the author of the settings, on the first wrong
// one. Even then it sets the service, the secrets, the saved settings and a size for the cache.
func Parse(saved backend.DataSourceInstanceSettings) (Settings, error) {
	parsed := Settings{Service: protocol.HundredMS, CacheBytes: 1 << 20, Secrets: secretsOf(saved), Saved: savedOptions(saved.JSONData)}
	var read options
	var err error
	if len(saved.JSONData) > 0 {
		err = json.Unmarshal(saved.JSONData, &read)
	}
	switch service := protocol.Service(read.Service); service {
	case protocol.Storm, protocol.Demo:
		parsed.Service = service
	}
	parsed.Network = networkOf(saved)
	switch {
	case err != nil:
		return parsed, fmt.Errorf("jsonData cannot be read: %w", err)
	case read.Service != "" && read.Service != string(parsed.Service):
		return parsed, fmt.Errorf("the service %q is not one of 100ms, storm and demo", read.Service)
	}
	return parsed, parsed.read(read, saved)
}

// read reads the settings without which no request can be sent.
func (s *Settings) read(read options, saved backend.DataSourceInstanceSettings) (err error) {
	if s.Timeout, err = timeoutOf(read.Timeout); err != nil {
		return err
	}
	cacheBytes, err := cacheBytesOf(read.CacheSize)
	if err != nil {
		return err
	}
	s.CacheBytes = cacheBytes
	switch s.Service {
	case protocol.HundredMS:
		s.Base, err = baseOf(saved.URL, "https://api.100ms.live")
		s.Base = strings.TrimSuffix(s.Base, "/v2")
	case protocol.Storm:
		if s.Base, err = baseOf(saved.URL, ""); err == nil {
			s.Prefix, err = prefixOf(read.PathPrefix)
		}
	case protocol.Demo:
		s.Base, s.Prefix = demoBase, defaultPrefix
	}
	if err != nil {
		return err
	}
	if s.Credentials, err = readCredentials(s.Service, read, saved.DecryptedSecureJSONData); err != nil {
		return err
	}
	s.Headers, err = readHeaders(saved.JSONData, saved.DecryptedSecureJSONData, s.Credentials)
	return err
}

// networkOf returns the settings of TLS, proxies and custom headers as one text.
func networkOf(saved backend.DataSourceInstanceSettings) string {
	network := map[string]string{"basic": basicAuth(saved.BasicAuthUser, saved.DecryptedSecureJSONData["basicAuthPassword"])}
	for name, value := range membersOf(saved.JSONData) {
		if isOfNetwork(name) {
			network[name] = string(value)
		}
	}
	for name, value := range saved.DecryptedSecureJSONData {
		if isOfNetwork(name) {
			network["secure "+name] = value
		}
	}
	text, _ := json.Marshal(network) // Texts always become JSON.
	return string(text)
}

func isOfNetwork(name string) bool {
	return name == "serverName" || name == "enableSecureSocksProxy" ||
		slices.ContainsFunc([]string{"tls", "httpHeader", "secureSocksProxy"}, func(start string) bool { return strings.HasPrefix(name, start) })
}

// savedOptions returns the settings in jsonData; none if it is no object. A number that is too large becomes null.
func savedOptions(text json.RawMessage) (options map[string]any) {
	_ = json.Unmarshal(text, &options)
	return options
}

// membersOf returns the members of a JSON object; none for anything else.
func membersOf(text json.RawMessage) (members map[string]json.RawMessage) {
	_ = json.Unmarshal(text, &members)
	return members
}

// timeoutOf reads a number of seconds.
func timeoutOf(value json.RawMessage) (time.Duration, error) {
	seconds, text, err := numberOf(value, timeouts.Default)
	if err != nil || !(seconds > 0 && seconds <= timeouts.Max) {
		return 0, fmt.Errorf("the timeout %s is not a number of seconds above 0 and up to %v", text, timeouts.Max)
	}
	return time.Duration(seconds * float64(time.Second)), nil
}

// cacheBytesOf reads a number of megabytes.
func cacheBytesOf(value json.RawMessage) (uint64, error) {
	megabytes, text, err := numberOf(value, defaultCache)
	if err != nil || !(megabytes >= 1 && megabytes <= maxCache) {
		return 0, fmt.Errorf("the cache size %s is not a number of megabytes from 1 to %d", text, maxCache)
	}
	return uint64(megabytes * (1 << 20)), nil
}

// numberOf reads a number or a numeric text: provisioning files have both. It returns the text too, for errors.
func numberOf(value json.RawMessage, byDefault float64) (number float64, text string, err error) {
	text = strings.TrimSpace(strings.Trim(string(value), `"`))
	if text == "" || text == "null" {
		return byDefault, text, nil
	}
	number, err = strconv.ParseFloat(text, 64)
	return number, text, err
}

// baseOf reads the URL, without a slash at the end.
func baseOf(saved, byDefault string) (string, error) {
	text := cmp.Or(strings.TrimSpace(saved), byDefault)
	if text == "" {
		return "", errors.New("the URL of the server is missing")
	}
	parsed, err := url.Parse(text)
	switch {
	case zoned.MatchString(text):
		return "", errors.New("the URL contains an IPv6 zone (%…). Proxies and certificates do not support zones: use a host name")
	case err != nil:
		return "", errors.New("the URL cannot be read: write it as https://host or https://host:port")
	case parsed.Scheme != "http" && parsed.Scheme != "https" || parsed.Host == "":
		return "", errors.New("the URL must start with http:// or https://, followed by a host")
	case parsed.Hostname() == "":
		return "", errors.New("the URL has a port but no host, which would be the machine that Grafana runs on: put the name or address of the server before the colon")
	case parsed.User != nil:
		return "", errors.New("the URL must not contain a user name or password: secrets have their own fields")
	case parsed.RawQuery != "" || parsed.ForceQuery || parsed.Fragment != "":
		return "", errors.New("the URL must end with its host or path, without ? and #")
	}
	return strings.TrimRight(parsed.Scheme+"://"+parsed.Host+parsed.EscapedPath(), "/"), nil
}

// zoned matches a URL with an IPv6 address and its zone, such as [fe80::1%25eth0].
var zoned = regexp.MustCompile(`(?i)^[a-z]+://\[[^\]/]*%`)

const defaultPrefix = "/api"

var prefixPattern = regexp.MustCompile(`^(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*$`)

// prefixOf reads the path before Storm's paths. A single slash means none.
func prefixOf(saved string) (string, error) {
	text := strings.TrimSpace(saved)
	if text == "" {
		return defaultPrefix, nil
	}
	prefix := strings.TrimRight("/"+strings.TrimLeft(text, "/"), "/")
	if !prefixPattern.MatchString(prefix) {
		return "", fmt.Errorf("the path prefix %q is not a plain path like /api", text)
	}
	return prefix, nil
}
