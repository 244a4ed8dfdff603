package main

import (
	"context"
	"fmt"
	"io"
	"net/http"

	"github.com/peerlens/peerlens-quality-datasource/simulator"
	"golang.org/x/sync/errgroup"
)

// plain makes a rule's requests and reads their answers, and nothing else.
type plain struct {
	client *http.Client
	base   string
}

func newPlain(address string, latency int) plain {
	transport := &http.Transport{MaxIdleConnsPerHost: atOnce}
	return plain{client: &http.Client{Transport: transport}, base: upstreamOf(address, latency) + "/api/streams/live/"}
}

func (p plain) ask(ctx context.Context, stream string) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	for _, name := range names() {
		group.Go(func() error { return p.get(ctx, p.base+stream+"/"+name) })
	}
	return group.Wait()
}

func (p plain) get(ctx context.Context, url string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+simulator.StormToken)
	response, err := p.client.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	if _, err := io.ReadAll(response.Body); err != nil || response.StatusCode != http.StatusOK {
		return fmt.Errorf("answered %d, %w", response.StatusCode, err)
	}
	return nil
}
