package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/common/model"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/template"
)

type templateCase struct {
	Name           string            `json:"name"`
	Text           string            `json:"text"`
	Labels         map[string]string `json:"labels"`
	ExternalLabels map[string]string `json:"externalLabels"`
	ExternalURL    string            `json:"externalURL"`
	// Value is a number as Go parses it, so that NaN and Inf can be asked for.
	Value     string                    `json:"value"`
	Histogram *histogram.FloatHistogram `json:"histogram"`
	// TimeMs is the evaluation time in milliseconds.
	TimeMs int64 `json:"timeMs"`
	// QueryResults answers each query that is not listed with an error.
	QueryResults map[string][]querySample `json:"queryResults"`
}

type querySample struct {
	Labels map[string]string `json:"labels"`
	Value  string            `json:"value"`
}

func init() {
	commands["template"] = func(line []byte) (any, error) {
		var c templateCase
		if err := json.Unmarshal(line, &c); err != nil {
			return nil, err
		}
		externalURL, err := url.Parse(c.ExternalURL)
		if err != nil {
			return nil, err
		}
		sample := promql.Sample{F: parseValue(c.Value), H: c.Histogram}
		data := template.AlertTemplateData(c.Labels, c.ExternalLabels, c.ExternalURL, sample)
		// The prefix of Prometheus' rules/alerting.go.
		defs := []string{"{{$labels := .Labels}}", "{{$externalLabels := .ExternalLabels}}", "{{$externalURL := .ExternalURL}}", "{{$value := .Value}}"}
		expander := template.NewTemplateExpander(context.Background(), strings.Join(append(defs, c.Text), ""), c.Name, data, model.Time(c.TimeMs), c.query, externalURL, nil)
		text, err := expander.Expand()
		if err != nil {
			return map[string]any{"error": err.Error()}, nil
		}
		return map[string]any{"text": text}, nil
	}
}

func parseValue(text string) float64 {
	value, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return math.NaN()
	}
	return value
}

func (c templateCase) query(_ context.Context, expr string, _ time.Time) (promql.Vector, error) {
	samples, ok := c.QueryResults[expr]
	if !ok {
		return nil, errors.New(fmt.Sprintf("no result for %s", expr))
	}
	vector := make(promql.Vector, len(samples))
	for i, s := range samples {
		vector[i] = promql.Sample{Metric: labels.FromMap(s.Labels), F: parseValue(s.Value)}
	}
	return vector, nil
}
