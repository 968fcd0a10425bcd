package main

import (
	"encoding/json"

	"github.com/prometheus/prometheus/promql/parser"
)

type parseCase struct {
	Expr string `json:"expr"`
	// Experimental turns on every parser feature.
	Experimental bool `json:"experimental"`
}

func init() {
	commands["parse"] = func(line []byte) (any, error) {
		var c parseCase
		if err := json.Unmarshal(line, &c); err != nil {
			return nil, err
		}
		p := parser.NewParser(parser.Options{EnableExperimentalFunctions: c.Experimental, ExperimentalDurationExpr: c.Experimental, EnableExtendedRangeSelectors: c.Experimental, EnableBinopFillModifiers: c.Experimental})
		expr, err := p.ParseExpr(c.Expr)
		if err != nil {
			return map[string]any{"error": err.Error()}, nil
		}
		return map[string]any{"text": expr.String()}, nil
	}
}
