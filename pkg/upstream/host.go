package upstream

import (
	"net/url"

	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// named puts the host before the words of a timeout, which have none: who reads them has to look into it.
func (c *Client) named(answer protocol.Answer) protocol.Answer {
	if answer.Fault != protocol.Timeout {
		return answer
	}
	if base, err := url.Parse(c.connection.base); err == nil {
		answer.Words = protocol.Bounded(base.Host + ": " + answer.Words)
	}
	return answer
}
