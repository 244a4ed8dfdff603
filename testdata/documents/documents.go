// Package documents holds the sample documents of the two reference pages, as the pages print them, and the metadata
// of a substream.
package documents

import _ "embed" // the samples

// PeerStats is the sample of 100ms' page "Peer Quality Stats".
//
//go:embed 100ms-peer-stats.json
var PeerStats []byte

// Substream is the sample of Storm's page "Substream".
//
//go:embed storm-substream.json
var Substream []byte

// Metadata has the fields of Storm's page "Substream Metadata".
//
//go:embed storm-metadata.json
var Metadata []byte
