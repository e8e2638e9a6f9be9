// Compares dashboards with the schema that Grafana's own builders are made of: what it doesn't know, misses or has of another
// type is an error. Each argument is a dashboard's file. Kinds of panels that are not named here are not looked into.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/grafana/grafana-foundation-sdk/go/bargauge"
	"github.com/grafana/grafana-foundation-sdk/go/cog"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
	"github.com/grafana/grafana-foundation-sdk/go/prometheus"
	"github.com/grafana/grafana-foundation-sdk/go/stat"
	"github.com/grafana/grafana-foundation-sdk/go/statetimeline"
	"github.com/grafana/grafana-foundation-sdk/go/table"
	"github.com/grafana/grafana-foundation-sdk/go/timeseries"
)

// An empty list of errors, as the schema's code gives where all is well, is none.
func none(err error) bool {
	var problems cog.BuildErrors
	return err == nil || errors.As(err, &problems) && len(problems) == 0
}

// What a panel shows and how, which the panel's own reader takes as it comes.
func checkFields(text []byte) error {
	var board struct {
		Panels []struct{ FieldConfig json.RawMessage }
	}
	if err := json.Unmarshal(text, &board); err != nil {
		return err
	}
	for i, panel := range board.Panels {
		var fields dashboard.FieldConfigSource
		if err := fields.UnmarshalJSONStrict(panel.FieldConfig); !none(err) {
			return fmt.Errorf("panels[%d].fieldConfig: %w", i, err)
		}
	}
	return nil
}

func check(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var board dashboard.Dashboard
	if err := board.UnmarshalJSONStrict(text); !none(err) {
		return err
	}
	if err := checkFields(text); err != nil {
		return err
	}
	return board.Validate()
}

func main() {
	runtime := cog.NewRuntime()
	runtime.RegisterPanelcfgVariant(bargauge.VariantConfig())
	runtime.RegisterPanelcfgVariant(stat.VariantConfig())
	runtime.RegisterPanelcfgVariant(statetimeline.VariantConfig())
	runtime.RegisterPanelcfgVariant(table.VariantConfig())
	runtime.RegisterPanelcfgVariant(timeseries.VariantConfig())
	runtime.RegisterDataqueryVariant(prometheus.VariantConfig())
	status := 0
	for _, file := range os.Args[1:] {
		if err := check(file); err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", file, err)
			status = 1
		}
	}
	os.Exit(status)
}
