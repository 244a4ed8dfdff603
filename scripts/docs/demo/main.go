// Command demo runs queries on the demo at one instant. It reads a list of queries, and prints the frames of each and
// the routes of its requests.
package main

import (
	"context"
	"encoding/json"
	"log"
	"os"
	"slices"
	"sync"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/peerlens/peerlens-quality-datasource/pkg/corehost"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
	"github.com/peerlens/peerlens-quality-datasource/pkg/upstream"
)

type result struct {
	// Frames is no data.Frames, whose MarshalJSON forgets the commas.
	Frames []*data.Frame `json:"frames"`
	Routes []string      `json:"routes"`
}

func main() {
	now, err := time.Parse(time.RFC3339, os.Args[1])
	exitOn(err)
	var queries []json.RawMessage
	exitOn(json.NewDecoder(os.Stdin).Decode(&queries))
	ctx := context.Background()
	client := upstream.New(ctx, backend.DataSourceInstanceSettings{JSONData: []byte(`{"service":"demo","viewers":true}`)}, func() time.Time { return now })
	defer client.Close()
	queryContext := corehost.Context{Service: "demo", Now: now, From: now.Add(-time.Hour), To: now, Settings: client.Settings().Saved}
	results := make([]result, len(queries))
	for i, query := range queries {
		var mu sync.Mutex
		results[i].Frames, err = corehost.Run(ctx, query, queryContext, func(ctx context.Context, request protocol.Request) protocol.Answer {
			mu.Lock()
			defer mu.Unlock()
			results[i].Routes = append(results[i].Routes, request.Route)
			return client.Fetch(ctx, request)
		})
		exitOn(err)
		slices.Sort(results[i].Routes)
	}
	exitOn(json.NewEncoder(os.Stdout).Encode(results))
}

func exitOn(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
