package upstream

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// connection is where an instance's requests go and what they carry.
type connection struct {
	service Service
	// base is scheme, host and path, without a slash at its end.
	base string
	// prefix stands before Storm's own paths, and is empty for 100ms.
	prefix string
	// credentials hold the secrets.
	credentials credentials
	timeout     time.Duration
	// cacheBytes bounds the answers that are kept.
	cacheBytes uint64
	// network tells connections apart that differ in TLS or proxy alone.
	network string
}

const (
	defaultTimeout = 30 * time.Second
	// defaultCache and largestCache are in MB, as the setting is.
	defaultCache = 64
	largestCache = 4096
	// demoBase is where Demo's requests would go if they left.
	demoBase = "http://demo.invalid"
)

// options is what jsonData holds for this package. `docs` of each setting: src/host/types.ts.
type options struct {
	Service    string          `json:"service"`
	Auth       string          `json:"auth"`
	AccessKey  string          `json:"accessKey"`
	Username   string          `json:"username"`
	PathPrefix string          `json:"pathPrefix"`
	Timeout    json.RawMessage `json:"timeout"`
	CacheSize  json.RawMessage `json:"cacheSize"`
}

// serviceOf gives the service of an instance, 100ms where its settings name none or an unknown one, which then is their fault to tell.
func serviceOf(settings backend.DataSourceInstanceSettings) Service {
	read, _ := readOptions(settings.JSONData)
	switch service := Service(read.Service); service {
	case Storm, Demo:
		return service
	}
	return HundredMS
}

// connectionOf reads an instance's settings. Fails, in words for whoever edits them, on the first that is wrong.
func connectionOf(settings backend.DataSourceInstanceSettings) (connection, error) {
	read, err := readOptions(settings.JSONData)
	if err != nil {
		return connection{}, err
	}
	made := connection{service: serviceOf(settings)}
	if read.Service != "" && read.Service != string(made.service) {
		return connection{}, fmt.Errorf("the service %q is not one of 100ms, storm and demo", read.Service)
	}
	if made.timeout, err = timeoutOf(read.Timeout); err != nil {
		return connection{}, err
	}
	if made.cacheBytes, err = cacheBytesOf(read.CacheSize); err != nil {
		return connection{}, err
	}
	switch made.service {
	case HundredMS:
		made.base, err = baseOf(settings.URL, "https://api.100ms.live")
		made.base = strings.TrimSuffix(made.base, "/v2")
	case Storm:
		made.base, err = baseOf(settings.URL, "")
		if err == nil {
			made.prefix, err = prefixOf(read.PathPrefix)
		}
	case Demo:
		made.base, made.prefix = demoBase, defaultPrefix
	}
	if err != nil {
		return connection{}, err
	}
	made.credentials, err = credentialsOf(made.service, read, settings.DecryptedSecureJSONData)
	made.network = networkOf(settings)
	return made, err
}

// networkOf gives all settings of TLS and proxies as one text. It holds secrets.
func networkOf(settings backend.DataSourceInstanceSettings) string {
	var all map[string]json.RawMessage
	// What cannot be read has no TLS settings, and readOptions tells of it.
	_ = json.Unmarshal(settings.JSONData, &all)
	kept := map[string]string{}
	for name, value := range all {
		if strings.HasPrefix(name, "tls") || name == "serverName" || name == "enableSecureSocksProxy" {
			kept[name] = string(value)
		}
	}
	for name, value := range settings.DecryptedSecureJSONData {
		if strings.HasPrefix(name, "tls") {
			kept["secure "+name] = value
		}
	}
	text, _ := json.Marshal(kept)
	return string(text)
}

func readOptions(jsonData json.RawMessage) (options, error) {
	var read options
	if len(jsonData) == 0 {
		return read, nil
	}
	if err := json.Unmarshal(jsonData, &read); err != nil {
		return read, fmt.Errorf("jsonData cannot be read: %w", err)
	}
	return read, nil
}

// timeoutOf reads seconds.
func timeoutOf(value json.RawMessage) (time.Duration, error) {
	seconds, text, err := numberOf(value, defaultTimeout.Seconds())
	if err != nil || !(seconds > 0 && seconds <= 3600) {
		return 0, fmt.Errorf("the timeout %s is not a number of seconds above 0 and up to 3600", text)
	}
	return time.Duration(seconds * float64(time.Second)), nil
}

// cacheBytesOf reads megabytes.
func cacheBytesOf(value json.RawMessage) (uint64, error) {
	megabytes, text, err := numberOf(value, defaultCache)
	if err != nil || !(megabytes >= 1 && megabytes <= largestCache) {
		return 0, fmt.Errorf("the cache size %s is not a number of megabytes from 1 to %d", text, largestCache)
	}
	return uint64(megabytes * (1 << 20)), nil
}

// numberOf reads a number or a numeric text, as provisioning files have either, and gives it beside its text.
func numberOf(value json.RawMessage, standard float64) (number float64, text string, err error) {
	text = strings.TrimSpace(strings.Trim(string(value), `"`))
	if text == "" || text == "null" {
		return standard, text, nil
	}
	number, err = strconv.ParseFloat(text, 64)
	return number, text, err
}

// baseOf reads the URL setting, without the slash at its end.
func baseOf(setting, standard string) (string, error) {
	text := strings.TrimSpace(setting)
	if text == "" {
		text = standard
	}
	if text == "" {
		return "", errors.New("the URL of the server is missing")
	}
	parsed, err := url.Parse(text)
	switch {
	case zoned.MatchString(text):
		return "", errors.New("the URL must not hold the zone of an IPv6 address (% and what follows), which no proxy or certificate knows: use a host name")
	case err != nil:
		return "", errors.New("the URL cannot be read: write it as https://host or https://host:port")
	case parsed.Scheme != "http" && parsed.Scheme != "https" || parsed.Host == "":
		return "", errors.New("the URL must start with http:// or https://, followed by a host")
	case parsed.Hostname() == "":
		return "", errors.New("the URL has a port but no host, which would be the machine that Grafana runs on: put the name or address of the server before the colon")
	case parsed.User != nil:
		return "", errors.New("the URL must not hold a user name or password: secrets have their own fields")
	case parsed.RawQuery != "" || parsed.ForceQuery || parsed.Fragment != "":
		return "", errors.New("the URL must end with its host or path, without ? and #")
	}
	return strings.TrimRight(parsed.Scheme+"://"+parsed.Host+parsed.EscapedPath(), "/"), nil
}

// zoned is an IPv6 address with the zone it is valid in, such as [fe80::1%25eth0].
var zoned = regexp.MustCompile(`(?i)^[a-z]+://\[[^\]/]*%`)

const defaultPrefix = "/api"

var prefixPattern = regexp.MustCompile(`^(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*$`)

// prefixOf reads the path before Storm's own paths. A lone slash is none.
func prefixOf(setting string) (string, error) {
	text := strings.TrimSpace(setting)
	if text == "" {
		return defaultPrefix, nil
	}
	prefix := strings.TrimRight("/"+strings.TrimLeft(text, "/"), "/")
	if !prefixPattern.MatchString(prefix) {
		return "", fmt.Errorf("the path prefix %q is not a plain path like /api", text)
	}
	return prefix, nil
}
