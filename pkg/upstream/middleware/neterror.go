package middleware

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"
	"syscall"

	"github.com/grafana/grafana-plugin-sdk-go/backend/httpclient"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// AnswerFor returns the answer with the fault of a network error. Its detail leaves out the URL, whose IDs the query
// already has.
func AnswerFor(err error) protocol.Answer {
	var unknownHost *net.DNSError
	var dialed *net.OpError
	switch {
	case errors.Is(err, httpclient.ErrResponseBodyTooLarge):
		return protocol.NotSent(protocol.TooLarge, detailOf(err))
	case errors.Is(err, context.Canceled):
		return protocol.NotSent(protocol.Unreachable, "the query was cancelled")
	case errors.As(err, &dialed) && dialed.Op == "proxyconnect":
		return protocol.NotSent(protocol.Unreachable, "the proxy cannot be reached: "+dialed.Err.Error())
	case isTimeout(err):
		return protocol.NotSent(protocol.Timeout, detailOf(err))
	case errors.As(err, &dialed) && dialed.Op == "socks connect":
		return protocol.NotSent(protocol.Unreachable, "Grafana's SOCKS proxy failed: "+dialed.Err.Error())
	case errors.As(err, &unknownHost):
		return protocol.NotSent(protocol.DNS, fmt.Sprintf("%s: %s", unknownHost.Err, unknownHost.Name))
	case errors.Is(err, syscall.ECONNREFUSED):
		return protocol.NotSent(protocol.Refused, detailOf(err))
	case isTLS(err):
		return protocol.NotSent(protocol.TLS, detailOf(err))
	}
	return protocol.NotSent(protocol.Unreachable, detailOf(err))
}

// isReset reports whether the other side dropped the connection before it answered. A second request often succeeds.
func isReset(err error) bool {
	return errors.Is(err, syscall.ECONNRESET) || errors.Is(err, io.EOF) || errors.Is(err, syscall.EPIPE)
}

func isTimeout(err error) bool {
	var timed net.Error
	var unknownHost *net.DNSError
	return errors.Is(err, context.DeadlineExceeded) || !errors.As(err, &unknownHost) && errors.As(err, &timed) && timed.Timeout()
}

func isTLS(err error) bool {
	var (
		unverified *tls.CertificateVerificationError
		unknown    x509.UnknownAuthorityError
		wrongHost  x509.HostnameError
		invalid    x509.CertificateInvalidError
		record     tls.RecordHeaderError
		alert      tls.AlertError
	)
	return errors.As(err, &unverified) || errors.As(err, &unknown) || errors.As(err, &wrongHost) || errors.As(err, &invalid) ||
		errors.As(err, &record) || errors.As(err, &alert) || strings.Contains(err.Error(), "tls: ") || strings.Contains(err.Error(), "HTTPS client")
}

// detailOf returns an error's message, without the URL that net/http puts before it.
func detailOf(err error) string {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		return wrapped.Err.Error()
	}
	return err.Error()
}
