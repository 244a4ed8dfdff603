package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

func write(t *testing.T, folder, name, text string) string {
	t.Helper()
	file := filepath.Join(folder, name)
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	return file
}

func TestExpandAsGrafanaDoes(t *testing.T) {
	t.Setenv("HOST", "sim:80")
	t.Setenv("TOKEN", "abc")
	for text, want := range map[string]string{
		"http://$HOST":        "http://sim:80",
		"http://${HOST}/api":  "http://sim:80/api",
		"pa$$word":            "pa$word",
		"$$HOST":              "$HOST",
		"$$$TOKEN":            "$abc",
		"[$PEERLENS_UNKNOWN]": "[]",
		"plain":               "plain",
	} {
		node := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text}
		expand(node)
		require.Equal(t, want, node.Value, text)
	}
}

func TestProvisioningReadsItsOwnEntriesOfEveryFile(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, "b.yml", `
apiVersion: 1
datasources:
  - {name: Storm, type: peerlens-quality-datasource, uid: storm, url: $URL, editable: true, jsonData: {service: storm, timeout: 5}, secureJsonData: {token: "$TOKEN"}}
`)
	write(t, folder, "a.yaml", `
datasources:
  - {name: Prometheus, type: prometheus}
  - {name: Calls, type: peerlens-quality-datasource, uid: calls, jsonData: {service: "100ms", nested: ["${URL}"]}}
`)
	write(t, folder, "notes.txt", "datasources: [")
	t.Setenv("URL", "http://sim")
	t.Setenv("TOKEN", "secret")
	sources, err := readProvisioning(folder)
	require.NoError(t, err)
	require.Len(t, sources, 2)

	calls, storm := sources[0], sources[1]
	require.Equal(t, "calls", calls.UID)
	require.EqualValues(t, 1, calls.ID)
	require.False(t, calls.Editable)
	require.Equal(t, map[string]any{"service": "100ms", "nested": []any{"http://sim"}}, calls.JSONData)
	require.Equal(t, "storm", storm.UID)
	require.Equal(t, "http://sim", storm.URL)
	require.True(t, storm.Editable)
	require.Equal(t, map[string]any{"service": "storm", "timeout": 5}, storm.JSONData)
	require.Equal(t, secrets{"token": "secret"}, storm.Secrets)
}

func TestProvisioningNamesTheFileAndTheEntry(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"no uid", "datasources:\n  - {name: Other, type: loki}\n  - {name: Storm, type: peerlens-quality-datasource}", `data source 2 ("Storm"): uid is missing`},
		{"a uid that expands to nothing", "datasources:\n  - {name: Storm, type: peerlens-quality-datasource, uid: $PEERLENS_NONE}", `data source 1 ("Storm"): uid is missing`},
		{"no name", "datasources:\n  - {type: peerlens-quality-datasource, uid: a}", `data source 1 (""): name is missing`},
		{"a uid twice", "datasources:\n  - {name: A, type: peerlens-quality-datasource, uid: a}\n  - {name: B, type: peerlens-quality-datasource, uid: a}", `data source 2 ("B"): another data source has the uid "a" already`},
		{"not YAML", "datasources: [", "yaml"},
		{"none of ours", "datasources:\n  - {name: Other, type: loki}", "no data source of type peerlens-quality-datasource"},
	} {
		t.Run(test.name, func(t *testing.T) {
			file := write(t, t.TempDir(), "sources.yaml", test.text)
			_, err := readProvisioning(file)
			require.ErrorContains(t, err, file)
			require.ErrorContains(t, err, test.want)
		})
	}
	_, err := readProvisioning(filepath.Join(t.TempDir(), "absent"))
	require.ErrorContains(t, err, "no such file")
}
