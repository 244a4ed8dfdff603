package main

import (
	"os"
	"strings"
)

// environment is this process's variables, with the simulator's address unless that is set already.
func environment(simulator string) func(string) string {
	return func(name string) string {
		value, isSet := os.LookupEnv(name)
		if !isSet && name == "PEERLENS_SIMULATOR_URL" {
			return simulator
		}
		return value
	}
}

// expand replaces $NAME and ${NAME} as Grafana's provisioning does; $$ is a dollar sign.
func expand(text string, lookup func(string) string) string {
	parts := strings.Split(text, "$$")
	for i, part := range parts {
		parts[i] = os.Expand(part, lookup)
	}
	return strings.Join(parts, "$")
}

// expandAll expands every text inside a value that was read from YAML.
func expandAll(value any, lookup func(string) string) any {
	switch value := value.(type) {
	case string:
		return expand(value, lookup)
	case []any:
		for i := range value {
			value[i] = expandAll(value[i], lookup)
		}
		return value
	case map[string]any:
		for key := range value {
			value[key] = expandAll(value[key], lookup)
		}
		return value
	default:
		return value
	}
}
