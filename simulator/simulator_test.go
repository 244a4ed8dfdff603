package simulator

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/peerlens/peerlens-quality-datasource/testdata/documents"
)

func TestAPathNamesTheDocumentThatAnswersIt(t *testing.T) {
	const nativePath = "/api/streams/live/studio/native"
	simulated := Handler(func() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) })
	for _, row := range []struct {
		path   string
		status int
		want   []byte
	}{
		{"/documents/100ms-peer-stats/v2/analytics/peer-stats?session_id=any&peer_id=any", 200, documents.PeerStats},
		{"/documents/storm-substream/api/streams/any/any/any%2F1", 200, documents.Substream},
		{"/documents/storm-metadata/api/streams/any/any/any/metadata", 200, documents.Metadata},
		{"/documents/storm-metadata/api/streams/any/any/any", 404, []byte(`{"message":"Substream not found"}`)},
		{"/documents/other" + nativePath, 404, []byte(`{"message":"There is no document other"}`)},
		{"/documents/storm-substream/faults/truncated" + nativePath, 200, documents.Substream[:len(documents.Substream)/2]},
	} {
		request := httptest.NewRequest(http.MethodGet, row.path, http.NoBody)
		token := ManagementToken
		if strings.Contains(row.path, "/api/") {
			token = StormToken
		}
		request.Header.Set("Authorization", "Bearer "+token)
		response := httptest.NewRecorder()
		simulated.ServeHTTP(response, request)
		if response.Code != row.status || !bytes.Equal(response.Body.Bytes(), row.want) {
			t.Errorf("%s answered %d %.300s", row.path, response.Code, response.Body)
		}
	}
}
