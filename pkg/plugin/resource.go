package plugin

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/resource/httpadapter"
	"github.com/klauspost/compress/gzhttp"
	"github.com/peerlens/peerlens-quality-datasource/pkg/corehost"
	"github.com/peerlens/peerlens-quality-datasource/pkg/protocol"
)

// plainPath matches every valid path of a resource. Grafana passes a viewer's path unchanged, with NUL and `..`: the
// mux would redirect the one, and the adapter would fail on the other.
var plainPath = regexp.MustCompile(`^/?[a-z]+$`)

// CallResource answers the requests of the browser host.
func (d *Datasource) CallResource(ctx context.Context, req *backend.CallResourceRequest, sender backend.CallResourceResponseSender) error {
	if _, err := url.Parse(req.URL); err != nil || !plainPath.MatchString(req.Path) {
		return sender.Send(&backend.CallResourceResponse{
			Status:  http.StatusNotFound,
			Headers: map[string][]string{"Content-Type": {"application/json"}},
			Body:    refusal("There is no such resource."),
		})
	}
	return d.routes.CallResource(ctx, req, sender)
}

// compress compresses what a client takes as gzip, because Grafana compresses no resource of a plugin. The fastest
// level makes a fifth of the documents of the demo.
var compress = func() func(http.Handler) http.HandlerFunc {
	wrapper, err := gzhttp.NewWrapper(gzhttp.CompressionLevel(gzip.BestSpeed), gzhttp.EnableZstd(false))
	if err != nil {
		panic(err) // Only wrong options fail.
	}
	return wrapper
}()

func newRoutes(fetch corehost.Fetch) backend.CallResourceHandler {
	mux := http.NewServeMux()
	mux.Handle("POST /fetch", compress(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { serveFetch(w, r, fetch) })))
	mux.HandleFunc("/fetch", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Allow", http.MethodPost)
		refuse(w, http.StatusMethodNotAllowed, "fetch takes POST only.")
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		refuse(w, http.StatusNotFound, "There is no such resource.")
	})
	return httpadapter.New(mux)
}

func refuse(w http.ResponseWriter, status int, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(refusal(message))
}

func refusal(message string) []byte {
	body, _ := json.Marshal(map[string]string{"message": protocol.SingleLine(message)})
	return body
}
