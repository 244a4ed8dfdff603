// Command gpx_peerlens is the backend of the Peerlens data source. Grafana starts it.
package main

import (
	"os"

	"github.com/grafana/grafana-plugin-sdk-go/backend/datasource"
	"github.com/grafana/grafana-plugin-sdk-go/backend/log"
	"github.com/peerlens/peerlens-quality-datasource/pkg/plugin"
)

func main() {
	if err := datasource.Manage("peerlens-quality-datasource", plugin.NewDatasource, datasource.ManageOpts{}); err != nil {
		log.DefaultLogger.Error("The plugin stopped", "error", err)
		os.Exit(1)
	}
}
