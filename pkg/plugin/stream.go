package plugin

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/peerlens/peerlens-quality-datasource/pkg/corehost"
)

// SubscribeStream lets whoever subscribes in where the channel is that of the substream that they send along, and gives them what was
// polled of it in the last hour.
func (d *Datasource) SubscribeStream(ctx context.Context, req *backend.SubscribeStreamRequest) (*backend.SubscribeStreamResponse, error) {
	asked, err := d.subscription(ctx, req.Path, req.Data)
	if err != nil {
		backend.Logger.FromContext(ctx).Warn("Refused a subscription", "error", err)
		return &backend.SubscribeStreamResponse{Status: backend.SubscribeStreamStatusNotFound}, nil
	}
	past, err := backend.NewInitialData(d.live.Past(asked.Poll))
	if err != nil {
		return nil, err
	}
	return &backend.SubscribeStreamResponse{Status: backend.SubscribeStreamStatusOK, InitialData: past}, nil
}

// RunStream publishes each point of a channel's substream as it is polled. Grafana calls it for the first who subscribes, and ends ctx
// some seconds after the last has left.
func (d *Datasource) RunStream(ctx context.Context, req *backend.RunStreamRequest, sender *backend.StreamSender) error {
	asked, err := d.subscription(ctx, req.Path, req.Data)
	if err != nil {
		return err
	}
	return d.live.Follow(ctx, asked, func(update json.RawMessage) error { return sender.SendJSON(update) })
}

// PublishStream refuses: points come from the service alone.
func (d *Datasource) PublishStream(context.Context, *backend.PublishStreamRequest) (*backend.PublishStreamResponse, error) {
	return &backend.PublishStreamResponse{Status: backend.PublishStreamStatusPermissionDenied}, nil
}

// subscription reads what was sent to subscribe. Fails, in words for a person, where it is not for this data source.
func (d *Datasource) subscription(ctx context.Context, path string, data json.RawMessage) (corehost.Subscription, error) {
	asked, err := corehost.ReadSubscription(ctx, string(d.settings.Service), path, data)
	if err != nil {
		return asked, err
	}
	if refused := d.upstream.Refuses(asked.Poll); refused != nil {
		return asked, errors.New(refused.Detail)
	}
	return asked, nil
}
