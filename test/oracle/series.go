package main

import (
	"encoding/json"
	"fmt"

	"github.com/prometheus/prometheus/model/value"
	"github.com/prometheus/prometheus/promql/parser"
)

// series reads a series description: {"text": "..."} -> {"labels": {...}, "values": ["1", "_", "stale", "{{...}}"]} or {"error": "..."}.
func init() {
	commands["series"] = func(line []byte) (any, error) {
		var one struct {
			Text string `json:"text"`
		}
		if err := json.Unmarshal(line, &one); err != nil {
			return nil, err
		}
		labels, values, err := parser.NewParser(parser.Options{}).ParseSeriesDesc(one.Text)
		if err != nil {
			return map[string]string{"error": err.Error()}, nil
		}
		texts := make([]string, 0, len(values))
		for _, v := range values {
			switch {
			case v.Omitted:
				texts = append(texts, "_")
			case v.Histogram != nil:
				texts = append(texts, fmt.Sprintf("%s %t", v.Histogram.TestExpression(), v.CounterResetHintSet))
			case value.IsStaleNaN(v.Value):
				texts = append(texts, "stale")
			default:
				texts = append(texts, realText(v.Value))
			}
		}
		return map[string]any{"labels": labels.Map(), "values": texts}, nil
	}
}
