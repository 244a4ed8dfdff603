package plugin

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/peerlens/peerlens-quality-datasource/pkg/corehost"
)

// SubscribeStream accepts a subscription if its channel is that of the document in its data (a substream, stream or
// server), and returns the history of the document.
func (d *Datasource) SubscribeStream(ctx context.Context, req *backend.SubscribeStreamRequest) (*backend.SubscribeStreamResponse, error) {
	subscription, err := d.subscription(ctx, req.Path, req.Data)
	if err != nil {
		backend.Logger.FromContext(ctx).Warn("Refused a subscription", "error", err)
		return &backend.SubscribeStreamResponse{Status: backend.SubscribeStreamStatusNotFound}, nil
	}
	history, err := backend.NewInitialData(d.live.History(subscription.Poll))
	if err != nil {
		return nil, err
	}
	return &backend.SubscribeStreamResponse{Status: backend.SubscribeStreamStatusOK, InitialData: history}, nil
}

// RunStream publishes each new point of a channel's document. Grafana calls it for the first subscriber, and ends ctx
// some seconds after the last one has left.
func (d *Datasource) RunStream(ctx context.Context, req *backend.RunStreamRequest, sender *backend.StreamSender) error {
	subscription, err := d.subscription(ctx, req.Path, req.Data)
	if err != nil {
		return err
	}
	return d.live.Subscribe(ctx, subscription, func(update json.RawMessage) error { return sender.SendJSON(update) })
}

// PublishStream refuses: only the service provides points.
func (d *Datasource) PublishStream(context.Context, *backend.PublishStreamRequest) (*backend.PublishStreamResponse, error) {
	return &backend.PublishStreamResponse{Status: backend.PublishStreamStatusPermissionDenied}, nil
}

// subscription reads the data of a subscription. It fails, with a message for a person, if the data does not fit this
// data source.
func (d *Datasource) subscription(ctx context.Context, path string, data json.RawMessage) (corehost.Subscription, error) {
	subscription, err := corehost.ReadSubscription(ctx, string(d.settings.Service), path, data)
	if err != nil {
		return subscription, err
	}
	if refusal := d.upstream.Check(subscription.Poll); refusal != nil {
		return subscription, errors.New(refusal.Detail)
	}
	return subscription, nil
}
