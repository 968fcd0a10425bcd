package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/prometheus/prometheus/model/histogram"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/storage"
)

// sampleCase is one stored sample: `v` is a number, "NaN", "+Inf", "-Inf" or "stale", unless there is a histogram.
type sampleCase struct {
	Time      int64            `json:"t"`
	Value     json.RawMessage  `json:"v"`
	Histogram *histogramFields `json:"h"`
	Start     int64            `json:"st"`
}

type engineOptions struct {
	// Lookback in milliseconds, 0 for 5 m.
	Lookback           int64 `json:"lookback"`
	DelayedNameRemoval bool  `json:"delayedNameRemoval"`
	StartTimestamps    bool  `json:"startTimestamps"`
	TypeAndUnitLabels  bool  `json:"typeAndUnitLabels"`
	// SubqueryStep in milliseconds, 0 for 1 m.
	SubqueryStep int64 `json:"subqueryStep"`
	// Functions, Durations, Extended and Fill turn on the experimental parts of the parser; Experimental all of them.
	Functions    bool `json:"functions"`
	Durations    bool `json:"durations"`
	Extended     bool `json:"extended"`
	Fill         bool `json:"fill"`
	Experimental bool `json:"experimental"`
}

type query struct {
	Expr  string `json:"expr"`
	Start int64  `json:"start"`
	End   int64  `json:"end"`
	// Step is 0 for an instant query at Start.
	Step int64 `json:"step"`
}

type evaluateCase struct {
	Series []struct {
		Labels  map[string]string `json:"labels"`
		Samples []sampleCase      `json:"samples"`
	} `json:"series"`
	Queries []query       `json:"queries"`
	Options engineOptions `json:"options"`
}

type point struct {
	Time      int64            `json:"t"`
	Value     *real            `json:"v,omitempty"`
	Histogram *histogramFields `json:"h,omitempty"`
}

type resultSeries struct {
	Labels map[string]string `json:"labels"`
	Points []point           `json:"points"`
}

type result struct {
	Error    string         `json:"error,omitempty"`
	Type     string         `json:"type,omitempty"`
	Text     string         `json:"text,omitempty"`
	Series   []resultSeries `json:"series"`
	Warnings []string       `json:"warnings"`
	Infos    []string       `json:"infos"`
}

var engines = map[engineOptions]*promql.Engine{}

func engineFor(o engineOptions) *promql.Engine {
	if known := engines[o]; known != nil {
		return known
	}
	subqueryStep := o.SubqueryStep
	if subqueryStep == 0 {
		subqueryStep = time.Minute.Milliseconds()
	}
	engine := promql.NewEngine(promql.EngineOpts{
		MaxSamples:               50_000_000,
		Timeout:                  20 * time.Second,
		LookbackDelta:            time.Duration(o.Lookback) * time.Millisecond,
		NoStepSubqueryIntervalFn: func(int64) int64 { return subqueryStep },
		EnableAtModifier:         true,
		EnableNegativeOffset:     true,
		EnableDelayedNameRemoval: o.DelayedNameRemoval,
		EnableTypeAndUnitLabels:  o.TypeAndUnitLabels,
		UseStartTimestamps:       o.StartTimestamps,
		Parser: parser.NewParser(parser.Options{
			EnableExperimentalFunctions:  o.Functions || o.Experimental,
			ExperimentalDurationExpr:     o.Durations || o.Experimental,
			EnableExtendedRangeSelectors: o.Extended || o.Experimental,
			EnableBinopFillModifiers:     o.Fill || o.Experimental,
		}),
	})
	engines[o] = engine
	return engine
}

// evaluate runs queries over given series with Prometheus' engine: an answer each query, in their order.
func init() {
	commands["evaluate"] = func(line []byte) (any, error) {
		var c evaluateCase
		if err := json.Unmarshal(line, &c); err != nil {
			return nil, err
		}
		source, err := storageOf(c)
		if err != nil {
			return nil, err
		}
		answers := make([]result, len(c.Queries))
		for i, q := range c.Queries {
			answers[i] = runQuery(engineFor(c.Options), source, q)
		}
		return answers, nil
	}
}

func runQuery(engine *promql.Engine, source storage.Queryable, q query) result {
	ctx := context.Background()
	var prepared promql.Query
	var err error
	if q.Step == 0 {
		prepared, err = engine.NewInstantQuery(ctx, source, nil, q.Expr, time.UnixMilli(q.Start))
	} else {
		prepared, err = engine.NewRangeQuery(ctx, source, nil, q.Expr, time.UnixMilli(q.Start), time.UnixMilli(q.End), time.Duration(q.Step)*time.Millisecond)
	}
	if err != nil {
		return result{Error: err.Error()}
	}
	defer prepared.Close()
	executed := prepared.Exec(ctx)
	if executed.Err != nil {
		return result{Error: executed.Err.Error()}
	}
	answer := result{Type: string(executed.Value.Type()), Series: []resultSeries{}}
	answer.Warnings, answer.Infos = executed.Warnings.AsStrings(q.Expr, 0, 0)
	switch v := executed.Value.(type) {
	case promql.Scalar:
		answer.Series = append(answer.Series, resultSeries{Points: []point{floatPoint(v.T, v.V)}})
	case promql.String:
		answer.Text = v.V
	case promql.Vector:
		for _, s := range v {
			one := floatPoint(s.T, s.F)
			if s.H != nil {
				one = histogramPoint(s.T, s.H)
			}
			answer.Series = append(answer.Series, resultSeries{Labels: s.Metric.Map(), Points: []point{one}})
		}
	case promql.Matrix:
		for _, s := range v {
			answer.Series = append(answer.Series, resultSeries{Labels: s.Metric.Map(), Points: pointsOf(s)})
		}
	default:
		return result{Error: fmt.Sprintf("unknown type %T", v)}
	}
	return answer
}

func pointsOf(s promql.Series) []point {
	points := make([]point, 0, len(s.Floats)+len(s.Histograms))
	floats, histograms := s.Floats, s.Histograms
	for len(floats)+len(histograms) > 0 {
		if len(histograms) == 0 || len(floats) > 0 && floats[0].T < histograms[0].T {
			points = append(points, floatPoint(floats[0].T, floats[0].F))
			floats = floats[1:]
		} else {
			points = append(points, histogramPoint(histograms[0].T, histograms[0].H))
			histograms = histograms[1:]
		}
	}
	return points
}

func floatPoint(t int64, f float64) point {
	v := real(f)
	return point{Time: t, Value: &v}
}

func histogramPoint(t int64, h *histogram.FloatHistogram) point {
	fields := fieldsOf(h)
	return point{Time: t, Histogram: &fields}
}
