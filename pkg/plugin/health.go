package plugin

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/peerlens/peerlens-quality-datasource/pkg/corehost"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// CheckHealth implements Save & test: it sends the upstream a request that succeeds only with working settings.
func (d *Datasource) CheckHealth(ctx context.Context, _ *backend.CheckHealthRequest) (*backend.CheckHealthResult, error) {
	var url string
	fetch := func(ctx context.Context, request protocol.Request) protocol.Answer {
		url = d.upstream.URL(request)
		return d.upstream.FetchNew(ctx, request)
	}
	message, err := corehost.Health(ctx, string(d.settings.Service), fetch, d.credentialInfo)
	if err != nil {
		return &backend.CheckHealthResult{
			Status: backend.HealthStatusError, Message: protocol.SingleLine(err.Error()), JSONDetails: healthDetails(url, err),
		}, nil
	}
	return &backend.CheckHealthResult{Status: backend.HealthStatusOk, Message: protocol.SingleLine(message)}, nil
}

// healthDetails returns the request and what came back, which Grafana shows below the message of a failed test, and the
// name of the setting to correct, for the editor.
func healthDetails(url string, err error) []byte {
	var failure *corehost.Failure
	if !errors.As(err, &failure) || failure.Details == "" {
		return nil
	}
	text := failure.Details
	if url != "" {
		text = "GET " + url + ": " + text
	}
	details, _ := json.Marshal(map[string]string{"verboseMessage": protocol.SingleLine(text), "setting": failure.Setting}) // Texts always become JSON.
	return details
}

// credentialInfo describes the credentials that the upstream has just used.
func (d *Datasource) credentialInfo() corehost.CredentialInfo {
	user, ends, renews := d.upstream.Credentials()
	return corehost.CredentialInfo{User: user, EndsIn: d.until(ends), RenewsIn: d.until(renews)}
}

// until returns the milliseconds until a time; nil for the zero time.
func (d *Datasource) until(at time.Time) *int64 {
	if at.IsZero() {
		return nil
	}
	left := at.Sub(d.now()).Milliseconds()
	return &left
}
